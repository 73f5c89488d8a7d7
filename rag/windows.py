"""The passages around candidates, so that what stands beside one can count for it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False, slots=True)
class Windows:
    """The passages around each candidate.

    `places[i, j]` indexes `rows`, `inside[i, j]` tells if it counts; the candidate itself is in the middle,
    `reach` passages from either end.
    """

    rows: NDArray[np.int64]
    places: NDArray[np.int64]
    inside: NDArray[np.bool_]
    reach: int

    @property
    def here(self) -> NDArray[np.int64]:
        """Where each candidate itself stands in `rows`."""
        return self.places[:, self.reach]

    def mean(self, values: NDArray[np.float32], reach: int) -> NDArray[np.float32]:
        """Mean of `values` (one per row of `rows`) over the passages within `reach`."""
        inside = self.inside[:, self._within(reach)]
        held = values[self.places[:, self._within(reach)]] * inside
        mean: NDArray[np.float32] = held.sum(axis=1) / inside.sum(axis=1)
        return mean

    def any(self, values: NDArray[np.bool_], reach: int) -> NDArray[np.bool_]:
        """Whether `values` (rows, t) hold anywhere within `reach`: shape (candidates, t)."""
        within = self._within(reach)
        found = np.zeros((len(self.places), values.shape[1]), np.bool_)
        for places, inside in zip(self.places[:, within].T, self.inside[:, within].T, strict=True):
            found |= values.take(places, axis=0) & inside[:, None]  # one at a time: a quarter of the time
        return found

    def most(self, values: NDArray[np.float32], reach: int) -> NDArray[np.float32]:
        """The highest of each of the `values` (rows, t) within `reach`: shape (candidates, t)."""
        inside = self.inside[:, self._within(reach)]
        held = np.where(inside[:, :, None], values[self.places[:, self._within(reach)]], -np.inf)
        most: NDArray[np.float32] = held.max(axis=1)
        return most

    def beside(self, values: NDArray[np.float32], offset: int) -> NDArray[np.float32]:
        """The value `offset` passages further, 0 where the transcript has none."""
        place = self.reach + offset
        held: NDArray[np.float32] = values[self.places[:, place]] * self.inside[:, place]
        return held

    def _within(self, reach: int) -> slice:
        return slice(self.reach - reach, self.reach + reach + 1)


def windows_around(transcript: NDArray[np.int64], rows: NDArray[np.int64], reach: int) -> Windows:
    """The windows of `reach` passages to either side of `rows`; `transcript` has that of every row."""
    around = rows[:, None] + np.arange(-reach, reach + 1)
    clipped = np.clip(around, 0, len(transcript) - 1)
    inside = (around == clipped) & (transcript[clipped] == transcript[rows][:, None])
    distinct = _distinct(clipped)
    return Windows(distinct, np.searchsorted(distinct, clipped), inside, reach)


def _distinct(rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """The rows, each once, rising: marking them is quicker than sorting, among a million rows too."""
    if not rows.size:
        return rows.ravel()
    first = int(rows.min())
    marked = np.zeros(int(rows.max()) - first + 1, np.bool_)
    marked[rows - first] = True
    return np.flatnonzero(marked) + first
