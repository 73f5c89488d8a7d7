"""What the user says about a file, where the guess must not or can not be trusted."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Hints:
    """How to read a file.

    `format` names a reader of the registry. `columns` are pairs of what a table's column holds (speaker,
    text, start, end, date) and the column's heading. `diarization` is a file of speakers' times for a
    transcript that has none. `language` is the ISO 639-1 code of the words.
    """

    format: str | None = None
    columns: tuple[tuple[str, str], ...] = ()
    diarization: Path | None = None
    language: str | None = None


NO_HINTS = Hints()
