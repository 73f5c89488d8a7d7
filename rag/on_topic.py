"""Which of the passages found speak of a topic that words are asked for about."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from rag.library.lexical import content_terms, name_terms, stems
from rag.library.snapshot import Snapshot, StoredTurn
from rag.questions.topic import Topic
from rag.retriever import Hit

NEAR = 0.5
"""Cosine from which on a passage is on the topic: of Jen Psaki's passages that are as near to one of 24
topics, 97 in 100 hold one of the topic's words or answer a question that does; from .4 to .5 it is 86, from
.3 to .4 it is 44 (`python benchmarks/topics.py LIBRARY`)."""

SOMEWHAT_NEAR = 0.3
"""Cosine from which on a passage is on a topic of which it has, with its question, the words."""

UNNAMED_PENALTY = 1.0
"""What a passage loses, in the retriever's z-scores, that has none of the topic's words itself."""


@dataclass(frozen=True, slots=True)
class OnTopic:
    """Passages found that are on a topic, best first.

    `named` where one of them names it whole, or answers a question that does; `near` where one is as near to
    it in meaning as those that do.
    """

    passages: tuple[tuple[Hit, StoredTurn], ...]
    named: bool
    near: bool


def on_topic(snapshot: Snapshot, topic: Topic, found: Sequence[tuple[Hit, StoredTurn]]) -> OnTopic:
    """Those of the passages found, which are in English, that speak of the topic."""
    terms = frozenset(content_terms(topic.words))
    passages, named, near = [], False, False
    for hit, stored in found:
        said, is_near = _terms_said(topic, hit, stored), hit.cosine >= NEAR
        held = terms & said
        if held < terms and hit.cosine >= SOMEWHAT_NEAR:
            held |= terms & _terms_asked(snapshot, stored)
        whole = held == terms
        if whole or is_near or (held and hit.cosine >= SOMEWHAT_NEAR):
            behind = 0.0 if terms & said else UNNAMED_PENALTY
            passages.append((dataclasses.replace(hit, score=hit.score - behind), stored))
            named, near = named or whole, near or is_near
    passages.sort(key=lambda one: -one[0].score)
    return OnTopic(tuple(passages), named, near)


def _terms_said(topic: Topic, hit: Hit, stored: StoredTurn) -> frozenset[str]:
    """Typed by itself, a topic may be a speaker's name beside what they speak of."""
    said = frozenset(stems(stored.turn.text[hit.start : hit.end]))
    return said if topic.framed else said | name_terms(stored.speaker)


def _terms_asked(snapshot: Snapshot, stored: StoredTurn) -> frozenset[str]:
    if stored.question is None:
        return frozenset()
    return frozenset(stems(snapshot.turn(stored.transcript, stored.question).turn.text))
