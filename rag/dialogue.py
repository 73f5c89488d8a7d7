"""Exchanges: what one questioner asks, follow-ups and all, and the answers to it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rag.exchanges import ASKS_BACK, Place, Role, asks_something, is_questioner
from rag.questioners import Questioner, QuestionerFinder, agree, calls_somebody
from rag.transcript import Turn


@dataclass(frozen=True, slots=True)
class Exchange:
    """What one questioner asks in one go, with what is answered: turns by number, in order.

    `questions` are the first question and its follow-ups; `answers` are the turns that answer any of them,
    interrupted or not. `questioners` has an entry for each question: who probably asks, None where nothing
    says so.
    """

    questions: tuple[int, ...]
    answers: tuple[int, ...]
    questioners: tuple[Questioner | None, ...]


_NEXT = re.compile(
    r"(?i)(?<!your )\b(?:next|last|final|one more|another)\b[^.?!]*\bquestion\b|\bnext up\b|\bgo (?:on )?to\b"
)
_NEW_VOICE = re.compile(
    r"(?i)^\W*(?:(?:yes|yeah|okay|great|again|oh)\W+)?"
    r"(?:hi|hello|hey|good (?:morning|afternoon|evening)|thanks?|this is|this)\b"
)
_GOES_ON = re.compile(
    r"(?i)^.{0,60}\b(?:follow(?:ing)?[ -]?up|quickly|also|and then|second(?:ly)?|third(?:ly)?"
    r"|one (?:more|other)|another|but|sorry)\b"
)
_CALLS = re.compile(r"(?i)\b(?:go ahead|over to you|you[’']re up|next(?: question)?)\W*(?:\w+\W*){0,2}$")
_LEAD = 160
"""Characters at a turn's end in which it may ask for the next question."""
_CARRIED = 5
"""Questions in a row for which one calling counts: after them somebody else may well have taken over."""


def find_exchanges(
    turns: Sequence[Turn], places: Sequence[Place], speakers: Collection[str] = ()
) -> tuple[Exchange, ...]:
    """Group a transcript's questions, each with its follow-ups, and the turns that answer them.

    `places` are `rag.exchanges.roles` of the turns; `speakers` folded names of persons who speak here, whom
    nobody addresses as a questioner. Where labels such as Q mark the questioners, a question follows up the
    one before it unless somebody is called on, the next question is asked for, or a new voice greets. Where
    speakers ask under their names, each question is an exchange of its own, unless the answer asked back.
    """
    marked = any(is_questioner(turn.label) for turn in turns)
    finder = QuestionerFinder(turns, speakers) if marked else None
    answers = _answers(places)
    groups: list[list[tuple[int, Questioner | None]]] = []
    for number in _questions(turns, places, answers):
        questioner = None
        if finder is not None and is_questioner(turns[number].label):
            questioner = finder.find(number, _before(turns, number), answers.get(number, [None])[0])
        if groups and _goes_on(turns, places, groups[-1][-1][0], number, marked=marked):
            known = _carried(groups[-1])
            if known is None or questioner is None or agree(known.name, questioner.name):
                groups[-1].append((number, questioner or known))
                continue
        groups.append([(number, questioner)])
    return tuple(_exchange(group, answers) for group in groups)


def _carried(group: Sequence[tuple[int, Questioner | None]]) -> Questioner | None:
    """The questioner of a group's last question, unless the words that say so are too many questions ago."""
    known = group[-1][1]
    return None if len(group) >= _CARRIED and group[-_CARRIED][1] == known else known


def _exchange(group: Sequence[tuple[int, Questioner | None]], answers: Mapping[int, list[int]]) -> Exchange:
    questions, questioners = zip(*group, strict=True)
    answered = (turn for question in questions for turn in answers.get(question, ()))
    return Exchange(questions, tuple(answered), questioners)


def _answers(places: Sequence[Place]) -> dict[int, list[int]]:
    answers: dict[int, list[int]] = {}
    for number, place in enumerate(places):
        if place.question is not None:
            answers.setdefault(place.question, []).append(number)
    return answers


def _questions(turns: Sequence[Turn], places: Sequence[Place], answers: Collection[int]) -> Iterator[int]:
    """Turns that ask: a "Jen —" or a "Thank you." between them is part of no exchange."""
    for number, place in enumerate(places):
        if place.role is Role.QUESTION and (number in answers or asks_something(turns[number].text)):
            yield number


def _before(turns: Sequence[Turn], number: int) -> int | None:
    """The turn right before a question, if somebody says it who may give the word."""
    return number - 1 if number and not is_questioner(turns[number - 1].label) else None


def _goes_on(turns: Sequence[Turn], places: Sequence[Place], last: int, number: int, *, marked: bool) -> bool:
    """Whether the question `number` follows up the question `last`, the one before it."""
    between = range(last + 1, number)
    said = [turn for turn in between if places[turn].role in (Role.ANSWER, Role.STATEMENT)]
    if said and (_NEXT.search(turns[said[-1]].text[-_LEAD:]) or _called(turns, said[-1])):
        return False
    if said and ASKS_BACK.search(turns[said[-1]].text):
        return True
    if not marked or not said or any(places[turn].role is Role.QUESTION for turn in between):
        return False  # several voices in between: whose question this is, nobody can tell
    moderated = (turns[turn].text for turn in between if places[turn].role is Role.MODERATOR)
    if any(_NEXT.search(text) for text in moderated) or _called(turns, number - 1):
        return False
    text = turns[number].text
    return _NEW_VOICE.match(text) is None or _GOES_ON.match(text) is not None


def _called(turns: Sequence[Turn], number: int) -> bool:
    """Whether a turn ends by giving somebody the word."""
    if is_questioner(turns[number].label):
        return False
    return _CALLS.search(turns[number].text[-80:]) is not None or calls_somebody(turns[number].text)
