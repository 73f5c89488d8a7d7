"""The derived indexes of one published state: a folder that is whole or is not there.

A folder `index/<name>` holds the lexical and the forward index, one FAISS index per view, the row arrays and
a manifest of every file's size and sha256. It is made under a temporary name and renamed when it is whole;
SQLite then names it. A state that SQLite doesn't name is rubbish from a killed run and is swept by the next.
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
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from embeddings import VectorIndex, Vectors
from rag.analysis import analysed_as
from rag.corrections import spans_within
from rag.exchanges import is_questioner
from rag.languages import UNDETERMINED
from rag.library import beside, forward, lexical
from rag.library.forward import ForwardIndex
from rag.library.lexical import LexicalIndex, PassageEntry, TurnEntry
from rag.library.rows import UNDATED, Rows
from rag.transcript import Span
from rag.words import other_words, readings

_MANIFEST = "manifest.json"
_TEMPORARY = "making-"
_PARTED = "|"  # no word folds to this


class Derived:
    """The opened indexes of one published state; immutable, shared by all readers."""

    def __init__(self, name: str, place: Path) -> None:
        self.name = name
        self._place = place
        self.rows = Rows.load(place / "rows.npz")
        self.lexical = LexicalIndex(place / "lexical")
        self.forward = ForwardIndex.load(place)

    @cached_property
    def vectors(self) -> tuple[VectorIndex, ...]:
        """One index per view, opened at the first search: checking a quotation needs none."""
        return tuple(VectorIndex.load(path) for path in sorted(self._place.glob("vectors-*.faiss")))

    def similarities(self, queries: Vectors, rows: NDArray[np.int64]) -> Vectors:
        """Cosines of the rows' best views to unit rows `queries` of shape (q, d): shape (len(rows), q)."""
        found: Vectors = np.max([view.similarities(queries.T, rows) for view in self.vectors], axis=0)
        return found

    def question_rows(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """First row, and last + 1, of the question turn that each row answers; both 0 where there is none."""
        asked = self.rows.question[rows]
        wanted = self._turn_keys[rows] - self.rows.turn[rows] + asked
        first = np.searchsorted(self._turn_keys, wanted, "left")
        last = np.searchsorted(self._turn_keys, wanted, "right")
        return np.where(asked < 0, 0, first), np.where(asked < 0, 0, last)

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
) -> str:
    """Make the indexes of the state in which exactly the transcripts `final` (keys) are published.

    `dimensions` is the length of the vectors; `renamed` are transcripts whose speakers the previous state
    took for others. Starts from the `previous` state's lexical index where that
    is whole, so that only what changed is written. Returns the new folder's name.
    """
    folder.mkdir(exist_ok=True)
    place = folder / f"{_TEMPORARY}{secrets.token_hex(4)}"
    place.mkdir()
    old = _adopt_lexical(folder, previous, place) if previous else frozenset()
    kept = (old & final) - renamed
    new = sorted(final - kept)
    lexical.update(
        place / "lexical", _passage_entries(connection, new), _turn_entries(connection, new), old - kept
    )
    rows = _read_rows(connection, final)
    rows.save(place / "rows.npz")
    adopted = folder / previous if previous and old else None
    _build_forward(adopted, connection, rows, new, final).save(place)
    for view in range(_view_count(connection)):
        VectorIndex.build(_read_vectors(connection, rows, view, dimensions)).save(
            place / f"vectors-{view}.faiss"
        )
    (place / "transcripts.json").write_text(json.dumps(sorted(final)), encoding="utf-8")
    _write_manifest(place)
    name = f"state-{secrets.token_hex(6)}"
    place.rename(folder / name)
    _fsync(folder)
    return name


def _build_forward(
    old: Path | None, connection: sqlite3.Connection, rows: Rows, new: list[int], final: frozenset[int]
) -> ForwardIndex:
    """The forward index of `rows`; all but that of the transcripts `new` is taken from the state in `old`."""
    held, terms = np.empty(0, np.int64), None
    if old is not None:
        # A state that an older version made lacks what this one reads.
        with contextlib.suppress(ValueError, OSError):
            held, terms = Rows.load(old / "rows.npz").passage, ForwardIndex.load(old)
    lacking = sorted(final) if terms is None else new
    texts = ((e.passage, e.words, e.language) for e in _passage_entries(connection, lacking))
    return forward.build(rows.passage, texts, held, terms)


def sweep(folder: Path, keep: str | None) -> None:
    """Remove every state but `keep`, leftovers of killed runs among them."""
    for place in folder.iterdir() if folder.is_dir() else ():
        if place.name != keep:
            shutil.rmtree(place, ignore_errors=True)


def _adopt_lexical(folder: Path, previous: str, place: Path) -> frozenset[int]:
    """Link the previous lexical index into `place`; the transcripts that it holds, none if it isn't whole."""
    old = folder / previous
    if find_damage(old) or not lexical.is_current(old / "lexical"):
        return frozenset()
    for part in ("passages", "turns"):
        target = place / "lexical" / part
        target.mkdir(parents=True)
        for path in (old / "lexical" / part).iterdir():
            if not path.name.endswith(".lock"):
                _link(path, target / path.name)
    return frozenset(json.loads((old / "transcripts.json").read_text(encoding="utf-8")))


def _link(source: Path, target: Path) -> None:
    """Tantivy never changes a file in place, so a second name for it is as good as a copy."""
    if source.suffix == ".json":
        shutil.copyfile(source, target)
        return
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


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
               WHERE p.transcript = ? ORDER BY p.key""",
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


def _read_rows(connection: sqlite3.Connection, final: frozenset[int]) -> Rows:
    """Row order is date first, so that a date range is a contiguous run of rows."""
    found = [
        row
        for row in connection.execute(
            """SELECT p.key, p.transcript, p.turn, p.start, p."end", t.speaker, c.date, t.label,
                      coalesce(t.question, -1)
               FROM passages p JOIN transcripts c ON c.key = p.transcript
               JOIN turns t ON t.transcript = p.transcript AND t.turn = p.turn
               ORDER BY c.date, p.transcript, p.turn, p.start"""
        )
        if row[1] in final
    ]
    columns = zip(*found, strict=True) if found else [()] * 9
    passage, transcript, turn, start, end, speaker, date, label, question = columns
    return Rows(
        passage=np.array(passage, np.int64),
        transcript=np.array(transcript, np.int64),
        turn=np.array(turn, np.int32),
        start=np.array(start, np.int32),
        end=np.array(end, np.int32),
        speaker=np.array(speaker, np.int64),
        date=np.array([_ordinal(day) for day in date], np.int32),
        asked=np.array([is_questioner(each) for each in label], np.bool_),
        question=np.array(question, np.int32),
    )


def _view_count(connection: sqlite3.Connection) -> int:
    row = connection.execute("SELECT coalesce(max(view), 0) + 1 FROM views").fetchone()
    return int(row[0])


def _read_vectors(connection: sqlite3.Connection, rows: Rows, view: int, dimensions: int) -> Vectors:
    vectors = np.zeros((len(rows), dimensions), np.float32)
    position = {int(key): row for row, key in enumerate(rows.passage)}
    for passage, blob in connection.execute(
        "SELECT w.passage, v.vector FROM views w JOIN vectors v ON v.hash = w.hash WHERE w.view = ?", (view,)
    ):
        row = position.get(passage)
        if row is not None:
            vectors[row] = np.frombuffer(blob, "<f2")
    return vectors


def _ordinal(date: str | None) -> int:
    return dt.date.fromisoformat(date).toordinal() if date else UNDATED


def _write_manifest(place: Path) -> None:
    files = sorted(p for p in place.rglob("*") if p.is_file() and not p.name.endswith(".lock"))
    manifest = {
        path.relative_to(place).as_posix(): {"size": path.stat().st_size, "sha256": _sha256(path)}
        for path in files
    }
    for path in files:
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
