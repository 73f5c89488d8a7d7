"""Answers in order of date: which passages show what was said when, and how their quotations stand."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rag.citations import Citation
from rag.library.snapshot import Snapshot
from rag.questions.model import Order

if TYPE_CHECKING:
    from rag.retriever import Hit

MARGIN = 2.0
"""How far behind the best, in the retriever's z-scores, a passage of another day may be."""


def spread(snapshot: Snapshot, hits: Sequence[Hit], k: int) -> list[Hit]:
    """At most `k` hits of different days, the best of all among them, best first; `hits` come best first.

    Where more days have a good passage than `k`, the days are parted into `k` stretches and each gives its
    best. Where all good passages are of one day, the hits come back as they are.
    """
    best_of_day: dict[dt.date, Hit] = {}
    for hit in hits:
        date = snapshot.transcripts_by_key[hit.transcript].date
        if date and hit.score >= hits[0].score - MARGIN:
            best_of_day.setdefault(date, hit)
    if len(best_of_day) < 2 or k < 2:
        return list(hits)
    days = sorted(best_of_day)
    stretches = [days[i * len(days) // k : (i + 1) * len(days) // k] for i in range(k)]
    chosen = {
        max((best_of_day[day] for day in stretch), key=lambda hit: hit.score)
        for stretch in stretches
        if stretch
    }
    return sorted(chosen | {hits[0]}, key=lambda hit: hit.rank)[:k]


def arranged(citations: Sequence[Citation], order: Order) -> tuple[tuple[Citation, ...], Order]:
    """The citations in the order asked for, numbered anew, and the order that they are in.

    What is far behind the best doesn't come first for being new, and goes. Citations of one day stay best
    first.
    """
    if order is Order.RELEVANCE or len({citation.date for citation in citations if citation.date}) < 2:
        return tuple(citations), Order.RELEVANCE
    best = max(citation.score for citation in citations)
    near = [each for each in citations if each.date and (order is Order.DATE or each.score >= best - MARGIN)]
    near.sort(key=lambda each: each.date or dt.date.min, reverse=order is Order.NEWEST)
    return tuple(dataclasses.replace(each, n=n) for n, each in enumerate(near, start=1)), order


def order_note(order: Order, citations: Sequence[Citation]) -> str:
    """What a reader must know of the order; empty where the best stand first."""
    dates = [citation.date for citation in citations if citation.date]
    if order is Order.RELEVANCE or not dates:
        return ""
    if order is Order.NEWEST:
        return f"Newest first: what was said up to {max(dates)}."
    return f"In order of date: what was said from {min(dates)} to {max(dates)}."
