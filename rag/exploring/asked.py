"""Who was asked about something, and who declined to answer, by their own words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rag.exploring.answers import answers_of
from rag.library.snapshot import Snapshot, Voice


@dataclass(frozen=True, slots=True)
class AskedPlace:
    """A question turn, and the first turn in which `speaker` (key) answers it.

    Where one of their turns has words of refusal, `answer` is the first that has, and `declines` is true.
    """

    transcript: int
    question: int
    answer: int
    speaker: int
    declines: bool


@dataclass(frozen=True, slots=True)
class AskedOf:
    """How many of the questions somebody answers, and how many of these answers have words of refusal."""

    voice: Voice
    asked: int
    declined: int


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions, those of them that nobody answers, and who answers the others: most asked first."""

    questions: int
    unanswered: int
    people: tuple[AskedOf, ...]
    places: tuple[AskedPlace, ...]


def find_asked(
    snapshot: Snapshot, questions: Sequence[tuple[int, int]], speakers: frozenset[int] | None
) -> Asked:
    """Who answers these question turns, (transcript, turn) each; with `speakers` (keys), only they.

    Whoever speaks behind a question answers it, as `rag.exchanges` has it: a question put to two is counted
    for both.
    """
    answers = answers_of(snapshot)
    given = [(question, answer) for question in questions for answer in answers.to(question)]
    told = [(q, a) for q, a in given if speakers is None or a.speaker in speakers]
    declines = answers.declines(snapshot, [answer for _, answer in told])
    first: dict[tuple[tuple[int, int], int], AskedPlace] = {}
    for question, answer in told:
        key = question, answer.speaker
        known, refused = first.get(key), declines[answer.transcript, answer.turn]
        if known is None or (refused and not known.declines):
            first[key] = AskedPlace(*question, answer.turn, answer.speaker, refused)
    places = tuple(first.values())
    people = _people(snapshot, places)
    if speakers is not None:
        asked = len({(place.transcript, place.question) for place in places})
        return Asked(asked, 0, people, places)
    return Asked(len(questions), len(questions) - len({question for question, _ in given}), people, places)


def _people(snapshot: Snapshot, places: Sequence[AskedPlace]) -> tuple[AskedOf, ...]:
    voices = snapshot.voices()
    grouped: dict[Voice, list[AskedPlace]] = defaultdict(list)
    for place in places:
        grouped[voices[place.speaker]].append(place)
    people = [AskedOf(voice, len(group), sum(p.declines for p in group)) for voice, group in grouped.items()]
    return tuple(sorted(people, key=lambda each: (-each.asked, -each.declined, each.voice.name)))
