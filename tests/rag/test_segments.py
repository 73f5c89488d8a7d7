"""Vectors in segments: whatever was added and removed, they are those of the state, and little is written."""

from __future__ import annotations

import json
import random
import sqlite3

import numpy as np
import pytest

from embeddings.hashing import HashingEncoder
from rag.indexing import index_paths, remove
from rag.library import segments
from rag.library.library import Library

DIMENSIONS = 8


def unit(rows, seed=1):
    vectors = np.random.default_rng(seed).normal(size=(rows, DIMENSIONS)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


class States:
    """States of vectors by passage number, each written from the one before."""

    def __init__(self, folder):
        self.folder = folder
        self.asked = []
        self.passages = np.empty(0, np.int64)
        self.place = None
        self.opened = None

    def publish(self, passages):
        """Write a state with these passages, whose vectors are the rows of `unit(1000)`."""
        place = self.folder / f"state-{len(list(self.folder.iterdir()))}"
        place.mkdir()
        row_of = {passage: row for row, passage in enumerate(passages)}
        rows = np.array([row_of.get(int(each), -1) for each in self.passages], np.int64)
        kept = segments.moved(self.opened.segments, rows) if self.opened else {}
        self.asked = []
        segments.write(
            place, len(passages), kept, self.place, lambda r: self._read(passages, r), DIMENSIONS, _unseen
        )
        self.passages, self.place = np.array(passages, np.int64), place
        self.opened = segments.load(place, len(passages))
        return self.opened

    def _read(self, passages, rows):
        self.asked += [passages[row] for row in rows]
        return unit(1000)[[passages[row] for row in rows]]


def _unseen(done, total):
    assert done <= total


@pytest.fixture
def states(tmp_path):
    return States(tmp_path)


def nearest(passages, query, k, allowed):
    rows = np.flatnonzero(allowed)
    cosines = unit(1000)[np.array(passages)[rows]].astype(np.float16).astype(np.float32) @ query
    return rows[np.argsort(-cosines, kind="stable")[:k]].tolist()


def test_only_what_is_new_is_written_and_old_files_are_linked(states):
    states.publish([*range(100)])
    (first,) = states.place.glob("*.faiss")
    states.publish([500, *range(100), 501])
    assert states.asked == [500, 501]
    assert (states.place / first.name).samefile(first)
    assert len([*states.place.glob("*.faiss")]) == 2


def test_small_segments_are_merged_into_the_next(states):
    states.publish([*range(100)])
    states.publish([*range(100), 500])
    states.publish([*range(100), 500, 501])
    assert states.asked == [500, 501]
    assert sorted(len(each.index) for each in states.opened.segments) == [2, 100]


def test_a_segment_of_which_little_is_left_is_written_anew(states):
    states.publish([*range(100)])
    states.publish([*range(80)])
    assert states.asked == []
    states.publish([*range(74)])
    assert states.asked == [*range(74)]


def test_any_course_of_states_finds_what_a_scan_finds(states):
    draw = random.Random(3)
    passages = draw.sample(range(1000), 300)
    query = unit(1, seed=9)
    for _ in range(25):
        gone = set(draw.sample(passages, draw.choice([0, 3, 40])))
        free = [each for each in range(1000) if each not in passages]
        new = draw.sample(free, draw.choice([1, 5, 60]))
        passages = [each for each in passages if each not in gone]
        for each in new:
            passages.insert(draw.randrange(len(passages)), each)
        found = states.publish(passages)
        assert np.allclose(found.vectors(np.arange(len(passages))), unit(1000)[passages], atol=2e-3)
        for allowed in (np.ones(len(passages), np.bool_), np.arange(len(passages)) % 7 == 0):
            cosines, rows = found.search(query, 5, None if allowed.all() else allowed)
            assert rows[0].tolist() == nearest(passages, query[0], 5, allowed)
            assert np.allclose(found.similarities(query, rows[0])[:, 0], cosines[0], atol=1e-3)
        assert len(found.segments) <= 6


def test_nothing_is_left_and_something_comes_again(states):
    states.publish([1, 2])
    empty = states.publish([])
    assert empty.search(unit(2), 5)[1].shape == (2, 0)
    assert empty.vectors(np.empty(0, np.int64)).shape[0] == 0
    assert states.publish([7]).search(unit(1000)[[7]], 5)[1].tolist() == [[0]]


def test_a_table_that_lacks_rows_is_refused(states):
    states.publish([1, 2])
    with pytest.raises(ValueError, match="doesn't hold 3 rows"):
        segments.load(states.place, 3)


def test_a_library_that_was_changed_often_answers_as_one_made_at_once(tmp_path):
    folder, draw = tmp_path / "meetings", random.Random(5)
    folder.mkdir()
    changed = Library(tmp_path / "changed")
    for step in range(12):
        for number in draw.sample(range(30), 3):
            (folder / f"meeting-{number:02}.json").write_text(_meeting(number, step), encoding="utf-8")
        index_paths(changed, [folder], HashingEncoder())
        if step % 4 == 3:
            path = draw.choice(sorted(folder.iterdir()))
            path.unlink()
            remove(changed, path.stem)
    fresh = Library(tmp_path / "fresh")
    index_paths(fresh, [folder], HashingEncoder())
    assert _held(changed) == _held(fresh)
    assert changed.find_damage() is None
    assert _vectors_kept(changed) == _vectors_kept(fresh)


def _meeting(number, step):
    turns = [
        {"speaker": "Ada Lindholm" if turn % 2 else "Q", "text": f"Point {turn} of {number}, version {step}."}
        for turn in range(4 + number % 3)
    ]
    return json.dumps({"title": f"Meeting {number}", "date": f"2025-05-{number + 1:02}", "turns": turns})


def _held(library):
    """Each row's transcript, turn, vector and terms, and what a search brings."""
    with library.snapshot() as snapshot:
        derived = snapshot.derived
        rows = np.arange(len(derived.rows))
        names = [snapshot.transcripts_by_key[int(key)].id for key in derived.rows.transcript]
        vectors = derived.vectors.vectors(rows)
        found = derived.vectors.search(HashingEncoder().encode(["Point 3 of 7"]), 5)[1][0]
        terms = [derived.forward.terms[a:b].tolist() for a, b in zip(*_bounds(derived), strict=True)]
        return (
            list(zip(names, derived.rows.turn.tolist(), derived.rows.date.tolist(), terms, strict=True)),
            vectors.tolist(),
            [(names[row], int(derived.rows.turn[row])) for row in found],
        )


def _bounds(derived):
    return derived.forward.starts[:-1], derived.forward.starts[1:]


def _vectors_kept(library):
    with sqlite3.connect(library.folder / "library.sqlite") as connection:
        return connection.execute("SELECT count(*) FROM vectors").fetchone()
