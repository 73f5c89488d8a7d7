"""What every vector row belongs to, as arrays, so that filters are a few comparisons and no query."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

UNDATED = 0
"""Stands for the date of a transcript without one; proleptic ordinals begin at 1."""


@dataclass(frozen=True, eq=False)
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
        """The rows of passages given by key, -1 for one that isn't here."""
        if not len(self):
            return np.full(len(keys), -1, np.int64)
        ranks = np.searchsorted(self.passage, keys, sorter=self._by_passage)
        rows: NDArray[np.int64] = self._by_passage[np.minimum(ranks, len(self) - 1)]
        return np.where(self.passage[rows] == keys, rows, -1)

    @cached_property
    def _by_passage(self) -> NDArray[np.int64]:
        return np.argsort(self.passage, kind="stable")

    def of_transcripts(self, keys: Iterable[int]) -> Rows:
        """Only the rows of these transcripts."""
        held = np.isin(self.transcript, list(keys))
        return Rows(**{field.name: getattr(self, field.name)[held] for field in fields(self)})

    def save(self, path: Path) -> None:
        """Write the arrays to `path` (.npz)."""
        np.savez(path, **{field.name: getattr(self, field.name) for field in fields(self)})

    @classmethod
    def joined(cls, parts: Sequence[Rows]) -> Rows:
        """All rows of the parts, each of which holds whole transcripts, in row order."""
        parts = [_NONE, *parts]
        found = {f.name: np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(cls)}
        order = np.lexsort([found[name] for name in ("start", "turn", "transcript", "date")])
        return cls(**{name: column[order] for name, column in found.items()})

    @classmethod
    def load(cls, path: Path) -> Rows:
        """Read what `save` wrote. Raises ValueError or OSError where the file isn't whole."""
        try:
            with np.load(path, allow_pickle=False) as arrays:
                return cls(**{field.name: arrays[field.name] for field in fields(cls)})
        except (zipfile.BadZipFile, KeyError) as error:
            raise ValueError(f"{path.name} is damaged: {error}") from None


_NONE = Rows(
    passage=np.empty(0, np.int64),
    transcript=np.empty(0, np.int64),
    turn=np.empty(0, np.int32),
    start=np.empty(0, np.int32),
    end=np.empty(0, np.int32),
    speaker=np.empty(0, np.int64),
    date=np.empty(0, np.int32),
    asked=np.empty(0, np.bool_),
    question=np.empty(0, np.int32),
)
