"""Publishing: what is staged becomes what readers see, in one step."""

from __future__ import annotations

import datetime as dt
import sqlite3
from pathlib import Path

import numpy as np

from rag.editions import find_editions
from rag.library import database, derived, people, staging
from rag.library.library import INDEX_FOLDER, EncoderIdentity, published_keys
from rag.library.segments import OnWritten


def publish(
    folder: Path,
    connection: sqlite3.Connection,
    final: frozenset[int],
    encoder: EncoderIdentity,
    book: str | None = None,
    on_written: OnWritten = lambda done, total: None,
) -> None:
    """Make `final` (keys of transcripts) what readers see, in one step; needs the writer's lock.

    Published transcripts that aren't in `final` are removed, staged ones in it are published, other
    staged ones stay for a later run. `encoder` made the vectors of all of `final`. `book` is a new text of
    speakers.yaml; None keeps the one that was applied last. Which speakers are one person is resolved anew.
    `on_written` follows the writing of vectors.
    """
    index = folder / INDEX_FOLDER
    previous = database.get_meta(connection, "state")
    before = published_keys(connection)
    gone = before - final
    # One transaction: the indexes are built from the speakers as they are now resolved.
    with database.transaction(connection), staging.sweeping(connection, gone):
        renamed = people.resolve(connection, final, book)
        name = derived.build(index, connection, previous, final, encoder.dimensions, renamed, on_written)
        connection.executemany("DELETE FROM transcripts WHERE key = ?", [(key,) for key in gone])
        connection.executemany(
            "UPDATE transcripts SET published = 1 WHERE key = ?", [(key,) for key in final - before]
        )
        _link_editions(connection, final - before)
        connection.execute(
            "DELETE FROM speakers WHERE NOT EXISTS (SELECT 1 FROM turns WHERE speaker = speakers.key)"
        )
        database.set_meta(connection, "encoder", encoder.name)
        database.set_meta(connection, "dimensions", str(encoder.dimensions))
        database.set_meta(connection, "state", name)
    derived.sweep(index, name)


def _link_editions(connection: sqlite3.Connection, new: frozenset[int]) -> None:
    """Find the editions of the transcripts `new` (keys) among all that are published."""
    if not new:
        return
    rows = connection.execute(
        """SELECT c.key, c.date, s.hashes FROM sketches s JOIN transcripts c ON c.key = s.transcript
           WHERE c.published = 1 ORDER BY c.key"""
    ).fetchall()
    sketches = {key: np.frombuffer(hashes, "<u4") for key, _, hashes in rows}
    dates = {key: dt.date.fromisoformat(date) if date else None for key, date, _ in rows}
    for found in find_editions(sketches, dates, sorted(new)):
        pair = (found.transcript, found.other)
        for one, other in (pair, pair[::-1]):
            connection.execute(
                "INSERT OR REPLACE INTO editions VALUES (?, ?, ?)", (one, other, round(found.share, 4))
            )
