"""What differs between two editions of one event."""

from __future__ import annotations

from typing_extensions import TypedDict

from ui.contract.transcripts import TranscriptJSON


class SliceJSON(TypedDict):
    """Words of one turn: `text` is `text[start:end]` of the turn."""

    turn: int
    start: int
    end: int
    text: str
    speaker: str


class EditionChangeJSON(TypedDict):
    """Words of the first transcript (`old`) and of the second (`new`) that differ; either may be empty."""

    old: list[SliceJSON]
    new: list[SliceJSON]
    before: str
    after: str


class ReattributionJSON(TypedDict):
    """The same words under two names."""

    old: SliceJSON
    new: SliceJSON


class WordsJSON(TypedDict):
    """Words of two transcripts: the same in both, and all of each."""

    same: int
    old: int
    new: int


class DiffJSON(TypedDict):
    """What changed from one transcript to another; `words` counts those that are the same, and each one's."""

    old: TranscriptJSON
    new: TranscriptJSON
    changes: list[EditionChangeJSON]
    speakers: list[ReattributionJSON]
    words: WordsJSON
