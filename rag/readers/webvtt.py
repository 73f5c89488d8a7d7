"""WebVTT captions: `format="webvtt"`. Source: https://www.w3.org/TR/webvtt1/.

Our own small parser: webvtt-py forgets the line numbers, merges a cue's lines and rejects what the
standard allows. Metadata stand in comments: `NOTE title: …`, `NOTE date: …`, `NOTE url: …`, `NOTE place: …`.
"""

from __future__ import annotations

import re

from rag.errors import NotATranscriptError, UnreadableFileError
from rag.readers.cues import Cue, turns_of
from rag.readers.dates import date_in_name, parse_date, title_in_name
from rag.readers.source import Source
from rag.readers.text import Block, blocks, fold
from rag.readers.timestamps import parse_range
from rag.transcript import Aside, Transcript

FORMAT = "webvtt"

_SIGNATURE = re.compile(r"WEBVTT(?:[ \t]+-?[ \t]*(?P<title>.*))?$")
_META = re.compile(r"(?:NOTE\s+)?(?P<key>title|date|url|place)\s*:\s*(?P<value>\S.*)", re.IGNORECASE)


def is_webvtt(text: str) -> bool:
    """True where the text bears WebVTT's signature."""
    return _SIGNATURE.match(text.partition("\n")[0]) is not None


def read_webvtt(source: Source) -> Transcript:
    """Read WebVTT; raises UnreadableFileError for a broken timing, NotATranscriptError for no cue."""
    signature = _SIGNATURE.match(source.lines[0].rstrip())
    if signature is None:
        reason = f"line 1 is {fold(source.lines[0])[:40]!r}; expected WEBVTT; put that line at the top"
        raise UnreadableFileError(source.path, reason, 1)
    cues: list[Cue] = []
    asides: list[Aside] = []
    meta: dict[str, str] = {}
    for block in blocks(source.numbered()):
        cue = _cue(source, block)
        if cue is not None:
            cues.append(cue)
        elif block[0][1].startswith(("STYLE", "REGION")):
            continue
        else:
            asides += _notes(block, meta)
    turns = turns_of(cues)
    if not turns:
        raise NotATranscriptError(
            source.path, f"WebVTT without captions; found {len(cues)} cues with words, expected some"
        )
    title = meta.get("title") or fold(signature["title"] or "") or title_in_name(source.path.stem)
    return Transcript(
        id=source.path.stem,
        title=title,
        date=parse_date(meta.get("date")) or date_in_name(source.path.stem),
        format=FORMAT,
        turns=turns,
        url=meta.get("url"),
        place=meta.get("place"),
        asides=tuple(asides),
    )


def _cue(source: Source, block: Block) -> Cue | None:
    """The block's cue, None where it is a comment, a header or words outside of any cue."""
    row = next((row for row, (_, text) in enumerate(block[:2]) if "-->" in text), None)
    if row is None or block[0][1].startswith("NOTE"):
        return None
    times = parse_range(block[row][1])
    if times is None:
        number, text = block[row]
        reason = f"{fold(text)[:60]!r} is no timing; expected 00:01:02.000 --> 00:01:04.000; mend it"
        raise UnreadableFileError(source.path, reason, number)
    # A cue that lost its blank line runs on into the next one's timing, which is no speech.
    lines = tuple(line for line in block[row + 1 :] if parse_range(line[1]) is None)
    return Cue(*times, lines)


def _notes(block: Block, meta: dict[str, str]) -> list[Aside]:
    asides: list[Aside] = []
    for number, text in block:
        found = _META.match(text.strip())
        if found and (number > 1):
            meta.setdefault(found["key"].lower(), fold(found["value"]))
        words = fold(text.removeprefix("NOTE"))
        if words and not text.startswith("WEBVTT"):
            asides.append(Aside(number, words))
    return asides
