"""Encoding beside reading: a batch of texts is with the encoder while further transcripts are staged."""

from __future__ import annotations

import sqlite3
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from functools import partial
from types import TracebackType
from typing import Self

from embeddings import Encoder, Vectors
from rag.library.database import set_meta, transaction

BATCH = 512
"""Texts between two commits of their vectors: what a kill can cost."""

_IN_HAND = 2
"""Batches that are with the encoder at most."""

_GLANCE = 0.1  # seconds between two looks at how far the encoder is


class _StoppedError(Exception):
    """Ends the encoding of a batch that nobody waits for any more."""


@dataclass(frozen=True, slots=True)
class _Batch:
    """Pending texts as (seq, hash, text) that are with the encoder, and what it will make of them."""

    rows: list[tuple[int, bytes, str]]
    made: Future[tuple[Vectors, list[bytes]]]


class Encoding:
    """Encodes what is pending in a thread of its own, for a `with` block.

    SQLite is touched only by whoever calls. Leaving the block gives up the batches that are with the encoder;
    their texts stay pending.
    """

    def __init__(self, connection: sqlite3.Connection, encoder: Encoder) -> None:
        self._connection = connection
        self._encoder = encoder
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="encoder")
        self._stopped = threading.Event()
        self._batches: deque[_Batch] = deque()
        self._last = 0  # seq of the last text handed out
        self._handed = self._encoded = self._kept = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopped.set()
        self._worker.shutdown(cancel_futures=True)

    def advance(self, *, finishing: bool = False) -> None:
        """Keep the vectors that are ready and hand out what waits; doesn't wait for the encoder.

        A batch lies ready behind the one that is being encoded: to stage a transcript takes long. Unless
        `finishing`, only a full one does, since more texts are to come.
        """
        while self._batches and self._batches[0].made.done():
            self._keep(self._batches.popleft())
        while len(self._batches) < _IN_HAND:
            if not self._hand_out(1 if finishing or not self._batches else BATCH):
                break

    def finish(self, on_progress: Callable[[int, int], None]) -> None:
        """Encode all that is pending; `on_progress` gets (done, total) texts."""
        total = int(self._connection.execute("SELECT count(*) FROM pending").fetchone()[0])
        before = self._kept
        on_progress(0, total)
        self.advance(finishing=True)
        while self._batches:
            while wait([self._batches[0].made], _GLANCE).not_done:
                on_progress(max(self._kept, self._encoded) - before, total)
            self.advance(finishing=True)
            on_progress(self._kept - before, total)

    def _hand_out(self, fewest: int) -> bool:
        """Give the encoder the next batch, if so many texts wait; tells whether it did."""
        rows = self._connection.execute(
            "SELECT seq, hash, text FROM pending WHERE seq > ? ORDER BY seq LIMIT ?", (self._last, BATCH)
        ).fetchall()
        if len(rows) < fewest:
            return False
        note = partial(self._note, self._handed)
        made = self._worker.submit(self._encoder.encode_tokens, [text for _, _, text in rows], note)
        self._batches.append(_Batch(rows, made))
        self._last = rows[-1][0]
        self._handed += len(rows)
        return True

    def _note(self, before: int, encoded: int) -> None:
        """Called by the encoder's thread."""
        if self._stopped.is_set():
            raise _StoppedError
        self._encoded = before + encoded

    def _keep(self, batch: _Batch) -> None:
        vectors, codes = batch.made.result()
        with transaction(self._connection):
            self._connection.executemany(
                "INSERT OR IGNORE INTO vectors VALUES (?, ?)",
                [
                    (digest, vector.astype("<f2").tobytes())
                    for (_, digest, _), vector in zip(batch.rows, vectors, strict=True)
                ],
            )
            if self._encoder.token_space is not None:
                set_meta(self._connection, "token_space", self._encoder.token_space)
                self._connection.executemany(
                    "INSERT OR REPLACE INTO token_codes VALUES (?, ?, ?)",
                    [
                        (digest, self._encoder.token_space, each)
                        for (_, digest, _), each in zip(batch.rows, codes, strict=True)
                    ],
                )
            self._connection.execute("DELETE FROM pending WHERE seq <= ?", (batch.rows[-1][0],))
        self._kept += len(batch.rows)
