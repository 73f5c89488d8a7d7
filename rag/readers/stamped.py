"""Text whose speakers stand on lines of their own with a time: Otter, Teams, Trint, Zoom's saved captions.

    Ana Ruiz  0:12            [Ana Ruiz] 10:03:04          0:0:1.280 --> 0:0:4.960
    Good morning.             Good morning.                Ana Ruiz
                                                           Good morning.

Such a line is a speaker's where its name comes back, or where the file says that it is Otter's or Teams'.
"""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rag.errors import NotATranscriptError
from rag.readers.dates import date_in_name, parse_date, title_in_name
from rag.readers.labels import is_capitals_label, is_name_shaped
from rag.readers.record import Record
from rag.readers.source import Source
from rag.readers.text import Block, fold
from rag.readers.timestamps import parse_time
from rag.transcript import AUTOMATIC, Aside, Transcript

OTTER, TEAMS, ZOOM, STAMPED = "otter-text", "teams-text", "zoom-text", "stamped-text"

_TIME = r"\d{1,2}:\d{1,2}(?::\d{1,2})?(?:[.,]\d{1,3})?"
_HEADER = re.compile(
    rf"\s*(?:\*\*)?(?:\[(?P<bracketed>[^\[\]\d][^\[\]]{{0,60}})\]|(?P<name>[^\s\[\](){{}}:\d*][^\[\]{{}}:*]{{0,60}}?))(?:\*\*)?"
    rf"(?P<gap>\s+)(?P<mark>[\[(])?(?P<time>{_TIME})(?P<wall>\s?[AP]M)?[\])]?\s*(?:\*\*)?\s*$",
    re.IGNORECASE,
)
_RANGE = re.compile(rf"\s*(?P<start>{_TIME})\s*-->\s*(?P<end>{_TIME})\s*$")
_OTTER = re.compile(r"transcribed by https?://otter\.ai", re.IGNORECASE)
_TEAMS = re.compile(r"(?:started|stopped) transcription\s*$", re.IGNORECASE)
_DURATION = re.compile(r"\s*(?:\d+h ?)?(?:\d+m ?)?\d+s\s*$")
_ENOUGH = 2


@dataclass(frozen=True, slots=True)
class _Header:
    name: str
    start: float | None
    said_at: str | None
    apart: bool


def is_stamped(source: Source) -> bool:
    """True where lines of a name and a time part the text."""
    return _form(source) is not None


def read_stamped(source: Source) -> Transcript:
    """Read it; raises NotATranscriptError where no words follow the names."""
    headers = _headers(source.lines)
    form = _form(source) or STAMPED
    record = Record(markdown=source.markdown)
    names = _names(headers, certain=form in (OTTER, TEAMS))
    rows = zip(source.numbered(), headers, strict=True)
    ranges = form == TEAMS and any(_RANGE.match(text) for text in source.lines)
    for number, text, header, begins in _walk(rows, names, ranges=ranges):
        if header is not None:
            record.open(header.name, number, header.start, header.said_at)
        elif _OTTER.search(text) or _TEAMS.search(text) or _DURATION.match(text) or not text.strip():
            record.put_aside(Block((number,), (text,)))
            record.close() if text.strip() else None
        elif record.is_open:
            record.say(Block((number,), (text,)), paragraph=begins)
        else:
            record.put_aside(Block((number,), (text,)))
    turns, asides = record.turns(), record.asides()
    if not turns:
        raise NotATranscriptError(source.path, "names with times, but no words below them; add the words")
    stem = source.path.stem
    header_lines = [aside for aside in asides if aside.line < turns[0].line_map[0][1]]
    return Transcript(
        id=stem,
        title=_title(header_lines) or title_in_name(stem),
        date=_date(header_lines) or date_in_name(stem),
        format=form,
        turns=turns,
        asides=asides,
        captions=None if form == STAMPED else AUTOMATIC,
    )


def _form(source: Source) -> str | None:
    headers = [header for header in _headers(source.lines) if header is not None]
    if any(_OTTER.search(text) for text in source.lines[-20:]) and headers:
        return OTTER
    teams = any(_TEAMS.search(text) for text in (*source.lines[:20], *source.lines[-5:]))
    ranges = sum(_RANGE.match(text) is not None for text in source.lines)
    if (teams and headers) or (ranges and source.container == "docx"):
        return TEAMS
    counts = Counter(header.name for header in headers if header.apart)
    again = any(count >= _ENOUGH and _is_shaped(name) for name, count in counts.items())
    if not again or not _rises(headers):
        return None
    return ZOOM if any(header.said_at for header in headers) else STAMPED


def _rises(headers: list[_Header]) -> bool:
    times = [header.start for header in headers if header.start is not None]
    return all(before <= after for before, after in pairwise(times))


def _names(headers: Sequence[_Header | None], *, certain: bool) -> frozenset[str]:
    counts = Counter(header.name for header in headers if header is not None)
    return frozenset(
        name for name, count in counts.items() if certain or count >= _ENOUGH or _is_shaped(name)
    )


def _is_shaped(name: str) -> bool:
    return is_name_shaped(name) or is_capitals_label(name)


# Detecting and reading ask for them one after the other; the lines' hashes are known by then.
@lru_cache(maxsize=1)
def _headers(lines: tuple[str, ...]) -> tuple[_Header | None, ...]:
    return tuple(map(_header, lines))


def _header(text: str) -> _Header | None:
    found = _HEADER.match(text) if len(text) < 120 and ":" in text else None
    if found is None:
        return None
    name = sys.intern(fold(found["bracketed"] or found["name"] or ""))
    if not name or len(name.split(maxsplit=6)) > 6 or re.search(r"\d{3}", name):
        return None
    apart = bool(found["bracketed"] or found["mark"]) or len(found["gap"]) > 1 or "\t" in found["gap"]
    if found["bracketed"] or found["wall"]:
        # Zoom stamps its captions with the clock on the wall.
        return _Header(name, None, fold(found["time"] + (found["wall"] or "")), apart)
    return _Header(name, parse_time(_padded(found["time"])), None, apart)


def _padded(time: str) -> str:
    """Teams prints 0:0:1.28 for 0:00:01.28."""
    first, *rest = time.split(":")
    return ":".join([first, *(part if part[1:2].isdigit() else f"0{part}" for part in rest)])


def _walk(
    rows: Iterable[tuple[tuple[int, str], _Header | None]], names: frozenset[str], *, ranges: bool
) -> Iterator[tuple[int, str, _Header | None, bool]]:
    """Each line with the speaker that it opens, if any, and whether it begins a paragraph."""
    begins, start = True, None
    for (number, text), opening in rows:
        found = _RANGE.match(text) if ranges else None
        if found is not None:
            start = parse_time(_padded(found["start"]))
            continue
        if start is not None and text.strip():
            yield number, text, _Header(fold(text)[:120], start, None, apart=True), False
            start, begins = None, True
            continue
        header = opening if opening is not None and not ranges and opening.name in names else None
        yield number, text, header, begins
        begins = not text.strip()


def _title(header: list[Aside]) -> str | None:
    return next(
        (aside.text for aside in header if not parse_date(aside.text) and not _TEAMS.search(aside.text)), None
    )


def _date(header: list[Aside]) -> dt.date | None:
    return next((day for aside in header if (day := parse_date(aside.text)) is not None), None)
