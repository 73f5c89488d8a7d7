"""Who holds an office: "the press secretary", "the mayor", as the record's titles and labels tell."""

from __future__ import annotations

import re
import weakref
from collections.abc import Iterator
from typing import NamedTuple

from rag.library.snapshot import Snapshot, SpeakerEntry
from rag.questions.model import Days
from rag.questions.names import named_speakers
from rag.questions.people import People, people_of
from rag.speakers import fold

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_BOUND = re.compile(r"(?:\b(?:by|and|with|of|to|from|featuring|as)\b|[,;:–—&()|/-])(?=\s|$)", re.IGNORECASE)
_LESSER = frozenset("deputy vice assistant under former acting associate principal incoming outgoing".split())
_ALIASES = {
    "adviser": "advisor",
    "spokesperson": "press secretary",
    "spokeswoman": "press secretary",
    "spokesman": "press secretary",
    "chairman": "chair",
    "chairwoman": "chair",
    "chairperson": "chair",
}
_states: weakref.WeakKeyDictionary[People, tuple[Holder, ...]] = weakref.WeakKeyDictionary()


class Holder(NamedTuple):
    """A speaker (key) under an office's words, folded, in a transcript of this day (ordinal, 0 undated)."""

    office: tuple[str, ...]
    key: int
    day: int


def resolve_office(text: str, snapshot: Snapshot, days: Days | None = None) -> frozenset[int]:
    """Keys of the speakers who hold the office named by `text` in transcripts of these days; may be none.

    "The secretary" is no deputy secretary. A label that is nothing but the office ("THE PRESIDENT") goes
    before people who bear it in front of their names, as guests of other states do.
    """
    wanted = _office_words(text)
    if not wanted:
        return frozenset()
    people = people_of(snapshot)
    bare = people.whole.get(fold(text), frozenset()) | people.whole.get(fold(f"the {text}"), frozenset())
    if bare:
        return bare
    first, last = days.ordinals if days and days.only else (0, 1 << 31)
    keys = {
        holder.key
        for holder in _holders(people)
        if _is_office(holder.office, wanted) and first <= holder.day <= last
    }
    # The same person also speaks under a bare surname where a title doesn't give the rest.
    return frozenset(keys).union(*(named_speakers(people.by_key[key].name, snapshot) for key in keys))


def _is_office(held: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    before = held[: -len(wanted)]
    return held[-len(wanted) :] == wanted and not (before and before[-1] in _LESSER)


def _holders(people: People) -> tuple[Holder, ...]:
    found = _states.get(people)
    if found is None:
        by_name = {person.name: person for person in people.by_key.values()}
        found = tuple(
            Holder(office, by_name[name].key, entry.date.toordinal() if entry.date else 0)
            for entry in people.transcripts
            for name in entry.speakers
            if name in by_name
            for office in _offices(by_name[name], entry.title)
        )
        _states[people] = found
    return found


def _offices(person: SpeakerEntry, title: str) -> Iterator[tuple[str, ...]]:
    """Words in front of the name, in the title and in the labels."""
    position = title.find(person.name)
    if position > 0:
        before = title[:position]
        bounds = [match.end() for match in _BOUND.finditer(before)]
        yield _office_words(before[bounds[-1] if bounds else 0 :])
    surname = person.name.split()[-1] if person.name.split() else ""
    for label in person.labels:
        before, found, _ = label.casefold().rpartition(surname.casefold())
        if found:
            yield _office_words(before)


def _office_words(text: str) -> tuple[str, ...]:
    words = [fold(word) for word in _WORD.findall(text)]
    return tuple(piece for word in words if word != "the" for piece in _ALIASES.get(word, word).split())
