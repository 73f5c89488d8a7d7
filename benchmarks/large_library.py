"""A library of a million passages, and what it costs to open, to ask, to check in and to add to.

    python benchmarks/large_library.py make LIBRARY --source LIBRARY [--passages N]
    python benchmarks/large_library.py measure LIBRARY --source LIBRARY --questions QUESTIONS.jsonl
    python benchmarks/large_library.py add LIBRARY --source LIBRARY

`make` writes transcripts whose exchanges are drawn at random from those of the source library, through the
ordinary staging and publishing. Up to 50,000 vectors are the source's own; all others are neighbours of them,
with noise (cosine about .9), so that nobody waits days for an encoder. It goes on where it was interrupted.
`measure` opens the library in a process of its own and prints seconds, memory, medians and the recall of the
vector search against an exact scan, without and with filters. `add` puts in 1,000 passages more and takes
them out again.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as `onrecord` does

import argparse
import contextlib
import datetime as dt
import functools
import hashlib
import json
import platform
import random
import resource
import sys
import time
import zlib
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from rag import answers
from rag.filters import Filters
from rag.indexing import remove
from rag.library import database, lock, staging
from rag.library.encoding import Encoding
from rag.library.library import EncoderIdentity, Library, published_keys
from rag.library.publishing import publish
from rag.library.staging import Source
from rag.quotes.checker import check_quote
from rag.transcript import Transcript
from ui.settings import load_encoder

BASE, NOISE, TAIL = 50_000, 0.5, 40
TURNS_EACH, FIRST_DAY, DAYS = 160, dt.date(2001, 1, 20), 8_900
NEAREST, QUERIES = 10, 200


class NeighbourEncoder:
    """The real encoder's name and tokens, with vectors near to those of a library that it encoded."""

    def __init__(self, source):
        self._real = load_encoder()
        self.name, self.dimensions, self.window = self._real.name, self._real.dimensions, self._real.window
        self.count_tokens = self._real.count_tokens
        with Library(source).snapshot() as snapshot:
            rows = snapshot.derived.rows
            step = max(1, len(rows) // BASE)
            chosen = np.arange(0, len(rows), step)[:BASE]
            self.base = snapshot.derived.vectors.vectors(chosen)
            texts = {(t, n): text for t, n, _, _, text in snapshot.texts_of(_turns(rows, chosen))}
        ends = (
            texts[int(rows.transcript[row]), int(rows.turn[row])][rows.start[row] : rows.end[row]]
            for row in chosen
        )
        self._row = {words[-TAIL:]: i for i, words in enumerate(ends)}

    def encode(self, texts, on_encoded=None):
        vectors = np.stack([self._vector(text) for text in texts]).astype(np.float32)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    token_space = None

    def encode_tokens(self, texts, on_encoded=None):
        return self.encode(texts), [b""] * len(texts)

    def _vector(self, text):
        seed = zlib.crc32(text.encode())
        row = self._row.get(text[-TAIL:], seed % len(self.base))
        noise = np.random.default_rng(seed).standard_normal(self.dimensions)
        return self.base[row] + NOISE * noise / np.sqrt(self.dimensions)


def _turns(rows, chosen):
    pairs = zip(rows.transcript[chosen].tolist(), rows.turn[chosen].tolist(), strict=True)
    return list(dict.fromkeys(pairs))


def exchanges(source):
    """The source's turns in runs that begin with a question, and its titles."""
    groups, titles = [], []
    with Library(source).snapshot() as snapshot:
        for key, entry in snapshot.transcripts_by_key.items():
            titles.append(entry.title)
            before = "question"
            for stored in snapshot.turns(key):
                if stored.role.value == "question" != before or not stored.number:
                    groups.append([])
                groups[-1].append(stored.turn)
                before = stored.role.value
    return groups, titles


def synthetic(number, groups, titles):
    """Transcript `number`, the same at every call."""
    draw = random.Random(number)
    turns = []
    while len(turns) < TURNS_EACH:
        turns += draw.choice(groups)
    return Transcript(
        id=f"synthetic-{number:05}",
        title=f"{draw.choice(titles)}, Part {number}",
        date=FIRST_DAY + dt.timedelta(days=draw.randrange(DAYS)),
        format="benchmark",
        turns=tuple(turns),
    )


def encode(connection, encoder):
    with Encoding(connection, encoder) as encoding:
        encoding.finish(lambda done, total: None)


def stage(connection, encoder, numbers, groups, titles, wanted=None):
    """Stage transcripts until the library holds `wanted` passages."""
    held = connection.execute("SELECT count(*) FROM passages").fetchone()[0]
    for number in numbers:
        if wanted is not None and held >= wanted:
            break
        name = f"synthetic-{number:05}"
        source = Source(Path("/synthetic") / name, hashlib.sha256(name.encode()).hexdigest())
        if staging.is_staged(connection, source):
            continue
        staging.stage(connection, source, synthetic(number, groups, titles), encoder)
        held += connection.execute(
            "SELECT passages FROM transcripts WHERE published = 0 AND path = ?", (str(source.path),)
        ).fetchone()[0]
        if number % 50 == 0:
            encode(connection, encoder)
            print(f"\r{held:,} passages", end="", file=sys.stderr, flush=True)
    encode(connection, encoder)


@contextlib.contextmanager
def writing(folder):
    Library(folder)
    with (
        lock.writing(folder),
        contextlib.closing(database.connect(folder, write=True)) as connection,
    ):
        yield connection


def publish_staged(folder, connection, encoder):
    final = published_keys(connection) | set(staging.complete(connection).values())
    publish(folder, connection, frozenset(final), EncoderIdentity(encoder.name, encoder.dimensions))


def make(options):
    encoder = NeighbourEncoder(options.source)
    groups, titles = exchanges(options.source)
    with writing(options.library) as connection:
        # The same turns come again and again: only the first is cut into sentences.
        staging.cut_turn = functools.lru_cache(None)(staging.cut_turn)
        began = time.perf_counter()
        staging.clear_other_encoder(connection, encoder.name)
        stage(connection, encoder, range(1, 1_000_000), groups, titles, options.passages)
        print(f"\nstaged after {time.perf_counter() - began:.0f} s", file=sys.stderr)
        began = time.perf_counter()
        publish_staged(options.library, connection, encoder)
        print(f"published in {time.perf_counter() - began:.0f} s", file=sys.stderr)


def add(options):
    """Seconds to publish 1,000 passages more, their vectors being there, and to take them out."""
    encoder = NeighbourEncoder(options.source)
    groups, titles = exchanges(options.source)
    with Library(options.library).snapshot() as snapshot:
        before = len(snapshot.derived.rows)
    with writing(options.library) as connection:
        began = time.perf_counter()
        numbers = range(900_001, 900_100)
        stage(connection, encoder, numbers, groups, titles, before + 1000)
        staged = time.perf_counter()
        publish_staged(options.library, connection, encoder)
        ended = time.perf_counter()
    with Library(options.library).snapshot() as snapshot:
        held = len(snapshot.derived.rows)
        ids = [entry.id for entry in snapshot.transcripts() if entry.id.startswith("synthetic-9000")]
    print(f"{held - before:,} passages added: staged in {staged - began:.1f} s,"
          f" published in {ended - staged:.1f} s")  # fmt: skip
    began = time.perf_counter()
    remove(Library(options.library), *ids)
    print(f"taken out in {time.perf_counter() - began:.1f} s")


def timed(function, *arguments):
    began = time.perf_counter()
    found = function(*arguments)
    return 1000 * (time.perf_counter() - began), found


def resident():
    """Resident memory in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


def measure(options):
    lines = options.questions.read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line)["q"] for line in lines][: options.count]
    encoder = load_encoder()
    encoder.encode(["warm"])
    empty = resident()
    opening, _ = timed(_opened, options.library)
    library = Library(options.library)
    with library.snapshot() as snapshot:
        print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores")
        print(f"{len(snapshot.derived.rows):,} passages, {len(snapshot.transcripts()):,} transcripts")
        print(f"opened in {opening:.0f} ms")
        for question in questions[:5]:
            answers.answer(snapshot, encoder, f"{question} (warm)", Filters())
        _tell("ask", [timed(answers.answer, snapshot, encoder, q, Filters())[0] for q in questions])
        quotes = _quotations(snapshot)
        for name, tail in (("verbatim", ""), ("altered", " indeed")):
            _tell(f"check, {name}", [timed(_check, snapshot, encoder, quote + tail)[0] for quote in quotes])
        print(f"resident {resident():.0f} MB, of which {empty:.0f} before the library was opened")
        _recall(snapshot, snapshot.derived.vectors, encoder, questions)
        for name, filters in _filters(snapshot):
            took = [timed(answers.answer, snapshot, encoder, f"{q} ", filters)[0] for q in questions]
            _tell(f"ask, {name}", took)


def _check(snapshot, encoder, quote):
    return check_quote(snapshot, quote, Filters(), lambda: encoder)


def _opened(folder):
    with Library(folder).snapshot() as snapshot:
        return len(snapshot.derived.vectors)


def _tell(name, milliseconds):
    half, most = np.percentile(milliseconds, [50, 95])
    print(f"{name:28} p50 {half:6.0f} ms  p95 {most:6.0f} ms", flush=True)


def _quotations(snapshot):
    rows = snapshot.derived.rows
    draw = np.random.default_rng(7).choice(len(rows), 60, replace=False)
    texts = {(t, n): text for t, n, _, _, text in snapshot.texts_of(_turns(rows, draw))}
    found = []
    for row in draw:
        words = texts[int(rows.transcript[row]), int(rows.turn[row])][rows.start[row] : rows.end[row]].split()
        if len(words) >= 8:
            found.append(" ".join(words[:14]))
    return found


def _filters(snapshot):
    days = sorted(entry.date for entry in snapshot.transcripts() if entry.date)
    speakers = sorted(snapshot.speakers(), key=lambda each: each.name)
    counts = np.unique(snapshot.derived.rows.speaker, return_counts=True)
    most = int(counts[0][np.argmax(counts[1])])
    name = next(each.name for each in speakers if each.key == most)
    yield f"by {name}", Filters(speaker=name)
    for share in (0.5, 0.1, 0.01):
        yield f"newest {share:.0%}", Filters(after=days[-max(1, int(share * len(days)))])


def _recall(snapshot, vectors, encoder, questions):
    rows = len(vectors)
    draw = np.random.default_rng(5)
    queries = encoder.encode(questions[:QUERIES])
    masks = [("everything", None)]
    for share in (0.5, 0.1, 0.01):
        masks.append((f"scattered {share:.0%}", draw.random(rows) < share))
        masks.append((f"a range of {share:.0%}", np.arange(rows) >= rows - int(share * rows)))
    keys, counts = np.unique(snapshot.derived.rows.speaker, return_counts=True)
    for share in (0.1, 0.01):
        key = keys[np.argmin(np.abs(counts - share * rows))]
        held = snapshot.derived.rows.speaker == key
        masks.append((f"one speaker, {held.mean():.2%}", held))
    for name, mask in masks:
        allowed = np.arange(rows) if mask is None else np.flatnonzero(mask)
        exact = _exact(vectors, queries, allowed)
        took, found = [], []
        for query in queries:
            each, hits = timed(vectors.search, query[None], 200, mask)
            took.append(each)
            found.append(set(hits[1][0][:NEAREST].tolist()))
        right = np.mean([len(a & b) / min(NEAREST, len(allowed)) for a, b in zip(found, exact, strict=True)])
        print(f"vectors, {name:24} recall@{NEAREST} {right:.4f}  p50 {np.median(took):5.1f} ms", flush=True)


def _exact(vectors, queries, allowed):
    """Sets of the nearest rows of each query, by a scan in chunks."""
    best = np.full((len(queries), NEAREST), -2.0, np.float32)
    rows = np.zeros((len(queries), NEAREST), np.int64)
    for start in range(0, len(allowed), 50_000):
        chunk = allowed[start : start + 50_000]
        scores = np.concatenate([best, queries @ vectors.vectors(chunk).T], axis=1)
        places = np.concatenate([rows, np.broadcast_to(chunk, (len(queries), len(chunk)))], axis=1)
        order = np.argpartition(-scores, NEAREST - 1, axis=1)[:, :NEAREST]
        best, rows = np.take_along_axis(scores, order, 1), np.take_along_axis(places, order, 1)
    return [set(each.tolist()) for each in rows]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=("make", "measure", "add"))
    parser.add_argument("library", type=Path)
    parser.add_argument("--source", type=Path)
    parser.add_argument("--passages", type=int, default=1_000_000)
    parser.add_argument("--questions", type=Path)
    parser.add_argument("--count", type=int, default=60, help="questions to ask")
    options = parser.parse_args()
    {"make": make, "measure": measure, "add": add}[options.what](options)


if __name__ == "__main__":
    main()
