"""The record itself: transcripts, their turns, and the way back to the lines of the file."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from dataclasses import dataclass, field

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
    `text` on, the words stand on that line (from 1) of the source file. `last_line` is the turn's last.
    `struck` are the spans that an official correction strikes through (`<s>…</s>`); the words in square
    brackets behind such a span are the intended ones. `start` and `end` are seconds from the beginning
    of the recording, end-exclusive, None where the source has no times. `said_at` is the wall-clock time
    as the source prints it.
    """

    label: str
    text: str
    line_map: tuple[tuple[int, int], ...]
    last_line: int
    start: float | None = None
    end: float | None = None
    said_at: str | None = None
    struck: tuple[Span, ...] = ()

    def lines(self, start: int = 0, end: int | None = None) -> tuple[int, int]:
        """First and last line of the source file on which `text[start:end]` stands."""
        to_end = end is None or end >= len(self.text)
        return self._line_at(start), self.last_line if to_end else self._line_at(max(start, (end or 0) - 1))

    def _line_at(self, offset: int) -> int:
        row = bisect_right(self.line_map, offset, key=lambda pair: pair[0]) - 1
        return self.line_map[row][1]


@dataclass(frozen=True, slots=True)
class Aside:
    """A line of the file that is not speech but is kept: a place, a clock time, `END`, a caption."""

    line: int
    text: str


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
    asides: tuple[Aside, ...] = field(default=())
    captions: str | None = None
    unit: str = "line"
    notes: tuple[str, ...] = ()
    language: str | None = None
