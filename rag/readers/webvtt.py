"""WebVTT captions: `format="webvtt"`. Source: https://www.w3.org/TR/webvtt1/.

Our own small parser: webvtt-py forgets the line numbers, merges a cue's lines and rejects what the
standard allows. Metadata stand in comments: `NOTE title: …`, `NOTE date: …`, `NOTE url: …`, `NOTE place: …`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.counts import counted
from rag.errors import NotATranscriptError
from rag.languages import language_code
from rag.readers.cues import Cue, turns_of
from rag.readers.dates import date_in_name, parse_date, title_in_name
from rag.readers.source import Source
from rag.readers.text import Block, Line, blocks, fold
from rag.readers.timestamps import parse_range
from rag.transcript import AUTOMATIC, Asides, Transcript

FORMAT = "webvtt"

_SIGNATURE = re.compile(r"WEBVTT(?:[ \t]+-?[ \t]*(?P<title>.*))?$")
_TIMED_WORD = re.compile(r"<\d{2}:\d{2}:\d{2}\.\d{3}><c[.>]")
_TEAMS_ID = re.compile(r"^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/\d+-\d+$", re.MULTILINE)
_META = re.compile(r"(?:NOTE\s+)?(?P<key>title|date|url|place|language)\s*:\s*(?P<value>\S.*)", re.IGNORECASE)


def is_webvtt(source: Source) -> bool:
    """True where the text bears WebVTT's signature, or the file is called so."""
    return source.path.suffix.lower() == ".vtt" or _SIGNATURE.match(source.lines[0]) is not None


def read_webvtt(source: Source) -> Transcript:
    """Read WebVTT; raises UnreadableFileError for a broken timing, NotATranscriptError for no cue."""
    signature = _SIGNATURE.match(source.lines[0].rstrip())
    if signature is None:
        reason = f"line 1 is {fold(source.lines[0])[:40]!r}; expected WEBVTT; put that line at the top"
        raise source.error(reason, 1)
    asides = Asides()
    meta: dict[str, str] = {}
    turns = turns_of(_all_cues(source, asides, meta))
    if not turns:
        timings = sum("-->" in text for text in source.lines)
        raise NotATranscriptError(
            source.path,
            f"WebVTT without captions; found {counted(timings, 'timing')} and no words, expected some",
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
        asides=asides,
        captions=_provenance(source),
        language=language_code(meta.get("language")),
    )


def _all_cues(source: Source, asides: Asides, meta: dict[str, str]) -> Iterator[Cue]:
    """The file's cues; what its comments say goes to `asides` and `meta` on the way."""
    # YouTube's cues hold lines of a single space, so only an empty line ends a cue, as the standard says.
    for block in blocks(source.numbered(), strict=True):
        if found := _cues(source, block):
            yield from found
        elif not block[0][1].startswith(("STYLE", "REGION")):
            _note(block, asides, meta)


def _cues(source: Source, block: Block) -> list[Cue]:
    """The block's cue, and those that run on behind it without a blank line; none for a comment or header."""
    row = next((row for row, (_, text) in enumerate(block[:2]) if "-->" in text), None)
    if row is None or block[0][1].startswith("NOTE"):
        return []
    times = parse_range(block[row][1])
    if times is None:
        number, text = block[row]
        reason = f"{fold(text)[:60]!r} is no timing; expected 00:01:02.000 --> 00:01:04.000; mend it"
        raise source.error(reason, number)
    cues: list[Cue] = []
    lines: list[Line] = []
    for line in block[row + 1 :]:
        if (follower := parse_range(line[1])) is None:
            lines.append(line)
        else:
            # Behind a line of spaces that was meant to be blank stands the next cue's identifier.
            said = lines[:-1] if len(lines) > 1 and not lines[-2][1].strip() else lines
            cues.append(Cue(*times, tuple(said)))
            times, lines = follower, []
    return [*cues, Cue(*times, tuple(lines))]


def _provenance(source: Source) -> str | None:
    """Whether a machine made the captions: told by the marks of YouTube and Teams, and Zoom's file names.

    YouTube times each word, `<00:00:01.200><c> word</c>`; Teams names a cue by its recording's identity.
    """
    machine = _TIMED_WORD.search(source.text) or _TEAMS_ID.search(source.text)
    return AUTOMATIC if machine or source.path.name.lower().endswith(".transcript.vtt") else None


def _note(block: Block, asides: Asides, meta: dict[str, str]) -> None:
    for number, text in block:
        found = _META.match(text.strip())
        if found and (number > 1):
            meta.setdefault(found["key"].lower(), fold(found["value"]))
        words = fold(text.removeprefix("NOTE"))
        if words and not text.startswith("WEBVTT"):
            asides.add(number, words)
