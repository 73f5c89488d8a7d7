"""The second look: token codes are kept with the vectors, and the nearest words move a passage up."""

from __future__ import annotations

import json
import re
import zlib

import numpy as np
import pytest

from embeddings.hashing import HashingEncoder
from embeddings.token_vectors import TokenSpace
from rag.filters import Filters, select
from rag.indexing import index_paths, rebuild, remove
from rag.library import token_codes
from rag.library.library import Library
from rag.retriever import retrieve
from rag.second_look import LOOKED_AT, WEIGHT, look_again

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
        _, held = snapshot.derived.vectors.nearest_tokens(question, rows)
        return snapshot.derived.rows.turn[held].tolist()


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


def test_what_is_not_looked_at_is_not_moved_up_by_that(tmp_path):
    texts = [f"The {'boat' if n == 3 else 'mayor'} sails at {zlib.crc32(bytes([n]))}." for n in range(60)]
    library = library_with(tmp_path, Understanding(), *texts)
    question = Understanding().question_tokens("ferry")
    with library.snapshot() as snapshot:
        rows = np.arange(60)
        scores = -rows.astype(np.float32)
        again = look_again(snapshot.derived, question, rows, scores)
    assert LOOKED_AT == 50
    # One of fifty has cosine 1, the others 0: z-scores 7 and -1/7.
    wanted = scores + WEIGHT * np.where(rows == 3, 7, -1 / 7)
    assert again == pytest.approx(wanted, abs=1e-5)
