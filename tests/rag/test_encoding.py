"""Encoding beside staging: the encoder never waits for whoever stages, and all that was pending is kept."""

import contextlib
import threading

import pytest

from embeddings.hashing import HashingEncoder
from rag.library import database, encoding
from rag.library.encoding import Encoding


@pytest.fixture
def connection(tmp_path, monkeypatch):
    """A library in which ten texts are pending, to be encoded by four."""
    monkeypatch.setattr(encoding, "BATCH", 4)
    database.create(tmp_path)
    with contextlib.closing(database.connect(tmp_path, write=True)) as connection:
        connection.executemany(
            "INSERT INTO pending (hash, text) VALUES (?, ?)", [(bytes([n]), f"pier {n}") for n in range(10)]
        )
        yield connection


class Held(HashingEncoder):
    """Encodes once it is released; notes how many texts it got at a time."""

    def __init__(self):
        super().__init__()
        self.got = []
        self.released, self.second = threading.Event(), threading.Event()

    def encode_tokens(self, texts, on_encoded=None):
        assert self.released.wait(60)
        self.got.append(len(texts))
        if len(self.got) == 2:
            self.second.set()
        return super().encode_tokens(texts, on_encoded)


def test_a_batch_lies_ready_behind_the_one_that_is_being_encoded(connection):
    encoder = Held()
    with Encoding(connection, encoder) as beside:
        beside.advance()
        encoder.released.set()
        assert encoder.second.wait(60), "the encoder waited for somebody to hand it the next batch"


def test_a_batch_that_is_not_full_waits_for_more_texts_until_none_are_to_come(connection):
    encoder, seen = Held(), []
    encoder.released.set()
    connection.execute("DELETE FROM pending WHERE seq > 6")
    with Encoding(connection, encoder) as beside:
        beside.advance()
        connection.execute("INSERT INTO pending (hash, text) VALUES (?, ?)", (b"new", "quay"))
        beside.finish(lambda done, total: seen.append((done, total)))
    assert encoder.got == [4, 3]
    assert connection.execute("SELECT count(*) FROM vectors").fetchone() == (7,)
    assert connection.execute("SELECT count(*) FROM pending").fetchone() == (0,)
    assert (seen[0], seen[-1]) == ((0, 7), (7, 7))
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
