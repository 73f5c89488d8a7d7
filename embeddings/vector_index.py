"""The vector index: nearest rows by cosine, in FAISS."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import Vectors
from embeddings.errors import VectorIndexError

Rows = NDArray[np.int64]

FLAT_LIMIT = 100_000
"""Rows up to which all are scanned; above, they are parted into lists, of which the nearest are scanned."""

PROBED = 1 / 8
"""Share of the lists that is scanned where all rows are allowed. The fewer are, the farther lie the nearest,
and the more lists it takes: for a tenth of the rows 2/5, for a hundredth all. Questions lie far from all
passages, so it is large: among a million, 1/16 finds .97 of the nearest ten, 1/8 more than .99
(benchmarks/vector_sizes.py)."""

# Lists: so many times the root of the rows; the rows that each is learned from; rounds of learning.
_LISTS, _LEARNED_FROM, _ROUNDS = 2, 48, 5
_CHUNK = 8192


class VectorIndex:
    """Unit vectors in half precision (cosines right to about .0005); immutable, safe between threads."""

    def __init__(self, index: Any, dimensions: int) -> None:
        self._index = index
        self.dimensions = dimensions
        if _has_lists(index):
            index.make_direct_map()  # where each row is: 11 ms for a million

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @classmethod
    def build(cls, vectors: Vectors, flat_limit: int = FLAT_LIMIT) -> VectorIndex:
        """An index over unit rows of shape (n, d): exact up to `flat_limit` rows, in lists above."""
        count, dimensions = vectors.shape
        return cls.build_from(lambda rows: vectors[rows], count, dimensions, flat_limit=flat_limit)

    @classmethod
    def build_from(
        cls,
        read: Callable[[Rows], Vectors],
        rows: int,
        dimensions: int,
        on_added: Callable[[int, int], None] = lambda done, total: None,
        flat_limit: int = FLAT_LIMIT,
    ) -> VectorIndex:
        """`build` from vectors that are read some at a time: `read(rows)`, rising, gives their unit vectors.

        `on_added` gets how many of the `rows` vectors are in it, and how many will be. Source:
        https://github.com/facebookresearch/faiss/wiki/Faiss-indexes (IndexScalarQuantizer,
        IndexIVFScalarQuantizer).
        """
        faiss = _faiss()
        faiss.omp_set_num_threads(os.cpu_count() or 1)
        if rows <= flat_limit:
            index = faiss.IndexScalarQuantizer(max(1, dimensions), *_stored_as(faiss))
            index.is_trained = True  # half precision needs no training
        else:
            index = _learn_lists(read, rows, dimensions)
        for start in range(0, rows, _CHUNK):
            on_added(start, rows)
            index.add(np.ascontiguousarray(read(np.arange(start, min(start + _CHUNK, rows))), np.float32))
        on_added(rows, rows)
        return cls(index, dimensions)

    def search(
        self, queries: Vectors, k: int, allowed: NDArray[np.bool_] | None = None
    ) -> tuple[Vectors, Rows]:
        """Find the `k` rows nearest to each query by cosine, best first, among the allowed ones.

        `queries` are unit rows of shape (q, d), `allowed` a mask over the index's rows (None: all). Both
        results have shape (q, min(k, number allowed)): the cosines and the rows. Raises ValueError where
        k < 1 or a shape doesn't fit.
        """
        if k < 1:
            raise ValueError(f"k is {k}; it must be at least 1")
        if queries.ndim != 2 or queries.shape[1] != self.dimensions:
            raise ValueError(f"queries have shape {queries.shape}; expected (q, {self.dimensions})")
        if allowed is not None and allowed.shape != (len(self),):
            raise ValueError(f"allowed has shape {allowed.shape}; expected ({len(self)},)")
        count = len(self) if allowed is None else int(np.count_nonzero(allowed))
        k = min(k, count)
        if k == 0:
            return np.empty((len(queries), 0), np.float32), np.empty((len(queries), 0), np.int64)
        lists = self._index.nlist if _has_lists(self._index) else 1
        probed = min(lists, math.ceil(PROBED * lists / math.sqrt(count / len(self))))
        cosines, found = self._search(queries, k, allowed, probed)
        # Where the lists hold fewer, the rest is row -1, in Python the last row.
        return (cosines, found) if (found >= 0).all() else self._search(queries, k, allowed, lists)

    def similarities(self, queries: Vectors, rows: Rows) -> Vectors:
        """Cosines of the given rows to unit rows `queries` of shape (q, d): shape (len(rows), q)."""
        if _has_lists(self._index) or not len(rows):
            return self.vectors(rows) @ queries.T
        allowed = np.zeros(len(self), np.bool_)
        allowed[rows] = True
        distinct = np.flatnonzero(allowed)
        cosines = np.empty((len(distinct), len(queries)), np.float32)
        # Where all are scanned, a search among them is three times as fast as decoding the vectors.
        for column, (values, order) in enumerate(
            zip(*self._search(queries, len(distinct), allowed), strict=True)
        ):
            cosines[np.searchsorted(distinct, order), column] = values
        return cosines[np.searchsorted(distinct, rows)]

    def vectors(self, rows: Rows) -> Vectors:
        """The vectors of the given rows: shape (len(rows), d)."""
        found: Vectors = self._index.reconstruct_batch(np.ascontiguousarray(rows, np.int64))
        return found

    def save(self, path: Path) -> None:
        """Write the index and, beside it, what `load` holds it against; each is whole or not there."""
        faiss = _faiss()
        temporary = path.with_name(path.name + ".tmp")
        faiss.write_index(self._index, str(temporary))
        size = temporary.stat().st_size
        temporary.replace(path)
        header = {"rows": len(self), "dimensions": self.dimensions, "bytes": size}
        _header(path).write_text(json.dumps(header), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> VectorIndex:
        """Open a saved index, mapped into memory. Raises VectorIndexError where it isn't whole."""
        faiss = _faiss()
        try:
            header = json.loads(_header(path).read_text(encoding="utf-8"))
            size = path.stat().st_size
        except (OSError, ValueError) as error:
            raise VectorIndexError(path, f"its header can't be read ({error})") from None
        if size != header["bytes"]:
            raise VectorIndexError(path, f"it has {size} bytes instead of {header['bytes']}")
        try:
            index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
        except RuntimeError as error:
            raise VectorIndexError(path, str(error).splitlines()[0]) from None
        if index.ntotal != header["rows"]:
            raise VectorIndexError(path, f"it has {index.ntotal} rows instead of {header['rows']}")
        return cls(_storage(index), header["dimensions"])

    def _search(
        self, queries: Vectors, k: int, allowed: NDArray[np.bool_] | None, probed: int = 1
    ) -> tuple[Vectors, Rows]:
        faiss = _faiss()
        # One question is one thread's work: two that wait for each other are slower on busy machines.
        faiss.omp_set_num_threads(1)
        if _has_lists(self._index):
            parameters = faiss.SearchParametersIVF(nprobe=probed)
        else:
            parameters = faiss.SearchParameters()
        if allowed is not None:
            selected = np.flatnonzero(allowed)
            first, last = int(selected[0]), int(selected[-1])
            if last - first + 1 == len(selected):
                parameters.sel = faiss.IDSelectorRange(first, last + 1)
            else:
                parameters.sel = faiss.IDSelectorBitmap(np.packbits(allowed, bitorder="little"))
        cosines, rows = self._index.search(np.ascontiguousarray(queries, np.float32), k, params=parameters)
        return cosines, rows


def _faiss() -> Any:
    """Imported late (it is slow to load), and untyped (its stubs lack half of what it can do)."""
    import faiss

    return faiss


def _learn_lists(read: Callable[[Rows], Vectors], rows: int, dimensions: int) -> Any:
    """An index of lists that are learned from some of the rows (spherical k-means), still without any."""
    faiss = _faiss()
    count = max(1, round(_LISTS * math.sqrt(rows)))
    nearest = faiss.IndexFlatIP(dimensions)
    index = faiss.IndexIVFScalarQuantizer(nearest, dimensions, count, *_stored_as(faiss), False)
    index.cp.spherical, index.cp.niter = True, _ROUNDS
    index.cp.min_points_per_centroid, index.cp.max_points_per_centroid = 1, _LEARNED_FROM
    sample = np.random.default_rng(0).choice(rows, min(rows, _LEARNED_FROM * count), replace=False)
    index.train(np.ascontiguousarray(read(np.sort(sample)), np.float32))
    return index


def _stored_as(faiss: Any) -> tuple[Any, Any]:
    """In half precision, compared by inner products: of unit vectors, cosines."""
    return faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT


def _has_lists(index: Any) -> bool:
    return hasattr(index, "nlist")


def _storage(index: Any) -> Any:
    """The vectors of a graph (HNSW), as earlier versions made them of many; any other index as it is."""
    if not hasattr(index, "hnsw"):
        return index
    storage = _faiss().downcast_index(index.storage)
    storage.referenced_objects = [index]  # which owns it
    return storage


def files_of(path: Path) -> tuple[Path, Path]:
    """What `VectorIndex.save` writes: the index and what it is held against."""
    return path, _header(path)


def _header(path: Path) -> Path:
    return path.with_name(path.name + ".json")
