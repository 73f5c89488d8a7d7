"""Times after the newest transcript: "say about the debt ceiling in May 2023", asked of a record up to 2022.

Where a time may belong to the topic it only prefers, and then whatever is nearest would be quoted, from years
before. Unless the words found speak of that time ("the elections in November"), it was the time of speaking,
and nothing is of it. A time before the oldest transcript is left: what is past is spoken of in many words.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable

from rag.citations import Citation
from rag.library.snapshot import Snapshot
from rag.questions.model import PartKind, Understood
from rag.remarks import Remark, remark

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# Without May, which begins many sentences.
_MONTH = re.compile(
    r"\b(?:January|February|March|April|June|July|August|September|October|November|December)\b"
)


def is_after_all(snapshot: Snapshot, understood: Understood) -> bool:
    """Whether days are preferred that are later than every transcript's."""
    if understood.days is None or understood.days.only:
        return False
    dates = [entry.date for entry in snapshot.transcripts_by_key.values() if entry.date]
    return bool(dates) and understood.days.ordinals[0] > max(dates).toordinal()


def speak_of_it(understood: Understood, said: Iterable[str]) -> bool:
    """Whether any of these texts names a year that the question asks about, or a month that has no year."""
    times = " ".join(_times(understood))
    name = _YEAR if _YEAR.search(times) else _MONTH
    asked = set(name.findall(times))
    return any(asked & set(name.findall(text)) for text in said)


def of_speaking(understood: Understood) -> Understood:
    """The same with its preferred days as the only ones, and no more part of what is searched for."""
    if understood.days is None:
        return understood
    question = understood.question
    for time in _times(understood):
        question = re.sub(r"\s+([,.?!])", r"\1", " ".join(question.replace(time, " ", 1).split()))
    return dataclasses.replace(
        understood,
        question=question if re.search(r"\w", question) else understood.question,
        days=dataclasses.replace(understood.days, only=True),
    )


def other_days(understood: Understood, citations: Iterable[Citation]) -> Remark | None:
    """A remark where none of what is quoted is of the days that the question prefers."""
    days = understood.days
    if days is None or days.only:
        return None
    first, last = days.ordinals
    if any(each.date and first <= each.date.toordinal() <= last for each in citations):
        return None
    return remark("other_days", days=days.remark)


def _times(understood: Understood) -> list[str]:
    return [part.text for part in understood.parts if part.kind is PartKind.DATES]
