"""Turning lines of a file into a turn's text without losing on which line each word stands."""

from __future__ import annotations

import io
import re
from array import array
from collections.abc import Iterable, Iterator, Sequence

from rag.transcript import Aside, Span

Line = tuple[int, str]
"""A line of the file, or a part of one, with its number."""

Block = list[Line]
"""Lines that stand together, none of them blank."""

_LONG, _SPACE = 1 << 16, re.compile(r"\s")
# Layout marks that print nothing but part words: zero-width space, word joiner, byte order mark, soft hyphen.
_ANY_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad]")
_INVISIBLE = {ord(mark): None for mark in "\u200b\u2060\ufeff\u00ad"}


def vocabulary(text: str) -> frozenset[str]:
    """The words of `text`, as a set."""
    return frozenset(text.split())


def fold(text: str) -> str:
    """White space of any kind as single spaces, none at the ends, invisible layout marks gone.

    Where nothing changes, the text itself comes back and not a copy, since files are full of such lines.
    """
    shown = drop_invisible(text)
    if len(shown) <= _LONG:
        folded = " ".join(shown.split())
        return text if folded == text else folded
    return " ".join(words for chunk in _chunks(shown) if (words := " ".join(chunk.split())))


def count_words(text: str) -> int:
    """How many words there are, without a list of them."""
    return sum(len(chunk.split()) for chunk in _chunks(text))


def _chunks(text: str) -> Iterator[str]:
    """The text in pieces cut at white space: a list of a megabyte's words takes twenty."""
    start = 0
    while start < len(text):
        space = _SPACE.search(text, start + _LONG)
        end = space.start() if space else len(text)
        yield text[start:end]
        start = end


def drop_invisible(text: str) -> str:
    """`text` without characters that only tell where a line may break."""
    return text if text.isascii() or not _ANY_INVISIBLE.search(text) else text.translate(_INVISIBLE)


def blocks(lines: Iterable[Line], *, strict: bool = False) -> Iterator[Block]:
    """The paragraphs: runs of lines between blank ones; if `strict`, a line with a space is not blank."""
    block: Block = []
    for line in lines:
        text = line[1]
        if text and (strict or not text.isspace()):
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def lines_from(block: Sequence[Line], offset: int) -> Block:
    """What is left of a block behind character `offset` of its lines joined by line ends."""
    rest: Block = []
    for line in block:
        number, text = line
        if offset <= 0:
            rest.append(line)
        elif offset <= len(text):
            rest.append((number, text[offset:]))
        offset -= len(text) + 1
    return rest


def lines_between(block: Sequence[Line], start: int, end: int) -> Block:
    """The part of a block from character `start` up to `end` of its lines joined by line ends."""
    part: Block = []
    for line in block:
        if end <= 0:
            break
        number, text = line
        if start <= 0 and end >= len(text):
            part.append(line)
        elif start <= len(text):
            part.append((number, text[max(start, 0) : end]))
        start -= len(text) + 1
        end -= len(text) + 1
    return part


class TextBuilder:
    """Collects a turn's words and knows, for each, the line of the file and whether it is struck through."""

    def __init__(self) -> None:
        self._written = io.StringIO()
        self._length = 0
        self._gap = ""
        # As arrays, since a pair of numbers takes fifteen times their four bytes.
        self._offsets, self._lines = array("I"), array("I")
        self._struck: list[Span] = []
        self._strike_from: int | None = None
        self._striking = False

    def __len__(self) -> int:
        return self._length

    def add(self, raw: str, line: int) -> None:
        """Append a piece of one line of the file; its white space folds."""
        words = fold(raw)
        if not words:
            self.space() if raw else None
            return
        if raw[0].isspace():
            self.space()
        self._put(words, line)
        if raw[-1].isspace():
            self.space()

    def space(self) -> None:
        """Part what was from what comes by a space."""
        self._gap = self._gap or " "

    def paragraph(self) -> None:
        """Part what was from what comes by a blank line."""
        self._gap = "\n\n"

    def strike(self) -> None:
        """From here on the words are struck through."""
        self._striking, self._strike_from = True, None

    def unstrike(self) -> None:
        """Up to here the words were struck through."""
        if self._strike_from is not None and self._strike_from < self._length:
            self._struck.append((self._strike_from, self._length))
        self._striking, self._strike_from = False, None

    @property
    def text(self) -> str:
        """All the words."""
        return self._written.getvalue()

    @property
    def line_map(self) -> tuple[tuple[int, int], ...]:
        """(offset, line) pairs as Turn wants them; empty where there are no words."""
        return tuple(zip(self._offsets, self._lines, strict=True))

    @property
    def struck(self) -> tuple[Span, ...]:
        """The spans struck through."""
        return tuple(self._struck)

    def asides(self) -> list[Aside]:
        """The words, one Aside for each line of the file."""
        text = self.text
        pieces = zip(self._lines, self._offsets, [*self._offsets[1:], len(text)], strict=True)
        return [Aside(line, text[start:end].strip()) for line, start, end in pieces]

    def _put(self, words: str, line: int) -> None:
        if self._length and self._gap:
            self._written.write(self._gap)
            self._length += len(self._gap)
        self._gap = ""
        if not self._lines or self._lines[-1] != line:
            self._offsets.append(self._length)
            self._lines.append(line)
        if self._striking and self._strike_from is None:
            self._strike_from = self._length
        self._length += self._written.write(words)
