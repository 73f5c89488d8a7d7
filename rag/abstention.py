"""Whether what was found answers the question: several signs of the evidence, weighed into one chance."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from enum import StrEnum

from embeddings.packaged_model import WEIGHTS_SHA256
from rag.around import share_held, term_rarities, terms_around
from rag.library.derived import Derived
from rag.library.lexical import content_terms, stems, topic_words
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

    `names` and `words`: the share of the question's names (numbers, and topics that nobody speaks of), and
    of all its terms, weighed by rarity, that stand around the best place found. `nearest`: the best passage's
    cosine. `missing`: the share of the terms that are names and stand nowhere in the library. `unheard`: 1
    where a name of several words does, though each of its words may be known.
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
    derived: Derived,
    question: str,
    ranked: Sequence[tuple[Hit, StoredTurn]],
    unheard_names: Sequence[str],
) -> Evidence:
    """The evidence in the best hits, which are not empty.

    `unheard_names` are the question's names of several words that nobody says as one.
    """
    terms = content_terms(question)
    rarity, unheard = term_rarities(derived.lexical, terms)
    names = [term for term in _names(question) if term in terms and term not in _COMMON]
    topics = [stem for word in topic_words(question) for stem in stems(word)]
    names += [term for term in topics if term in unheard and term not in names]
    around = [terms_around(snapshot, derived, stored, _AROUND, terms) for _, stored in ranked[:_LOOKED_AT]]
    total = sum(rarity.values()) or 1.0
    return Evidence(
        names=max(share_held(names, rarity, held) for held in around),
        words=max(share_held(terms, rarity, held) for held in around),
        nearest=max(hit.cosine for hit, _ in ranked[:_LOOKED_AT]),
        missing=sum(rarity[name] for name in names if name in unheard) / total,
        unheard=float(bool(unheard_names)),
    )


def _names(question: str) -> list[str]:
    """Stems of the question's capitalised words but the first, and of its numbers."""
    words = [match.group() for match in _NAME.finditer(question) if match.start()]
    return list(dict.fromkeys(stem for word in words for stem in stems(word)))
