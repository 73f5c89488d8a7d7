"""Who is who in a library: what transcripts say of it, resolved anew whenever a state is published."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from rag.dialogue import find_exchanges
from rag.exchanges import Place
from rag.library import who
from rag.library.database import set_meta
from rag.namings import Kind, Naming, find_namings, names_of_speakers
from rag.speaker_book import SpeakerBook, parse_book
from rag.speaker_evidence import Sheet
from rag.speaker_offices import HeldOffice, held_offices
from rag.speaker_resolution import Ruling, Rulings, resolve_library
from rag.transcript import Transcript


def stage(connection: sqlite3.Connection, key: int, transcript: Transcript, places: Sequence[Place]) -> None:
    """Write down where a transcript names people, and its exchanges; `places` are its turns' roles."""
    namings = find_namings(transcript.title, transcript.turns)
    connection.executemany(
        "INSERT INTO namings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(key, n.kind.value, n.name, n.address, n.office, n.turn, n.start, n.end, n.speaks) for n in namings],
    )
    exchanges = find_exchanges(transcript.turns, places, names_of_speakers(transcript.turns, namings))
    connection.executemany(
        "INSERT INTO questions VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (key, turn, number, *((q.name, q.turn, q.start, q.end) if q else (None,) * 4))
            for number, exchange in enumerate(exchanges)
            for turn, q in zip(exchange.questions, exchange.questioners, strict=True)
        ],
    )


def label_keys(connection: sqlite3.Connection, transcript: int, labels: Sequence[str]) -> dict[str, int]:
    """Keys of a transcript's labels, each a speaker of its own until the state is published."""
    distinct = list(dict.fromkeys(labels))
    return dict(
        zip(distinct, _keys(connection, [(label, transcript, label) for label in distinct]), strict=True)
    )


def resolve(connection: sqlite3.Connection, final: frozenset[int], book: str | None) -> frozenset[int]:
    """Work out who speaks in the transcripts `final`; the keys of those in which somebody's name changed.

    Runs inside the publishing transaction. `book` is a new text of speakers.yaml, None keeps the old one.
    """
    if book is not None:
        set_meta(connection, who.BOOK, book)
    parsed = parse_book(who.applied_book(connection))
    labels = _labels(connection)
    found = _sheets(connection, final, labels)
    rulings = resolve_library(found, parsed)
    keys, renamed = _speakers(connection, rulings)
    held = {(transcript, label): speaker for transcript, label, _, speaker in labels}
    changed = renamed | _reassign(connection, rulings, keys, held)
    _write_rulings(connection, found, rulings, keys)
    _write_offices(connection, held_offices(found, rulings), parsed, keys)
    fresh = {key for (key,) in connection.execute("SELECT key FROM transcripts WHERE published = 0")}
    _list_speakers(connection, (changed | fresh) & final)
    return frozenset(changed & final)


def sheets(connection: sqlite3.Connection, final: frozenset[int]) -> list[Sheet]:
    """What resolving speakers needs of the transcripts `final` (keys), oldest first."""
    return _sheets(connection, final, _labels(connection))


def _sheets(
    connection: sqlite3.Connection, final: frozenset[int], counted: Iterable[tuple[int, str, int, int]]
) -> list[Sheet]:
    labels: dict[int, dict[str, int]] = defaultdict(dict)
    for transcript, label, turns, _ in counted:
        labels[transcript][label] = turns
    namings: dict[int, list[Naming]] = defaultdict(list)
    for transcript, kind, *rest in connection.execute("SELECT * FROM namings ORDER BY rowid"):
        namings[transcript].append(Naming(Kind(kind), *rest))
    return [
        Sheet(key, id_, _day(date), _host(url), labels[key], tuple(namings[key]))
        for key, id_, date, url in connection.execute(
            "SELECT key, id, date, url FROM transcripts ORDER BY date IS NULL, date, id"
        )
        if key in final
    ]


def _labels(connection: sqlite3.Connection) -> list[tuple[int, str, int, int]]:
    """Every transcript's labels with their turns and speakers; only what is new is counted.

    The CROSS JOIN keeps SQLite from reading every turn: it looks for transcripts without rulings first.
    """
    return connection.execute(
        """SELECT transcript, label, turns, speaker FROM rulings
           UNION ALL
           SELECT t.transcript, t.label, count(*), t.speaker FROM transcripts c
           CROSS JOIN turns t ON t.transcript = c.key
           WHERE NOT EXISTS (SELECT 1 FROM rulings r WHERE r.transcript = c.key)
           GROUP BY t.transcript, t.label, t.speaker ORDER BY 1, 2"""
    ).fetchall()


def _host(url: str | None) -> str:
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:
        return ""


def _identity(transcript: int, ruling: Ruling) -> tuple[str, int]:
    return (ruling.label, transcript) if ruling.name is None else (ruling.identity, 0)


def _speakers(
    connection: sqlite3.Connection, rulings: Rulings
) -> tuple[dict[tuple[str, int], int], set[int]]:
    """Keys by identity, and the transcripts of persons whose name is now printed otherwise."""
    names = {
        _identity(transcript, ruling): ruling.name or ruling.label
        for (transcript, _), ruling in rulings.items()
    }
    keys = _keys(connection, [(*identity, name) for identity, name in names.items()])
    found = dict(zip(names, keys, strict=True))
    renamed: set[int] = set()
    for identity, name in names.items():
        if connection.execute(
            "UPDATE speakers SET name = ?1 WHERE key = ?2 AND name != ?1", (name, found[identity])
        ).rowcount:
            rows = connection.execute(
                "SELECT DISTINCT transcript FROM turns WHERE speaker = ?", (found[identity],)
            )
            renamed |= {key for (key,) in rows}
    return found, renamed


def _keys(connection: sqlite3.Connection, speakers: Iterable[tuple[str, int, str]]) -> list[int]:
    keys = []
    for identity, transcript, name in speakers:
        connection.execute(
            "INSERT OR IGNORE INTO speakers (identity, transcript, name) VALUES (?, ?, ?)",
            (identity, transcript, name),
        )
        (key,) = connection.execute(
            "SELECT key FROM speakers WHERE identity = ? AND transcript = ?", (identity, transcript)
        ).fetchone()
        keys.append(int(key))
    return keys


def _reassign(
    connection: sqlite3.Connection,
    rulings: Rulings,
    keys: dict[tuple[str, int], int],
    held: dict[tuple[int, str], int],
) -> set[int]:
    """Give turns to the speakers that their labels name; the transcripts in which some went to another.

    `held` are the speakers that transcripts' labels have had so far.
    """
    changed = set()
    for (transcript, label), ruling in rulings.items():
        speaker = keys[_identity(transcript, ruling)]
        if held[transcript, label] != speaker:
            changed.add(transcript)
            connection.execute(
                "UPDATE turns SET speaker = ? WHERE transcript = ? AND label = ?",
                (speaker, transcript, label),
            )
    return changed


def _write_rulings(
    connection: sqlite3.Connection,
    sheets: Sequence[Sheet],
    rulings: Rulings,
    keys: dict[tuple[str, int], int],
) -> None:
    turns = {sheet.key: sheet.labels for sheet in sheets}
    connection.execute("DELETE FROM rulings")
    connection.executemany(
        "INSERT INTO rulings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                transcript,
                label,
                keys[_identity(transcript, ruling)],
                turns[transcript][label],
                ruling.rule.value,
                ruling.source,
                *((n.turn, n.start, n.end) if (n := ruling.naming) else (None, None, None)),
                ruling.why,
            )
            for (transcript, label), ruling in rulings.items()
        ],
    )


def _write_offices(
    connection: sqlite3.Connection,
    held: Iterable[HeldOffice],
    book: SpeakerBook,
    keys: dict[tuple[str, int], int],
) -> None:
    connection.execute("DELETE FROM offices")
    rows = [(keys[each.identity, 0], each.office, each.first, each.last, 0) for each in held]
    for role in book.roles:
        rows += [(key, role.office, role.first, role.last, 1) for key in _named(connection, role.name)]
    connection.executemany(
        "INSERT INTO offices VALUES (?, ?, ?, ?, ?)",
        [
            (key, office, first and first.isoformat(), last and last.isoformat(), written)
            for key, office, first, last, written in rows
        ],
    )


def _named(connection: sqlite3.Connection, name: str) -> list[int]:
    rows = connection.execute("SELECT key FROM speakers WHERE transcript = 0 AND name = ?", (name,))
    return [key for (key,) in rows]


def _list_speakers(connection: sqlite3.Connection, transcripts: Iterable[int]) -> None:
    """Write each transcript's list of its speakers, in the order of their first turns."""
    for transcript in transcripts:
        names = connection.execute(
            """SELECT s.name FROM turns t JOIN speakers s ON s.key = t.speaker
               WHERE t.transcript = ? AND s.name != '' GROUP BY s.name ORDER BY min(t.turn)""",
            (transcript,),
        )
        listed = json.dumps([name for (name,) in names], ensure_ascii=False)
        connection.execute("UPDATE transcripts SET speakers = ? WHERE key = ?", (listed, transcript))


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
