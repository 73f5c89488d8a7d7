"""The vector index: nearest rows by cosine, in FAISS."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import Vectors
from embeddings.errors import VectorIndexError

Rows = NDArray[np.int64]

FLAT_LIMIT = 250_000
"""Rows up to which a flat scan (25 ms a million) is quick enough; above, a graph (HNSW) is built."""

SCAN_SHARE = 0.15
"""Share of allowed rows below which a graph search loses recall, and the allowed rows are scanned."""

_HNSW_LINKS, _EF_CONSTRUCTION, _EF_SEARCH = 32, 80, 3200
# A wide search (12 ms among a million): questions lie far from all passages, and 400 finds .91 of the nearest
# ten where 3200 finds .99 (benchmarks/vector_sizes.py).


class VectorIndex:
    """Unit vectors in half precision (cosines right to about .0005); immutable, safe between threads."""

    def __init__(self, index: Any, dimensions: int) -> None:
        self._index = index
        self.dimensions = dimensions

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @classmethod
    def build(cls, vectors: Vectors, flat_limit: int = FLAT_LIMIT) -> VectorIndex:
        """An index over unit rows of shape (n, d): exact up to `flat_limit` rows, HNSW above."""
        rows, dimensions = vectors.shape
        return cls.build_from([vectors], rows, dimensions, flat_limit)

    @classmethod
    def build_from(
        cls, chunks: Iterable[Vectors], rows: int, dimensions: int, flat_limit: int = FLAT_LIMIT
    ) -> VectorIndex:
        """`build` from chunks of shape (m, d), `rows` vectors in all, of which one is held at a time.

        Source: https://github.com/facebookresearch/faiss/wiki/Faiss-indexes (IndexScalarQuantizer,
        IndexHNSWSQ).
        """
        faiss = _faiss()
        half = faiss.ScalarQuantizer.QT_fp16
        if rows <= flat_limit:
            index = faiss.IndexScalarQuantizer(max(1, dimensions), half, faiss.METRIC_INNER_PRODUCT)
        else:
            index = faiss.IndexHNSWSQ(dimensions, half, _HNSW_LINKS, faiss.METRIC_INNER_PRODUCT)
            index.hnsw.efConstruction = _EF_CONSTRUCTION
            index.hnsw.efSearch = _EF_SEARCH
        index.is_trained = True  # half precision needs no training
        for chunk in chunks:
            if len(chunk):
                faiss.omp_set_num_threads(os.cpu_count() or 1)
                index.add(np.ascontiguousarray(chunk, np.float32))
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
        if _is_graph(self._index) and count >= SCAN_SHARE * len(self):
            cosines, rows = self._search(self._index, queries, k, allowed)
            if (rows >= 0).all():
                return cosines, rows
            # A graph search may come back short and pads with row -1, in Python the last row.
        return self._search(self._codes, queries, k, allowed)

    def similarities(self, queries: Vectors, rows: Rows) -> Vectors:
        """Cosines of the given rows to unit rows `queries` of shape (q, d): shape (len(rows), q)."""
        allowed = np.zeros(len(self), np.bool_)
        allowed[rows] = True
        distinct = np.flatnonzero(allowed)
        cosines = np.empty((len(distinct), len(queries)), np.float32)
        if len(rows):
            # A search among them is three times as fast as decoding the vectors (`vectors`).
            found = self._search(self._codes, queries, len(distinct), allowed)
            for column, (values, order) in enumerate(zip(*found, strict=True)):
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
        return cls(index, header["dimensions"])

    @cached_property
    def _codes(self) -> Any:
        """The vectors themselves, which are searched one by one."""
        return _faiss().downcast_index(self._index.storage) if _is_graph(self._index) else self._index

    def _search(
        self, index: Any, queries: Vectors, k: int, allowed: NDArray[np.bool_] | None
    ) -> tuple[Vectors, Rows]:
        faiss = _faiss()
        # One question is one thread's work: two that wait for each other are slower on busy machines.
        faiss.omp_set_num_threads(1)
        if _is_graph(index):
            parameters = faiss.SearchParametersHNSW(efSearch=max(_EF_SEARCH, 2 * k))
        else:
            parameters = faiss.SearchParameters()
        if allowed is not None:
            selected = np.flatnonzero(allowed)
            first, last = int(selected[0]), int(selected[-1])
            if last - first + 1 == len(selected):
                parameters.sel = faiss.IDSelectorRange(first, last + 1)
            else:
                parameters.sel = faiss.IDSelectorBitmap(np.packbits(allowed, bitorder="little"))
        cosines, rows = index.search(np.ascontiguousarray(queries, np.float32), k, params=parameters)
        return cosines, rows


def _faiss() -> Any:
    """Imported late (it is slow to load), and untyped (its stubs lack half of what it can do)."""
    import faiss

    return faiss


def _is_graph(index: Any) -> bool:
    return hasattr(index, "hnsw")


def files_of(path: Path) -> tuple[Path, Path]:
    """What `VectorIndex.save` writes: the index and what it is held against."""
    return path, _header(path)


def _header(path: Path) -> Path:
    return path.with_name(path.name + ".json")
