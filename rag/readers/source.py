"""A file as numbered lines of text, whatever it came in: text, HTML, a Word file or a PDF."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from rag.errors import UnreadableFileError
from rag.readers.front_matter import FrontMatter, parse_front_matter
from rag.readers.hints import NO_HINTS, Hints
from rag.readers.html import HtmlBlock
from rag.readers.located_json import parse_json
from rag.transcript import Aside

_NOTHING = FrontMatter()


@dataclass(frozen=True)
class Source:
    """A file's text: `text` has line feeds as line ends only, `lines[0]` is the file's line 1.

    Where the lines are not the file's own, `numbers` tells for each the `unit` of the file that it stands
    in: a line of HTML, a paragraph of a Word file, a page of a PDF. `markdown` is true where the lines
    have mark-up in them. `raw` and `blocks` are an HTML file's text and its elements, `meta` values from
    its head; `asides` are what the container holds beside its text, `notes` what is doubtful or was left
    out, in whole sentences.
    """

    path: Path
    text: str
    lines: tuple[str, ...]
    numbers: Sequence[int] | None = None
    unit: str = "line"
    container: str = "text"
    markdown: bool = False
    raw: str | None = None
    blocks: Sequence[HtmlBlock] = ()
    meta: FrontMatter = _NOTHING
    asides: tuple[Aside, ...] = ()
    notes: tuple[str, ...] = ()
    hints: Hints = NO_HINTS

    def numbered(self, first: int = 1) -> Iterator[tuple[int, str]]:
        """The lines from row `first` on, each with its number."""
        numbers = itertools.count(1) if self.numbers is None else self.numbers
        return itertools.islice(zip(numbers, self.lines, strict=False), first - 1, None)

    def part(self, first: int, last: int) -> Source:
        """The rows `first` up to `last`, counted from 0, end-exclusive, as a source of its own."""
        numbers = self.numbers if self.numbers is not None else range(1, len(self.lines) + 1)
        lines = self.lines[first:last]
        return replace(self, text="\n".join(lines), lines=lines, numbers=numbers[first:last])

    @cached_property
    def front(self) -> FrontMatter:
        """A text's front matter, or what an HTML file's head says; UnreadableFileError if broken."""
        if self.container == "text" and self.numbers is None:
            return parse_front_matter(self.path, self.lines)
        return self.meta

    @cached_property
    def json(self) -> Any:
        """The file's JSON value, None where it is none; its objects know where they stand."""
        if self.container != "text" or self.text.lstrip()[:1] not in ("{", "["):
            return None
        try:
            return parse_json(self.text)
        except ValueError:
            return None

    @cached_property
    def _line_starts(self) -> Sequence[int]:
        starts = [0]
        for line in self.lines:
            starts.append(starts[-1] + len(line) + 1)
        return starts

    def line_at(self, offset: int) -> int:
        """The number of the line that holds character `offset` of the text."""
        row = min(bisect_right(self._line_starts, offset), len(self.lines))
        return row if self.numbers is None else self.numbers[row - 1]

    def error(self, reason: str, line: int | None = None) -> UnreadableFileError:
        """The error that says what is wrong on a line."""
        return UnreadableFileError(self.path, reason, line)
