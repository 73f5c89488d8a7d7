"""What came of each file that was added."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rag.library.catalogue import TranscriptEntry
from rag.library.snapshot import Snapshot
from rag.readers.inspection import Suspicion, suspicious_labels
from rag.run_report import IndexReport
from ui.app.html import safe, speaker_of
from ui.app.library.html import transcript_link
from ui.app.tables import table
from ui.texts import reason_in, text
from ui.texts.numbers import number

_MOST_NAMES = 4
_MOST_ROWS = 500


@dataclass(frozen=True, slots=True)
class Outcome:
    """A file that was taken: `status` is added, updated or unchanged; with what is doubtful in it."""

    entry: TranscriptEntry
    status: str
    suspicions: tuple[Suspicion, ...]


def outcomes(
    snapshot: Snapshot, given: Sequence[Path], before: Mapping[str, str], found: IndexReport
) -> list[Outcome]:
    """The transcripts that stand in the files given, archives' members among them.

    `before` are the sha256 of the library's files before the run.
    """
    named = {str(path) for path in given}
    archives = tuple(f"{path}/" for path in named if path.lower().endswith(".zip"))
    labels = snapshot.labels()
    return [
        Outcome(entry, _status(entry, before), suspicious_labels(labels[entry.key]))
        for entry in snapshot.transcripts()
        if entry.file in named or entry.file.startswith(archives)
    ]


def _status(entry: TranscriptEntry, before: Mapping[str, str]) -> str:
    if entry.file not in before:
        return "added"
    return "unchanged" if before[entry.file] == entry.sha256 else "updated"


def report_html(found: IndexReport, taken: Sequence[Outcome], others: int, language: str) -> str:
    """The counts, then a table with a row for every file; `others` files were of kinds that aren't read."""
    counts = [
        ("library.n_added", found.added),
        ("library.n_updated", found.updated),
        ("library.n_unchanged", found.unchanged),
        ("library.n_skipped", len(found.skipped)),
    ]
    parts = [text(key, language, n=n) for key, n in counts if n or key == "library.n_added"]
    lines = [f"{', '.join(parts)}."]
    if found.interrupted:
        lines.append(text("library.stopped", language))
    if others:
        lines.append(text("library.other_kinds", language, n=others))
    rows = [*_skipped(found, language), *_taken(found, taken, language)]
    heads = [
        text(f"library.{key}", language) for key in ("file", "came_of_it", "read_as", "turns", "who", "day")
    ]
    told = table(heads, rows[:_MOST_ROWS], text("library.report", language)) if rows else ""
    return f"<p role='status'><strong>{safe(lines[0])}</strong> {safe(' '.join(lines[1:]))}</p>{told}"


def _skipped(found: IndexReport, language: str) -> list[list[str]]:
    rows = []
    for skip in found.skipped:
        line = f". {text('library.line', language, line=skip.line)}" if skip.line else ":"
        why = f"{text('library.skipped', language)}{line} {reason_in(skip.reason, language)}"
        rows.append(
            [
                safe(skip.path.name),
                f"<span class='or-no'>{safe(' '.join(why.split()))}</span>",
                "",
                "",
                "",
                "",
            ]
        )
    return rows


def _taken(found: IndexReport, taken: Sequence[Outcome], language: str) -> list[list[str]]:
    notes: dict[str, list[str]] = defaultdict(list)
    for note in found.notes:
        notes[str(note.path)].append(reason_in(note.note, language))
    rows = []
    for each in taken:
        entry = each.entry
        doubts = [
            text("library.doubtful", language, label=s.label, reason=reason_in(s.reason, language))
            for s in each.suspicions
        ]
        small = "".join(
            f"<br><span class='or-doubt'>{safe(line)}</span>" for line in [*notes[entry.file], *doubts]
        )
        status = text(f"library.{each.status}", language)
        captions = text("card.automatic_captions", language) if entry.captions else ""
        read_as = ", ".join(filter(None, [entry.format, captions]))
        rows.append(
            [
                safe(Path(entry.file).name),
                f"{safe(status)}: {transcript_link(entry)}{small}",
                safe(read_as),
                number(entry.turns, language),
                safe(names_of(entry.speakers, language)),
                safe(str(entry.date or text("library.no_date", language))),
            ]
        )
    return rows


def names_of(names: Sequence[str], language: str) -> str:
    """The first few names of a transcript's speakers."""
    shown = ", ".join(speaker_of(name, language) for name in names[:_MOST_NAMES])
    more = len(names) - _MOST_NAMES
    return text("library.and_more", language, names=shown, n=more) if more > 0 else shown
