"""Where somebody says the same in other words. It never supports a quotation; it shows what there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from rag.filters import Selection
from rag.library.snapshot import Snapshot, StoredTurn
from rag.quotes.attribution import Claim
from rag.quotes.edits import risks_of
from rag.quotes.model import Risk
from rag.quotes.quotation import Quotation
from rag.quotes.tokens import tokens
from rag.transcript import Span
from rag.words import fold_words

if TYPE_CHECKING:
    from embeddings import Encoder
    from rag.retriever import Hit

_NEAR_ENOUGH, _NEAR_ENOUGH_OF_ALL = 0.57, 0.6
"""Likeness from which a stretch of sentences counts as saying the same: of one speaker, and of everybody,
where chance brings something nearer."""

_PASSAGES = 8
_WIDENED = 4
_FEWEST_WORDS = 5
_NAME_MISSING = 0.12
"""What a place loses that lacks a name or a number of the quotation: a paraphrase keeps those."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """A run of sentences and how near it is to the quotation: a cosine, less what names and numbers cost."""

    stored: StoredTurn
    span: Span
    likeness: float

    def says_the_same(self, claim: Claim) -> bool:
        """Whether it is near enough to be a paraphrase."""
        return self.likeness >= (_NEAR_ENOUGH_OF_ALL if claim.keys is None else _NEAR_ENOUGH)


def nearest_in_meaning(
    snapshot: Snapshot, encoder: Encoder, quotation: Quotation, selection: Selection, claim: Claim
) -> Likeness | None:
    """What comes nearest in meaning within the selection, among the claimed speaker's words where known."""
    from rag.retriever import retrieve

    if claim.keys is not None:
        selection = replace(selection, speakers=claim.keys)
    hits = retrieve(
        snapshot, encoder, quotation.text, selection, _PASSAGES, prefer_answers=claim.name is not None
    )
    passages = [_Passage(snapshot, hit, quotation) for hit in hits]
    wanted = encoder.encode([quotation.text])[0]
    single = _likenesses(encoder, wanted, [run for passage in passages for run in passage.runs(1)])
    best = sorted(single, key=lambda found: -found.likeness)
    nearest = {(found.stored.transcript, found.stored.number, found.span) for found in best[:_WIDENED]}
    pairs = [
        (passage, span)
        for passage in passages
        for _, span in passage.runs(2)
        if any(passage.holds(span, *place) for place in nearest)
    ]
    return max([*best, *_likenesses(encoder, wanted, pairs)], key=lambda found: found.likeness, default=None)


class _Passage:
    """A passage found, its sentences, and whether it lacks a name of the quotation."""

    def __init__(self, snapshot: Snapshot, hit: Hit, quotation: Quotation) -> None:
        self.stored = snapshot.turn(hit.transcript, hit.turn)
        self._sentences = self.stored.sentences_within((hit.start, hit.end))
        self.cost = _NAME_MISSING * _lacks_a_name(snapshot, self.stored, quotation)

    def runs(self, length: int) -> list[tuple[_Passage, Span]]:
        """The runs of `length` sentences; "Submarines." says nothing that could be said otherwise."""
        firsts, lasts = self._sentences, self._sentences[length - 1 :]
        spans = [(first[0], last[1]) for first, last in zip(firsts, lasts, strict=False)]
        text = self.stored.turn.text
        return [(self, span) for span in spans if len(text[slice(*span)].split()) >= _FEWEST_WORDS]

    def holds(self, span: Span, transcript: int, turn: int, inner: Span) -> bool:
        """Whether `inner` of that turn lies in `span` of this one."""
        here = (self.stored.transcript, self.stored.number) == (transcript, turn)
        return here and span[0] <= inner[0] and inner[1] <= span[1]


def _likenesses(
    encoder: Encoder, wanted: NDArray[np.float32], runs: Sequence[tuple[_Passage, Span]]
) -> list[Likeness]:
    texts = [passage.stored.turn.text[slice(*span)] for passage, span in runs]
    cosines = encoder.encode(texts) @ wanted
    return [
        Likeness(passage.stored, span, float(cosine) - passage.cost)
        for (passage, span), cosine in zip(runs, cosines, strict=True)
    ]


def _lacks_a_name(snapshot: Snapshot, stored: StoredTurn, quotation: Quotation) -> bool:
    """Whether a name or a number of the quotation is neither in the turn nor in the question before it."""
    wanted = [t for t in quotation.tokens if risks_of([t], quotation.text) & {Risk.NAME, Risk.NUMBER}]
    if not wanted:
        return False
    text = stored.turn.text
    if stored.question is not None:
        text += " " + snapshot.turn(stored.transcript, stored.question).turn.text
    known = {token.key for token in tokens(fold_words(text), text)}
    return any(token.key not in known for token in wanted)
