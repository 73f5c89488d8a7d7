"""Two archives' JSON: Podcasting 2.0 transcripts and Oyez's oral arguments.

Sources: https://podcasting2.org/docs/podcast-namespace/tags/transcript, https://api.oyez.org.
"""

from __future__ import annotations

import re
from dataclasses import replace

from rag.errors import NotATranscriptError
from rag.readers.dates import parse_date
from rag.readers.json_speech import nodes, seconds, speaker_label, spoken, words_of
from rag.readers.located_json import Items, Node
from rag.readers.segments import Segment
from rag.readers.source import Source
from rag.readers.text import fold
from rag.transcript import Transcript

PODCAST, OYEZ = "podcast-json", "oyez-json"

_DAY = re.compile(r"[A-Z][a-z]+ \d{1,2}, \d{4}")


def is_podcast_json(source: Source) -> bool:
    """True for an object with segments that have a body."""
    root = source.json
    return isinstance(root, Node) and any("body" in node for node in nodes(root.get("segments")))


def read_podcast_json(source: Source) -> Transcript:
    """Read a Podcasting 2.0 transcript."""
    root = source.json
    found = nodes(root.get("segments")) if isinstance(root, Node) else ()
    segments = [
        Segment(
            label=speaker_label(node.get("speaker")),
            text=words_of(node.get("body")),
            line=source.line_at(node.at),
            start=seconds(node.get("startTime")),
            end=seconds(node.get("endTime")),
        )
        for node in found
    ]
    return spoken(source, PODCAST, segments, captions=None)


def is_oyez(source: Source) -> bool:
    """True for a recording of Oyez's, and for a case, which has none of the words."""
    root = source.json
    return isinstance(root, Node) and (
        isinstance(root.get("transcript"), Node) or {"docket_number", "oral_argument_audio"} <= root.keys()
    )


def read_oyez(source: Source) -> Transcript:
    """Read an oral argument; NotATranscriptError for a case file, which only points to recordings."""
    root = source.json if isinstance(source.json, Node) else Node()
    record = root.get("transcript")
    if not isinstance(record, Node):
        raise NotATranscriptError(source.path, _case(root))
    segments: list[Segment] = []
    for section in nodes(record.get("sections")):
        for turn in nodes(section.get("turns")):
            segments += _turn(source, turn)
    read = spoken(source, OYEZ, segments, captions=None)
    title, of_record = words_of(root.get("title")), fold(words_of(record.get("title")))
    found = _DAY.search(title)
    return replace(
        read,
        title=" – ".join(part for part in (of_record, fold(title)) if part) or read.title,
        date=parse_date(found[0]) if found else read.date,
    )


def _turn(source: Source, turn: Node) -> list[Segment]:
    speaker = turn.get("speaker")
    label = fold(words_of(speaker.get("name"))) if isinstance(speaker, Node) else ""
    return [
        Segment(
            label=label,
            text=words_of(block.get("text")),
            line=source.line_at(block.at),
            start=seconds(block.get("start")),
            end=seconds(block.get("stop")),
            opens=row == 0,
        )
        for row, block in enumerate(nodes(turn.get("text_blocks")))
    ]


def _case(root: Node) -> str:
    name = fold(words_of(root.get("name"))) or "unnamed"
    links = root.get("oral_argument_audio")
    hrefs = [words_of(node.get("href")) for node in nodes(links)] if isinstance(links, Items) else []
    where = f"download {hrefs[0]}" if hrefs and hrefs[0] else "it links to no recording"
    return f"an Oyez case file ({name}): it tells of the case and holds none of the words said; {where}"
