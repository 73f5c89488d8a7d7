"""What an indexing run tells of itself: how far it is, and in the end what it did."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Phase(StrEnum):
    """What a run is busy with; progress counts files while reading, passages while encoding, then queries."""

    READING = "reading"
    ENCODING = "encoding"
    PUBLISHING = "publishing"
    SCORING = "scoring"


OnProgress = Callable[[Phase, int, int], None]
"""Gets the phase, how many are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class Skip:
    """A file that was not taken; `line` counts from 1, None where no line is to blame."""

    path: Path
    line: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Note:
    """What whoever imports a file should know of it: what was left out, what is doubtful."""

    path: Path
    note: str


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What a run did: transcripts added, updated, unchanged, removed; then the whole library's numbers."""

    added: int
    updated: int
    unchanged: int
    removed: int
    skipped: tuple[Skip, ...]
    transcripts: int
    turns: int
    passages: int
    seconds: float
    interrupted: bool = False
    notes: tuple[Note, ...] = ()
