"""What is said again among the passages found: the same words elsewhere, or in another edition."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rag.library.derived import Derived
from rag.library.forward import hashed_terms
from rag.library.lexical import stems
from rag.library.snapshot import Snapshot, StoredTurn
from rag.retriever import Hit

_SAME_WORDS, _SAME_IN_EDITIONS = 0.8, 0.7
"""Share of all their words, and for editions of the shorter one's, that two passages have in common."""


def distinct(
    snapshot: Snapshot, derived: Derived, ranked: Iterable[tuple[Hit, StoredTurn]], k: int
) -> list[tuple[Hit, StoredTurn]]:
    """The best passages whose words differ; two editions of one event cut the same words differently."""
    chosen: list[tuple[Hit, StoredTurn]] = []
    seen: list[_Words] = []
    for hit, stored in ranked:
        entry = snapshot.transcripts_by_key[stored.transcript]
        said = _Words.by(derived, hit, stored, entry.id, snapshot.language(stored.transcript))
        if any(said.repeats(old, edition=old.transcript in entry.editions) for old in seen):
            continue
        seen.append(said)
        chosen.append((hit, stored))
        if len(chosen) == k:
            break
    return chosen


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a hit: hashes of their stems, as the forward index has them, and the `text` itself."""

    transcript: str
    terms: frozenset[int]
    text: str
    language: str

    @classmethod
    def by(cls, derived: Derived, hit: Hit, stored: StoredTurn, transcript: str, language: str) -> _Words:
        text = stored.turn.text[hit.start : hit.end]
        rows = derived.rows
        if (rows.start[hit.row], rows.end[hit.row]) == (hit.start, hit.end):
            terms = derived.forward.distinct(hit.row)
        else:  # it was widened to whole sentences
            terms = frozenset(hashed_terms(text, language).tolist())
        return cls(transcript, terms, text, language)

    def repeats(self, old: _Words, *, edition: bool) -> bool:
        """Whether these are the words of `old` again; an `edition` may have cut them elsewhere."""
        shared = len(self.terms & old.terms)
        if edition and shared >= _SAME_IN_EDITIONS * min(len(self.terms), len(old.terms)):
            return True
        # "It will cost 4 million" and "it will cost 9 million" are no repeats of each other.
        return shared >= _SAME_WORDS * len(self.terms | old.terms) and self._numbers() == old._numbers()

    def _numbers(self) -> set[str]:
        return {term for term in stems(self.text, self.language) if term.isdigit()}
