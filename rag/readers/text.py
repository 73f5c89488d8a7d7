"""Turning lines of a file into a turn's text without losing on which line each word stands."""

from __future__ import annotations

import io
import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import overload

from rag.columns import LineMap
from rag.transcript import Span

Line = tuple[int, str]
"""A line of the file, or a part of one, with its number."""

_LONG, _SPACE = 1 << 16, re.compile(r"\s")
# Layout marks that print nothing but part words: zero-width space, word joiner, byte order mark, soft hyphen.
_ANY_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad]")
_INVISIBLE = {ord(mark): None for mark in "\u200b\u2060\ufeff\u00ad"}


class Block(Sequence[Line]):
    """Lines that stand together, as a column of numbers and one of texts.

    A list of lines takes a hundred bytes for each, and a file may be one paragraph of very short ones.
    """

    __slots__ = ("numbers", "texts")

    def __init__(self, numbers: Sequence[int], texts: Sequence[str]) -> None:
        self.numbers, self.texts = numbers, texts

    @property
    def joined(self) -> str:
        """The texts, joined by line ends."""
        return "\n".join(self.texts)

    def with_first(self, text: str) -> Block:
        """The same lines with another text on the first."""
        return Block(self.numbers, [text, *self.texts[1:]])

    def __len__(self) -> int:
        return len(self.texts)

    def __iter__(self) -> Iterator[Line]:
        return zip(self.numbers, self.texts, strict=True)

    @overload
    def __getitem__(self, place: int) -> Line: ...
    @overload
    def __getitem__(self, place: slice) -> Block: ...
    def __getitem__(self, place: int | slice) -> Line | Block:
        if isinstance(place, slice):
            return Block(self.numbers[place], self.texts[place])
        return self.numbers[place], self.texts[place]


def vocabulary(text: str) -> frozenset[str]:
    """The words of `text`, as a set."""
    return frozenset(text.split())


def fold(text: str) -> str:
    """White space of any kind as single spaces, none at the ends, invisible layout marks gone.

    Where nothing changes, the text itself comes back and not a copy, since files are full of such lines.
    """
    shown = text if text.isascii() else drop_invisible(text)
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
    numbers, texts = array("I"), list[str]()
    for number, text in lines:
        if text and (strict or not text.isspace()):
            numbers.append(number)
            texts.append(text)
        elif texts:
            yield Block(numbers, texts)
            numbers, texts = array("I"), []
    if texts:
        yield Block(numbers, texts)


def lines_from(block: Block, offset: int) -> Block:
    """What is left of a block behind character `offset` of its lines joined by line ends."""
    return lines_between(block, offset, None)


def lines_between(block: Block, start: int, end: int | None) -> Block:
    """The part of a block from character `start` up to `end` of its lines joined by line ends."""
    first, begin = _place(block.texts, 0, start)
    last, cut = (len(block), 0) if end is None else _place(block.texts, first, end - start + begin)
    if first == last < len(block):
        within = [block.texts[first][max(begin, 0) : cut]] if cut > 0 else []
        return Block(block.numbers[first : first + len(within)], within)
    texts = list(block.texts[first:last])
    if texts and begin > 0:
        texts[0] = texts[0][begin:]
    if last < len(block) and cut > 0:
        texts.append(block.texts[last][:cut])
    return Block(block.numbers[first : first + len(texts)], texts)


def _place(texts: Sequence[str], row: int, offset: int) -> tuple[int, int]:
    """Which of the texts from `row` on, joined by line ends, holds character `offset`, and where."""
    while row < len(texts) and offset > len(texts[row]):
        offset -= len(texts[row]) + 1
        row += 1
    return row, offset


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
    def line_map(self) -> LineMap:
        """The line of each word as Turn wants it; empty where there are no words."""
        return LineMap(self._offsets, self._lines)

    @property
    def last_line(self) -> int:
        """The line of the last word; there must be one."""
        return self._lines[-1]

    @property
    def struck(self) -> tuple[Span, ...]:
        """The spans struck through."""
        return tuple(self._struck)

    def by_line(self) -> Iterator[Line]:
        """The words of each line of the file."""
        text = self.text
        pieces = zip(self._lines, self._offsets, [*self._offsets[1:], len(text)], strict=False)
        return ((line, text[start:end].strip()) for line, start, end in pieces)

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
