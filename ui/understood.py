"""What was understood of a question, in words for people, so that they can see it and undo it."""

from __future__ import annotations

from rag.questions import PartKind, Understood
from rag.questions.model import Days
from ui.texts import LANGUAGES, text

_SHORT = 60


def described(understood: Understood, language: str = LANGUAGES[0]) -> list[tuple[PartKind, str]]:
    """Each thing that was understood, with its kind, in the order of a sentence."""
    found: list[tuple[PartKind, str]] = []
    if understood.follow_up:
        before = _short(understood.follow_up)
        found.append((PartKind.FOLLOW_UP, text("understood.follow_up", language, question=before)))
    if understood.sayer:
        key = "understood.said_by" if understood.sayer.only else "understood.preferably_said_by"
        found.append((PartKind.SPEAKER, text(key, language, name=understood.sayer.name)))
    if understood.days:
        key = "understood.days" if understood.days.only else "understood.preferably_of"
        found.append((PartKind.DATES, text(key, language, days=_days(understood.days, language))))
    if understood.questions:
        found.append((PartKind.QUESTIONS, text("understood.questions", language)))
    if understood.latest:
        found.append((PartKind.LATEST, text("understood.latest", language)))
    if understood.over_time:
        found.append((PartKind.OVER_TIME, text("understood.over_time", language)))
    if understood.spelled:
        words = (text("understood.spelling", language, word=a, found=b) for a, b in understood.spelled)
        found.append((PartKind.SPELLING, ", ".join(words)))
    return found


def _days(days: Days, language: str) -> str:
    first, last = days.first, days.last
    if first == last and first:
        return first.isoformat()
    if first and last:
        return text("understood.from_to", language, first=first, last=last)
    return (
        text("understood.since", language, first=first)
        if first
        else text("understood.up_to", language, last=last)
    )


def _short(question: str) -> str:
    words = " ".join(question.split())
    return words if len(words) <= _SHORT else words[:_SHORT].rsplit(" ", 1)[0] + " …"
