"""The second look: token codes are kept with the vectors, and the nearest words move a passage up."""

from __future__ import annotations

import json
import re
import zlib

import numpy as np
import pytest

from embeddings.hashing import HashingEncoder
from embeddings.token_vectors import TokenSpace
from rag.features import FEATURES
from rag.filters import Filters, select
from rag.indexing import index_paths, rebuild, remove
from rag.library import token_codes
from rag.library.library import Library
from rag.ranking import Network, Ranking
from rag.retriever import retrieve
from rag.second_look import LOOKED_AT, NEARNESS, SEEN, look_again, seen

UNLEARNED = Ranking()

MEANINGS = {"ferry": 0, "boat": 0, "bridge": 1, "span": 1, "mayor": 2, "council": 3}


class Understanding(HashingEncoder):
    """Also knows which words mean the same: each is an axis of eight; words it doesn't know say nothing."""

    token_space = "meanings/8-1"

    def encode_tokens(self, texts, on_encoded=None):
        return self.encode(texts, on_encoded), [self._space().codes(*self._read(text)) for text in texts]

    def question_tokens(self, question):
        return self._space().question(*self._read(question))

    def _space(self):
        weights = np.array([0, *[1] * 8], np.float32)
        return TokenSpace(self.token_space, np.eye(8, dtype=np.float32), weights)

    def _read(self, text):
        places = [MEANINGS.get(word, -1) + 1 for word in re.findall(r"\w+", text.casefold())]
        return places, np.array([np.eye(9, dtype=np.float32)[place][1:] for place in places], np.float32)

    def __init__(self):
        super().__init__()
        self.token_space = "meanings/8-1"


TURNS = [
    "The train runs every hour.",
    "The boat runs every hour.",
    "The mayor runs every hour.",
    "Nobody knows.",
]


def write(folder, *texts, name="a"):
    folder.mkdir(exist_ok=True)
    turns = [{"speaker": "Vidal", "text": text} for text in texts]
    about = {"title": "Harbour", "date": "2025-01-01", "turns": turns}
    (folder / f"{name}.json").write_text(json.dumps(about), encoding="utf-8")


def library_with(tmp_path, encoder, *texts):
    write(tmp_path / "in", *texts)
    library = Library(tmp_path / "library")
    index_paths(library, [tmp_path / "in"], encoder)
    return library


def order(library, encoder, question):
    with library.snapshot() as snapshot:
        return [hit.turn for hit in retrieve(snapshot, encoder, question, select(Filters(), snapshot), 10)]


def coded(library):
    """The turns whose passages have token codes."""
    question = Understanding().question_tokens("ferry")
    with library.snapshot() as snapshot:
        rows = np.arange(len(snapshot.derived.rows))
        nearest = snapshot.derived.vectors.nearest_tokens(question, rows)
        return snapshot.derived.rows.turn[np.isfinite(nearest).all(axis=1)].tolist()


def test_a_word_that_means_the_same_moves_its_passage_up(tmp_path):
    library = library_with(tmp_path, Understanding(), *TURNS)
    question = "When does the ferry run every hour?"
    assert order(library, HashingEncoder(), question)[:3] == [0, 1, 2]
    assert order(library, Understanding(), question)[:3] == [1, 0, 2]


def test_a_library_of_an_earlier_version_is_searched_as_before_until_it_is_rebuilt(tmp_path):
    library = library_with(tmp_path, HashingEncoder(), *TURNS)
    before = order(library, HashingEncoder(), "When does the ferry run?")
    assert order(library, Understanding(), "When does the ferry run?") == before
    assert coded(library) == []
    rebuild(library, Understanding())
    assert coded(library) == [1, 2]
    assert order(library, Understanding(), "When does the ferry run?")[0] == 1


def test_codes_stay_with_their_passages_when_transcripts_come_and_go(tmp_path):
    library = library_with(tmp_path, Understanding(), *TURNS)
    write(tmp_path / "in", "Nothing.", "The span is closed.", name="b")
    index_paths(library, [tmp_path / "in"], Understanding())
    assert sorted(coded(library)) == [1, 1, 2]
    remove(library, "a")
    assert coded(library) == [1]


def test_codes_that_are_cut_off_are_damage(tmp_path):
    path = tmp_path / "vectors-1.faiss"
    assert token_codes.load(path) is None
    token_codes.write(path, "meanings/8-1", [[b"abcd", b""], [b"efgh"]])
    assert token_codes.load(path).starts.tolist() == [0, 4, 4, 8]
    token_codes.files_of(path)[0].write_bytes(b"abcd")
    with pytest.raises(ValueError, match="has 4 bytes instead of 8"):
        token_codes.load(path)


def looked_again(library, scores, ranking=UNLEARNED, question="ferry"):
    tokens = Understanding().question_tokens(question)
    rows = np.arange(len(scores))
    columns = np.zeros((len(scores), len(FEATURES)), np.float32)
    with library.snapshot() as snapshot:
        return look_again(snapshot.derived, ranking, question, tokens, rows, columns, scores)


def test_what_is_not_looked_at_is_not_moved_up_by_that(tmp_path):
    texts = [f"The {'boat' if n == 3 else 'mayor'} sails at {zlib.crc32(bytes([n]))}." for n in range(80)]
    library = library_with(tmp_path, Understanding(), *texts)
    scores = -np.arange(80, dtype=np.float32)
    assert LOOKED_AT == 60
    # One of sixty has cosine 1, the others 0: z-scores 59**.5 and -1/59**.5.
    wanted = scores + NEARNESS * np.where(scores == -3, 59**0.5, -(59**-0.5))
    assert looked_again(library, scores) == pytest.approx(wanted, abs=1e-5)


def test_the_learned_part_sees_what_stands_around_a_passage_and_how_it_is_asked(tmp_path):
    texts = ["The boat sails.", *(f"The mayor waits {n} hours." for n in "abcdefghi")]
    library = library_with(tmp_path, Understanding(), *texts)
    scores = np.zeros(len(texts), np.float32)
    plain = looked_again(library, scores)

    def learned(name, question="ferry"):
        hidden = np.zeros((len(SEEN), 1), np.float32)
        hidden[SEEN.index(name)] = 1.0
        network = Network(hidden, np.full(1, 5, np.float32), np.ones(1, np.float32))
        return looked_again(library, scores, Ranking(again=network), question) - plain

    assert (learned("nearness") > 0).tolist() == [True] + [False] * 9
    assert (learned("nearness_2") > 0).tolist() == [True] * 3 + [False] * 7
    assert learned("asks").tolist() == pytest.approx([0] * 10)  # alike for all: it moves none by itself


@pytest.mark.parametrize(
    ("question", "terms", "whole", "asks"),
    [
        ("What did the mayor think about the ferry?", 3, True, True),
        ("Summarize the discussion about the ferry", 3, True, True),
        ("how much does the ferry cost", 3, False, True),
        ("The ferry costs ten francs?", 4, False, True),
        ("The ferry costs ten francs.", 4, False, False),
    ],
)
def test_how_a_question_is_asked_is_seen(tmp_path, question, terms, whole, asks):
    library = library_with(tmp_path, Understanding(), *TURNS)
    tokens = Understanding().question_tokens("ferry")
    with library.snapshot() as snapshot:
        known = seen(
            snapshot.derived, question, tokens, np.arange(4), np.zeros((4, len(FEATURES)), np.float32)
        )
    form = [SEEN.index(name) for name in ("terms", "whole", "asks")]
    assert known[:, form].tolist() == [pytest.approx([np.log1p(terms) - 2, float(whole), float(asks)])] * 4
