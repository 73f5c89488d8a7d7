"""Whether what was found answers the question: several signs of the evidence, weighed into one chance."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from enum import StrEnum

import numpy as np

from embeddings.packaged_model import WEIGHTS_SHA256
from rag.library.lexical import LexicalIndex, content_terms, stems
from rag.library.snapshot import Snapshot, StoredTurn
from rag.retriever import Hit

CALIBRATED_FOR = f"all-MiniLM-L6-v2@{WEIGHTS_SHA256[:8]}"
"""The encoder whose cosines the weights below are about."""

THRESHOLD = 0.5
"""Chance from which on the evidence stands as an answer."""

# By `benchmarks/abstention.py --fit`, on 78 answerable and 51 unanswerable questions over 449 briefings.
_WEIGHTS = {"names": 1.42, "words": -1.29, "nearest": 13.94, "missing": -3.35, "unheard": -1.01}
_BIAS = -6.54

_LOOKED_AT, _AROUND = 5, 2
_NAME = re.compile(r"\b(?:[A-Z][\w’'&-]*|\d[\d,.]*)\b")
_COMMON = frozenset(
    stem
    for stem in stems(
        "White House Washington President America American Americans United States Press Secretary US"
    )
)


class Kind(StrEnum):
    """What an answer is: quotations that answer, a refusal to answer, or why there is none."""

    ANSWERED = "answered"
    DECLINED = "declined"
    ELSEWHERE = "elsewhere"
    TOPIC = "topic"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Signs that a question is answered, each from 0 to 1.

    `names` and `words`: the share of the question's names (and numbers), and of all its terms, weighed by
    rarity, that stand around the best place found. `nearest`: the best passage's cosine. `missing`: the
    share of the terms that are names and stand nowhere in the library. `unheard`: 1 where a name of several
    words does, though each of its words may be known.
    """

    names: float
    words: float
    nearest: float
    missing: float
    unheard: float

    @property
    def chance(self) -> float:
        """The chance that the question is answered, from 0 to 1."""
        signs = sum(_WEIGHTS[each.name] * getattr(self, each.name) for each in fields(self))
        return 1 / (1 + math.exp(-(signs + _BIAS)))


def weigh(
    snapshot: Snapshot,
    lexical: LexicalIndex,
    question: str,
    ranked: Sequence[tuple[Hit, StoredTurn]],
) -> Evidence:
    """The evidence in the best hits, which are not empty."""
    terms = content_terms(question)
    names = [term for term in _names(question) if term in terms and term not in _COMMON]
    rarity, unheard = _rarities(lexical, terms)
    around = [_around(snapshot, hit) for hit, _ in ranked[:_LOOKED_AT]]
    total = sum(rarity.values()) or 1.0
    return Evidence(
        names=max(_share(names, rarity, words) for words in around),
        words=max(_share(terms, rarity, words) for words in around),
        nearest=max(hit.cosine for hit, _ in ranked[:_LOOKED_AT]),
        missing=sum(rarity[name] for name in names if name in unheard) / total,
        unheard=float(bool(lexical.unheard_names(question))),
    )


def _names(question: str) -> list[str]:
    """Stems of the question's capitalised words but the first, and of its numbers."""
    words = [match.group() for match in _NAME.finditer(question) if match.start()]
    return list(dict.fromkeys(stem for word in words for stem in stems(word)))


def _rarities(lexical: LexicalIndex, terms: Sequence[str]) -> tuple[dict[str, float], list[str]]:
    """How rare each term is, and the terms that stand nowhere; they weigh a little more than any that do."""
    found = lexical.rarities("words", terms)
    # A speaker's own name need not be spoken to be known.
    named = np.maximum(lexical.rarities("speaker_name", terms), lexical.rarities("title", terms))
    found = np.where(found == 0, named, found)
    most = math.log1p(2 * lexical.passage_count + 1)
    rarity = np.where(found == 0, most, found).tolist()
    unheard = [term for term, weight in zip(terms, found, strict=True) if weight == 0]
    return dict(zip(terms, rarity, strict=True)), unheard


def _share(terms: Sequence[str], rarity: dict[str, float], words: frozenset[str]) -> float:
    total = sum(rarity[term] for term in terms)
    return sum(rarity[term] for term in terms if term in words) / total if total else 1.0


def _around(snapshot: Snapshot, hit: Hit) -> frozenset[str]:
    """The stems of the hit's turn, of those around it, of its question, speaker, title and date."""
    turns = snapshot.turns(hit.transcript, max(0, hit.turn - _AROUND), hit.turn + _AROUND)
    own = next(stored for stored in turns if stored.number == hit.turn)
    entry = snapshot.transcripts_by_key[hit.transcript]
    parts = [entry.title, str(entry.date or "")]
    parts += [text for stored in turns for text in (stored.turn.text, stored.speaker)]
    if own.question is not None:
        parts.append(snapshot.turn(hit.transcript, own.question).turn.text)
    return frozenset(stems(" ".join(parts)))
