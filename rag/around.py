"""How much of a question, weighed by how rare its terms are, stands around a passage."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from rag.languages import ENGLISH
from rag.library.lexical import LexicalIndex, stems
from rag.library.snapshot import Snapshot, StoredTurn


def term_rarities(
    lexical: LexicalIndex, terms: Sequence[str], language: str = ENGLISH
) -> tuple[dict[str, float], list[str]]:
    """How rare each term is, and the terms that stand nowhere; they weigh a little more than any that do."""
    found = lexical.rarities("words", terms, language)
    # A speaker's own name need not be spoken to be known.
    named = np.maximum(
        lexical.rarities("speaker_name", terms, language), lexical.rarities("title", terms, language)
    )
    found = np.where(found == 0, named, found)
    most = math.log1p(2 * lexical.passage_count + 1)
    rarity = np.where(found == 0, most, found).tolist()
    unheard = [term for term, weight in zip(terms, found, strict=True) if weight == 0]
    return dict(zip(terms, rarity, strict=True)), unheard


def share_held(terms: Sequence[str], rarity: dict[str, float], words: frozenset[str]) -> float:
    """The share of the terms, weighed by rarity, that are among the words; 1 where there are no terms."""
    total = sum(rarity[term] for term in terms)
    return sum(rarity[term] for term in terms if term in words) / total if total else 1.0


def words_around(
    snapshot: Snapshot, stored: StoredTurn, reach: int, language: str = ENGLISH
) -> frozenset[str]:
    """The stems of a turn, of `reach` turns on either side, of its question, speaker, title and date."""
    first, last = max(0, stored.number - reach), stored.number + reach
    entry = snapshot.transcripts_by_key[stored.transcript]
    parts = [entry.title, str(entry.date or "")]
    parts += [part for turn in snapshot.words(stored.transcript, first, last) for part in turn]
    asked = stored.question
    if asked is not None and not first <= asked <= last:
        parts += [text for text, _ in snapshot.words(stored.transcript, asked, asked)]
    return frozenset(stems(" ".join(parts), language))
