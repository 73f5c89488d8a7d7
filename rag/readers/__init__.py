"""Readers of transcripts, one per format, behind `load_transcript`.

The format is told by the content; the file's ending only settles what the content leaves open.
"""

from __future__ import annotations

from pathlib import Path

from rag.readers.front_matter import parse_front_matter
from rag.readers.labelled import read_labelled
from rag.readers.source import load_source
from rag.readers.srt import is_srt, read_srt
from rag.readers.turns_json import looks_like_turns_json, read_turns_json
from rag.readers.webvtt import is_webvtt, read_webvtt
from rag.readers.whitehouse import is_whitehouse, read_whitehouse
from rag.transcript import Transcript

__all__ = ["SUFFIXES", "load_transcript"]

SUFFIXES: frozenset[str] = frozenset({".md", ".markdown", ".txt", ".json", ".vtt", ".srt"})
"""File endings, in small letters, that a walk through a folder picks up."""


def load_transcript(path: Path) -> Transcript:
    """Read the transcript at `path`.

    Raises UnreadableFileError where its bytes or syntax can't be read, and NotATranscriptError where
    nobody speaks in it; both name the line, if one is to blame, and what to do.
    """
    source = load_source(path)
    suffix = path.suffix.lower()
    if suffix == ".json" or looks_like_turns_json(source.text):
        return read_turns_json(source)
    if suffix == ".vtt" or is_webvtt(source.text):
        return read_webvtt(source)
    if suffix == ".srt" or is_srt(source.text):
        return read_srt(source)
    front = parse_front_matter(source)
    if is_whitehouse(front):
        return read_whitehouse(source, front)
    return read_labelled(source, front)
