"""Which vector index is best at which size: a scan or lists, without and with filters.

    python benchmarks/vector_sizes.py LIBRARY [--sizes 1000 10000 100000] [--queries 200]

Builds both indexes over vectors of a library, drawn at random, on all processors, and searches on one, for
the 200 nearest, as asking does. Last comes the largest segment of the library, with its own index. Prints a
line per size and index: seconds to build, megabytes on disk, then median milliseconds and the recall of the
ten nearest against an exact scan: of all rows, and of 50, 10 and 1 % scattered ones.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from embeddings import VectorIndex
from rag.library.library import Library

NEAREST, ASKED = 10, 200
SHARES = (1.0, 0.5, 0.1, 0.01)


def built(vectors, flat_limit):
    """The index, seconds, and megabytes on disk."""
    began = time.perf_counter()
    index = VectorIndex.build(vectors, flat_limit)
    took = time.perf_counter() - began
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "index.faiss"
        index.save(path)
        return index, took, path.stat().st_size / 1e6


def exact(vectors, queries, mask):
    allowed = np.flatnonzero(mask)
    cosines = queries @ vectors[allowed].T
    order = np.argpartition(-cosines, min(NEAREST, len(allowed) - 1), axis=1)[:, :NEAREST]
    return allowed[order]


def searched(index, queries, mask, wanted):
    """Median milliseconds and recall@10."""
    took, right = [], []
    for query, best in zip(queries, wanted, strict=True):
        began = time.perf_counter()
        _, rows = index.search(query[None], ASKED, None if mask.all() else mask)
        took.append(1000 * (time.perf_counter() - began))
        right.append(len({*rows[0, :NEAREST].tolist()} & {*best.tolist()}) / len(best))
    return np.median(took), np.mean(right)


def line(name, index, cost, vectors, queries, masks):
    figures = [searched(index, queries, mask, exact(vectors, queries, mask)) for mask in masks]
    shown = " ".join(f"{half:8.2f} {right:6.3f}" for half, right in figures)
    print(f"{len(vectors):9,} {name:6} {cost:>18} {shown}", flush=True)


def compare(vectors, queries, draw, lists=None):
    masks = [draw.random(len(vectors)) < share for share in SHARES]
    index, seconds, megabytes = built(vectors, len(vectors))
    line("flat", index, f"{seconds:.1f} s {megabytes:.1f} MB", vectors, queries, masks)
    cost = "the library's"
    if lists is None:
        lists, seconds, megabytes = built(vectors, 0)
        cost = f"{seconds:.1f} s {megabytes:.1f} MB"
    line("lists", lists, cost, vectors, queries, masks)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("library", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--queries", type=int, default=200)
    options = parser.parse_args()
    draw = np.random.default_rng(11)
    with Library(options.library).snapshot() as snapshot:
        held = snapshot.derived.vectors
        order = draw.permutation(len(held))
        largest = max(held.segments, key=lambda segment: len(segment.index))
        every = largest.index.vectors(np.arange(len(largest.index)))
        vectors = held.vectors(order[: max(options.sizes)])
    near = vectors[draw.choice(min(options.sizes), options.queries)]
    noise = draw.standard_normal(near.shape).astype(np.float32) / np.sqrt(near.shape[1])
    queries = near + noise
    queries /= np.linalg.norm(queries, axis=1, keepdims=True)
    shares = ", ".join(f"{share:.0%}" for share in SHARES)
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores")
    print(f"     rows index  build and size   p50 ms and recall@{NEAREST}, searched for: {shares}")
    for size in options.sizes:
        compare(vectors[:size], queries, draw)
    compare(every, queries, draw, largest.index)


if __name__ == "__main__":
    main()
