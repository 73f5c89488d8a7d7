"""Sketches of sentence vectors: sums of token vectors that were learned to imitate an encoder.

A thousand times as cheap as encoding, and good enough to choose among the sentences of one passage; never to
search with. Made by `benchmarks/train_sketch.py`; compare https://github.com/MinishLab/model2vec.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_FILE = "sketch.npz"


@dataclass(frozen=True, eq=False, slots=True)
class Sketch:
    """`table` (tokens, r) in 8 bits with a `scale` per token; `basis` (r, d) and `offset` (d,)."""

    table: NDArray[np.int8]
    scale: NDArray[np.float32]
    basis: NDArray[np.float32]
    offset: NDArray[np.float32]

    def vectors(self, ids: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """Unit rows of shape (len(ids), d) from each text's token ids, without the special ones."""
        sums = np.zeros((len(ids), self.basis.shape[0]), np.float32)
        for row, tokens in enumerate(ids):
            sums[row] = self.scale[tokens] @ self.table[tokens]
        vectors = sums @ self.basis + self.offset
        made: NDArray[np.float32] = vectors / np.maximum(
            np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12
        )
        return made


def packaged_sketch(encoder: str) -> Sketch | None:
    """The sketch that ships for the encoder of this name; None where there is none."""
    with resources.as_file(resources.files("embeddings") / "models" / _FILE) as path:
        return load_sketch(path, encoder)


def load_sketch(path: Path, encoder: str) -> Sketch | None:
    """The sketch in a file, None where it was made for another encoder."""
    with np.load(path, allow_pickle=False) as arrays:
        if str(arrays["encoder"]) != encoder:
            return None
        scale, basis, offset = (arrays[name].astype(np.float32) for name in ("scale", "basis", "offset"))
        return Sketch(arrays["table"], scale, basis, offset)
