"""The indexing run: find files, read what changed, encode what is new, publish it in one step."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from embeddings import Encoder
from rag.counts import counted
from rag.errors import LibraryReadOnlyError, OnRecordError, TranscriptError
from rag.languages import UNDETERMINED
from rag.library import database, lock, staging, who
from rag.library.encoding import Encoding
from rag.library.library import EncoderIdentity, Library, built_with, published_keys
from rag.library.publishing import publish
from rag.library.staging import Source
from rag.readers import NO_HINTS, SUFFIXES, Hints, files, load_transcript, reading
from rag.run_report import IndexReport, Note, OnProgress, Phase, Skip
from rag.speaker_book import read_book
from rag.transcript import Aside, Transcript


@dataclass(slots=True)
class _Run:
    """The state of one run; `known` maps the paths of published transcripts to (key, sha256, read_as)."""

    connection: sqlite3.Connection
    encoder: Encoder
    on_progress: OnProgress
    known: dict[str, tuple[int, str, str]]
    hints: Hints = NO_HINTS
    notes: list[Note] = field(default_factory=list)
    skipped: list[Skip] = field(default_factory=list)
    unchanged: set[str] = field(default_factory=set)
    staged: set[str] = field(default_factory=set)
    vanished: set[str] = field(default_factory=set)
    book: str | None = None
    interrupted: bool = False

    def on_encoded(self, done: int, total: int) -> None:
        """Follow the encoding of texts."""
        self.on_progress(Phase.ENCODING, done, total)

    def on_published(self, done: int, total: int) -> None:
        """Follow the vectors that publishing writes; the last step is the publishing itself."""
        self.on_progress(Phase.PUBLISHING, done, total + 1)


def index_paths(
    library: Library,
    paths: Sequence[Path],
    encoder: Encoder,
    on_progress: OnProgress = lambda phase, done, total: None,
    hints: Hints = NO_HINTS,
) -> IndexReport:
    """Bring the library up to date with these files and folders (walked recursively).

    A ZIP archive is walked like a folder. `hints` hold for every file; without any, a file is read as its
    hints said the last time. A file that can't be read is named in the report and costs nothing else. A
    transcript whose file has gone from a walked folder is removed. Ctrl-C publishes what is done and leaves
    the rest for the next run, which goes on from there; the report then says `interrupted`.
    Raises LibraryBusyError, EncoderMismatchError, LibraryError.
    """
    began = time.monotonic()
    library.require_encoder(encoder)
    with _writing(library) as connection:
        staging.clear_other_encoder(connection, encoder.name)
        run = _Run(connection, encoder, on_progress, _known(connection), hints)
        run.book = _changed_book(library, connection)
        try:
            with Encoding(connection, encoder) as encoding:
                _read_files(run, list(_walk(paths, run)), encoding)
                run.vanished |= _vanished(paths, run)
                encoding.finish(run.on_encoded)
        except KeyboardInterrupt:
            run.interrupted = True
        return _publish(library, run, began)


def rebuild(
    library: Library, encoder: Encoder, on_progress: OnProgress = lambda phase, done, total: None
) -> IndexReport:
    """Make all passages and vectors anew from the stored turns, with this encoder; needs no source file.

    Readers see the old state until the new one is whole; interrupted, it leaves the old one.
    """
    began = time.monotonic()
    with _writing(library) as connection:
        staging.clear_other_encoder(connection, encoder.name)
        run = _Run(connection, encoder, on_progress, _known(connection))
        run.book = _changed_book(library, connection)
        stored = list(_stored_transcripts(library))
        with Encoding(connection, encoder) as encoding:
            for done, (source, transcript) in enumerate(stored):
                on_progress(Phase.READING, done, len(stored))
                run.staged.add(str(source.path))
                if not staging.is_staged(connection, source):
                    staging.stage(connection, source, transcript, encoder)
                    encoding.advance()
            encoding.finish(run.on_encoded)
        return _publish(library, run, began)


def remove(library: Library, *ids: str) -> None:
    """Take transcripts out, all or none; their files stay where they are. OnRecordError if one is missing."""
    with _writing(library) as connection:
        rows = connection.execute("SELECT id, key FROM transcripts WHERE published = 1")
        keys: dict[str, int] = dict(rows.fetchall())
        for each in ids:
            if each not in keys:
                raise OnRecordError(
                    f"The library {library.folder} has no transcript {each!r}. "
                    f"See the ids with: onrecord list"
                )
        final = published_keys(connection) - {keys[each] for each in ids}
        publish(library.folder, connection, final, built_with(connection))


def apply_book(library: Library) -> bool:
    """Resolve all speakers anew by the library's speakers.yaml; False where it has been applied already.

    Needs no encoder: vectors stay as they are. Raises SpeakerBookError where the file can't be followed.
    """
    with _writing(library) as connection:
        book = _changed_book(library, connection)
        keys = published_keys(connection)
        if book is None or not keys:
            return False
        publish(library.folder, connection, keys, built_with(connection), book)
        return True


def resolve_speakers(library: Library) -> IndexReport:
    """`apply_book` as an indexing run that reads no file."""
    began = time.monotonic()
    apply_book(library)
    return _report(library, began)


def _changed_book(library: Library, connection: sqlite3.Connection) -> str | None:
    """The text of the library's speakers.yaml, None where it is the one that was applied last."""
    text = read_book(library.folder)
    return None if text == who.applied_book(connection) else text


@contextlib.contextmanager
def _writing(library: Library) -> Iterator[sqlite3.Connection]:
    if library.read_only:
        raise LibraryReadOnlyError(library.folder)
    with (
        lock.writing(library.folder),
        database.told(library.folder),
        contextlib.closing(database.connect(library.folder, write=True)) as connection,
    ):
        yield connection


def _known(connection: sqlite3.Connection) -> dict[str, tuple[int, str, str]]:
    rows = connection.execute("SELECT path, key, sha256, read_as FROM transcripts WHERE published = 1")
    return {path: (key, sha256, read_as) for path, key, sha256, read_as in rows}


def _walk(paths: Iterable[Path], run: _Run) -> Iterator[Path]:
    """The files to read, each once, in a stable order; hidden ones in folders are passed over."""
    seen: set[Path] = set()
    for path in paths:
        given = path.expanduser()
        if not given.exists():
            run.skipped.append(Skip(given, None, "no such file or folder; check the spelling"))
            continue
        root = given.resolve()
        for file in _files_below(root) if root.is_dir() else [root]:
            for found in _members(file, run) if file.suffix.lower() == ".zip" else [file]:
                if found not in seen:
                    seen.add(found)
                    yield found


def _members(archive: Path, run: _Run) -> tuple[Path, ...]:
    """The files of an archive; what is refused in it is named."""
    try:
        found = files.members(archive, SUFFIXES)
    except TranscriptError as error:
        run.skipped.append(Skip(error.path, error.line, error.reason))
        return ()
    run.skipped += [Skip(error.path, error.line, error.reason) for error in found.refused]
    return found.paths


def _files_below(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in SUFFIXES
        and path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )


def _read_files(run: _Run, paths: Sequence[Path], encoding: Encoding) -> None:
    """Stage what is new; it is encoded beside that."""
    owners = {sha256: path for path, (_, sha256, _) in run.known.items()}
    for done, path in enumerate(paths):
        run.on_progress(Phase.READING, done, len(paths))
        try:
            _read_file(run, path, owners)
            encoding.advance()
        except TranscriptError as error:
            run.skipped.append(Skip(path, error.line, error.reason))
        except OSError as error:
            run.skipped.append(Skip(path, None, f"can't be read: {error.strerror or error}"))
    run.on_progress(Phase.READING, len(paths), len(paths))


def _read_file(run: _Run, path: Path, owners: dict[str, str]) -> None:
    known = run.known.get(str(path), (0, "", ""))
    hints = run.hints if run.hints != NO_HINTS else reading.hints_from(known[2])
    source = Source(path, files.digest(path), reading.read_as(path, hints))
    if known[1:] == (source.sha256, source.read_as):
        run.unchanged.add(str(path))
        staging.forget(run.connection, [path])
        return
    owner = owners.get(source.sha256, str(path))
    if owner != str(path) and owner not in run.vanished:
        if files.exists(Path(owner)):
            run.skipped.append(Skip(path, None, f"the same content as {owner}, which is in the library"))
            return
        run.vanished.add(owner)  # the file has moved
    if not staging.is_staged(run.connection, source):
        transcript = load_transcript(path, hints)
        run.notes += [Note(path, note) for note in transcript.notes]
        staging.stage(run.connection, source, transcript, run.encoder)
    run.staged.add(str(path))
    # Only now, since another file of the same content may be read where this one is refused.
    owners[source.sha256] = str(path)


def _vanished(paths: Iterable[Path], run: _Run) -> set[str]:
    """Published paths below the walked folders whose files have gone.

    A folder in which nothing at all is left looks more like a drive that isn't mounted than like a
    wish to remove every transcript; such a folder is left alone and named.
    """
    gone: set[str] = set()
    given = [path.expanduser() for path in paths]
    walked = [path.resolve() for path in given if path.is_dir() or path.suffix.lower() == ".zip"]
    for folder in walked:
        below = {known for known in run.known if Path(known).is_relative_to(folder)}
        missing = {known for known in below if not files.exists(Path(known))}
        if missing and missing == below and not any(Path(p).is_relative_to(folder) for p in run.staged):
            held = counted(len(below), "transcript")
            reason = f"all of its files are gone ({held}); the library keeps them (see: onrecord remove)"
            run.skipped.append(Skip(folder, None, reason))
        else:
            gone |= missing
    return gone


def _publish(library: Library, run: _Run, began: float) -> IndexReport:
    done = {path: key for path, key in staging.complete(run.connection).items() if path in run.staged}
    replaced = {run.known[path][0] for path in done if path in run.known}
    vanished = {run.known[path][0] for path in run.vanished - run.unchanged}
    final = (published_keys(run.connection) - replaced - vanished) | set(done.values())
    if done or vanished or (run.book is not None and final):
        run.on_progress(Phase.PUBLISHING, 0, 1)
        identity = EncoderIdentity(run.encoder.name, run.encoder.dimensions)
        publish(library.folder, run.connection, frozenset(final), identity, run.book, run.on_published)
        run.on_progress(Phase.PUBLISHING, 1, 1)
    _note_skips(run)
    updated = sum(path in run.known for path in done)
    return _report(
        library,
        began,
        added=len(done) - updated,
        updated=updated,
        unchanged=len(run.unchanged),
        removed=len(vanished),
        skipped=tuple(run.skipped),
        interrupted=run.interrupted,
        notes=tuple(run.notes),
    )


def _report(
    library: Library,
    began: float,
    *,
    added: int = 0,
    updated: int = 0,
    unchanged: int = 0,
    removed: int = 0,
    skipped: tuple[Skip, ...] = (),
    interrupted: bool = False,
    notes: tuple[Note, ...] = (),
) -> IndexReport:
    """What a run that began at `began` (monotonic seconds) did, and the whole library's numbers."""
    with library.snapshot() as snapshot:
        entries = snapshot.transcripts()
    return IndexReport(
        added=added,
        updated=updated,
        unchanged=unchanged,
        removed=removed,
        skipped=skipped,
        transcripts=len(entries),
        turns=sum(entry.turns for entry in entries),
        passages=sum(entry.passages for entry in entries),
        seconds=time.monotonic() - began,
        interrupted=interrupted,
        notes=notes,
    )


def _note_skips(run: _Run) -> None:
    with database.transaction(run.connection):
        settled = [(path,) for path in (*run.unchanged, *run.staged, *run.vanished)]
        run.connection.executemany("DELETE FROM skipped WHERE path = ?", settled)
        run.connection.executemany(
            "INSERT OR REPLACE INTO skipped VALUES (?, ?, ?)",
            [(str(skip.path), skip.line, skip.reason) for skip in run.skipped],
        )


def _stored_transcripts(library: Library) -> Iterator[tuple[Source, Transcript]]:
    with library.snapshot() as snapshot:
        for entry, asides in snapshot.sources():
            yield (
                Source(Path(entry.file), entry.sha256, entry.read_as),
                Transcript(
                    id=entry.id,
                    title=entry.title,
                    date=entry.date,
                    format=entry.format,
                    turns=tuple(stored.turn for stored in snapshot.turns(entry.key)),
                    url=entry.url,
                    place=entry.place,
                    begins=entry.begins,
                    ends=entry.ends,
                    asides=tuple(Aside(line, text) for line, text in asides),
                    captions=entry.captions,
                    unit=entry.unit,
                    language=None if entry.language == UNDETERMINED else entry.language,
                ),
            )
