"""Encoding beside reading: a batch of texts is with the encoder while further transcripts are staged."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from types import TracebackType
from typing import Self

from embeddings import Encoder, Vectors
from rag.library.database import set_meta, transaction

BATCH = 512
"""Texts between two commits of their vectors: what a kill can cost."""

_GLANCE = 0.1  # seconds between two looks at how far the encoder is


class _StoppedError(Exception):
    """Ends the encoding of a batch that nobody waits for any more."""


class Encoding:
    """Encodes what is pending in a thread of its own, for a `with` block.

    SQLite is touched only by whoever calls. Leaving the block gives up the batch that is being encoded; its
    texts stay pending.
    """

    def __init__(self, connection: sqlite3.Connection, encoder: Encoder) -> None:
        self._connection = connection
        self._encoder = encoder
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="encoder")
        self._stopped = threading.Event()
        self._batch: list[tuple[int, bytes, str]] = []
        self._vectors: Future[tuple[Vectors, list[bytes]]] | None = None
        self._encoded = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopped.set()
        self._worker.shutdown(cancel_futures=True)

    def advance(self) -> None:
        """Keep the vectors that are ready and hand out the next batch; doesn't wait for the encoder."""
        if self._vectors is not None:
            if not self._vectors.done():
                return
            self._keep(*self._vectors.result())
        self._batch = self._connection.execute(
            "SELECT seq, hash, text FROM pending ORDER BY seq LIMIT ?", (BATCH,)
        ).fetchall()
        self._encoded = 0
        texts = [text for _, _, text in self._batch]
        self._vectors = self._worker.submit(self._encoder.encode_tokens, texts, self._note) if texts else None

    def finish(self, on_progress: Callable[[int, int], None]) -> None:
        """Encode all that is pending; `on_progress` gets (done, total) texts."""
        total = int(self._connection.execute("SELECT count(*) FROM pending").fetchone()[0])
        done = 0
        on_progress(done, total)
        self.advance()
        while self._vectors is not None:
            while wait([self._vectors], _GLANCE).not_done:
                on_progress(done + self._encoded, total)
            done += len(self._batch)
            self.advance()
            on_progress(done, total)

    def _note(self, encoded: int) -> None:
        """Called by the encoder's thread."""
        if self._stopped.is_set():
            raise _StoppedError
        self._encoded = encoded

    def _keep(self, vectors: Vectors, codes: list[bytes]) -> None:
        with transaction(self._connection):
            self._connection.executemany(
                "INSERT OR IGNORE INTO vectors VALUES (?, ?)",
                [
                    (digest, vector.astype("<f2").tobytes())
                    for (_, digest, _), vector in zip(self._batch, vectors, strict=True)
                ],
            )
            if self._encoder.token_space is not None:
                set_meta(self._connection, "token_space", self._encoder.token_space)
                self._connection.executemany(
                    "INSERT OR REPLACE INTO token_codes VALUES (?, ?, ?)",
                    [
                        (digest, self._encoder.token_space, each)
                        for (_, digest, _), each in zip(self._batch, codes, strict=True)
                    ],
                )
            self._connection.execute("DELETE FROM pending WHERE seq <= ?", (self._batch[-1][0],))
