"""Late interaction: small vectors of a text's own words, so that each word of a question finds its nearest.

The encoder's last layer gives a vector for every token in its context. Those of words that say something are
kept, in fewer dimensions and four bits each. Compare ColBERT (Khattab and Zaharia 2020) and ColBERTv2
(Santhanam et al. 2022). The space is made by `benchmarks/train_token_space.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

import numpy as np
from numpy.typing import NDArray

_FILE = "token_space.npz"
_LEVELS = 7
"""Steps to either side of zero that four bits tell apart."""

# The two steps in each byte, as one number of eight bytes: looked up seven times as fast as worked out.
_BYTES = np.arange(256, dtype=np.int16)
_PAIRS = (np.stack([_BYTES & 15, _BYTES >> 4], axis=1) - _LEVELS).astype(np.float32).view(np.complex64)[:, 0]


@dataclass(frozen=True, eq=False, slots=True)
class QuestionTokens:
    """The words of a question: unit rows `vectors` (t, r), their `weights` (t,), and the `space` of both.

    The weights sum to 1.
    """

    space: str
    vectors: NDArray[np.float32]
    weights: NDArray[np.float32]

    @property
    def width(self) -> int:
        """The bytes of one token's code."""
        return int(self.vectors.shape[1]) // 2

    def nearest(self, codes: NDArray[np.uint8], counts: NDArray[np.int64]) -> NDArray[np.float32]:
        """How near each text comes to each word of the question: cosines of shape (len(counts), t).

        `codes` (tokens, width) are what `TokenSpace.codes` made of the texts, one behind the other, `counts`
        the number of tokens of each. What counts is the nearest token of the text; -inf for a text without.
        """
        steps = unpacked(codes)
        lengths = np.sqrt(np.einsum("ij,ij->i", steps, steps))
        cosines = (steps @ self.vectors.T) / np.maximum(lengths, 1e-12)[:, None]
        starts, held = np.cumsum(counts) - counts, counts > 0
        found = np.full((len(counts), len(self.weights)), -np.inf, np.float32)
        if held.any():
            found[held] = np.maximum.reduceat(cosines, starts[held], axis=0)
        return found


@dataclass(frozen=True, eq=False, slots=True)
class TokenSpace:
    """What makes an encoder's token vectors small: `basis` (d, r) with r even, and `weights` by token id.

    A weight says how rare the token is; those without any (articles, marks, the special ones) are left out.
    """

    name: str
    basis: NDArray[np.float32]
    weights: NDArray[np.float32]

    def codes(self, ids: Sequence[int], hidden: NDArray[np.float32]) -> bytes:
        """The tokens that are kept, in r / 2 bytes each; `hidden` (t, d) are the vectors of tokens `ids`."""
        vectors = hidden[self.weights[ids] > 0] @ self.basis
        most = np.maximum(np.abs(vectors).max(axis=1, initial=0, keepdims=True), 1e-12)
        steps = np.rint(vectors * (_LEVELS / most)).astype(np.int8) + _LEVELS
        packed: NDArray[np.uint8] = (steps[:, 0::2] | steps[:, 1::2] << 4).astype(np.uint8)
        return packed.tobytes()

    def question(self, ids: Sequence[int], hidden: NDArray[np.float32]) -> QuestionTokens | None:
        """A question's words, from the vectors `hidden` (t, d) of its tokens; None if none says anything."""
        weights = self.weights[ids]
        kept = weights > 0
        if not kept.any():
            return None
        return QuestionTokens(self.name, _unit(hidden[kept] @ self.basis), weights[kept] / weights.sum())


def unpacked(codes: NDArray[np.uint8]) -> NDArray[np.float32]:
    """The rows (n, r) behind codes of shape (n, r / 2), in steps and not of unit length."""
    return _PAIRS.take(codes).view(np.float32)  # twice as fast as indexing


def packaged_space(encoder: str) -> TokenSpace | None:
    """The space that ships for the encoder of this name; None where there is none."""
    with (
        resources.as_file(resources.files("embeddings") / "models" / _FILE) as path,
        np.load(path, allow_pickle=False) as arrays,
    ):
        if str(arrays["encoder"]) != encoder:
            return None
        basis, weights = (arrays[name].astype(np.float32) for name in ("basis", "weights"))
        return TokenSpace(str(arrays["name"]), basis, weights)


def _unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    unit: NDArray[np.float32] = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
    return unit.astype(np.float32)
