"""What was understood, in words for people, so that they can see it and undo it."""

from __future__ import annotations

from rag.questions.model import PartKind, Understood

_SHORT = 60


def described(understood: Understood) -> list[tuple[PartKind, str]]:
    """Each thing that was understood, with its kind, in the order of a sentence."""
    found: list[tuple[PartKind, str]] = []
    if understood.follow_up:
        found.append((PartKind.FOLLOW_UP, f"goes on from “{_short(understood.follow_up)}”"))
    if understood.sayer:
        how = "said by" if understood.sayer.only else "preferably said by"
        found.append((PartKind.SPEAKER, f"{how} {understood.sayer.name}"))
    if understood.days:
        how = "" if understood.days.only else "preferably of "
        found.append((PartKind.DATES, f"{how}{understood.days.text}"))
    if understood.questions:
        found.append((PartKind.QUESTIONS, "what was asked"))
    if understood.latest:
        found.append((PartKind.LATEST, "the newest first"))
    if understood.over_time:
        found.append((PartKind.OVER_TIME, "over time"))
    return found


def _short(question: str) -> str:
    text = " ".join(question.split())
    return text if len(text) <= _SHORT else text[:_SHORT].rsplit(" ", 1)[0] + " …"
