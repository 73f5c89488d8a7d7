"""How much of a question, weighed by how rare its terms are, stands around a passage."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from rag.languages import ENGLISH
from rag.library.lexical import LexicalIndex, stems
from rag.library.snapshot import Snapshot
from rag.retriever import Hit


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


def words_around(snapshot: Snapshot, hit: Hit, reach: int, language: str = ENGLISH) -> frozenset[str]:
    """The stems of the hit's turn, of `reach` turns on either side, its question, speaker, title and date."""
    turns = snapshot.turns(hit.transcript, max(0, hit.turn - reach), hit.turn + reach)
    own = next(stored for stored in turns if stored.number == hit.turn)
    entry = snapshot.transcripts_by_key[hit.transcript]
    parts = [entry.title, str(entry.date or "")]
    parts += [text for stored in turns for text in (stored.turn.text, stored.speaker)]
    if own.question is not None:
        parts.append(snapshot.turn(hit.transcript, own.question).turn.text)
    return frozenset(stems(" ".join(parts), language))
