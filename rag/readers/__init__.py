"""Readers of transcripts, one per format, behind `load_transcript`.

The format is told by the content; the file's ending only settles what the content leaves open.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from rag.errors import OnRecordError
from rag.languages import language_code
from rag.readers.containers import open_source
from rag.readers.hints import NO_HINTS, Hints
from rag.readers.left_out import left_out
from rag.readers.limits import FloodError, flood
from rag.readers.registry import NAMES, SUFFIXES, format_named, format_of
from rag.readers.source import Source
from rag.transcript import Transcript

__all__ = ["NAMES", "NO_HINTS", "SUFFIXES", "Hints", "load_transcript", "open_source", "read_source"]


def load_transcript(path: Path, hints: Hints = NO_HINTS) -> Transcript:
    """Read the transcript at `path`, which may be a member of an archive.

    Raises UnreadableFileError where its bytes or syntax can't be read, and NotATranscriptError where
    nobody speaks in it; both name the line, if one is to blame, and what to do. Raises OnRecordError for
    a format that there isn't.
    """
    return read_source(open_source(path, hints))


def read_source(source: Source) -> Transcript:
    """The transcript in a source; raises as `load_transcript` does."""
    wanted = source.hints.format
    if wanted is not None and wanted not in NAMES:
        raise OnRecordError(f"There is no format {wanted!r}. Choose one of: {', '.join(NAMES)}.")
    form = format_of(source) if wanted is None else format_named(wanted)
    try:
        read = form.read(source)
    except FloodError as error:
        raise flood(source.path, error) from None
    asides = read.asides
    if source.asides:
        asides = tuple(sorted((*asides, *source.asides), key=lambda aside: aside.line))
    return replace(
        read,
        asides=asides,
        unit=source.unit,
        notes=(*source.notes, *(read.notes or left_out(read, source))),
        language=source.hints.language or read.language or language_code(source.meta.first("language")),
    )
