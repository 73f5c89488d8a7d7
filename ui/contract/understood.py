"""What was understood of a question, as programs get it."""

from __future__ import annotations

from typing_extensions import TypedDict

from rag.questions import Understood


class SayerJSON(TypedDict):
    """Whose words are asked for; with `only`, nobody else was searched, otherwise theirs come first."""

    name: str
    names: list[str]
    only: bool


class SpelledJSON(TypedDict):
    """A word of the question that nobody says, and the record's own spelling of it."""

    word: str
    found: str


class PartJSON(TypedDict):
    """Words of the question that told something: `text` is `question[start:end]`.

    `kind` is speaker, dates, latest, questions, over_time, spelling or follow_up; a `carried` part is of an
    earlier question of the conversation.
    """

    kind: str
    text: str
    start: int
    end: int
    carried: bool


UnderstoodJSON = TypedDict(
    "UnderstoodJSON",
    {
        "question": str,
        "speaker": SayerJSON | None,
        "after": str | None,
        "before": str | None,
        "dates_only": bool,
        "latest": bool,
        "questions": bool,
        "over_time": bool,
        "follow_up": str | None,
        "unknown_speaker": str | None,
        "spelled": list[SpelledJSON],
        "notes": list[str],
        "from": list[PartJSON],
    },
)
"""`question` is what was left to search. `after` and `before` are ISO 8601 days, both included; with
`dates_only` no other days were searched, otherwise these come first. `follow_up` is the earlier question that
this one goes on from. (Written as a call: `from` is a keyword.)"""


def understood_json(understood: Understood) -> UnderstoodJSON:
    """What was understood, as programs get it."""
    sayer, days = understood.sayer, understood.days
    return {
        "question": understood.question,
        "speaker": {"name": sayer.name, "names": list(sayer.names), "only": sayer.only} if sayer else None,
        "after": days.first.isoformat() if days and days.first else None,
        "before": days.last.isoformat() if days and days.last else None,
        "dates_only": bool(days and days.only),
        "latest": understood.latest,
        "questions": understood.questions,
        "over_time": understood.over_time,
        "follow_up": understood.follow_up,
        "unknown_speaker": understood.unknown,
        "spelled": [{"word": word, "found": found} for word, found in understood.spelled],
        "notes": list(understood.notes),
        "from": [
            {
                "kind": part.kind.value,
                "text": part.text,
                "start": part.start,
                "end": part.end,
                "carried": part.carried,
            }
            for part in understood.parts
        ],
    }
