"""Retrieval: dense and lexical search bring candidates, what is known of each is weighed into one score."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from embeddings import Encoder, Vectors
from rag.features import describe
from rag.filters import Selection
from rag.languages import ENGLISH, language_among
from rag.library.derived import Derived
from rag.library.rows import Rows
from rag.library.snapshot import Snapshot
from rag.ranking import ranking_for
from rag.second_look import asks_for_the_whole, look_again

POOL = 200
"""Passages that each search brings into the ranking."""

NAME_BONUS = 1.0
"""What a passage gains, in z-scores, that alone holds a name of several words from the question."""

ASKED_PENALTY = 2.5
"""What a reporter's turn loses, in z-scores, where answers are wanted: it is nearest to most questions."""

SHORT = 6
"""Terms up to which an answer is only understood through its question, and is found through it."""

_BEHIND = 3

REPEAT_PENALTY = 0.5
"""What a passage loses, in z-scores, for each better one of its turn: others should be heard too."""


_PLACES, _APART, _NEAR_PENALTY = 5, 4, 2.5


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found: `turn` of the transcript with key `transcript`, characters `start` to `end`.

    `score` is the fused z-score (0 is the pool's middle; comparable within one search only). `cosine` is the
    similarity to the query from -1 to 1 and `coverage` the share of the query's terms, by rarity, that
    stand in the passage or near it; both are comparable between searches. `named` is how rare the rarest
    name is that it shares with the query, from 0 to 1. `rank` is from 1, `row` the passage's in the indexes.
    """

    rank: int
    transcript: int
    turn: int
    start: int
    end: int
    score: float
    cosine: float
    coverage: float
    named: float
    row: int


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
    ranking = ranking_for(encoder.name)
    vectors = ranking.vectors(encoder.encode([query])[0])
    rows, names = candidates(snapshot, derived, query, vectors, selection, max(POOL, k))
    found = describe(snapshot, derived, query, vectors, rows)
    english = language_among(query, snapshot.languages) == ENGLISH
    fused = ranking.scores(found.columns, english=english) + NAME_BONUS * names
    fused = in_exchanges(derived, rows, fused, prefer_answers=prefer_answers)
    tokens = encoder.question_tokens(query) if english else None
    if tokens is not None:
        fused = look_again(derived, ranking, query, tokens, rows, found.columns, fused)
    fused -= REPEAT_PENALTY * _earlier_in_turn(fused, derived.rows, rows)
    if asks_for_the_whole(query):
        fused = _spread(fused, rows)
    order = np.argsort(-fused, kind="stable")[:k]
    return [
        Hit(
            rank,
            int(derived.rows.transcript[row]),
            int(derived.rows.turn[row]),
            int(derived.rows.start[row]),
            int(derived.rows.end[row]),
            float(fused[i]),
            float(found.cosine[i]),
            float(found.coverage[i]),
            float(names[i]),
            int(row),
        )
        for rank, (i, row) in enumerate(((i, rows[i]) for i in order), start=1)
    ]


def candidates(
    snapshot: Snapshot, derived: Derived, query: str, vectors: Vectors, selection: Selection, size: int = POOL
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """The rows that are worth scoring, rising, and how rare the name is that each shares with the query.

    They are the `size` nearest, the `size` best by words, those that hold a name, and short answers to the
    questions among them.
    """
    mask, allowed = selection.mask(derived.rows), selection.allowed()
    middle = vectors.sum(axis=0, keepdims=True)
    middle /= np.linalg.norm(middle)
    near = derived.vectors.search(middle, size, mask)[1][0]
    by_words, _ = derived.lexical.search(query, size, allowed, snapshot.languages)
    found = np.unique(np.concatenate([near, derived.rows.of_passages(by_words)]).astype(np.int64))
    by_name, rarity = derived.lexical.named(query, size, allowed, snapshot.languages)
    named = derived.rows.of_passages(by_name)
    rows = np.union1d(found, np.concatenate([named, _short_answers(derived, found, mask)]))
    names = np.zeros(len(rows), np.float32)
    names[np.searchsorted(rows, named)] = rarity
    return rows, names


def in_exchanges(
    derived: Derived, rows: NDArray[np.int64], scores: NDArray[np.float32], *, prefer_answers: bool
) -> NDArray[np.float32]:
    """The scores of `rows` (rising), with what it means that some of them ask and others answer."""
    fused = _inherited(derived, rows, scores)
    return fused - ASKED_PENALTY * derived.rows.asked[rows] if prefer_answers else fused


def _short_answers(
    derived: Derived, rows: NDArray[np.int64], mask: NDArray[np.bool_] | None
) -> NDArray[np.int64]:
    """The short answers, among the rows that `mask` allows, to those of `rows` that ask."""
    index = derived.rows
    behind = (rows[:, None] + np.arange(1, _BEHIND + 1)).ravel()
    asked = np.repeat(rows, _BEHIND)
    inside = behind < len(index)
    behind, asked = behind[inside], asked[inside]
    answers = (index.transcript[behind] == index.transcript[asked]) & (
        index.question[behind] == index.turn[asked]
    )
    short: NDArray[np.int64] = behind[answers & (derived.forward.lengths(behind) <= SHORT)]
    return short if mask is None else np.extract(mask[short], short)


def _inherited(derived: Derived, rows: NDArray[np.int64], scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """The scores, a short answer's at least its question's: "No." means nothing without it."""
    first, last = derived.question_rows(rows)
    low, high = np.searchsorted(rows, first), np.searchsorted(rows, last)
    inherited = scores.copy()
    for i in np.flatnonzero((high > low) & (derived.forward.lengths(rows) <= SHORT)):
        inherited[i] = max(scores[i], float(scores[low[i] : high[i]].max()))
    return inherited


def _spread(scores: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float32]:
    """The scores, less for what stands near one of the `_PLACES` that are then the best."""
    left, open_ = scores.copy(), np.ones(len(rows), np.bool_)
    for _ in range(min(_PLACES, len(rows))):
        best = int(np.where(open_, left, -np.inf).argmax())
        open_[best] = False
        left[open_ & (np.abs(rows - rows[best]) <= _APART)] -= _NEAR_PENALTY
    return left


def _earlier_in_turn(
    scores: NDArray[np.float32], index: Rows, rows: NDArray[np.int64]
) -> NDArray[np.float32]:
    """For each row, how many rows of its turn score better; `rows` rise, so a turn's lie together."""
    transcript, turn = index.transcript[rows], index.turn[rows]
    begins = np.flatnonzero(np.diff(transcript, prepend=-1) | np.diff(turn, prepend=-1))
    number = np.repeat(np.arange(len(begins)), np.diff(begins, append=len(rows)))
    earlier = np.empty(len(rows), np.float32)
    earlier[np.lexsort((-scores, number))] = np.arange(len(rows)) - begins[number]
    return earlier
