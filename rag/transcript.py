"""The record itself: transcripts, their turns, and the way back to the lines of the file."""

from __future__ import annotations

import datetime as dt
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rag.columns import Columns, LineMap

Span = tuple[int, int]
"""Character offsets [start, end) in a turn's text."""


AUTOMATIC = "automatic captions"
"""What is said of words that a machine heard and nobody is known to have checked."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One uninterrupted stretch of speech under one label.

    `label` is the speaker as the source prints it, "" where the source names nobody. `text` is the
    source's wording: mark-up, escapes and line wraps are gone (white space inside a paragraph is one
    space, paragraphs are parted by a blank line), spelling, typography and stage directions stay.

    `line_map` holds (offset, line) pairs in rising order, the first with offset 0: from that offset of
    `text` on, the words stand on that line (from 1) of the source file; they are kept as a LineMap.
    `last_line` is the turn's last.
    `struck` are the spans that an official correction strikes through (`<s>…</s>`); the words in square
    brackets behind such a span are the intended ones. `start` and `end` are seconds from the beginning
    of the recording, end-exclusive, None where the source has no times. `said_at` is the wall-clock time
    as the source prints it.
    """

    label: str
    text: str
    line_map: Sequence[tuple[int, int]]
    last_line: int
    start: float | None = None
    end: float | None = None
    said_at: str | None = None
    struck: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        if not isinstance(self.line_map, LineMap):
            object.__setattr__(self, "line_map", LineMap.of(self.line_map))

    def lines(self, start: int = 0, end: int | None = None) -> tuple[int, int]:
        """First and last line of the source file on which `text[start:end]` stands."""
        to_end = end is None or end >= len(self.text)
        return self._line_at(start), self.last_line if to_end else self._line_at(max(start, (end or 0) - 1))

    def _line_at(self, offset: int) -> int:
        assert isinstance(self.line_map, LineMap)
        return self.line_map.line_at(offset)


@dataclass(frozen=True, slots=True)
class Aside:
    """A line of the file that is not speech but is kept: a place, a clock time, `END`, a caption."""

    line: int
    text: str


class Asides(Columns[Aside]):
    """Asides in the order of the file's lines. Readers add to them while they read; nobody else does."""

    __slots__ = ("_lines", "_texts")

    def __init__(self) -> None:
        self._lines, self._texts = array("I"), list[str]()

    def add(self, line: int, text: str) -> None:
        """Put an aside in behind those of its line."""
        if self._lines and line < self._lines[-1]:
            row = bisect_right(self._lines, line)
            self._lines.insert(row, line)
            self._texts.insert(row, text)
        else:
            self._lines.append(line)
            self._texts.append(text)

    def __len__(self) -> int:
        return len(self._lines)

    def __iter__(self) -> Iterator[Aside]:
        return map(Aside, self._lines, self._texts)

    def _member(self, row: int) -> Aside:
        return Aside(self._lines[row], self._texts[row])


@dataclass(frozen=True, slots=True)
class Transcript:
    """One event's record in speaking order.

    `id` is unique within a library and stable between runs; readers take it from the file's own `id` or
    its name. `date` is the day of the event. `place`, `begins` and `ends` are header and closing lines as
    printed ("Via Teleconference", "2:59 P.M. EDT"). `format` names the reader. `asides` are all lines
    that are neither front matter nor speech, so that turns and asides together are the whole file.
    `captions` is AUTOMATIC where a machine made the words, None where the source doesn't say. `unit` is
    what lines are counted in: "line", "paragraph" (Word) or "page" (PDF). `notes` tell in whole sentences
    what was left out and what is doubtful; they are for whoever imports the file and are not stored.
    `language` is the ISO 639-1 code that the source or its importer tells, None where neither does.
    """

    id: str
    title: str
    date: dt.date | None
    format: str
    turns: tuple[Turn, ...]
    url: str | None = None
    place: str | None = None
    begins: str | None = None
    ends: str | None = None
    asides: Sequence[Aside] = field(default=())
    captions: str | None = None
    unit: str = "line"
    notes: tuple[str, ...] = ()
    language: str | None = None
