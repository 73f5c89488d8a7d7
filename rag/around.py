"""How much of a question, weighed by how rare its terms are, stands around a passage."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from rag.languages import ENGLISH
from rag.library.derived import Derived
from rag.library.lexical import LexicalIndex, name_terms, stems
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


def share_held(terms: Sequence[str], rarity: dict[str, float], held: frozenset[str]) -> float:
    """The share of the terms, weighed by rarity, that are among those held; 1 where there are no terms."""
    total = sum(rarity[term] for term in terms)
    return sum(rarity[term] for term in terms if term in held) / total if total else 1.0


def terms_around(
    snapshot: Snapshot,
    derived: Derived,
    stored: StoredTurn,
    reach: int,
    terms: Sequence[str],
    language: str = ENGLISH,
) -> frozenset[str]:
    """Those of a question's terms that stand around a turn.

    That is in it, in `reach` turns on either side, in its question, and in speakers, title and date.
    """
    entry = snapshot.transcripts_by_key[stored.transcript]
    first, last, asked = max(0, stored.number - reach), stored.number + reach, stored.question
    spans = [(first, last)] if asked is None or first <= asked <= last else [(first, last), (asked, asked)]
    named = name_terms(entry.title, language) | name_terms(str(entry.date or ""), language)
    if snapshot.language(stored.transcript) != language:
        # The index has these words as their own language has them.
        words = [part for span in spans for turn in snapshot.words(stored.transcript, *span) for part in turn]
        return (named | frozenset(stems(" ".join(words), language))).intersection(terms)
    names = snapshot.speaker_names()
    rows = [derived.rows_of_turns(stored.transcript, *span) for span in spans]
    speakers = {int(key) for each in rows for key in derived.rows.speaker[each]}
    named = named.union(*(name_terms(names.get(key, ""), language) for key in speakers))
    return frozenset(
        term for term in terms if term in named or any(derived.forward.holds(each, term) for each in rows)
    )
