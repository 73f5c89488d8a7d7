"""The days that an expression of time means: "March 2022", "last week", "the first quarter of 2022"."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rag.dateparsing import DATE_PARSING, date_parser

if TYPE_CHECKING:
    from rag.dateparsing import DateDataParser

_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_NUMBERS = {
    word: number
    for number, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)
} | {"a": 1, "an": 1, "couple": 2, "few": 3}
_MONTHS = "january february march april may june july august september october november december".split()
_YEAR = r"(?:19|20)\d\d"
_MONTH = re.compile(rf"(?P<month>{'|'.join(_MONTHS)})(?:(?: of)? (?P<year>{_YEAR}))?")
_PART = re.compile(
    r"(?:the )?(?P<part>early|mid|late|beginning|start|end|middle)(?:[ -]of)?[ -](?:the )?(?P<whole>.+)"
)
_SEASON = re.compile(
    rf"(?:the )?(?:(?P<last>last|this|past) )?(?P<season>spring|summer|autumn|fall|winter)"
    rf"(?:(?: of)? (?P<year>{_YEAR}|last year|this year))?"
)
_QUARTER = re.compile(
    rf"(?:the )?(?:q(?P<number>[1-4])|(?P<name>first|second|third|fourth) quarter)(?: of)? (?P<year>{_YEAR})"
)
_WEEK_OF = re.compile(r"(?:the )?(?P<number>first|second|third|fourth|last) week of (?P<month>.+)")
_SPAN = re.compile(
    r"(?:the )?(?:last|past) (?:(?P<number>\d{1,3}|a|couple of|few|[a-z]+) )?"
    r"(?P<unit>day|week|month|year)s?"
)
_WEEKDAY = re.compile(r"(?P<day>mon|tues|wednes|thurs|fri|satur|sun)day")
_OF_LAST_YEAR = re.compile(r"(?P<month>[a-z]+)(?: of)? (?P<which>last|this) year")
_VAGUE = re.compile(r"\b(?:early|mid|late|beginning|start|end|middle|few|couple)\b")
_WEEKDAYS = "mon tues wednes thurs fri satur sun".split()
_LONGEST = 60


class Period(NamedTuple):
    """The first and the last day, both included; `vague` where people would draw the line elsewhere."""

    first: dt.date
    last: dt.date
    vague: bool = False


def parse_period(text: str, today: dt.date) -> Period | None:
    """The days that `text` means on `today`, None where it names none.

    A month, season or weekday without a year or week is the newest one that has begun. A period that goes
    on after today ("this week") ends today.
    """
    folded = " ".join(text.casefold().replace(",", " ").split())
    if not folded or len(folded) > _LONGEST:
        return None
    for parse in (_span, _quarter, _week_of, _part, _season, _of_last_year, _month, _weekday):
        found = parse(folded, today)
        if found is not None:
            break
    else:
        found = _parsed(folded, today)
    if found is None:
        return None
    running = re.match(r"this (?:week|month|year)\b", folded)
    return found._replace(last=min(found.last, today)) if running else found


def month_end(year: int, month: int) -> dt.date:
    """The last day of a month."""
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def _span(text: str, today: dt.date) -> Period | None:
    match = _SPAN.fullmatch(text)
    if match is None:
        return None
    named = (match["number"] or "").removesuffix(" of")
    if not named and not text.startswith(("the ", "past ")):  # "last week" is the calendar's
        return None
    number = int(named) if named.isdigit() else _NUMBERS.get(named, 0 if named else 1)
    if not number:
        return None
    return Period(_back(today, number, match["unit"]), today, _VAGUE.search(text) is not None)


def _back(today: dt.date, number: int, unit: str) -> dt.date:
    if unit in ("day", "week"):
        return today - dt.timedelta(number * (7 if unit == "week" else 1))
    months = today.year * 12 + today.month - 1 - number * (12 if unit == "year" else 1)
    year, month = max(1, months // 12), months % 12 + 1
    return dt.date(year, month, min(today.day, month_end(year, month).day))


def _quarter(text: str, today: dt.date) -> Period | None:
    match = _QUARTER.fullmatch(text)
    if match is None:
        return None
    last = 3 * (int(match["number"]) if match["number"] else _ORDINALS[match["name"]])
    return Period(dt.date(int(match["year"]), last - 2, 1), month_end(int(match["year"]), last))


def _week_of(text: str, today: dt.date) -> Period | None:
    match = _WEEK_OF.fullmatch(text)
    month = parse_period(match["month"], today) if match else None
    if match is None or month is None:
        return None
    if match["number"] == "last":
        return Period(month.last - dt.timedelta(6), month.last)
    first = month.first + dt.timedelta(7 * (_ORDINALS[match["number"]] - 1))
    return Period(first, first + dt.timedelta(6))


def _part(text: str, today: dt.date) -> Period | None:
    """A third of a month or a year."""
    match = _PART.fullmatch(text)
    whole = parse_period(match["whole"], today) if match else None
    if match is None or whole is None:
        return None
    if (whole.last - whole.first).days > 300:
        firsts = [dt.date(whole.first.year, month, 1) for month in (1, 5, 9)]
    else:
        firsts = [whole.first + dt.timedelta(days) for days in (0, 10, 20)]
    third = {"early": 0, "beginning": 0, "start": 0, "mid": 1, "middle": 1, "late": 2, "end": 2}[
        match["part"]
    ]
    lasts = [firsts[1] - dt.timedelta(1), firsts[2] - dt.timedelta(1), whole.last]
    return Period(firsts[third], lasts[third], vague=True)


def _season(text: str, today: dt.date) -> Period | None:
    match = _SEASON.fullmatch(text)
    if match is None:
        return None
    month = _SEASONS[match["season"]]
    if match["year"]:
        year = int(match["year"]) if match["year"].isdigit() else today.year - (match["year"] == "last year")
    else:
        year = today.year if dt.date(today.year, month, 1) <= today else today.year - 1
    end = month_end(year + 1, 2) if month == 12 else month_end(year, month + 2)
    return Period(dt.date(year, month, 1), end, vague=True)


def _of_last_year(text: str, today: dt.date) -> Period | None:
    match = _OF_LAST_YEAR.fullmatch(text)
    if match is None:
        return None
    return _parsed(f"{match['month']} {today.year - (match['which'] == 'last')}", today)


def _month(text: str, today: dt.date) -> Period | None:
    """The commonest time of all, which needn't wait a third of a second until dateparser is loaded."""
    match = _MONTH.fullmatch(text)
    if match is None:
        return None
    month = _MONTHS.index(match["month"]) + 1
    year = int(match["year"] or today.year - (month > today.month))
    return Period(dt.date(year, month, 1), month_end(year, month))


def _weekday(text: str, today: dt.date) -> Period | None:
    """The newest day of that name, today included."""
    match = _WEEKDAY.fullmatch(text)
    if match is None:
        return None
    day = today - dt.timedelta((today.weekday() - _WEEKDAYS.index(match["day"])) % 7)
    return Period(day, day)


def _parsed(text: str, today: dt.date) -> Period | None:
    """What dateparser makes of it, as wide as the words: a day, a week, a month or a year."""
    with DATE_PARSING:
        found = _parser(today).get_date_data(re.sub(r"^last (?=[a-z]{3,9}$)(?!week|month|year)", "", text))
    if found.date_obj is None:
        return None
    day = found.date_obj.date()
    if found.period == "year":
        return Period(dt.date(day.year, 1, 1), dt.date(day.year, 12, 31))
    if found.period == "month":
        return Period(day.replace(day=1), month_end(day.year, day.month))
    if found.period == "week":
        monday = day - dt.timedelta(day.weekday())
        return Period(monday, monday + dt.timedelta(6))
    return Period(day, day)


@lru_cache(maxsize=32)
def _parser(today: dt.date) -> DateDataParser:
    return date_parser(
        ["en"],
        {
            "RELATIVE_BASE": dt.datetime.combine(today, dt.time(12)),
            "PREFER_DATES_FROM": "past",
            "PREFER_DAY_OF_MONTH": "first",
        },
    )
