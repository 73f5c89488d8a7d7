"""Finding passages for a question as understood: filters hold, preferences lift."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from embeddings import Encoder
from rag.filters import Selection
from rag.library.snapshot import Snapshot
from rag.questions.model import Understood
from rag.questions.people import people_of
from rag.retriever import POOL, Hit, retrieve

SAYER_BONUS = 0.5
"""What a passage of the speaker who is preferred gains, in the retriever's z-scores."""

DAYS_BONUS = 1.5
"""What a passage of the preferred days gains."""

LATEST_BONUS = 2.0
"""What a passage of the newest day gains where the newest is asked for; the oldest day's gains nothing."""

ASKED_BONUS = 1.5
"""What a reporter's turn gains where questions are asked for."""


def find(
    snapshot: Snapshot, encoder: Encoder, understood: Understood, selection: Selection, k: int
) -> list[Hit]:
    """The `k` passages that fit best, best first, among those that the selection allows."""
    gains = _Gains(snapshot, understood)
    depth = max(POOL, k) if gains.any else k
    hits = retrieve(
        snapshot,
        encoder,
        understood.question,
        selection,
        depth,
        prefer_answers=not understood.questions,
    )
    return gains.ranked(hits)[:k] if gains.any else hits


class _Gains:
    """What the preferences of one question give to each hit."""

    def __init__(self, snapshot: Snapshot, understood: Understood) -> None:
        self._snapshot = snapshot
        sayer, days = understood.sayer, understood.days
        self._speakers = sayer.keys if sayer and not sayer.only else frozenset()
        self._days = days.ordinals if days and not days.only else None
        self._span = _span(snapshot) if understood.latest else None
        self._askers = people_of(snapshot).askers if understood.questions else frozenset()
        self.any = bool(self._speakers or self._days or self._span or self._askers)

    def ranked(self, hits: Sequence[Hit]) -> list[Hit]:
        """The hits with their gains, best first, ranked anew."""
        turns = [(hit.transcript, hit.turn) for hit in hits]
        gained = dict.fromkeys(turns, 0.0)
        for keys, bonus in ((self._speakers, SAYER_BONUS), (self._askers, ASKED_BONUS)):
            if keys:
                for turn in set(self._snapshot.turns_of(turns, keys)):
                    gained[turn] += bonus
        scored = [hit.score + gained[hit.transcript, hit.turn] + self._of_day(hit) for hit in hits]
        order = sorted(range(len(hits)), key=lambda i: -scored[i])
        return [dataclasses.replace(hits[i], score=scored[i], rank=rank) for rank, i in enumerate(order, 1)]

    def _of_day(self, hit: Hit) -> float:
        date = self._snapshot.transcripts_by_key[hit.transcript].date
        if date is None:
            return 0.0
        day = date.toordinal()
        gain = DAYS_BONUS if self._days and self._days[0] <= day <= self._days[1] else 0.0
        if self._span:
            oldest, newest = self._span
            gain += LATEST_BONUS * (day - oldest) / max(1, newest - oldest)
        return gain


def _span(snapshot: Snapshot) -> tuple[int, int] | None:
    days = [entry.date.toordinal() for entry in snapshot.transcripts_by_key.values() if entry.date]
    return (min(days), max(days)) if days else None
