"""Editions: transcripts of one event in several files, told by the runs of words that they share.

A transcript's sketch is a fixed sample of its shingles: those whose hash is a multiple of SAMPLED
(FracMinHash, Irber et al. 2022, https://doi.org/10.1101/2022.01.11.475838, after Broder 1997). The share of
the smaller sketch that lies in the other one estimates how much of the shorter transcript stands in the
longer. Every sketch is made once; a new one is compared with all others by look-ups in their sorted hashes.
"""

from __future__ import annotations

import datetime as dt
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rag.transcript import Turn
from rag.words import fold_words

SHINGLE, SAMPLED = 5, 8
"""Words in a shingle, and one in how many shingles is kept."""

SAME_DAY, ANY_DAY = 0.3, 0.5
"""Share of the shorter transcript from which on two are editions: dated within a day of each other (or
undated), and dated otherwise. docs/editions.md has the shares of real files."""

FEWEST = 10
"""Shingles of a sketch that must be shared: a short greeting is no event."""

Sketch = NDArray[np.uint32]
"""Distinct hashes in rising order."""


@dataclass(frozen=True, slots=True)
class Edition:
    """Two transcripts of one event by their keys; `share` of the shorter one's words stands in the other."""

    transcript: int
    other: int
    share: float


def sketch(turns: Iterable[Turn]) -> Sketch:
    """The sample of a transcript's shingles, which may run over turns: editions cut turns differently."""
    words = [word.folded for turn in turns for word in fold_words(turn.text)]
    hashes = (zlib.crc32(" ".join(words[i : i + SHINGLE]).encode()) for i in range(len(words) - SHINGLE + 1))
    return np.unique(np.fromiter((h for h in hashes if h % SAMPLED == 0), np.uint32))


def find_editions(
    sketches: Mapping[int, Sketch], dates: Mapping[int, dt.date | None], new: Sequence[int]
) -> Iterator[Edition]:
    """The editions among `sketches` (by key) of which at least one is `new`, each pair once."""
    if not sketches:
        return
    keys = np.array(list(sketches), np.int64)
    owners = np.repeat(keys, [len(each) for each in sketches.values()])
    hashes = np.concatenate(list(sketches.values()))
    order = np.argsort(hashes, kind="stable")
    hashes, owners = hashes[order], owners[order]
    done: set[int] = set()
    for key in new:
        done.add(key)
        for other, shared in _shared(sketches[key], hashes, owners).items():
            if other not in done:
                share = shared / min(len(sketches[key]), len(sketches[other]))
                if shared >= FEWEST and share >= _needed(dates[key], dates[other]):
                    yield Edition(key, other, share)


def _shared(own: Sketch, hashes: Sketch, owners: NDArray[np.int64]) -> Counter[int]:
    first, last = np.searchsorted(hashes, own, "left"), np.searchsorted(hashes, own, "right")
    found = [owners[a:b] for a, b in zip(first, last, strict=True)]
    return Counter(np.concatenate(found).tolist()) if found else Counter()


def _needed(one: dt.date | None, other: dt.date | None) -> float:
    if one is None or other is None:
        return SAME_DAY
    return SAME_DAY if abs((one - other).days) <= 1 else ANY_DAY
