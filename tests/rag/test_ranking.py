"""The forward index, the features of candidates and what the ranking makes of them."""

from __future__ import annotations

from importlib import resources

import numpy as np
import pytest

from embeddings.hashing import HashingEncoder
from embeddings.packaged_model import WEIGHTS_SHA256
from rag.features import FEATURES, describe, standardised
from rag.filters import Filters, select
from rag.indexing import index_paths
from rag.library import forward
from rag.library.forward import ForwardIndex, ragged
from rag.library.library import Library
from rag.ranking import ranking_for
from rag.retriever import retrieve
from rag.second_look import SEEN
from tests.conftest import write


def ints(*values):
    return np.array(values, np.int64)


def made(*texts):
    return forward.build(ints(*[-1] * len(texts)), ((text, "en") for text in texts), None)


def test_terms_are_counted_by_row_and_stem():
    index = made("bridges and a bridge", "the ferry", "")
    assert index.frequencies(ints(0, 1, 2), ["bridg", "ferri"]).tolist() == [[2, 0], [0, 1], [0, 0]]
    assert index.lengths(ints(2, 0)).tolist() == [0, 4]


def test_pairs_are_held_within_a_row_only():
    index = made("late summer", "a late", "summer came late")
    assert index.hold_pairs(ints(0, 1, 2), [("late", "summer")]).tolist() == [[True], [False], [False]]


def test_a_new_state_takes_over_the_terms_it_has_and_reads_only_the_rest():
    old = made("a first", "second", "the third", "four")
    new = forward.build(ints(1, 2, -1, -1, 0), [("a fifth bridge", "en"), ("sixth", "en")], old)
    assert new.frequencies(ints(*range(5)), ["second", "third", "fifth", "sixth", "first"]).tolist() == [
        [1, 0, 0, 0, 0],
        [0, 1, 0, 0, 0],
        [0, 0, 1, 0, 0],
        [0, 0, 0, 1, 0],
        [0, 0, 0, 0, 1],
    ]
    assert new.lengths(ints(*range(5))).tolist() == [1, 2, 3, 1, 2]


def test_an_index_survives_saving_and_a_cut_one_is_refused(tmp_path):
    made("first words", "second").save(tmp_path)
    assert ForwardIndex.load(tmp_path).lengths(ints(0, 1)).tolist() == [2, 1]
    np.save(tmp_path / "forward-terms.npy", np.zeros(1, np.uint32))
    with pytest.raises(ValueError, match="has 1 terms instead of 3"):
        ForwardIndex.load(tmp_path)


def test_ragged_ranges_lie_one_behind_the_other():
    places, owner = ragged(ints(5, 0, 2), ints(2, 0, 1))
    assert places.tolist() == [5, 6, 2]
    assert owner.tolist() == [0, 0, 2]


def test_z_scores_of_equal_values_are_zero():
    assert standardised(np.array([3, 3], np.float32)).tolist() == [0, 0]
    assert standardised(np.array([1, 3], np.float32)).tolist() == [-1, 1]


@pytest.fixture
def library(library_of):
    return library_of(
        [
            ("Q", "When will the bridge reopen?"),
            ("MAYOR RUIZ", "In late summer, I hope."),
            ("MAYOR RUIZ", "The ferry costs nothing."),
            ("CLERK", "The gulls are loud."),
        ]
    )


def column(found, name):
    return found.columns[:, FEATURES.index(name)].tolist()


def test_an_answer_is_seen_with_its_question_and_its_neighbours(library):
    encoder = HashingEncoder()
    with library.snapshot() as snapshot:
        question = encoder.encode(["When will Ruiz reopen the bridge?"])
        vectors = np.concatenate([question, question])
        rows = ints(0, 1, 2, 3)
        found = describe(snapshot, snapshot.derived, "When will Ruiz reopen the bridge?", vectors, rows)
        first, last = snapshot.derived.question_rows(rows)
    # Rows 1 and 2 are answers to the question in row 0.
    assert (first.tolist(), last.tolist()) == ([0, 0, 0, 0], [0, 1, 1, 0])
    asked = column(found, "question")
    assert asked[1] == asked[2] > asked[0]
    # "reopen" and "bridge" stand within two passages of rows 0 to 2, and nowhere near row 3.
    assert found.coverage[0] == found.coverage[2] > found.coverage[3]
    speaker = column(found, "speaker")
    assert speaker[1] == speaker[2] > speaker[0] == speaker[3]
    assert column(found, "words")[0] == max(column(found, "words"))


def test_only_the_packaged_encoder_has_a_learned_ranking():
    packaged = ranking_for(f"all-MiniLM-L6-v2@{WEIGHTS_SHA256[:8]}")
    assert packaged.matrix.shape == (384, 384)
    assert packaged.first.hidden.shape[0] == len(FEATURES)
    assert packaged.again.hidden.shape[0] == len(SEEN)
    other = ranking_for(HashingEncoder().name)
    question = np.eye(1, 8, dtype=np.float32)[0]
    assert other.first is other.again is None
    assert other.vectors(question).tolist() == [question.tolist()] * 2


def test_the_networks_were_trained_on_the_columns_that_they_get():
    with (
        resources.as_file(resources.files("rag") / "models" / "ranking.npz") as path,
        np.load(path) as arrays,
    ):
        assert tuple(arrays["features"]) == FEATURES
        assert tuple(arrays["seen"]) == SEEN


def test_the_map_gives_unit_vectors_near_the_question():
    packaged = ranking_for(f"all-MiniLM-L6-v2@{WEIGHTS_SHA256[:8]}")
    question = np.random.default_rng(1).normal(size=384).astype(np.float32)
    question /= np.linalg.norm(question)
    own, mapped = packaged.vectors(question)
    assert np.linalg.norm(mapped) == pytest.approx(1, abs=1e-5)
    assert 0.5 < float(own @ mapped) < 0.9999


def test_more_of_everything_ranks_higher_by_the_hand_set_weights():
    columns = np.zeros((3, len(FEATURES)), np.float32)
    columns[1, :] = 1.0
    columns[2, FEATURES.index("cosine")] = 0.5
    scores = ranking_for("another encoder").scores(columns)
    assert np.argsort(-scores).tolist() == [1, 2, 0]


def test_a_short_answer_is_found_through_its_question(library_of):
    library = library_of(
        [
            ("NORA", "Do you want to be mayor?"),
            ("LENA", "No."),
            ("NORA", "What about the drains?"),
            ("LENA", "I will look at every drain myself, all eighty-eight of them."),
        ]
    )
    with library.snapshot() as snapshot:
        hits = retrieve(snapshot, HashingEncoder(), "want to be mayor", select(Filters(), snapshot), 4)
    assert [hit.turn for hit in hits][:2] == [0, 1]


def test_a_question_about_a_whole_discussion_hears_several_places(tmp_path):
    about = [3, 4, 5, 6, 7, 20, 35, 50, 65]
    said = [f"Item {n}: we pass on to paint, roofs and lamps." for n in range(70)]
    for n in about:
        said[n] = (
            f"Item {n}: the ferry timetable, and once more the ferry timetable."
            if n < 8
            else (f"Item {n}: the ferry timetable, after paint and lamps and roofs.")
        )
    turns = [{"speaker": "Clerk" if n % 2 else "Mayor", "text": text} for n, text in enumerate(said)]
    write(tmp_path / "files" / "council.json", {"title": "Council", "date": "2025-01-10", "turns": turns})
    library = Library(tmp_path / "library")
    index_paths(library, [tmp_path / "files"], HashingEncoder())
    with library.snapshot() as snapshot:
        everything = select(Filters(), snapshot)

        def first(question):
            return sorted(hit.turn for hit in retrieve(snapshot, HashingEncoder(), question, everything, 5))

        assert first("the ferry timetable") == [3, 4, 5, 6, 7]
        whole = first("Summarize the discussion of the ferry timetable")
    assert len(set(whole) & {3, 4, 5, 6, 7}) == 1
    assert set(whole) <= set(about)
