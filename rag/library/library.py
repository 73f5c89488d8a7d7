"""The library as its readers see it: published states, each one whole."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rag.errors import EncoderMismatchError, LibraryBusyError, LibraryError
from rag.library import database, derived, lock
from rag.library.catalogue import Catalogue, read_catalogue
from rag.library.derived import Derived
from rag.library.snapshot import Snapshot

if TYPE_CHECKING:
    from embeddings import Encoder

INDEX_FOLDER = "index"


@dataclass(frozen=True, slots=True)
class EncoderIdentity:
    """Which encoder made a library's vectors, and how long they are."""

    name: str
    dimensions: int


class Library:
    """One folder of transcripts, safe to share between threads; the indexing run writes, all others read.

    Opening it creates the folder if need be. `notices` tells what had to be mended on the way.
    """

    read_only = False
    """Whether indexing, removing and editing through this object are refused."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.notices: list[str] = []
        self._opened: tuple[Derived, Catalogue] | None = None
        self._opening = threading.Lock()
        with database.told(folder):
            folder.mkdir(parents=True, exist_ok=True)
            database.create(folder)
        database.connect(folder).close()

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """One published state, unchanged for as long as the `with` block lasts, whatever a writer does."""
        while True:
            connection = database.connect(self.folder)
            try:
                connection.execute("BEGIN")
                name = database.get_meta(connection, "state")
                if name is None:
                    yield Snapshot(connection, None, Catalogue({}, ()))
                    return
                opened = self._open_state(name, connection)
                if opened is None:
                    continue  # superseded or mended while we looked: read the newer state
                with database.told(self.folder):
                    yield Snapshot(connection, *opened)
                return
            finally:
                connection.close()

    def encoder_name(self) -> str | None:
        """The encoder that made the library's vectors; None while it is empty."""
        with contextlib.closing(database.connect(self.folder)) as connection:
            return database.get_meta(connection, "encoder") if published_keys(connection) else None

    def require_encoder(self, encoder: Encoder) -> None:
        """Raise EncoderMismatchError where the library's vectors come from another encoder."""
        built_with = self.encoder_name()
        if built_with not in (None, encoder.name):
            raise EncoderMismatchError(self.folder, str(built_with), encoder.name)

    def find_damage(self) -> str | None:
        """What is wrong with the library's files, every byte read; None if nothing is."""
        with contextlib.closing(database.connect(self.folder)) as connection:
            problem = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
            name = database.get_meta(connection, "state")
        if problem != "ok":
            return f"{database.FILE_NAME}: {problem}"
        if name is None:
            return None
        found = derived.find_damage(self.folder / INDEX_FOLDER / name, thorough=True)
        return f"{INDEX_FOLDER}/{name}: {found}; mend it with: onrecord index --rebuild" if found else None

    def _open_state(self, name: str, connection: sqlite3.Connection) -> tuple[Derived, Catalogue] | None:
        """Indexes and catalogue of the state called `name`; None where SQLite names another by now."""
        with self._opening:
            if self._opened is not None and self._opened[0].name == name:
                return self._opened
            try:
                indexes = derived.load(self.folder / INDEX_FOLDER, name)
            except (ValueError, OSError, RuntimeError) as error:
                self._mend(name, error)
                return None
            self._opened = indexes, read_catalogue(connection)
            return self._opened

    def _mend(self, name: str, problem: Exception) -> None:
        """Rebuild the state's indexes from SQLite, unless a writer has published another one meanwhile."""
        try:
            with lock.writing(self.folder, wait=5.0), database.told(self.folder):
                self._rebuild(name, problem)
        except LibraryBusyError:
            with contextlib.closing(database.connect(self.folder)) as connection:
                if database.get_meta(connection, "state") == name:
                    raise LibraryError(
                        self.folder,
                        f"The search indexes of {self.folder} are damaged ({problem}), and another "
                        f"process is writing to it. Wait for it to end; nothing is lost.",
                    ) from None

    def _rebuild(self, name: str, problem: Exception) -> None:
        from rag.library.publishing import publish  # all that writing needs, for what hardly ever happens

        with contextlib.closing(database.connect(self.folder, write=True)) as connection:
            if database.get_meta(connection, "state") != name:
                return
            publish(self.folder, connection, published_keys(connection), built_with(connection))
        self.notices.append(
            f"The search indexes were damaged ({problem}) and have been rebuilt from {database.FILE_NAME}; "
            f"nothing was lost."
        )


class ReadOnlyLibrary(Library):
    """The same library, with the same opened indexes, for those who may only read it.

    Indexing, removing and resolving speakers through it raise LibraryReadOnlyError.
    """

    read_only = True

    def __init__(self, library: Library) -> None:
        self.folder, self.notices = library.folder, library.notices
        self._library = library

    def _open_state(self, name: str, connection: sqlite3.Connection) -> tuple[Derived, Catalogue] | None:
        return self._library._open_state(name, connection)


def published_keys(connection: sqlite3.Connection) -> frozenset[int]:
    """Keys of the transcripts that readers see."""
    return frozenset(key for (key,) in connection.execute("SELECT key FROM transcripts WHERE published = 1"))


def built_with(connection: sqlite3.Connection) -> EncoderIdentity:
    """The encoder that made the vectors of what is published."""
    return EncoderIdentity(
        str(database.get_meta(connection, "encoder")), int(database.get_meta(connection, "dimensions") or 0)
    )
