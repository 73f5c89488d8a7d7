"""Who asks and who answers: the role of each turn, and the question that an answer belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rag import label_words
from rag.scripts import count_words
from rag.sentences import sentence_spans
from rag.transcript import Span, Turn

__all__ = ["Place", "Role", "asks_something", "gives_the_word", "is_questioner", "question_parts", "roles"]


class Role(StrEnum):
    """What a turn is in its exchange."""

    QUESTION = "question"
    ANSWER = "answer"
    MODERATOR = "moderator"
    STATEMENT = "statement"


@dataclass(frozen=True, slots=True)
class Place:
    """A turn's role, and the index of the question turn that it answers, None if it answers none."""

    role: Role
    question: int | None = None


# "No, go ahead." gives the word; "No.\n\nGo ahead." answers first.
_GIVES_THE_WORD = re.compile(
    r"\W*(?:(?:ok(?:ay)?|all right|alright|great|oh|sorry|please|and|so|well|thank you|thanks)\W+"
    r"|(?:yes|yeah|no|right|sure)[\s,–—-]+)*"
    r"(?:go ahead|go on|next(?: question)?|over to you|you[’']re (?:up|next)|last (?:one|question))"
    r"\W*(?:(?:(?-i:[A-Z])[\w.’'-]*|please|sir|ma[’']am)\W*){0,2}",
    re.IGNORECASE,
)
ASKS_BACK = re.compile(r"[?？]\W*$")
"""Ends what asks something."""

_QUESTIONERS = label_words.QUESTIONERS | {
    "QUESTION", "QUESTIONS", "QUESTIONER", "REPORTER", "REPORTERS", "JOURNALIST", "JOURNALISTS", "PRESS",
}  # fmt: skip
_ASKING_MODERATORS = label_words.ASKING_MODERATORS | {
    "CHAIR", "CHAIRMAN", "CHAIRWOMAN", "CHAIRPERSON", "FACILITATOR", "HOST", "MODERATOR",
}  # fmt: skip
_MODERATORS = _ASKING_MODERATORS | label_words.MODERATORS | {
    "AIDE", "ANNOUNCER", "BAILIFF", "CLERK", "INTERPRETER", "NARRATOR", "OPERATOR", "PRODUCER", "TRANSLATOR",
}  # fmt: skip
_REMARK = re.compile(r"\s*[(\[][^()\[\]]{0,60}[)\]]")
_SENTENCE = re.compile(r"[^.!?…。！？]+[.!?…。！？]*[\"”’')\]」』）]*|[.!?…。！？]+")
_Q = re.compile(r"Q\d*")
_LETTERED = re.compile(r"(?<=[^\x00-\x7f])[A-ZＡ-Ｚ０-９]$")
_JAPANESE_QUESTION = re.compile(r"(?:か|かね|のでしょう)[。」』）]*$")
_ENOUGH_WORDS = 4


def gives_the_word(text: str) -> bool:
    """Whether all that is said is that somebody may speak: "Okay, go ahead, Steve."."""
    return _GIVES_THE_WORD.fullmatch(text) is not None


def question_parts(text: str) -> list[Span]:
    """The questions that a turn asks one after the other, as spans of its text: sentences that end in "?"."""
    return [(start, end) for start, end in sentence_spans(text) if ASKS_BACK.search(text[start:end])]


@lru_cache(maxsize=1 << 12)
def is_questioner(label: str) -> bool:
    """True for labels that stand for whoever asks: Q, QUESTION, REPORTER, PRESS; PREGUNTA, P., 記者A."""
    if label.strip() == "P.":
        return True
    words = [word for word in _words(label) if not word.lstrip("#").isdigit() and word != "THE"]
    if len(words) == 1 and _Q.fullmatch(words[0]):
        return True
    words = [_LETTERED.sub("", word) for word in words]
    return bool(words) and _QUESTIONERS.issuperset(words)


def roles(turns: Sequence[Turn]) -> tuple[Place, ...]:
    """The place of every turn in its exchange.

    Where labels such as Q mark the questioners, all else that is said behind a question answers it, by
    whomever and with however many interruptions, until the next question. Of several questions in a row
    the answer belongs to the latest that asks something: that has a question mark or four words.

    Elsewhere (interviews, meetings) a turn that ends in a question and is followed by someone else is
    one, and the next turn of someone else answers it.
    """
    if any(is_questioner(turn.label) for turn in turns):
        return _marked(turns)
    return _unmarked(turns)


def _marked(turns: Sequence[Turn]) -> tuple[Place, ...]:
    places: list[Place] = []
    question: int | None = None
    for index, turn in enumerate(turns):
        if is_questioner(turn.label):
            # "Thank you." asks nothing: what follows still answers the question before.
            if question is None or asks_something(turn.text):
                question = index
            places.append(Place(Role.QUESTION))
        elif _is_moderator(turn.label):
            places.append(Place(Role.MODERATOR))
        else:
            places.append(Place(Role.STATEMENT) if question is None else Place(Role.ANSWER, question))
    return tuple(places)


def _unmarked(turns: Sequence[Turn]) -> tuple[Place, ...]:
    places: list[Place] = []
    question: int | None = None
    for index, turn in enumerate(turns):
        follower = turns[index + 1].label if index + 1 < len(turns) else turn.label
        asks = follower != turn.label and _ends_in_question(turn.text)
        answers = question is not None and turn.label != turns[question].label
        if _is_moderator(turn.label):
            asks = asks and _may_ask(turn.label)
            places.append(Place(Role.QUESTION if asks else Role.MODERATOR))
        elif asks:
            places.append(Place(Role.QUESTION))
        elif answers:
            places.append(Place(Role.ANSWER, question))
        else:
            places.append(Place(Role.STATEMENT))
        question = _next_question(turns, index, question, asks=asks, role=places[-1].role)
    return tuple(places)


def _next_question(
    turns: Sequence[Turn], index: int, question: int | None, *, asks: bool, role: Role
) -> int | None:
    """The question that stands open behind turn `index`."""
    if asks:
        return index
    if role is Role.MODERATOR or question is None:
        return question
    following = turns[index + 1].label if index + 1 < len(turns) else None
    # One answer may come as several turns of one speaker, as captions and debates have them.
    return question if following == turns[index].label else None


def _is_moderator(label: str) -> bool:
    """True for a part, not a person: "MODERATOR", "OPERATOR", but not "Chair Rouse" or "Host Ana Ruiz"."""
    words = [word for word in _words(label) if word not in ("THE", "MADAM", "MR", "MILITARY", "CONFERENCE")]
    return bool(words) and all(word in _MODERATORS or word.lstrip("#").isdigit() for word in words)


def _may_ask(label: str) -> bool:
    return not _ASKING_MODERATORS.isdisjoint(_words(label))


def asks_something(text: str) -> bool:
    """Whether a questioner's turn asks something: it has a question mark, or four words."""
    return "?" in text or "？" in text or count_words(text) >= _ENOUGH_WORDS


def _ends_in_question(text: str) -> bool:
    """True where the last or the last but one sentence is a question; stage directions don't count."""
    sentences = [part.strip() for part in _SENTENCE.findall(_REMARK.sub("", text[-600:])) if part.strip()]
    return any(
        "?" in sentence[-4:] or "？" in sentence[-4:] or _JAPANESE_QUESTION.search(sentence)
        for sentence in sentences[-2:]
    )


def _words(label: str) -> list[str]:
    return [word.strip(".,:") for word in _REMARK.sub("", label).upper().split()]
