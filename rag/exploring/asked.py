"""Who was asked about something, and who declined to answer, by their own words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rag.library.snapshot import Snapshot, Voice
from rag.refusals import is_refusal


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
    first: dict[tuple[int, int, int], AskedPlace] = {}
    answered: set[tuple[int, int]] = set()
    for transcript, question, answer, speaker, text in snapshot.answers_to(questions):
        answered.add((transcript, question))
        if speakers is not None and speaker not in speakers:
            continue
        key = transcript, question, speaker
        known = first.get(key)
        if known is None or not known.declines:
            declines = is_refusal(text)
            if known is None or declines:
                first[key] = AskedPlace(transcript, question, answer, speaker, declines)
    places = tuple(first.values())
    people = _people(snapshot, places)
    if speakers is not None:
        asked = len({(place.transcript, place.question) for place in places})
        return Asked(asked, 0, people, places)
    return Asked(len(questions), len(questions) - len(answered), people, places)


def _people(snapshot: Snapshot, places: Sequence[AskedPlace]) -> tuple[AskedOf, ...]:
    voices = snapshot.voices()
    grouped: dict[Voice, list[AskedPlace]] = defaultdict(list)
    for place in places:
        grouped[voices[place.speaker]].append(place)
    people = [AskedOf(voice, len(group), sum(p.declines for p in group)) for voice, group in grouped.items()]
    return tuple(sorted(people, key=lambda each: (-each.asked, -each.declined, each.voice.name)))
