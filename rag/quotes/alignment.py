"""Aligning a quotation with a stretch of the record, token by token, with free ends in the record.

The usual table of edit costs (Sellers 1980) with costs by token: fillers are cheap to drop, what stands
beneath an ellipsis is free, words in brackets are cheap to add. One row of the table per token of the
quotation, computed at once over the whole turn.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from rag.quotes.quotation import Quotation
from rag.quotes.tokens import Token

_SUBSTITUTE, _INSERT, _DROP = 1.2, 1.0, 0.45
_DROP_DISFLUENCY, _DROP_CONTRACTED, _INSERT_BRACKETED, _JOIN, _ELIDE = 0.1, 0.25, 0.1, 0.05, 0.0005
_NEVER = 1e6
_CONTRACTED_FORMS = {"is": "'s", "has": "'s", "us": "'s", "had": "'d", "would": "'d", "did": "'d"}


class Kind(StrEnum):
    """What an edit does to the record's tokens."""

    EQUAL = "equal"
    DROP = "drop"
    INSERT = "insert"
    SUBSTITUTE = "substitute"


@dataclass(frozen=True, slots=True)
class Edit:
    """`said[a:b]` of the record became `quoted[c:d]` of the quotation; `elided` under an ellipsis."""

    kind: Kind
    said: tuple[int, int]
    quoted: tuple[int, int]
    elided: bool = False


@dataclass(frozen=True, slots=True)
class Alignment:
    """`edits` in order, from the first token of the record that counts to the last; `cost` is their sum."""

    edits: tuple[Edit, ...]
    cost: float

    @property
    def said(self) -> tuple[int, int]:
        """The stretch of the record's tokens that the quotation is held against."""
        return self.edits[0].said[0], self.edits[-1].said[1]


class Vocabulary:
    """Numbers for keys, shared by the quotation and all that it is held against."""

    def __init__(self) -> None:
        self._ids: dict[str, int] = {}

    def ids(self, keys: Sequence[str]) -> NDArray[np.int32]:
        """One number per key."""
        return np.fromiter((self._ids.setdefault(key, len(self._ids)) for key in keys), np.int32, len(keys))


def align(
    quotation: Quotation, said: Sequence[Token], cheap: Sequence[bool], vocabulary: Vocabulary
) -> Alignment | None:
    """The cheapest alignment of the whole quotation within `said`; None where either is empty.

    `cheap` says of each token of the record whether it is a disfluency, which costs little to leave out.
    """
    if not quotation.tokens or not said:
        return None
    table = _Table(quotation, said, cheap, vocabulary)
    return Alignment(tuple(table.edits()), table.cost)


class _Table:
    def __init__(
        self, quotation: Quotation, said: Sequence[Token], cheap: Sequence[bool], vocabulary: Vocabulary
    ) -> None:
        quoted = quotation.tokens
        self._elided = quotation.elided
        self._inserts = np.array([_INSERT_BRACKETED if b else _INSERT for b in quotation.bracketed])
        self._drops = np.array([_drop_cost(*pair) for pair in zip(said, cheap, strict=True)])
        self._equal = _equalities(quoted, said, vocabulary)
        joins = quotation.lexicon.joins
        self._joined_said = _joins(quoted, said, vocabulary) & joins
        self._joined_quoted = _joins(said, quoted, vocabulary).T & joins
        self._rows = self._fill()
        self._end = int(self._rows[-1].argmin())
        self.cost = float(self._rows[-1, self._end])

    def _fill(self) -> NDArray[np.float64]:
        m, n = self._equal.shape
        rows = np.full((m + 1, n + 1), _NEVER)
        rows[0] = 0.0
        for j in range(1, m + 1):
            base = rows[j - 1] + self._inserts[j - 1]
            step = np.where(self._equal[j - 1], 0.0, self._substitution(j))
            np.minimum(base[1:], rows[j - 1, :-1] + step, out=base[1:])
            if self._joined_said[j - 1].any():
                two = np.where(self._joined_said[j - 1], _JOIN, _NEVER)
                base[2:] = np.minimum(base[2:], rows[j - 1, :-2] + two)
            if j > 1 and self._joined_quoted[j - 2].any():
                two = np.where(self._joined_quoted[j - 2], _JOIN, _NEVER)
                base[1:] = np.minimum(base[1:], rows[j - 2, :-1] + two)
            if j < m:  # behind the last token the record is free to go on
                total = np.concatenate(([0.0], np.cumsum(self._drop_costs(j))))
                base = np.minimum.accumulate(base - total) + total
            rows[j] = base
        return rows

    def _drop_costs(self, j: int) -> NDArray[np.float64]:
        """What dropping each token costs between the quotation's tokens j - 1 and j."""
        return np.full_like(self._drops, _ELIDE) if j in self._elided else self._drops

    def _substitution(self, j: int) -> float:
        return _SUBSTITUTE if self._inserts[j - 1] == _INSERT else _INSERT_BRACKETED + 0.5

    def edits(self) -> list[Edit]:
        """The edits of the cheapest way, in order."""
        found: list[Edit] = []
        j, i = len(self._rows) - 1, self._end
        while j > 0:
            kind, said, quoted, elided = self._last_step(j, i)
            found.append(Edit(kind, (i - said, i), (j - quoted, j), elided))
            i, j = i - said, j - quoted
        return found[::-1]

    def _last_step(self, j: int, i: int) -> tuple[Kind, int, int, bool]:
        here = self._rows[j, i]

        def came_from(value: float) -> bool:
            return bool(abs(here - value) < 1e-7)

        rows = self._rows
        if i and self._equal[j - 1, i - 1] and came_from(rows[j - 1, i - 1]):
            return Kind.EQUAL, 1, 1, False
        if i > 1 and self._joined_said[j - 1, i - 2] and came_from(rows[j - 1, i - 2] + _JOIN):
            return Kind.EQUAL, 2, 1, False
        if i and j > 1 and self._joined_quoted[j - 2, i - 1] and came_from(rows[j - 2, i - 1] + _JOIN):
            return Kind.EQUAL, 1, 2, False
        if i and j < len(rows) - 1 and came_from(rows[j, i - 1] + self._drop_costs(j)[i - 1]):
            return Kind.DROP, 1, 0, j in self._elided
        if came_from(rows[j - 1, i] + self._inserts[j - 1]):
            return Kind.INSERT, 0, 1, False
        return Kind.SUBSTITUTE, 1, 1, False


def _drop_cost(token: Token, cheap: bool) -> float:
    if cheap:
        return _DROP_DISFLUENCY
    return _DROP_CONTRACTED if token.contracted else _DROP


def _equalities(quoted: Sequence[Token], said: Sequence[Token], vocabulary: Vocabulary) -> NDArray[np.bool_]:
    """Which tokens say the same: shape (quoted, said)."""
    quoted_ids = vocabulary.ids([token.key for token in quoted])
    said_ids = vocabulary.ids([token.key for token in said])
    equal: NDArray[np.bool_] = quoted_ids[:, None] == said_ids[None, :]
    for full, short in _CONTRACTED_FORMS.items():
        for rows, columns in ((full, short), (short, full)):
            wanted = [j for j, token in enumerate(quoted) if token.key == rows]
            if wanted:
                equal[wanted] |= np.array([token.key == columns for token in said])
    return equal


def _joins(single: Sequence[Token], pairs: Sequence[Token], vocabulary: Vocabulary) -> NDArray[np.bool_]:
    """Which token of `single` is two neighbours of `pairs` in one: "healthcare", "were" for "we're"."""
    alone = vocabulary.ids([token.key for token in single])
    joined = vocabulary.ids([_join(a, b) for a, b in itertools.pairwise(pairs)])
    found: NDArray[np.bool_] = alone[:, None] == joined[None, :]
    return found


def _join(first: Token, second: Token) -> str:
    return first.word if first.place == second.place else first.key + second.key
