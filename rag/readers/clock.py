"""Header and closing lines: clock times and END marks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.transcript import Aside

CLOCK = r"\d{1,2}[:.]\d{2}\s?[AP]\.?\s?M\b\.?,?(?:\s+\(?[A-Z]{2,5}\b\)?)?"
"""Pattern of a wall-clock time such as 2:59 P.M. EDT."""

_TIME = re.compile(CLOCK, re.IGNORECASE)
_BARE_CLOCK = r"\d{1,2}:\d{2}\s[A-Z]{2,4}"
_END = rf"\[?END(?: OF (?:TRANSCRIPT|RECORDING|FILE|CALL))?\]?\W*(?:{CLOCK}|{_BARE_CLOCK})?"
_CLOSING = re.compile(rf"\W*(?:{_END}|{CLOCK})\W*")
_ZONE = re.compile(r"(?!END)[A-Z]{2,5}")
_END_PHRASES = frozenset({"end of transcript", "end of recording", "end of call"})


def find_clock(text: str) -> str | None:
    """The first wall-clock time in `text` as printed, such as "2:59 P.M. EDT"."""
    found = _TIME.search(text) if len(text) < 200 else None
    return found[0].strip() if found else None


def last_clock(asides: Sequence[Aside], behind: int) -> str | None:
    """The last clock time among the asides from line `behind` on; its zone may stand on the next line."""
    zones = {aside.line - 1: aside.text for aside in asides if _ZONE.fullmatch(aside.text)}
    clock: str | None = None
    for aside in asides:
        if aside.line >= behind:
            clock = find_clock(f"{aside.text} {zones.get(aside.line, '')}") or clock
    return clock


def is_closing(text: str) -> bool:
    """True where the whole of `text` is END, a clock time, or both."""
    return (len(text) < 80 and _CLOSING.fullmatch(text.strip()) is not None) or _is_end_phrase(text)


def _is_end_phrase(text: str) -> bool:
    return len(text) < 80 and text.strip().strip("[]()*.").lower() in _END_PHRASES
