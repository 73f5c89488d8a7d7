"""Finding in a question the words that tell when something was said."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from rag.questions.days import Period, parse_period

_MONTH = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|july?|aug(?:ust|\.)?"
    r"|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)(?![\w-])"
)
_YEAR = r"(?:19|20)\d\d(?![\w-])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\w)"
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day(?!\w)"
_SEASON = r"(?:spring|summer|autumn|fall|winter)(?!\w)"
_NUMBER = (
    r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|couple of|few)"
    r" (?:day|week|month|year)s?"
)
_WHICH_YEAR = rf"(?:{_YEAR}|(?:last|this) year(?!\w))"

# Longest first: an alternative that is the beginning of another stands behind it.
_DATE = rf"{_MONTH} (?:the )?{_DAY}(?:,? {_YEAR})?|(?:the )?{_DAY}(?: of)? {_MONTH}(?:,? {_YEAR})?"
_PLAIN = (
    rf"{_DATE}|\d{{4}}-\d\d?-\d\d?(?!\w)|(?:19|20)\d\d-(?:0?[1-9]|1[0-2])(?![\w-])"
    rf"|{_MONTH}(?:(?: of)? {_WHICH_YEAR})?|(?:the |last |this |past )?{_SEASON}(?:(?: of)? {_WHICH_YEAR})?"
    rf"|q[1-4](?: of)? {_YEAR}|(?:the )?(?:first|second|third|fourth) quarter of {_YEAR}"
    rf"|{_YEAR}|{_WEEKDAY}"
)
_DEICTIC = (
    rf"yesterday(?!\w)|today(?!\w)|(?:last|this|past) (?:week|month|year)(?!\w)"
    rf"|last (?:{_WEEKDAY}|{_MONTH}|{_SEASON})|this (?:{_SEASON})"
    rf"|(?:the )?(?:last|past) {_NUMBER}(?!\w)|the (?:last|past) (?:week|month|year)(?!\w)"
    rf"|{_NUMBER} ago(?!\w)"
)
_PARTS = r"(?:(?:early|mid|late)[ -]|the (?:beginning|start|end|middle) of (?:the )?)"
_WEEK_OF = rf"(?:the )?(?:first|second|third|fourth|last) week of {_MONTH}(?: {_YEAR})?"
_TIME = rf"(?:{_WEEK_OF}|{_DEICTIC}|{_PARTS}(?:{_PLAIN})|(?:{_PLAIN}))"

_HINT = re.compile(
    r"\d|day|week|month|year|spring|summer|autumn|fall|winter|quarter|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec",
    re.IGNORECASE,
)
"""Stands in every time; without it the large pattern isn't even made."""

_SINCE = ("ever since", "since", "after", "starting in", "starting")
_UNTIL = ("until", "till", "up to", "up until", "through", "before", "prior to")
_WITHIN = r"(?:back in|as of|in|on|during|over|within|at|throughout)(?: the course of)?(?: the month of)?"
_START = (
    rf"(?<![\w-])(?:(?P<range>between|from) |(?P<lead>{'|'.join((*_SINCE, *_UNTIL))}) |{_WITHIN} "
    rf"|(?P<bare>{_DEICTIC}))"
)
_TO = r" (?:and|to|until|till|through|up to) "
# What may follow a time that stands for itself; any other word makes it part of a name or a noun: "the
# January 6 attack", "the March 2021 background call".
_FOLLOWS = re.compile(
    r"\W*$|\s*[,.;:?!)–—]|\s+(?:about|regarding|concerning|on|in|at|to|for|and|or|but|by|with|from|that|when"
    r"|where|why|who|whom|what|which|how|whether|if|as|than|did|do|does|has|have|had|was|were|is|are|will|would"
    r"|could|can|should|the|a|an|his|her|their|he|she|they|it|we|you|i|said|say|says|told|according|per|after"
    r"|before|since|during|so|too|again|morning|afternoon|evening|night|only|alone|because|while|against|over"
    r"|under|into|out|not|ever|there|here)\b",
    re.IGNORECASE,
)
_A_DAY = dt.timedelta(1)


class TimeFound(NamedTuple):
    """Words of a question, `question[start:end]`, and the days they mean; None where that side is open.

    `vague` where people would draw the line elsewhere ("late February", "the summer").
    """

    start: int
    end: int
    first: dt.date | None
    last: dt.date | None
    vague: bool


def find_times(question: str, today: dt.date) -> Iterator[TimeFound]:
    """Times that stand for themselves, in order; one that belongs to a name ("the 2020 election") is none."""
    for phrase in _phrases(question) if _HINT.search(question) else ():
        if not _FOLLOWS.match(question, phrase.end):
            continue
        days = _days(phrase, today)
        if days is not None:
            yield TimeFound(phrase.start, phrase.end, *days)


class _Phrase(NamedTuple):
    """Words that tell a time or two, `question[start:end]`, and what leads to it where that matters."""

    start: int
    end: int
    lead: str
    time: str
    last: str = ""


def _phrases(question: str) -> Iterator[_Phrase]:
    position = 0
    while begins := _pattern(_START).search(question, position):
        phrase = _phrase(question, begins)
        position = phrase.end if phrase else begins.start() + 1
        if phrase:
            yield phrase


def _phrase(question: str, begins: re.Match[str]) -> _Phrase | None:
    if begins["bare"]:
        return _Phrase(*begins.span(), "", begins["bare"])
    time = _pattern(_TIME).match(question, begins.end())
    if time is None:
        return None
    if not begins["range"]:
        return _Phrase(begins.start(), time.end(), (begins["lead"] or "").casefold(), time[0])
    to = _pattern(_TO).match(question, time.end())
    last = _pattern(_TIME).match(question, to.end()) if to else None
    return _Phrase(begins.start(), last.end(), "", time[0], last[0]) if last else None


@cache
def _pattern(source: str) -> re.Pattern[str]:
    """Made late, and each once: one pattern of whole phrases has all times in it five times over."""
    return re.compile(source, re.IGNORECASE)


def _days(phrase: _Phrase, today: dt.date) -> tuple[dt.date | None, dt.date | None, bool] | None:
    if phrase.last:
        return _between(phrase.time, phrase.last, today)
    period = parse_period(phrase.time, today)
    if period is None:
        return None
    if phrase.lead == "after":
        return period.last + _A_DAY, None, period.vague
    if phrase.lead in ("before", "prior to"):
        return None, period.first - _A_DAY, period.vague
    if phrase.lead in _SINCE:
        return period.first, None, period.vague
    if phrase.lead in _UNTIL:
        return None, period.last, period.vague
    return period


def _between(first: str, last: str, today: dt.date) -> tuple[dt.date, dt.date, bool] | None:
    """Both ends; what one leaves out, it takes from the other: "between November and February 2022"."""
    begins, ends = parse_period(first, today), parse_period(last, today)
    if begins is None or ends is None:
        return None
    if re.search(_YEAR, last) or not re.search(_YEAR, first):
        begins = parse_period(first, ends.last) or begins
    elif ends.first < begins.first or (ends.first - begins.first).days > 366:
        ends = parse_period(last, _year_later(begins)) or ends
    if ends.last < begins.first:
        return None
    return begins.first, ends.last, begins.vague or ends.vague


def _year_later(period: Period) -> dt.date:
    return period.first + dt.timedelta(364)
