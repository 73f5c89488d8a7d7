"""Months and what is counted in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

UNDATED = ""
"""Stands for the month of a transcript without a date."""

_PER = 10_000


@dataclass(frozen=True, slots=True)
class MonthTotals:
    """What a month holds: `month` is "2022-03", or UNDATED; words are parted by white space.

    A month with no transcripts is a gap in the record: nothing can be said of it, not even "none".
    """

    month: str
    transcripts: int
    turns: int
    words: int


@dataclass(frozen=True, slots=True)
class Tally:
    """How often something is said: mentions, in how many turns, among how many words spoken altogether."""

    mentions: int
    turns: int
    words: int

    @property
    def per_10000(self) -> float | None:
        """Mentions in 10,000 words; None where nothing was spoken."""
        return None if not self.words else self.mentions * _PER / self.words


def month_of(day: dt.date | None) -> str:
    """The month of a day, UNDATED of none."""
    return f"{day:%Y-%m}" if day else UNDATED


def consecutive(months: Iterable[str]) -> list[str]:
    """Every month from the first to the last of these, with those between that aren't among them.

    UNDATED is left out.
    """
    dated = sorted(set(months) - {UNDATED})
    if not dated:
        return []
    first, last = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (dated[0], dated[-1]))
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(first, last + 1)]
