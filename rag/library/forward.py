"""The forward index: the stemmed terms of every passage in row order.

With it, candidates and what stands around them are scored without asking the lexical index again.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rag.languages import ENGLISH
from rag.library.lexical import stems

_STARTS, _TERMS = "forward-starts.npy", "forward-terms.npy"


class ForwardIndex:
    """The terms of passages as 32-bit hashes; immutable, safe between threads.

    `terms[starts[row]:starts[row + 1]]` are the terms of the passage in that row of the vector index, in the
    order of its words. Two words in 10^7 pairs share a hash; a score then counts one for the other.
    """

    def __init__(self, starts: NDArray[np.int64], terms: NDArray[np.uint32]) -> None:
        self.starts = starts
        self.terms = terms
        self.mean_length = len(terms) / max(1, len(starts) - 1)

    def __len__(self) -> int:
        return len(self.starts) - 1

    def lengths(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Number of terms in each of the rows."""
        return self.starts[rows + 1] - self.starts[rows]

    def distinct(self, row: int) -> frozenset[int]:
        """The terms of one row, each once."""
        return frozenset(self.terms[self.starts[row] : self.starts[row + 1]].tolist())

    def holds(self, rows: slice, term: str) -> bool:
        """Whether the stemmed term stands anywhere in a range of rows."""
        terms = self.terms[self.starts[rows.start] : self.starts[rows.stop]]
        return bool((terms == _hashed(term)).any())

    def frequencies(self, rows: NDArray[np.int64], terms: Sequence[str]) -> NDArray[np.float32]:
        """How often each stemmed term stands in each row: shape (len(rows), len(terms))."""
        found = np.zeros((len(rows), len(terms)), np.float32)
        if not len(rows) or not terms:
            return found
        wanted = np.array([_hashed(term) for term in terms], np.uint32)
        held, owner = self._gathered(rows)
        for column, term in enumerate(wanted):
            found[:, column] = np.bincount(owner[held == term], minlength=len(rows))
        return found

    def hold_pairs(self, rows: NDArray[np.int64], pairs: Sequence[tuple[str, str]]) -> NDArray[np.bool_]:
        """Whether two terms stand next to each other in each row: shape (len(rows), len(pairs))."""
        found = np.zeros((len(rows), len(pairs)), np.bool_)
        held, owner = self._gathered(rows)
        if len(held) < 2:
            return found
        same = owner[1:] == owner[:-1]
        for column, (first, second) in enumerate(pairs):
            beside = (held[:-1] == _hashed(first)) & (held[1:] == _hashed(second)) & same
            found[owner[1:][beside], column] = True
        return found

    def _gathered(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
        """The terms of the rows one behind the other, and for each the index of its row in `rows`."""
        places, owner = ragged(self.starts[rows], self.lengths(rows))
        return self.terms[places], owner

    def save(self, folder: Path) -> None:
        """Write the arrays as plain .npy files."""
        np.save(folder / _STARTS, self.starts)
        np.save(terms_path(folder), self.terms)

    @classmethod
    def load(cls, folder: Path) -> ForwardIndex:
        """Open what `save` wrote, mapped into memory. Raises ValueError or OSError where it isn't whole."""
        starts = np.load(folder / _STARTS, allow_pickle=False)
        # As plain arrays: each slice of a memmap takes as long as what is done with it.
        terms = np.asarray(np.load(terms_path(folder), mmap_mode="r", allow_pickle=False))
        if not len(starts) or int(starts[-1]) != len(terms):
            raise ValueError(f"{_TERMS} has {len(terms)} terms instead of {starts[-1] if len(starts) else 0}")
        return cls(starts, terms)


def terms_path(folder: Path) -> Path:
    """Where `ForwardIndex.save` writes the terms."""
    return folder / _TERMS


def build(
    source: NDArray[np.int64], texts: Iterable[tuple[str, str]], old: ForwardIndex | None
) -> ForwardIndex:
    """The index whose row `i` is the row `source[i]` of `old`, or, where that is -1, the next of `texts`.

    `texts` are words and the language of their rules.
    """
    unread = iter(texts)
    parts = []
    lengths = np.zeros(len(source), np.int64)
    for first, last in _runs(source):
        if old is None or source[first] < 0:
            parts.append(hashed_terms(*next(unread)))
            lengths[first] = len(parts[-1])
        else:
            bounds = old.starts[source[first] : source[last - 1] + 2]
            parts.append(old.terms[bounds[0] : bounds[-1]])
            lengths[first:last] = np.diff(bounds)
    starts = np.zeros(len(source) + 1, np.int64)
    np.cumsum(lengths, out=starts[1:])
    return ForwardIndex(starts, np.concatenate(parts) if parts else np.empty(0, np.uint32))


def _runs(source: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Ranges of rows whose sources follow each other; a row without one is a range of its own."""
    bounds = [0, *(np.flatnonzero((np.diff(source) != 1) | (source[1:] <= 0)) + 1).tolist(), len(source)]
    yield from pairwise(bounds) if len(source) else ()


def hashed_terms(text: str, language: str = ENGLISH) -> NDArray[np.uint32]:
    """The stemmed terms of a text as hashes, in order."""
    return np.array([_hashed(term) for term in stems(text, language)], np.uint32)


def ragged(
    starts: NDArray[np.int64], lengths: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The members of several ranges one behind the other, and for each the index of its range."""
    owner = np.repeat(np.arange(len(starts)), lengths)
    before = np.cumsum(lengths) - lengths
    return np.arange(len(owner)) + np.repeat(starts - before, lengths), owner


@lru_cache(maxsize=1 << 17)
def _hashed(term: str) -> int:
    return zlib.crc32(term.encode())
