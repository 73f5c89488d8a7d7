"""The learned part of the ranking: a linear map of the question's vector, and small networks over features.

All were trained by `benchmarks/train_ranking.py` on the training halves of ExplainMeetSum and QMSum (MIT)
for the packaged encoder; with any other encoder there is no map, and only the hand-set weights are used.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from embeddings import Vectors
from rag.features import FEATURES, standardised

_FILE = "ranking.npz"

_WEIGHTS = {
    "cosine": 0.8, "mapped": 0.8, "words": 0.45, "question": 0.25, "speaker": 0.25, "title": 0.1,
    "coverage_2": 0.25, "mapped_2": 0.2, "pairs": 0.1,
}  # fmt: skip
_LINEAR = np.array([_WEIGHTS.get(name, 0.0) for name in FEATURES], np.float32)

_WORD_WEIGHTS = {
    "cosine": 0.3, "words": 0.8, "question": 0.4, "speaker": 0.25, "title": 0.1, "coverage": 0.3,
    "coverage_2": 0.4,
    "pairs": 0.3,
}  # fmt: skip
_BY_WORDS = np.array([_WORD_WEIGHTS.get(name, 0.0) for name in FEATURES], np.float32)

NETWORK_SHARE = 0.6
"""Weight of the network's z-score; the hand-set sum has the rest."""


@dataclass(frozen=True, eq=False, slots=True)
class Network:
    """One layer of rectified units: `hidden` (features, h), `bias` (h,) and `output` (h,)."""

    hidden: NDArray[np.float32]
    bias: NDArray[np.float32]
    output: NDArray[np.float32]

    def scores(self, columns: NDArray[np.float32]) -> NDArray[np.float32]:
        """A score per row of `columns` (n, features); higher is better."""
        units = np.maximum(columns @ self.hidden + self.bias, 0.0)
        scores: NDArray[np.float32] = units @ self.output
        return scores


@dataclass(frozen=True, eq=False, slots=True)
class Ranking:
    """What turns features into scores.

    `matrix` (d, d) and `offset` (d,) map a question's vector towards the passages that answer it. `first`
    weighs what is known of all candidates, `again` what a second look sees of the best (`rag.second_look`).
    None where the encoder has none.
    """

    matrix: NDArray[np.float32] | None = None
    offset: NDArray[np.float32] | None = None
    first: Network | None = None
    again: Network | None = None

    def vectors(self, question: Vectors) -> Vectors:
        """Two unit rows: the question's vector of shape (d,), and what the map makes of it."""
        if self.matrix is None or self.offset is None:
            return np.stack([question, question])
        mapped = question + question @ self.matrix + self.offset
        return np.stack([question, mapped / np.linalg.norm(mapped)]).astype(np.float32)

    def scores(self, columns: NDArray[np.float32], *, english: bool = True) -> NDArray[np.float32]:
        """A score per candidate from its features, of shape (n, len(FEATURES)); higher is better.

        What was learned is about English: to other questions an encoder of English is nearly deaf, and words
        weigh most.
        """
        if not english and self.first is not None:
            return standardised(columns @ _BY_WORDS)
        linear = standardised(columns @ _LINEAR)
        if self.first is None:
            return linear
        return (1 - NETWORK_SHARE) * linear + NETWORK_SHARE * standardised(self.first.scores(columns))


@lru_cache(maxsize=4)
def ranking_for(encoder: str) -> Ranking:
    """The ranking learned for this encoder (its name); the hand-set weights alone where there is none."""
    with (
        resources.as_file(resources.files("rag") / "models" / _FILE) as path,
        np.load(path, allow_pickle=False) as arrays,
    ):
        if str(arrays["encoder"]) != encoder or tuple(arrays["features"]) != FEATURES:
            return Ranking()
        read = {
            name: arrays[name].astype(np.float32) for name in arrays.files if arrays[name].dtype.kind == "f"
        }
        first, again = (
            Network(read[f"{name}_hidden"], read[f"{name}_bias"], read[f"{name}_output"])
            for name in ("first", "again")
        )
        return Ranking(read["matrix"], read["offset"], first, again)
