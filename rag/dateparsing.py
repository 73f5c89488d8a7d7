"""dateparser behind one door: it shares settings and locales between threads, so a lock is held around it."""

from __future__ import annotations

import datetime as dt
import re
import threading
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateparser.date import DateDataParser as DateDataParser

DATE_PARSING = threading.Lock()
"""Held for less than a millisecond, once the library is loaded."""

_LANGUAGES = "es fr de pt it nl ca pl ru uk ja zh ko sv da fi cs tr".split()
# A day, a month in words and a year; or 2025年3月4日.
_WRITTEN = re.compile(
    r"(?<!\w)\d{1,2}(?:\.|º|er)?\s+(?:de\s+)?[^\W\d_]{3,12}\.?,?\s+(?:de\s+|del\s+)?\d{4}(?!\d)"
    r"|\d{4}\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]"
)
_REIWA = re.compile(r"令和\s?(\d{1,2}|元)\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日")
_REIWA_BEGAN = 2019


def date_parser(languages: list[str], settings: dict[str, Any]) -> DateDataParser:
    """A parser of dates in these languages; use it with DATE_PARSING held."""
    from dateparser.date import DateDataParser

    return DateDataParser(languages=languages, settings=settings)


def written_day(text: str) -> dt.date | None:
    """The one day that `text` has in words of another language than English: "4 de marzo de 2025"."""
    if era := _REIWA.search(text):
        year = _REIWA_BEGAN + (0 if era[1] == "元" else int(era[1]) - 1)
        return _day(year, int(era[2]), int(era[3]))
    found = _WRITTEN.findall(text)
    if len(found) != 1:
        return None
    with DATE_PARSING:
        parsed = _strict().get_date_data(re.sub(r"(?<=\d)(?:º|er)(?!\w)", "", found[0]))
    return parsed.date_obj.date() if parsed.date_obj is not None and parsed.period == "day" else None


@lru_cache(maxsize=1)
def _strict() -> DateDataParser:
    return date_parser(_LANGUAGES, {"STRICT_PARSING": True, "PARSERS": ["absolute-time"]})


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
