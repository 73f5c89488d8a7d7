"""Who speaks in a library: persons with labels, offices and evidence, and the labels that name nobody yet."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections import defaultdict
from dataclasses import dataclass

from rag.library.database import get_meta
from rag.offices import Tenure
from rag.speakers import is_anonymous

BOOK = "speaker_book"
"""Where the text of speakers.yaml is kept that was applied last."""


@dataclass(frozen=True, slots=True)
class LabelUse:
    """A label as printed, in how many turns of which transcripts (ids, in order of date)."""

    label: str
    turns: int
    transcripts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameEvidence:
    """Why labels were taken for a person: a rule, in how many transcripts it is, and the first place.

    `words` is `[start:end]` of the text of turn `turn` of the transcript `transcript` (an id), or of its
    title where `turn` is None; all are None where a label, or speakers.yaml, says it.
    """

    rule: str
    transcripts: int
    transcript: str | None
    turn: int | None
    start: int | None
    end: int | None
    words: str | None


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """A person of the library; the commonest label first, offices by their first day."""

    key: int
    name: str
    turns: int
    transcripts: int
    labels: tuple[LabelUse, ...]
    offices: tuple[Tenure, ...]
    evidence: tuple[NameEvidence, ...]


@dataclass(frozen=True, slots=True)
class UnresolvedLabel:
    """A label that names somebody whose full name isn't known; each of its transcripts may mean another."""

    use: LabelUse
    why: str


@dataclass(frozen=True, slots=True)
class SpeakerList:
    """Everybody who speaks: persons, labels without a known person, and labels that name a part."""

    persons: tuple[PersonEntry, ...]
    unresolved: tuple[UnresolvedLabel, ...]
    anonymous: tuple[LabelUse, ...]


_Ruling = tuple[int, str, str, str, int, str, int | None, int | None, int | None, int | None, str, int]


def applied_book(connection: sqlite3.Connection) -> str:
    """The text of speakers.yaml that the published state was resolved with; "" if none."""
    return get_meta(connection, BOOK) or ""


def tenures(connection: sqlite3.Connection) -> list[Tenure]:
    """Everybody who is known to have held an office, by name and first day."""
    rows = connection.execute(
        """SELECT o.speaker, s.name, o.office, o.first, o.last, o.book FROM offices o
           JOIN speakers s ON s.key = o.speaker ORDER BY s.name, o.first, o.office"""
    )
    return [
        Tenure(speaker, name, office, _day(first), _day(last), bool(book))
        for speaker, name, office, first, last, book in rows
    ]


def list_speakers(connection: sqlite3.Connection) -> SpeakerList:
    """Read everybody, those with most turns first."""
    rows: list[_Ruling] = connection.execute(
        """SELECT r.speaker, s.name, r.label, c.id, r.turns, r.rule, r.source, r.turn, r.start, r."end",
                  r.why, s.transcript
           FROM rulings r JOIN speakers s ON s.key = r.speaker JOIN transcripts c ON c.key = r.transcript
           ORDER BY c.date IS NULL, c.date, c.id, r.label"""
    ).fetchall()
    offices: dict[int, list[Tenure]] = defaultdict(list)
    for tenure in tenures(connection):
        offices[tenure.speaker].append(tenure)
    of_person: dict[int, list[_Ruling]] = defaultdict(list)
    of_label: dict[tuple[str, str], list[_Ruling]] = defaultdict(list)
    for row in rows:
        if row[11] == 0:
            of_person[row[0]].append(row)
        else:
            of_label[row[2], row[10]].append(row)
    persons = [_person(connection, key, group, offices[key]) for key, group in of_person.items()]
    uses = [(why, _use(label, group)) for (label, why), group in of_label.items()]
    return SpeakerList(
        tuple(sorted(persons, key=lambda person: (-person.turns, person.name))),
        tuple(
            UnresolvedLabel(use, why)
            for why, use in sorted(uses, key=lambda each: (-each[1].turns, each[1].label))
            if not is_anonymous(use.label) and why
        ),
        tuple(
            use
            for why, use in sorted(uses, key=lambda each: (-each[1].turns, each[1].label))
            if is_anonymous(use.label) or not why
        ),
    )


def _person(
    connection: sqlite3.Connection, key: int, rows: list[_Ruling], offices: list[Tenure]
) -> PersonEntry:
    by_label: dict[str, list[_Ruling]] = defaultdict(list)
    by_rule: dict[str, list[_Ruling]] = defaultdict(list)
    for row in rows:
        by_label[row[2]].append(row)
        by_rule[row[5]].append(row)
    labels = sorted((_use(label, group) for label, group in by_label.items()), key=lambda use: -use.turns)
    return PersonEntry(
        key,
        rows[0][1],
        sum(row[4] for row in rows),
        len({row[3] for row in rows}),
        tuple(labels),
        tuple(offices),
        tuple(_evidence(connection, rule, group) for rule, group in by_rule.items()),
    )


def _use(label: str, rows: list[_Ruling]) -> LabelUse:
    return LabelUse(label, sum(row[4] for row in rows), tuple(dict.fromkeys(row[3] for row in rows)))


def _evidence(connection: sqlite3.Connection, rule: str, rows: list[_Ruling]) -> NameEvidence:
    """The earliest place that a rule rests on."""
    transcripts = len({row[3] for row in rows})
    source, turn, start, end = rows[0][6:10]
    if source is None or start is None:
        return NameEvidence(rule, transcripts, None, None, None, None, None)
    id_, title = connection.execute("SELECT id, title FROM transcripts WHERE key = ?", (source,)).fetchone()
    text = title
    if turn is not None:
        (text,) = connection.execute(
            "SELECT text FROM turns WHERE transcript = ? AND turn = ?", (source, turn)
        ).fetchone()
    return NameEvidence(rule, transcripts, id_, turn, start, end, text[start:end])


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
