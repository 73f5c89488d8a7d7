"""Which turns answer which question, and which of them decline: worked out once for a published state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple
from weakref import WeakKeyDictionary

from rag.library.derived import Derived
from rag.library.snapshot import Snapshot
from rag.refusals import is_refusal

Place = tuple[int, int]
"""A transcript (key) and the number of one of its turns."""


class AnswerTurn(NamedTuple):
    """A turn of somebody who answers: transcript and speaker are keys."""

    transcript: int
    turn: int
    speaker: int


class Answers:
    """The answers of one published state by the question turn that they answer, in order."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._turns: dict[Place, list[AnswerTurn]] = defaultdict(list)
        for transcript, question, turn, speaker in snapshot.answers():
            self._turns[transcript, question].append(AnswerTurn(transcript, turn, speaker))
        self._declines: dict[Place, bool] = {}

    def to(self, question: Place) -> Sequence[AnswerTurn]:
        """The turns that answer a question turn."""
        return self._turns.get(question, ())

    def declines(self, snapshot: Snapshot, answers: Sequence[AnswerTurn]) -> dict[Place, bool]:
        """Whether each of these turns has words of refusal; a turn's text is read the first time only."""
        places = [(each.transcript, each.turn) for each in answers]
        new = [place for place in places if place not in self._declines]
        for transcript, turn, _, _, text in snapshot.texts_of(new):
            self._declines[transcript, turn] = is_refusal(text)
        return {place: self._declines[place] for place in places}


_answers: WeakKeyDictionary[Derived, Answers] = WeakKeyDictionary()


def answers_of(snapshot: Snapshot) -> Answers:
    """The answers of the state that a snapshot shows."""
    if snapshot.derived is None:
        return Answers(snapshot)
    found = _answers.get(snapshot.derived)
    if found is None:
        found = _answers[snapshot.derived] = Answers(snapshot)
    return found
