"""Retrieval: dense and lexical search over passages, fused by standardised scores."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from embeddings import Encoder, Vectors
from rag.filters import Selection
from rag.library.derived import Derived
from rag.library.rows import Rows
from rag.library.snapshot import Snapshot

POOL = 200
"""Passages that each search brings into the fusion."""

LEXICAL_DEPTH = 1000
"""Passages whose BM25 is asked for, so that those which only the dense search brings have theirs too."""

LEXICAL_WEIGHT = 0.35
"""Weight of the lexical z-score beside 1 for the dense one."""

NAME_BONUS = 2.0
"""What a passage gains, in z-scores, that alone holds a name of several words from the question."""

ASKED_PENALTY = 2.5
"""What a reporter's turn loses, in z-scores, where answers are wanted: it is nearest to most questions."""

REPEAT_PENALTY = 0.5
"""What a passage loses, in z-scores, for each better one of its turn: others should be heard too."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found: `turn` of the transcript with key `transcript`, characters `start` to `end`.

    `score` is the fused z-score (0 is the pool's middle; comparable within one search only), `cosine`
    the best view's similarity to the query from -1 to 1, comparable between searches. `named` is how rare
    the rarest name is that it shares with the query, from 0 to 1. `rank` is from 1.
    """

    rank: int
    transcript: int
    turn: int
    start: int
    end: int
    score: float
    cosine: float
    bm25: float
    named: float


def retrieve(
    snapshot: Snapshot,
    encoder: Encoder,
    query: str,
    selection: Selection,
    k: int,
    *,
    prefer_answers: bool = True,
) -> list[Hit]:
    """The `k` passages that fit the query best, best first, among those that the selection allows.

    With `prefer_answers`, what was asked stands behind what was said.
    """
    derived = snapshot.derived
    if derived is None or not len(derived.rows) or k < 1 or not query.strip():
        return []
    mask = selection.mask(derived.rows)
    query_vector = encoder.encode([query])
    pool = max(POOL, k)
    keys, bm25 = derived.lexical.search(query, max(LEXICAL_DEPTH, pool), selection.allowed())
    named, rarity = derived.lexical.named(query, pool, selection.allowed())
    lexical_rows, named_rows = derived.rows.of_passages(keys), derived.rows.of_passages(named)
    brought = np.concatenate([lexical_rows[:pool], named_rows])
    rows, cosines = _dense_pool(derived, query_vector, pool, mask, brought)
    lexical, names = np.zeros((2, len(rows)), np.float32)
    scored = np.isin(lexical_rows, rows)
    lexical[np.searchsorted(rows, lexical_rows[scored])] = bm25[scored]
    names[np.searchsorted(rows, named_rows)] = rarity
    fused = _standardised(cosines) + LEXICAL_WEIGHT * _standardised(lexical) + NAME_BONUS * names
    if prefer_answers:
        fused -= ASKED_PENALTY * derived.rows.asked[rows]
    fused -= REPEAT_PENALTY * _earlier_in_turn(fused, derived.rows, rows)
    order = np.argsort(-fused, kind="stable")[:k]
    return [
        Hit(
            rank,
            int(derived.rows.transcript[row]),
            int(derived.rows.turn[row]),
            int(derived.rows.start[row]),
            int(derived.rows.end[row]),
            float(fused[i]),
            float(cosines[i]),
            float(lexical[i]),
            float(names[i]),
        )
        for rank, (i, row) in enumerate(((i, rows[i]) for i in order), start=1)
    ]


def _dense_pool(
    derived: Derived,
    query: Vectors,
    pool: int,
    mask: NDArray[np.bool_] | None,
    extra: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """The rows near the query in any view, joined with `extra`, rising; and their best view's cosine."""
    found = [view.search(query, pool, mask)[1][0] for view in derived.vectors]
    rows = np.unique(np.concatenate([*found, extra]).astype(np.int64))
    if not len(rows):
        return rows, np.empty(0, np.float32)
    cosines = np.max([view.similarities(query[0], rows) for view in derived.vectors], axis=0)
    return rows, cosines.astype(np.float32)


def _earlier_in_turn(
    scores: NDArray[np.float32], index: Rows, rows: NDArray[np.int64]
) -> NDArray[np.float32]:
    """For each row, how many rows of its turn score better."""
    seen: dict[tuple[int, int], int] = {}
    earlier = np.zeros(len(rows), np.float32)
    for i in np.argsort(-scores, kind="stable"):
        turn = int(index.transcript[rows[i]]), int(index.turn[rows[i]])
        earlier[i] = seen.get(turn, 0)
        seen[turn] = seen.get(turn, 0) + 1
    return earlier


def _standardised(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Z-scores; zeros where all scores are alike."""
    spread = float(scores.std()) if len(scores) else 0.0
    if spread == 0.0:
        return np.zeros_like(scores)
    standard: NDArray[np.float32] = (scores - scores.mean()) / spread
    return standard
