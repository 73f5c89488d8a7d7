"""Whether words alone show that a question is answered: for languages that the packaged encoder doesn't know.

There a cosine says next to nothing, so the question's own words, weighed by how rare they are, carry it.
The threshold was chosen on the Spanish and Japanese samples: docs/languages.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rag.around import share_held, term_rarities, terms_around
from rag.library.derived import Derived
from rag.library.lexical import content_terms
from rag.library.snapshot import Snapshot, StoredTurn
from rag.retriever import Hit

ENOUGH, TOPIC = 0.6, 0.35
"""Share of the question's terms, by rarity, from which on it is answered, and from which on spoken of."""

_LOOKED_AT, _AROUND = 5, 1


@dataclass(frozen=True, slots=True)
class WordEvidence:
    """`words`: the share of the question's terms, weighed by rarity, around the best place; from 0 to 1."""

    words: float

    @property
    def answers(self) -> bool:
        """Whether the evidence stands as an answer."""
        return self.words >= ENOUGH

    @property
    def is_topic(self) -> bool:
        """Whether it is at least spoken of."""
        return self.words >= TOPIC


def weigh_words(
    snapshot: Snapshot,
    derived: Derived,
    question: str,
    language: str,
    ranked: Sequence[tuple[Hit, StoredTurn]],
) -> WordEvidence:
    """The evidence in the best hits that are in the question's language."""
    terms = content_terms(question, language)
    rarity, _ = term_rarities(derived.lexical, terms, language)
    shares = [
        share_held(terms, rarity, terms_around(snapshot, derived, stored, _AROUND, terms, language))
        for _, stored in ranked[:_LOOKED_AT]
        if terms and snapshot.language(stored.transcript) == language
    ]
    return WordEvidence(max(shares, default=0.0))
