"""The derived indexes of one published state: a folder that is whole or is not there.

A folder `index/<name>` holds the lexical and the forward index, the vectors in segments, the row arrays and
a manifest of every file's size and sha256. It is made under a temporary name and renamed when it is whole;
SQLite then names it. A state that SQLite doesn't name is rubbish from a killed run and is swept by the next.
What the state before it has already is taken from there: large files are linked, never written again.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
import secrets
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from embeddings import Vectors
from rag.analysis import analysed_as
from rag.corrections import spans_within
from rag.exchanges import is_questioner
from rag.languages import UNDETERMINED
from rag.library import beside, database, forward, lexical, segments
from rag.library.forward import ForwardIndex
from rag.library.lexical import LexicalIndex, PassageEntry, TurnEntry
from rag.library.readahead import read_ahead
from rag.library.rows import UNDATED, Rows
from rag.library.segments import OnWritten, SegmentedVectors
from rag.transcript import Span
from rag.words import other_words, readings

_MANIFEST, _ROWS, _TRANSCRIPTS = "manifest.json", "rows.npz", "transcripts.json"
_TEMPORARY = "making-"
_PARTED = "|"  # no word folds to this


class Derived:
    """The opened indexes of one published state; immutable, shared by all readers."""

    def __init__(self, name: str, place: Path) -> None:
        self.name = name
        self.place = place
        self.rows = Rows.load(place / _ROWS)
        self.lexical = LexicalIndex(place / "lexical")
        self.forward = ForwardIndex.load(place)

    @cached_property
    def vectors(self) -> SegmentedVectors:
        """The passages' vectors, opened at the first search: checking a quotation needs none.

        A search needs the words of passages, too.
        """
        read_ahead([forward.terms_path(self.place), *lexical.passage_files(self.place / "lexical")])
        return segments.load(self.place, len(self.rows))

    @cached_property
    def transcripts(self) -> frozenset[int]:
        """Keys of the state's transcripts."""
        return frozenset(json.loads((self.place / _TRANSCRIPTS).read_text(encoding="utf-8")))

    def question_rows(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """First row, and last + 1, of the question turn that each row answers; both 0 where there is none."""
        asked = self.rows.question[rows]
        wanted = self._turn_keys[rows] - self.rows.turn[rows] + asked
        first = np.searchsorted(self._turn_keys, wanted, "left")
        last = np.searchsorted(self._turn_keys, wanted, "right")
        return np.where(asked < 0, 0, first), np.where(asked < 0, 0, last)

    def rows_of_turns(self, transcript: int, first: int, last: int) -> slice:
        """The rows of the turns `first` to `last`, both counted in, of the transcript with this key."""
        begins = self._begins[transcript]
        here = self._turn_keys[begins] - self.rows.turn[begins]
        low, high = np.searchsorted(self._turn_keys, [here + first, here + last + 1])
        return slice(int(low), int(high))

    @cached_property
    def _begins(self) -> dict[int, int]:
        """The first row of every transcript (key) that has any."""
        transcript = self.rows.transcript
        rows = np.flatnonzero(np.diff(transcript, prepend=transcript[:1] - 1))
        return dict(zip(transcript[rows].tolist(), rows.tolist(), strict=True))

    @cached_property
    def _turn_keys(self) -> NDArray[np.int64]:
        """A number per row that rises with its transcript's place and its turn."""
        transcript = self.rows.transcript
        place = np.cumsum(np.diff(transcript, prepend=transcript[:1]) != 0)
        keys: NDArray[np.int64] = (place.astype(np.int64) << 32) + self.rows.turn
        return keys


def load(folder: Path, name: str) -> Derived:
    """Open the indexes. Raises ValueError or OSError with what is wrong where they aren't whole."""
    place = folder / name
    problem = find_damage(place)
    if problem:
        raise ValueError(problem)
    indexes = Derived(name, place)
    counts = len(indexes.rows), len(indexes.forward), indexes.lexical.passage_count
    if len(set(counts)) > 1:
        raise ValueError(
            f"its parts hold different numbers of passages: {counts[0]} rows, {counts[1]} forward and "
            f"{counts[2]} lexical entries"
        )
    return indexes


def find_damage(place: Path, *, thorough: bool = False) -> str | None:
    """What is wrong with the folder's files, by size, or by every byte if `thorough`; None if nothing is."""
    try:
        manifest = json.loads((place / _MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return "its manifest is missing or unreadable"
    for name, told in manifest.items():
        path = place / name
        if not path.is_file():
            return f"{name} is missing"
        if path.stat().st_size != told["size"]:
            return f"{name} has {path.stat().st_size} bytes instead of {told['size']}"
        if thorough and _sha256(path) != told["sha256"]:
            return f"{name} doesn't have the bytes that were written"
    return None


def build(
    folder: Path,
    connection: sqlite3.Connection,
    previous: str | None,
    final: frozenset[int],
    dimensions: int,
    renamed: frozenset[int] = frozenset(),
    on_written: OnWritten = lambda done, total: None,
) -> str:
    """Make the indexes of the state in which exactly the transcripts `final` (keys) are published.

    `dimensions` is the length of the vectors; `renamed` are transcripts whose speakers the `previous` state
    took for others. What that state has is taken over where it is whole, so that only what changed is
    written. `on_written` follows the vectors. Returns the new folder's name.
    """
    folder.mkdir(exist_ok=True)
    place = folder / f"{_TEMPORARY}{secrets.token_hex(4)}"
    place.mkdir()
    old = _reusable(folder, previous) if previous else None
    kept = (old.transcripts & final) - renamed if old else frozenset()
    new = sorted(final - kept)
    _write_lexical(place, connection, new, old, kept)
    parts = [_read_rows(connection, new), *([old.rows.of_transcripts(kept)] if old else [])]
    rows = Rows.joined(parts)
    rows.save(place / _ROWS)
    _forward(connection, rows, old, kept).save(place)
    segments.write(
        place,
        len(rows),
        segments.moved(old.vectors.segments, rows.of_passages(old.rows.passage)) if old else {},
        old.place if old else None,
        lambda wanted: _read_vectors(connection, rows.passage[wanted], dimensions),
        dimensions,
        on_written,
        _tokens_of(connection, rows),
    )
    (place / _TRANSCRIPTS).write_text(json.dumps(sorted(final)), encoding="utf-8")
    _write_manifest(place, old.place if old else None)
    name = f"state-{secrets.token_hex(6)}"
    place.rename(folder / name)
    _fsync(folder)
    return name


def _reusable(folder: Path, previous: str) -> Derived | None:
    """The previous state where it is whole and of this version, else None."""
    if not lexical.is_current(folder / previous / "lexical"):
        return None
    try:
        old = load(folder, previous)
        return old if old.transcripts and old.vectors.segments else None
    except (ValueError, OSError, RuntimeError):
        return None


def _write_lexical(
    place: Path, connection: sqlite3.Connection, new: list[int], old: Derived | None, kept: frozenset[int]
) -> None:
    """The lexical index, made from the old one where there is one."""
    if old is not None:
        _link_lexical(old.place, place)
    gone = old.transcripts - kept if old else ()
    lexical.update(place / "lexical", _passage_entries(connection, new), _turn_entries(connection, new), gone)


def _forward(
    connection: sqlite3.Connection, rows: Rows, old: Derived | None, kept: frozenset[int]
) -> ForwardIndex:
    """The forward index of `rows`; that of the transcripts `kept` is taken from the old one."""
    source = np.full(len(rows), -1, np.int64)
    if old is not None:
        held = np.isin(rows.transcript, list(kept))
        source[held] = old.rows.of_passages(rows.passage[held])
    lacking = list(dict.fromkeys(rows.transcript[source < 0].tolist()))
    texts = ((entry.words, entry.language) for entry in _passage_entries(connection, lacking))
    return forward.build(source, texts, old.forward if old else None)


def sweep(folder: Path, keep: str | None) -> None:
    """Remove every state but `keep`, leftovers of killed runs among them."""
    for place in folder.iterdir() if folder.is_dir() else ():
        if place.name != keep:
            shutil.rmtree(place, ignore_errors=True)


def _link_lexical(old: Path, place: Path) -> None:
    """Link the old lexical index into `place`: tantivy never changes a file in place, but for its lists."""
    for part in ("passages", "turns"):
        target = place / "lexical" / part
        target.mkdir(parents=True)
        for path in (old / "lexical" / part).iterdir():
            if path.suffix == ".json":
                shutil.copyfile(path, target / path.name)
            elif not path.name.endswith(".lock"):
                segments.link(path, target / path.name)


def _passage_entries(connection: sqlite3.Connection, transcripts: list[int]) -> Iterator[PassageEntry]:
    languages = beside.read_languages(connection)
    for key in transcripts:
        language = analysed_as(languages.get(key, UNDETERMINED))
        rows = connection.execute(
            """SELECT p.key, t.speaker, c.date, t.text, p.start, p."end", coalesce(q.text, ''), s.name,
                      t.label, c.title, t.struck
               FROM passages p JOIN transcripts c ON c.key = p.transcript
               JOIN turns t ON t.transcript = p.transcript AND t.turn = p.turn
               JOIN speakers s ON s.key = t.speaker
               LEFT JOIN turns q ON q.transcript = t.transcript AND q.turn = t.question
               WHERE p.transcript = ? ORDER BY p.turn, p.start""",
            (key,),
        )
        for passage, speaker, date, text, start, end, question, name, label, title, struck in rows:
            names = name if name == label else f"{name} {label}"
            inside = spans_within(_spans(struck), (start, end))
            words = " ".join([text[start:end], *other_words(text[start:end], inside)])
            yield PassageEntry(passage, key, speaker, _ordinal(date), words, question, names, title, language)


def _turn_entries(connection: sqlite3.Connection, transcripts: list[int]) -> Iterator[TurnEntry]:
    for key in transcripts:
        for turn, text, struck in connection.execute(
            "SELECT turn, text, struck FROM turns WHERE transcript = ? ORDER BY turn", (key,)
        ):
            yield TurnEntry(key, turn, _all_readings(text, _spans(struck)))


def _spans(stored: str) -> list[Span]:
    return [(start, end) for start, end in json.loads(stored)]


def _all_readings(text: str, struck: Sequence[Span]) -> list[str]:
    """The folded words of every reading of a turn, parted so that no sequence runs over two of them."""
    folded: list[str] = []
    for words in readings(text, struck).values():
        folded += [*([_PARTED] if folded else []), *(word.folded for word in words)]
    return folded


def _read_rows(connection: sqlite3.Connection, transcripts: Sequence[int]) -> Rows:
    """Rows of these transcripts; their order is date first, so that a date range is one run of rows."""
    return Rows.joined([_transcript_rows(connection, key) for key in transcripts])


def _transcript_rows(connection: sqlite3.Connection, transcript: int) -> Rows:
    found = connection.execute(
        """SELECT p.key, p.turn, p.start, p."end", t.speaker, c.date, t.label, coalesce(t.question, -1)
           FROM passages p JOIN transcripts c ON c.key = p.transcript
           JOIN turns t ON t.transcript = p.transcript AND t.turn = p.turn WHERE p.transcript = ?""",
        (transcript,),
    ).fetchall()
    columns = zip(*found, strict=True) if found else [()] * 8
    passage, turn, start, end, speaker, date, label, question = columns
    return Rows(
        passage=np.array(passage, np.int64),
        transcript=np.full(len(passage), transcript, np.int64),
        turn=np.array(turn, np.int32),
        start=np.array(start, np.int32),
        end=np.array(end, np.int32),
        speaker=np.array(speaker, np.int64),
        date=np.array([_ordinal(day) for day in date], np.int32),
        asked=np.array([is_questioner(each) for each in label], np.bool_),
        question=np.array(question, np.int32),
    )


def _read_vectors(connection: sqlite3.Connection, passages: NDArray[np.int64], dimensions: int) -> Vectors:
    """The vectors of the passages (keys), of shape (len(passages), dimensions)."""
    vectors = np.zeros((len(passages), dimensions), np.float32)
    for place, blob in connection.execute(
        """SELECT e.key, v.vector FROM json_each(?) e JOIN views w ON w.passage = e.value AND w.view = 0
           JOIN vectors v ON v.hash = w.hash""",
        (json.dumps(passages.tolist()),),
    ):
        vectors[place] = np.frombuffer(blob, "<f2")
    return vectors


def _tokens_of(
    connection: sqlite3.Connection, rows: Rows
) -> tuple[str, Callable[[NDArray[np.int64]], list[bytes]]] | None:
    """The space of the token codes that were made last, and what reads those of rows; None without any."""
    space = database.get_meta(connection, "token_space")
    if space is None:
        return None
    return space, lambda wanted: _read_tokens(connection, rows.passage[wanted], space)


def _read_tokens(connection: sqlite3.Connection, passages: NDArray[np.int64], space: str) -> list[bytes]:
    """The token codes of the passages (keys); empty where there are none in this space."""
    codes = [b""] * len(passages)
    for place, blob in connection.execute(
        """SELECT e.key, k.codes FROM json_each(?) e JOIN views w ON w.passage = e.value AND w.view = 0
           JOIN token_codes k ON k.hash = w.hash WHERE k.space = ?""",
        (json.dumps(passages.tolist()), space),
    ):
        codes[place] = blob
    return codes


def _ordinal(date: str | None) -> int:
    return dt.date.fromisoformat(date).toordinal() if date else UNDATED


def _write_manifest(place: Path, old: Path | None) -> None:
    """Write down every file's size and sum, and see to it that all are on the disk."""
    told = json.loads((old / _MANIFEST).read_text(encoding="utf-8")) if old else {}
    manifest = {}
    for path in sorted(p for p in place.rglob("*") if p.is_file() and not p.name.endswith(".lock")):
        name = path.relative_to(place).as_posix()
        if old and name in told and path.samefile(old / name):
            manifest[name] = told[name]  # a second name of what was summed and synced before
        else:
            manifest[name] = {"size": path.stat().st_size, "sha256": _sha256(path)}
            _fsync(path)
    target = place / _MANIFEST
    target.write_text(json.dumps(manifest, indent=1), encoding="utf-8")
    _fsync(target)
    _fsync(place)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _fsync(path: Path) -> None:
    # Windows can't open a folder for this; there the rename alone must do.
    with contextlib.suppress(PermissionError):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
