"""How long a search and an answer take, and how much of it is the encoder's.

    python benchmarks/ask_latency.py LIBRARY [LIBRARY ...] --questions QUESTIONS.jsonl

QUESTIONS.jsonl has one object a line with the question under `q`. Each question is asked once of every
library after five to warm up, so nothing of it is remembered. Prints medians and 95th percentiles in
milliseconds: the question's vector alone, a search and an answer with that vector at hand, and an answer from
nothing.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as `onrecord` does

import argparse
import json
import platform
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from rag import answers
from rag.filters import Filters, select
from rag.library.library import Library
from rag.retriever import retrieve
from ui.settings import load_encoder

WARM, CANDIDATES = 5, 24


def timed(function):
    began = time.perf_counter()
    function()
    return 1000 * (time.perf_counter() - began)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("libraries", type=Path, nargs="+")
    parser.add_argument("--questions", type=Path, required=True)
    options = parser.parse_args()
    lines = options.questions.read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line)["q"] for line in lines]
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, {len(questions)} questions")
    print(
        f"{'library':20} {'passages':>9}  {'vector':>12} {'search':>12} {'answer':>12} {'from nothing':>14}"
    )
    for path in options.libraries:
        encoder = load_encoder()  # anew, so that it remembers no question
        with Library(path).snapshot() as snapshot:
            for question in questions[:WARM]:
                answers.answer(snapshot, encoder, f"{question} (warm)", Filters())
            everything = select(Filters(), snapshot)
            figures = []
            for question in questions:
                whole = timed(lambda: answers.answer(snapshot, encoder, f"{question} ", Filters()))  # noqa: B023
                vector = timed(lambda: encoder.encode([question]))  # noqa: B023
                search = timed(lambda: retrieve(snapshot, encoder, question, everything, CANDIDATES))  # noqa: B023
                answer = timed(lambda: answers.answer(snapshot, encoder, question, Filters()))  # noqa: B023
                figures.append((vector, search, answer, whole))
            half, most = np.percentile(np.array(figures), [50, 95], axis=0)
            shown = " ".join(f"{a:5.0f} ({b:4.0f})" for a, b in zip(half, most, strict=True))
            print(f"{path.name:20} {len(snapshot.derived.rows):9,}  {shown}")


if __name__ == "__main__":
    main()
