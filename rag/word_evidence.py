"""Whether words alone show that a question is answered: for languages that the packaged encoder doesn't know.

There a cosine says next to nothing, so the question's own words, weighed by how rare they are, carry it.
The threshold was chosen on the Spanish and Japanese samples: docs/languages.md.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rag.library.lexical import LexicalIndex, content_terms, stems
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
    lexical: LexicalIndex,
    question: str,
    language: str,
    ranked: Sequence[tuple[Hit, StoredTurn]],
) -> WordEvidence:
    """The evidence in the best hits that are in the question's language."""
    terms = content_terms(question, language)
    rarity = _rarities(lexical, terms, language)
    total = sum(rarity.values())
    shares = [
        sum(rarity[term] for term in terms if term in words) / total
        for words in (
            _around(snapshot, hit, language)
            for hit, _ in ranked[:_LOOKED_AT]
            if total and snapshot.language(hit.transcript) == language
        )
    ]
    return WordEvidence(max(shares, default=0.0))


def _rarities(lexical: LexicalIndex, terms: Sequence[str], language: str) -> dict[str, float]:
    """How rare each term is; one that stands nowhere weighs a little more than any that does."""
    fields = [lexical.rarities(field, terms, language) for field in ("words", "speaker_name", "title")]
    found = np.where(fields[0] > 0, fields[0], np.maximum(fields[1], fields[2]))
    most = math.log1p(2 * lexical.passage_count + 1)
    return dict(zip(terms, np.where(found > 0, found, most).tolist(), strict=True))


def _around(snapshot: Snapshot, hit: Hit, language: str) -> frozenset[str]:
    """The stems of the hit's turn, of those beside it, of its question, speaker, title and date."""
    turns = snapshot.turns(hit.transcript, max(0, hit.turn - _AROUND), hit.turn + _AROUND)
    own = next(stored for stored in turns if stored.number == hit.turn)
    entry = snapshot.transcripts_by_key[hit.transcript]
    parts = [entry.title, str(entry.date or "")]
    parts += [text for stored in turns for text in (stored.turn.text, stored.speaker)]
    if own.question is not None:
        parts.append(snapshot.turn(hit.transcript, own.question).turn.text)
    return frozenset(stems(" ".join(parts), language))
