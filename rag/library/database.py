"""The SQLite file: opening it, its format number, and errors said in the user's terms."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from rag.errors import LibraryDamagedError, LibraryError, LibraryFormatError

FORMAT = 2
"""Number of the schema; a library with another number is refused, never guessed at."""

FILE_NAME = "library.sqlite"


def create(folder: Path) -> None:
    """Make an empty library in `folder`, which must exist; does nothing where one stands already."""
    path = folder / FILE_NAME
    if path.exists() and path.stat().st_size:
        return
    schema = resources.files("rag.library").joinpath("schema.sql").read_text(encoding="utf-8")
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        script = f"BEGIN IMMEDIATE;\n{schema}\nINSERT INTO meta VALUES ('format', '{FORMAT}');\nCOMMIT;"
        # A second process may have created it between our look and our BEGIN.
        with contextlib.suppress(sqlite3.OperationalError):
            connection.executescript(script)


def connect(folder: Path, *, write: bool = False) -> sqlite3.Connection:
    """Open the library's SQLite file in autocommit mode; readers can't write.

    Raises LibraryDamagedError where it is no SQLite file and LibraryFormatError where its format is
    another version's.
    """
    path = folder / FILE_NAME
    connection = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
    try:
        with told(folder):
            connection.execute("PRAGMA foreign_keys = ON")
            if write:
                # FULL: a published run must survive a power cut.
                connection.execute("PRAGMA synchronous = FULL")
                _add_missing(connection)
            else:
                _stand_in(connection)
                connection.execute("PRAGMA query_only = ON")
            found = get_meta(connection, "format")
        if found is None or int(found) != FORMAT:
            raise LibraryFormatError(folder, int(found or 0), FORMAT)
    except BaseException:
        connection.close()
        raise
    return connection


def _add_missing(connection: sqlite3.Connection) -> None:
    """Tables that libraries of the same format lack where an earlier version made them."""
    schema = resources.files("rag.library").joinpath("schema.sql").read_text(encoding="utf-8")
    if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'transcripts'").fetchone():
        connection.executescript(schema[schema.index("CREATE TABLE IF NOT EXISTS languages") :])


def _stand_in(connection: sqlite3.Connection) -> None:
    """What readers join and an earlier version's library lacks, for this connection alone, and empty."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'sentences'").fetchone():
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("CREATE TEMP TABLE sentences (transcript, turn, starts)")


def get_meta(connection: sqlite3.Connection, key: str) -> str | None:
    """The value kept under `key`, None where there is none."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return None if row is None else str(row[0])


def set_meta(connection: sqlite3.Connection, key: str, value: str) -> None:
    """Keep `value` under `key`."""
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing of what is written inside."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        # SQLite rolls back by itself after some failures, a full disk among them.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


@contextlib.contextmanager
def told(folder: Path) -> Iterator[None]:
    """Say SQLite's and the file system's failures in the user's terms."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise LibraryError(folder, _say(folder, str(error))) from error
    except sqlite3.DatabaseError as error:
        raise LibraryDamagedError(
            folder,
            f"{folder / FILE_NAME} is damaged ({error}). Restore it from a backup, or move the folder away "
            f"and index the transcripts again.",
        ) from error
    except BrokenPipeError:  # whoever reads what is printed within has gone: not the library's failure
        raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise LibraryError(
            folder,
            f"{folder} could not be written: {reason}. The library is as it was before; mend that and "
            f"run the command again, which goes on where this one stopped.",
        ) from error


def _say(folder: Path, message: str) -> str:
    if "full" in message or "I/O" in message:
        return (
            f"{folder} could not be written: {message}. The library is as it was before; free some disk "
            f"space and run the command again, which goes on where this one stopped."
        )
    if "no such table" in message:
        return f"{folder / FILE_NAME} is not a library of On Record. Choose another folder with --library."
    if "unable to open" in message:
        return f"{folder / FILE_NAME} can't be opened: {message}. Check the folder's permissions."
    if "locked" in message:
        return f"{folder / FILE_NAME} is locked by another program. Close it, then try again."
    return f"{folder / FILE_NAME}: {message}."
