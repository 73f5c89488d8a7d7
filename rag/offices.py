"""Offices and who held them when: "the press secretary" in March 2022 is Jen Psaki."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rag.speakers import fold


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person met in an office: `speaker` is a key of the library, `office` as printed.

    `first` and `last` are the first and the last day on which the record, or speakers.yaml, shows the person
    in it; None where a day is not known, or, from speakers.yaml, open. `book` tells that the user wrote it.
    """

    speaker: int
    name: str
    office: str
    first: dt.date | None
    last: dt.date | None
    book: bool = False


@dataclass(frozen=True, slots=True)
class Holder:
    """A tenure that answers a question; `sure` where the days asked for touch it, or none were asked."""

    tenure: Tenure
    sure: bool


_IGNORED = frozenset(
    "a an the of for and to on in at by us u s united states american white house our his her".split()
)
_SPELLINGS = {"adviser": "advisor", "advisers": "advisors", "minster": "minister"}
# "Deputy Press Secretary" is no press secretary: what is left over must not be one of these.
_LESSER = frozenset(
    """deputy assistant associate vice under former ex principal undersecretary member incoming designate
    staff candidate nominee spokesperson spokesman spokeswoman aide""".split()
)
_LONGEST_ACRONYM = 6
_NEAREST = dt.timedelta(days=366)
"""How far from a person's known days an office is still taken to be that person's, though not for sure."""

# Kept as a form of address for life, or too vague alone: "Secretary Kerry" holds no office of that name.
_COURTESY = frozenset(
    """administrator admiral advisor ambassador captain colonel congressman congresswoman director general
    governor judge justice president representative secretary senator""".split()
)


def office_on(tenures: Iterable[Tenure], day: dt.date | None) -> str | None:
    """The office, as printed, that one person's `tenures` show on a day; None where they show none.

    Only days between the first and the last on which the record shows the person in it count, as nothing is
    known of others. Of several the user's own word comes first, then whichever was held for longest.
    """
    if day is None:
        return None
    during = [tenure for tenure in tenures if _begin(tenure) <= day <= _end(tenure)]
    told = [(tenure, frozenset(office_words(tenure.office))) for tenure in during]
    clear = [
        (t, words) for t, words in told if t.book or (words and not (len(words) == 1 and words <= _COURTESY))
    ]
    whole = [(t, words) for t, words in clear if t.book or not any(words < other for _, other in clear)]
    best = max(
        whole, key=lambda each: (each[0].book, _end(each[0]) - _begin(each[0]), len(each[1])), default=None
    )
    return best[0].office if best else None


def office_words(office: str) -> tuple[str, ...]:
    """The words that make an office, folded, in order: "Secretary of the Treasury" is secretary treasury."""
    words = (_SPELLINGS.get(word, word) for word in re.findall(r"[^\W\d_]+", fold(office)))
    return tuple(word for word in words if word not in _IGNORED)


def holders(
    tenures: Iterable[Tenure], office: str, first: dt.date | None = None, last: dt.date | None = None
) -> tuple[Holder, ...]:
    """Who held an office, as a question names it ("the FEMA administrator"), between two days, both included.

    The same office is preferred to one that has further words; word order ("commerce secretary", "Secretary
    of Commerce") and acronyms don't matter; a deputy never stands for the office. Without days everybody who
    held it. Where nobody is known to have held it on these days, those known nearest before and after within
    a year, not `sure`; more than one holder means that the words don't tell. Empty where nobody is known.
    """
    wanted = office_words(office)
    if not wanted:
        return ()
    matches = [(_match(wanted, office_words(tenure.office)), tenure) for tenure in tenures]
    for grade in (2, 1):
        found = _on([tenure for match, tenure in matches if match == grade], first, last or first)
        if found:
            return tuple(found)
    return ()


def _match(wanted: Sequence[str], known: Sequence[str]) -> int:
    """2 for the same office, 1 for one with further words that doesn't lower it, 0 for another."""
    wanted, known = _fold_acronyms(wanted, known), _fold_acronyms(known, wanted)
    if sorted(wanted) == sorted(known):
        return 2
    further = set(known) - set(wanted)
    return int(set(wanted) <= set(known) and _LESSER.isdisjoint(further))


def _fold_acronyms(words: Sequence[str], other: Sequence[str]) -> tuple[str, ...]:
    """`words` with each run of them that `other` writes by its initials so written: NEC, FEMA."""
    folded = list(words)
    for short in set(other) - set(words):
        length = len(short)
        if 2 <= length <= _LONGEST_ACRONYM:
            for place in range(len(folded) - length + 1):
                run = folded[place : place + length]
                if "".join(word[0] for word in run) == short:
                    folded[place : place + length] = [short]
                    break
    return tuple(folded)


def _on(tenures: Sequence[Tenure], first: dt.date | None, last: dt.date | None) -> list[Holder]:
    by_person = _latest_first(tenures)
    if first is None and last is None:
        return [Holder(tenure, True) for tenure in by_person]
    begin, end = first or dt.date.min, last or dt.date.max
    during = [tenure for tenure in by_person if _begin(tenure) <= end and _end(tenure) >= begin]
    if during:
        return [Holder(tenure, True) for tenure in during]
    before = max((t for t in by_person if _end(t) < begin), key=_end, default=None)
    after = min((t for t in by_person if _begin(t) > end), key=_begin, default=None)
    if before is not None and after is not None and before.speaker == after.speaker:
        return [Holder(before, True)]
    near = [before] if before is not None and begin - _end(before) <= _NEAREST else []
    near += [after] if after is not None and _begin(after) - end <= _NEAREST else []
    return [Holder(tenure, False) for tenure in near]


def _latest_first(tenures: Sequence[Tenure]) -> list[Tenure]:
    """The user's word first, then the latest; each person's overlapping tenures as they are."""
    return sorted(tenures, key=lambda tenure: (tenure.book, _end(tenure)), reverse=True)


def _begin(tenure: Tenure) -> dt.date:
    return tenure.first or dt.date.min


def _end(tenure: Tenure) -> dt.date:
    return tenure.last or dt.date.max
