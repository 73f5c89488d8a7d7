"""The speakers of one state of a library, indexed for finding them in questions."""

from __future__ import annotations

import re
import weakref
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from rag.exchanges import is_questioner
from rag.filters import Filters
from rag.library.catalogue import SpeakerEntry, TranscriptEntry
from rag.library.derived import Derived
from rag.library.snapshot import Snapshot
from rag.speakers import fold, parse_name

_PARTS = re.compile(r"[-']")
_states: weakref.WeakKeyDictionary[Derived, People] = weakref.WeakKeyDictionary()


@dataclass(frozen=True, eq=False)
class People:
    """Everybody who speaks in one state, by key, and its transcripts."""

    by_key: dict[int, SpeakerEntry]
    transcripts: tuple[TranscriptEntry, ...]

    @cached_property
    def whole(self) -> dict[str, frozenset[int]]:
        """Keys by every name and label as a whole, folded."""
        found: dict[str, set[int]] = {}
        for person in self.by_key.values():
            for printed in (person.name, *person.labels):
                found.setdefault(fold(printed), set()).add(person.key)
        return {printed: frozenset(keys) for printed, keys in found.items()}

    @cached_property
    def words(self) -> dict[int, frozenset[str]]:
        """By key, the words of names and labels, folded."""
        return {
            person.key: frozenset(w for printed in (person.name, *person.labels) for w in name_words(printed))
            for person in self.by_key.values()
        }

    @cached_property
    def all_words(self) -> frozenset[str]:
        """Every word of any name."""
        return frozenset(word for words in self.words.values() for word in words)

    @cached_property
    def askers(self) -> frozenset[int]:
        """Keys of the labels that stand for those who ask: Q, REPORTER."""
        return frozenset(key for key, person in self.by_key.items() if any(map(is_questioner, person.labels)))

    def names(self, keys: Iterable[int]) -> tuple[str, ...]:
        """The names of speakers for reading: a bare "MS. PSAKI" is left out beside "Jen Psaki"."""
        names = sorted({self.by_key[key].name for key in keys})
        full = {name.surname for each in names if (name := parse_name(each)) and name.given}
        return tuple(
            each
            for each in names
            if (name := parse_name(each)) is None or name.given or name.surname not in full
        )


def people_of(snapshot: Snapshot) -> People:
    """The index of a snapshot's state, made once."""
    if snapshot.derived is None:
        return People({}, ())
    found = _states.get(snapshot.derived)
    if found is None:
        by_key = {person.key: person for person in snapshot.speakers()}
        found = People(by_key, tuple(snapshot.transcripts_by_key.values()))
        _states[snapshot.derived] = found
    return found


def has_askers(snapshot: Snapshot, filters: Filters) -> bool:
    """Whether labels such as Q stand for those who ask, in the transcript that is filtered for or in any."""
    if filters.transcript is None:
        return bool(people_of(snapshot).askers)
    names = {name for entry in snapshot.transcripts(filters.transcript) for name in entry.speakers}
    return any(map(is_questioner, names))


def name_words(printed: str) -> set[str]:
    """The words of a name, folded, and the parts of hyphenated ones."""
    name = parse_name(printed)
    if name is None:
        return set()
    words = {*name.given, name.surname}
    return words | {part for word in words for part in _PARTS.split(word) if len(part) > 2}
