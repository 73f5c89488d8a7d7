"""From pieces of speech with a speaker and times, as captions and speech recognisers give them, to turns."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass

from rag.readers.limits import keep
from rag.readers.text import TextBuilder
from rag.transcript import Turn

_SENTENCE_END = re.compile(r"[.!?…♪][\"”’')\]]*\s*$")
_PAUSE, _LONG = 1.0, 600


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of one speaker on one line of the file; `label` is "" where nobody is named.

    `start` and `end` are seconds, None where unknown. `opens` begins a turn even under the label before;
    `glued` words follow the piece before without a space, as punctuation does.
    """

    label: str
    text: str
    line: int
    start: float | None = None
    end: float | None = None
    opens: bool = False
    glued: bool = False


@dataclass(slots=True)
class _Open:
    label: str
    start: float | None
    end: float | None
    text: TextBuilder
    last: str = ""


def joined(segments: Iterable[Segment], *, named: bool) -> tuple[Turn, ...]:
    """Put neighbours under one label together.

    Where the whole file names nobody (not `named`), a turn ends with a sentence at a pause of a second or
    after 600 characters, so that each keeps a time of its own.
    """
    turns: list[Turn] = []
    current: _Open | None = None
    for segment in segments:
        changes = segment.opens or (not named and _breaks(current, segment))
        if current is None or segment.label != current.label or changes:
            _close(current, turns)
            current = _Open(sys.intern(segment.label), segment.start, segment.end, TextBuilder())
        elif not segment.glued:
            current.text.space()
        current.text.add(segment.text, segment.line)
        current.last = segment.text or current.last
        if segment.end is not None:
            current.end = max(current.end or 0.0, segment.end)
    _close(current, turns)
    return tuple(turns)


def ends_sentence(text: str) -> bool:
    """True where the text's last mark ends a sentence."""
    return _SENTENCE_END.search(text[-40:]) is not None


def _breaks(current: _Open | None, segment: Segment) -> bool:
    if current is None or segment.start is None or segment.start == current.start:
        return False
    pauses = segment.start - (current.end or 0.0) >= _PAUSE or len(current.text) >= _LONG
    return pauses and ends_sentence(current.last)


def _close(current: _Open | None, turns: list[Turn]) -> None:
    if current is not None and len(current.text):
        line_map, last = current.text.line_map, current.text.last_line
        keep(turns, Turn(current.label, current.text.text, line_map, last, current.start, current.end))
