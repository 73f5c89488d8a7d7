"""What an indexing run did, and the state of a library."""

from __future__ import annotations

from typing_extensions import TypedDict

from rag.run_report import IndexReport


class SkipJSON(TypedDict):
    """A file that was not taken, and why."""

    path: str
    line: int | None
    reason: str


class NoteJSON(TypedDict):
    """What whoever imports a file should know of it."""

    path: str
    note: str


class IndexJSON(TypedDict):
    """What an indexing run did, and the library's numbers after it."""

    added: int
    updated: int
    unchanged: int
    removed: int
    skipped: list[SkipJSON]
    transcripts: int
    turns: int
    passages: int
    seconds: float
    interrupted: bool
    notes: list[NoteJSON]


class HealthJSON(TypedDict):
    """The state of the library behind a server."""

    status: str
    version: str
    library: str
    encoder: str | None
    transcripts: int
    turns: int
    passages: int
    problems: list[str]
    skipped: list[SkipJSON]


def index_json(report: IndexReport) -> IndexJSON:
    """An indexing report as programs get it."""
    return {
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "removed": report.removed,
        "skipped": [
            {"path": str(skip.path), "line": skip.line, "reason": skip.reason} for skip in report.skipped
        ],
        "transcripts": report.transcripts,
        "turns": report.turns,
        "passages": report.passages,
        "seconds": round(report.seconds, 3),
        "interrupted": report.interrupted,
        "notes": [{"path": str(each.path), "note": each.note} for each in report.notes],
    }
