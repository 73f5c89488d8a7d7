"""The quotations behind a number: whole sentences of the turns that were counted."""

from __future__ import annotations

from collections.abc import Sequence

from rag.citations import Citation, cite, cite_hit
from rag.exploring.asked import AskedPlace
from rag.exploring.mentions import Mention
from rag.library.snapshot import Snapshot, StoredTurn
from rag.refusals import is_refusal
from rag.retriever import Hit
from rag.transcript import Span


def cite_mentions(snapshot: Snapshot, mentions: Sequence[Mention], first: int = 1) -> list[Citation]:
    """The sentence of each mention's first place in its turn; numbered from `first`."""
    citations = []
    for n, mention in enumerate(mentions, start=first):
        stored = snapshot.turn(mention.transcript, mention.turn)
        span = _sentences(stored, mention.spans[0])
        citations.append(cite(snapshot, stored, span, n, 0.0))
    return citations


def cite_refusals(snapshot: Snapshot, places: Sequence[AskedPlace], first: int = 1) -> list[Citation]:
    """The sentence of each place that declines, or the first of an answer; numbered from `first`."""
    citations = []
    for n, place in enumerate(places, start=first):
        stored = snapshot.turn(place.transcript, place.answer)
        spans = stored.sentences
        declining = [span for span in spans if is_refusal(stored.turn.text[slice(*span)])]
        # A refusal may run over two sentences; then the whole turn is the quotation.
        chosen = declining[:1] if place.declines else spans[:1]
        span = chosen[0] if chosen else (0, len(stored.turn.text))
        citations.append(cite(snapshot, stored, span, n, 0.0))
    return citations


def cite_topic(snapshot: Snapshot, hits: Sequence[Hit], first: int = 1) -> list[Citation]:
    """The passages; numbered from `first`."""
    return [cite_hit(snapshot, hit, n) for n, hit in enumerate(hits, start=first)]


def _sentences(stored: StoredTurn, span: Span) -> Span:
    """The whole sentences that a span lies in."""
    held = stored.sentences_around(span)
    return (min(held[0][0], span[0]), max(held[-1][1], span[1])) if held else span
