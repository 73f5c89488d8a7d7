"""The token codes of one segment's passages: what a second look at the best candidates reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from embeddings import QuestionTokens
from rag.library.forward import ragged


@dataclass(frozen=True, eq=False, slots=True)
class TokenCodes:
    """`codes[starts[position]:starts[position + 1]]` are the bytes of the passage in that position.

    `space` says what they mean; questions of another space can't be held against them.
    """

    space: str
    starts: NDArray[np.int64]
    codes: NDArray[np.uint8]

    def nearest(self, question: QuestionTokens, positions: NDArray[np.int64]) -> NDArray[np.float32]:
        """As `QuestionTokens.nearest`, of the passages in these positions."""
        if question.space != self.space:
            return question.nearest(np.empty((0, question.width), np.uint8), np.zeros_like(positions))
        starts = self.starts[positions] // question.width
        counts = self.starts[positions + 1] // question.width - starts
        tokens, _ = ragged(starts, counts)
        return question.nearest(self.codes.reshape(-1, question.width)[tokens], counts)


def files_of(path: Path) -> tuple[Path, Path]:
    """What `write` writes for the segment in `path`: the bytes, and where each passage's begin."""
    return path.with_suffix(".tokens"), path.with_suffix(".tokens.npz")


def write(path: Path, space: str, chunks: Iterable[Sequence[bytes]]) -> None:
    """Write the codes of a segment's passages, chunk by chunk."""
    codes, starts = files_of(path)
    lengths = [np.zeros(1, np.int64)]
    with codes.open("wb") as file:
        for chunk in chunks:
            file.writelines(chunk)
            lengths.append(np.array([len(each) for each in chunk], np.int64))
    np.savez(starts, space=space, starts=np.cumsum(np.concatenate(lengths)))


def load(path: Path) -> TokenCodes | None:
    """Open what `write` wrote, mapped into memory; None for a segment that an earlier version made.

    Raises ValueError or OSError where it isn't whole.
    """
    codes, starts = files_of(path)
    if not starts.exists():
        return None
    with np.load(starts, allow_pickle=False) as arrays:
        space, begins = str(arrays["space"]), arrays["starts"]
    size = codes.stat().st_size
    if size != begins[-1]:
        raise ValueError(f"{codes.name} has {size} bytes instead of {begins[-1]}")
    mapped = np.asarray(np.memmap(codes, np.uint8, "r")) if size else np.empty(0, np.uint8)
    return TokenCodes(space, begins, mapped)
