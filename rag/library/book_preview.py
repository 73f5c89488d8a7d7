"""What another speakers.yaml would change, worked out without changing anything."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from dataclasses import dataclass

from rag.library import people, who
from rag.speaker_book import BookRole, parse_book
from rag.speaker_resolution import resolve_library


@dataclass(frozen=True, slots=True)
class LabelChange:
    """A label whose speaker would be called `new` instead of `old`, in these transcripts (ids).

    A label without a known person is called as it is printed.
    """

    label: str
    old: str
    new: str
    turns: int
    transcripts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BookPreview:
    """All that a text would change; `nobody` are names of offices' holders whom the record doesn't have."""

    labels: tuple[LabelChange, ...]
    gained: tuple[BookRole, ...]
    lost: tuple[BookRole, ...]
    nobody: tuple[str, ...]

    @property
    def changes(self) -> bool:
        """Whether anything would."""
        return bool(self.labels or self.gained or self.lost)


def preview_book(connection: sqlite3.Connection, text: str) -> BookPreview:
    """What the published state would become with this text. Raises SpeakerBookError."""
    book = parse_book(text)
    published = frozenset(
        key for (key,) in connection.execute("SELECT key FROM transcripts WHERE published = 1")
    )
    sheets = people.sheets(connection, published)
    held = _held(connection)
    groups: dict[tuple[str, str, str], list[tuple[int, str]]] = defaultdict(list)
    names = set()
    rulings = resolve_library(sheets, book)
    for sheet in sheets:
        for label, turns in sheet.labels.items():
            ruling = rulings[sheet.key, label]
            new = ruling.name or ruling.label
            names |= {new} if ruling.name else set()
            old = held.get((sheet.key, label), label)
            if old != new:
                groups[label, old, new].append((turns, sheet.id))
    before = set(parse_book(who.applied_book(connection)).roles)
    after = set(book.roles)
    return BookPreview(
        tuple(
            LabelChange(*key, sum(turns for turns, _ in group), tuple(id_ for _, id_ in group))
            for key, group in groups.items()
        ),
        tuple(role for role in book.roles if role not in before),
        tuple(sorted(before - after, key=lambda role: (role.name, role.office))),
        tuple(sorted({role.name for role in after} - names)),
    )


def _held(connection: sqlite3.Connection) -> dict[tuple[int, str], str]:
    """What each label of each transcript (key) is taken for at present."""
    rows = connection.execute(
        "SELECT r.transcript, r.label, s.name FROM rulings r JOIN speakers s ON s.key = r.speaker"
    )
    return {(transcript, label): name for transcript, label, name in rows}
