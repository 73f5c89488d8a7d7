"""The forward index: the stemmed terms of every passage in row order.

With it, candidates and what stands around them are scored without asking the lexical index again.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
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
        np.save(folder / _TERMS, self.terms)

    @classmethod
    def load(cls, folder: Path) -> ForwardIndex:
        """Open what `save` wrote, mapped into memory. Raises ValueError or OSError where it isn't whole."""
        starts = np.load(folder / _STARTS, allow_pickle=False)
        terms = np.load(folder / _TERMS, mmap_mode="r", allow_pickle=False)
        if not len(starts) or int(starts[-1]) != len(terms):
            raise ValueError(f"{_TERMS} has {len(terms)} terms instead of {starts[-1] if len(starts) else 0}")
        return cls(starts, terms)


def build(
    passages: NDArray[np.int64],
    texts: Iterable[tuple[int, str, str]],
    old_passages: NDArray[np.int64],
    old: ForwardIndex | None,
) -> ForwardIndex:
    """The index of the passages (keys, in row order) from an older one and the texts of those it lacks.

    `texts` holds (key, words, the language of their rules) of every passage that isn't among `old_passages`,
    the keys of `old`'s rows.
    """
    parts: dict[int, NDArray[np.uint32]] = {key: hashed_terms(*said) for key, *said in texts}
    if old is not None:
        row_of = {int(key): row for row, key in enumerate(old_passages)}
        for key in map(int, passages):
            if key not in parts:
                row = row_of[key]
                parts[key] = old.terms[old.starts[row] : old.starts[row + 1]]
    ordered = [parts[int(key)] for key in passages]
    starts = np.zeros(len(ordered) + 1, np.int64)
    np.cumsum([len(part) for part in ordered], out=starts[1:])
    terms = np.concatenate(ordered) if ordered else np.empty(0, np.uint32)
    return ForwardIndex(starts, terms)


def hashed_terms(text: str, language: str = ENGLISH) -> NDArray[np.uint32]:
    """The stemmed terms of a text as hashes, in order."""
    return np.array([_hashed(term) for term in stems(text, language)], np.uint32)


def ragged(
    starts: NDArray[np.int64], lengths: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The members of several ranges one behind the other, and for each the index of its range."""
    owner = np.repeat(np.arange(len(starts)), lengths)
    before = np.cumsum(lengths) - lengths
    return np.arange(len(owner)) - before[owner] + starts[owner], owner


@lru_cache(maxsize=1 << 17)
def _hashed(term: str) -> int:
    return zlib.crc32(term.encode())
