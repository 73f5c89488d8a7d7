"""Puts a transcript's turns and asides together while a reader walks through the file."""

from __future__ import annotations

import sys

from rag.readers.limits import keep
from rag.readers.markdown import add_markdown, add_plain, is_plain
from rag.readers.text import Block, TextBuilder, fold
from rag.transcript import Asides, Turn

_TOGETHER = 500
"""Lines put aside at a time: what they take on the way is many times their size."""


class Record:
    """Turns in speaking order, and beside them what is not speech; the lines may have mark-up in them."""

    def __init__(self, *, markdown: bool) -> None:
        self._markdown = markdown
        self._write = add_markdown if markdown else add_plain
        self._turns: list[Turn] = []
        self._asides = Asides()
        self._text: TextBuilder | None = None
        self._label, self._line = "", 0
        self._start: float | None = None
        self._said_at: str | None = None
        self._stamp: float | None = None

    @property
    def is_open(self) -> bool:
        """True while somebody speaks."""
        return self._text is not None

    @property
    def has_turns(self) -> bool:
        """True once somebody has begun to speak."""
        return self._text is not None or bool(self._turns)

    def open(self, label: str, line: int, start: float | None = None, said_at: str | None = None) -> None:
        """Begin a turn whose label stands on `line`; one without a time has that of a stamp before it."""
        self.close()
        self._text, self._label, self._line = TextBuilder(), sys.intern(label), line
        self._start = start if start is not None else self._stamp
        self._said_at, self._stamp = said_at, None

    def stamp(self, seconds: float | None) -> None:
        """Keep a time that stands alone for the turn that comes."""
        self._stamp = seconds

    def begin_at(self, seconds: float) -> None:
        """The open turn's time, told behind its label."""
        self._start = seconds

    def close(self) -> None:
        """End the turn. One without a word is none: its label is kept as an aside."""
        text, self._text = self._text, None
        if text is None:
            return
        if not len(text):
            if self._label:
                self._asides.add(self._line, self._label)
            return
        turn = Turn(
            self._label,
            text.text,
            text.line_map,
            text.last_line,
            start=self._start,
            said_at=self._said_at,
            struck=text.struck,
        )
        keep(self._turns, turn)

    def say(self, lines: Block, *, paragraph: bool) -> None:
        """Add speech to the open turn; `paragraph` where it begins a new one."""
        if self._text is None:
            raise ValueError("nobody speaks: open a turn first")
        if paragraph and len(self._text):
            self._text.paragraph()
        self._write(lines, self._text)

    def put_aside(self, lines: Block) -> None:
        """Keep lines that are not speech."""
        if len(lines) == 1:
            if words := self._written(lines):
                self._asides.add(lines.numbers[0], words)
            return
        for begin in range(0, len(lines), _TOGETHER):
            part = lines[begin : begin + _TOGETHER]
            text = TextBuilder()
            self._write(part, text)
            # A line that is kept as it stands is kept once.
            whole = dict(part)
            for number, words in text.by_line():
                self._asides.add(number, whole[number] if whole[number] == words else words)

    def _written(self, line: Block) -> str:
        """The words of a single line."""
        if not self._markdown or is_plain(line.texts[0]):
            return fold(line.texts[0])
        text = TextBuilder()
        self._write(line, text)
        return line.texts[0] if text.text == line.texts[0] else text.text

    def turns(self) -> tuple[Turn, ...]:
        """All turns; ends the open one."""
        self.close()
        return tuple(self._turns)

    def asides(self) -> Asides:
        """All asides in the order of the file; ends the open turn."""
        self.close()
        return self._asides
