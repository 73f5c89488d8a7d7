"""The vectors of one state in segments that never change, so that a new state writes only what is new.

A segment is a FAISS index; which row of the state each of its positions is, a state's own table says.
Passages that have gone leave unused positions behind. Small segments are merged into the next new one, so
that there are few. Compare the log-structured merge tree (O'Neil et al. 1996).
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings import QuestionTokens, VectorIndex, Vectors, files_of
from rag.library import token_codes
from rag.library.readahead import read_ahead
from rag.library.token_codes import TokenCodes

Positions = NDArray[np.int64]

_TABLE = "segments.npz"
_CHUNK = 8192

MERGE = 2
"""A segment of at most so many times what is new is merged with it."""

LEAST_USED = 0.75
"""Share of a segment's positions below which it is written anew."""

OnWritten = Callable[[int, int], None]
"""Gets how many vectors have been written, and how many there are to write."""


@dataclass(frozen=True, eq=False, slots=True)
class Segment:
    """Vectors that were written together; `rows[position]` is a vector's row in the state, -1 for none.

    `tokens` are those of the same passages, where they were encoded by a version that keeps any.
    """

    name: str
    index: VectorIndex
    rows: Positions
    tokens: TokenCodes | None = None

    def search(
        self, queries: Vectors, k: int, allowed: NDArray[np.bool_] | None
    ) -> tuple[Vectors, Positions]:
        """As `SegmentedVectors.search`, among this segment's vectors."""
        used = self.rows >= 0
        if allowed is not None:
            used &= allowed[self.rows]
        cosines, positions = self.index.search(queries, k, None if used.all() else used)
        return cosines, self.rows[positions]


class SegmentedVectors:
    """A unit vector for each row of a state; immutable, safe between threads."""

    def __init__(self, segments: Sequence[Segment], rows: int) -> None:
        self.segments = segments
        self._rows = rows

    def __len__(self) -> int:
        return self._rows

    def search(
        self, queries: Vectors, k: int, allowed: NDArray[np.bool_] | None = None
    ) -> tuple[Vectors, Positions]:
        """Find the `k` rows nearest to each query, best first, among those that `allowed` marks.

        As `VectorIndex.search`: shapes (q, min(k, number allowed)).
        """
        found = [segment.search(queries, k, allowed) for segment in self.segments]
        if len(found) == 1:
            return found[0]
        cosines = np.concatenate([np.empty((len(queries), 0), np.float32), *(c for c, _ in found)], axis=1)
        rows = np.concatenate([np.empty((len(queries), 0), np.int64), *(r for _, r in found)], axis=1)
        order = np.argsort(-cosines, axis=1, kind="stable")[:, :k]
        return np.take_along_axis(cosines, order, axis=1), np.take_along_axis(rows, order, axis=1)

    def similarities(self, queries: Vectors, rows: Positions) -> Vectors:
        """Cosines of the rows to unit rows `queries` of shape (q, d): shape (len(rows), q)."""
        found = np.empty((len(rows), len(queries)), np.float32)
        for segment, places, positions in self._parted(rows):
            found[places] = segment.index.similarities(queries, positions)
        return found

    def vectors(self, rows: Positions) -> Vectors:
        """The vectors of the given rows: shape (len(rows), d)."""
        dimensions = self.segments[0].index.dimensions if self.segments else 0
        found = np.empty((len(rows), dimensions), np.float32)
        for segment, places, positions in self._parted(rows):
            found[places] = segment.index.vectors(positions)
        return found

    def nearest_tokens(self, question: QuestionTokens, rows: Positions) -> Vectors:
        """How near each row comes to each word of the question: cosines of shape (len(rows), t).

        -inf for a row that has no token codes.
        """
        found = np.full((len(rows), len(question.weights)), -np.inf, np.float32)
        for segment, places, positions in self._parted(rows):
            if segment.tokens is not None:
                found[places] = segment.tokens.nearest(question, positions)
        return found

    def _parted(self, rows: Positions) -> Iterator[tuple[Segment, Positions, Positions]]:
        """Each segment with the places in `rows` that are its own, and their positions in it."""
        number, position = self._placed
        for own, segment in enumerate(self.segments):
            places = np.flatnonzero(number[rows] == own)
            if len(places):
                yield segment, places, position[rows[places]].astype(np.int64)

    @cached_property
    def _placed(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """The segment of every row, and its position there."""
        number, position = np.zeros(self._rows, np.int32), np.zeros(self._rows, np.int32)
        for own, segment in enumerate(self.segments):
            used = np.flatnonzero(segment.rows >= 0)
            number[segment.rows[used]], position[segment.rows[used]] = own, used
        return number, position


def load(place: Path, rows: int) -> SegmentedVectors:
    """Open the vectors of the state in `place`, which has so many rows. ValueError where they don't fit."""
    table = _read_table(place, rows)
    if sum(int(np.count_nonzero(held >= 0)) for held in table.values()) != rows:
        raise ValueError(f"{_TABLE} doesn't hold {rows} rows")
    read_ahead(_file(place, name) for name in table)
    return SegmentedVectors([_load(place, name, held) for name, held in table.items()], rows)


def write(
    place: Path,
    rows: int,
    kept: dict[str, Positions],
    old: Path | None,
    read: Callable[[Positions], Vectors],
    dimensions: int,
    on_written: OnWritten,
    tokens: tuple[str, Callable[[Positions], Sequence[bytes]]] | None = None,
) -> None:
    """Write the vectors of a state of `rows` rows into `place`.

    `kept` are segments of the state in `old` with the rows that their positions now have; those that are
    worth it are linked, and all other rows are asked of `read`. `tokens` are the space of the token codes
    and what to ask for them.
    """
    linked, fresh = _merged(kept, rows)
    for name in linked if old else ():
        own = _file(old, name)  # type: ignore[arg-type]
        for path in (*files_of(own), *(each for each in token_codes.files_of(own) if each.exists())):
            link(path, place / path.name)
    if len(fresh):
        name = secrets.token_hex(4)
        index = VectorIndex.build_from(lambda part: read(fresh[part]), len(fresh), dimensions, on_written)
        index.save(_file(place, name))
        if tokens is not None:
            space, codes = tokens
            token_codes.write(_file(place, name), space, map(codes, _parts(fresh)))
        linked[name] = fresh
    table: dict[str, Any] = {name: held.astype(np.int32) for name, held in linked.items()}
    np.savez(place / _TABLE, **table)


def moved(segments: Sequence[Segment], rows: Positions) -> dict[str, Positions]:
    """The rows that the segments' positions have in a new state; `rows[old row]` is the new one or -1."""
    return {
        segment.name: np.where(segment.rows >= 0, rows[np.maximum(segment.rows, 0)], -1)
        for segment in segments
    }


def link(source: Path, target: Path) -> None:
    """Give a file that never changes a second name, or copy it where that can't be done."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _merged(kept: dict[str, Positions], rows: int) -> tuple[dict[str, Positions], Positions]:
    """The segments to go on with, and the rows to write anew, rising."""
    used = {name: held[held >= 0] for name, held in kept.items()}
    going = [name for name in kept if len(used[name]) > LEAST_USED * len(kept[name])]
    fresh = np.ones(rows, np.bool_)
    for name in going:
        fresh[used[name]] = False
    count = int(fresh.sum())
    for name in sorted(going, key=lambda each: len(used[each])):
        if count and len(used[name]) <= MERGE * count:
            going.remove(name)
            fresh[used[name]] = True
            count += len(used[name])
    return {name: kept[name] for name in going}, np.flatnonzero(fresh)


def _parts(rows: Positions) -> Iterator[Positions]:
    for start in range(0, len(rows), _CHUNK):
        yield rows[start : start + _CHUNK]


def _load(place: Path, name: str, held: Positions) -> Segment:
    path = _file(place, name)
    return Segment(name, VectorIndex.load(path), held, token_codes.load(path))


def _read_table(place: Path, rows: int) -> dict[str, Positions]:
    if not (place / _TABLE).exists():
        return {"0": np.arange(rows)}  # made by an earlier version, which had one segment
    with np.load(place / _TABLE, allow_pickle=False) as arrays:
        return {name: arrays[name].astype(np.int64) for name in arrays.files}


def _file(place: Path, name: str) -> Path:
    return place / f"vectors-{name}.faiss"
