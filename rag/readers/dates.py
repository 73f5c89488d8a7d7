"""Days as sources print them."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from dateutil import parser

from rag.dateparsing import written_day
from rag.readers.text import fold

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)")
_IN_NAME = re.compile(r"(?<!\d)(\d{4})[-_.]?(\d{2})[-_.]?(\d{2})(?!\d)")
_LONGEST = 60
"""Characters: no printed date is longer, and dateutil is slow on what is none."""


def parse_date(text: str | None) -> dt.date | None:
    """The one day that `text` names, or None.

    A day must be named in full: "March 2022" and "10:30" are none, and neither is "03/04/2022", which
    is one day in America and another in Europe. "4 de marzo de 2025" and "2025年3月4日" name one.
    """
    text = fold(text or "")
    if not text or len(text) > _LONGEST:
        return None
    # Full-width digits are digits, but not dateutil's.
    text = unicodedata.normalize("NFKC", text)
    if iso := _ISO.match(text):
        return _day(*iso.groups())
    if "令和" in text:
        return written_day(text)
    if sum(character.isdigit() for character in text) < 5:
        return None
    readings = {_parse(text, default, dayfirst) for default in _DEFAULTS for dayfirst in (False, True)}
    named = readings.pop() if len(readings) == 1 else None
    return named or written_day(text)


def date_in_name(name: str) -> dt.date | None:
    """The ISO date in a file's name: 2022-03-14, 2022_03_14 or 20220314."""
    found = _IN_NAME.search(name)
    return _day(*found.groups()) if found else None


# Parts that are missing are filled from these, so a date that isn't whole reads as two different days.
_DEFAULTS = (dt.datetime(1904, 1, 30), dt.datetime(2003, 10, 11))


def _parse(text: str, default: dt.datetime, dayfirst: bool) -> dt.date | None:
    try:
        return parser.parse(text, default=default, dayfirst=dayfirst, ignoretz=True).date()
    except (ValueError, OverflowError):
        return None


def _day(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def title_in_name(name: str) -> str:
    """A title from a file's name, without its date: `2025-08-02-tram-opening` is "Tram opening"."""
    words = " ".join(_IN_NAME.sub(" ", name, count=1).replace("_", " ").replace("-", " ").split())
    return words[:1].upper() + words[1:] if words else name
