"""What indexing costs beside the bare encoder, and beside sentence-transformers' own `encode`.

    python benchmarks/ingest.py TRANSCRIPTS [--files N] [--torch M] [--runs R]

Indexes N files into a new library by the command, R times, then encodes the very texts that were embedded
with the compiled encoder alone, and M of them with sentence-transformers; the pairs alternate, so that a busy
machine burdens both. Then indexes again with nothing changed, and with one file changed. Prints medians,
their ratios, the peak memory of the command, and the machine.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import platform
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np

from embeddings import SentenceEncoder
from rag.passages import Context, view_texts


def index(library, folder):
    """Seconds and peak memory (bytes) of the command, in a process of its own."""
    command = [sys.executable, "-m", "ui", "--library", str(library), "index", str(folder), "--json"]
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"{' '.join(command)} failed")
    return time.perf_counter() - began, usage.ru_maxrss * 1024


def embedded_texts(library):
    """The distinct texts that the library's vectors are of."""
    with contextlib.closing(sqlite3.connect(library / "library.sqlite")) as connection:
        rows = connection.execute(
            """SELECT t.text, p.start, p."end", c.title, s.name, q.text FROM passages p
               JOIN turns t ON t.transcript = p.transcript AND t.turn = p.turn
               JOIN transcripts c ON c.key = p.transcript JOIN speakers s ON s.key = t.speaker
               LEFT JOIN turns q ON q.transcript = t.transcript AND q.turn = t.question"""
        ).fetchall()
    texts = {
        view: None
        for text, start, end, title, name, asked in rows
        for view in view_texts(text[start:end], Context(title, name, asked))
    }
    return list(texts)


def multiplications():
    """The machine's rate of multiplying matrices, in 10^9 floating-point operations a second."""
    one = np.random.default_rng(0).random((2048, 2048), np.float32)
    took = min(seconds(lambda: one @ one) for _ in range(8))
    return 2 * 2048**3 / took / 1e9


def operations(encoder, texts):
    """Floating-point operations of a MiniLM of 6 layers of 384 over the texts: matrices, then attention."""
    lengths = np.minimum(np.array(encoder.count_tokens(texts)) + 2, encoder.window)
    layers, width = 6, 384
    return float((lengths * 2 * layers * 12 * width**2 + 4 * layers * width * lengths**2).sum())


def seconds(function):
    began = time.perf_counter()
    function()
    return time.perf_counter() - began


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", type=int, default=20)
    parser.add_argument("--torch", type=int, default=1000, help="texts for sentence-transformers")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    files = sorted(path for path in options.folder.rglob("*") if path.is_file())
    encoder = SentenceEncoder()
    encoder.encode(["warm"])
    whole, bare, peaks, again, changed = [], [], [], [], []
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "files"
        folder.mkdir()
        step = max(1, len(files) // options.files)
        for file in files[::step][: options.files]:
            shutil.copy(file, folder)
        for run in range(options.runs):
            library = Path(temporary) / f"library-{run}"
            took, peak = index(library, folder)
            texts = embedded_texts(library)
            whole.append(took)
            peaks.append(peak)
            bare.append(seconds(lambda: encoder.encode(texts)))  # noqa: B023 - called at once
            again.append(index(library, folder)[0])
            one = next(folder.iterdir())
            one.write_text(one.read_text(encoding="utf-8") + f"\n\nMS. DOE:  Run {run} is over.\n", "utf-8")
            changed.append(index(library, folder)[0])
    sample = texts[:: max(1, len(texts) // options.torch)]
    torch = SentenceEncoder(compiled=False)
    torch.encode(["warm"])
    pairs = [
        (seconds(lambda: torch.encode(sample)), seconds(lambda: encoder.encode(sample))) for _ in range(3)
    ]
    gain = statistics.median(slow / quick for slow, quick in pairs)
    ratio = statistics.median(w / b for w, b in zip(whole, bare, strict=True))
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores; {len(texts):,} texts")
    print(
        f"index {statistics.median(whole):.1f} s, the bare compiled encoder {statistics.median(bare):.1f} s"
    )
    print(f"index / bare encoder: {ratio:.2f} (asked: at most 1.15)")
    print(f"sentence-transformers / bare encoder, {len(sample)} texts: {gain:.2f}")
    print(f"sentence-transformers / index: {gain / ratio:.2f} (asked: at least 3.5)")
    rate, reached = multiplications(), operations(encoder, texts) / statistics.median(bare) / 1e9
    print(f"matrices {rate:.0f} GFLOP/s; the encoder {reached:.0f}, {reached / rate:.0%} of it")
    print(f"nothing changed {statistics.median(again):.2f} s, one file {statistics.median(changed):.2f} s")
    print(f"peak memory {max(peaks) / 1e6:.0f} MB (asked: at most 900)")


if __name__ == "__main__":
    main()
