"""What every vector row belongs to, as arrays, so that filters are a few comparisons and no query."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

UNDATED = 0
"""Stands for the date of a transcript without one; proleptic ordinals begin at 1."""


@dataclass(frozen=True, eq=False, slots=True)
class Rows:
    """One entry per passage, in the vector index's row order (date, transcript, turn, offset).

    `passage`, `transcript` and `speaker` are keys in SQLite; `turn`, `start` and `end` place the passage;
    `date` is a proleptic ordinal, UNDATED where the transcript has no date; `asked` marks turns whose label
    is a questioner's (`Q`, `REPORTER`); `question` is the number of the turn that the row's turn answers, -1
    where it answers none.
    """

    passage: NDArray[np.int64]
    transcript: NDArray[np.int64]
    turn: NDArray[np.int32]
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    speaker: NDArray[np.int64]
    date: NDArray[np.int32]
    asked: NDArray[np.bool_]
    question: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.passage)

    def of_passages(self, keys: NDArray[np.int64]) -> NDArray[np.int64]:
        """The rows of passages given by key; every key must be here."""
        order = np.argsort(self.passage, kind="stable")
        found: NDArray[np.int64] = order[np.searchsorted(self.passage, keys, sorter=order)]
        return found

    def save(self, path: Path) -> None:
        """Write the arrays to `path` (.npz)."""
        np.savez(path, **{field.name: getattr(self, field.name) for field in fields(self)})

    @classmethod
    def load(cls, path: Path) -> Rows:
        """Read what `save` wrote. Raises ValueError or OSError where the file isn't whole."""
        try:
            with np.load(path, allow_pickle=False) as arrays:
                return cls(**{field.name: arrays[field.name] for field in fields(cls)})
        except (zipfile.BadZipFile, KeyError) as error:
            raise ValueError(f"{path.name} is damaged: {error}") from None
