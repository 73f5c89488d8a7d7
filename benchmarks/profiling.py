"""Where the time goes: our functions by own time, sampled by pyinstrument.

    python benchmarks/profiling.py index FOLDER [--files N]
    python benchmarks/profiling.py ask LIBRARY --questions QUESTIONS.jsonl [--most M]

`index` reads N files of FOLDER into a temporary library; `ask` asks M questions (one object a line, words
under `q` or `query`) of a library that has answered the like before. Own time is what passes in a function
and in the libraries that it calls, so what OpenVINO, SQLite or NumPy do is told under the function of ours
that asks for it. Prints the first five (--top), with the share of the whole, the milliseconds (per question),
and what takes most of it, where that isn't the function itself.

The file isn't called profile.py: the standard library's cProfile imports a module of that name, and torch
imports cProfile.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as `onrecord` does

import argparse
import json
import platform
import shutil
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pyinstrument import Profiler

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from rag import answers
from rag.filters import Filters
from rag.indexing import index_paths
from rag.library.library import Library
from ui.settings import load_encoder

OURS = tuple(str(ROOT / package) + os.sep for package in ("embeddings", "rag", "ui"))
INTERVAL, QUICKEST = 0.001, 0.0005


def place_of(frame: Any) -> str | None:
    """`rag/answers.py:answer` for a function of ours, None for others'."""
    path = frame.file_path or ""
    return f"{Path(path).relative_to(ROOT)}:{frame.function}" if path.startswith(OURS) else None


def library_of(frame: Any) -> str:
    """What a frame that isn't ours belongs to: a package, or a module of the standard library."""
    path = Path(frame.file_path or "")
    parts = path.parts
    if "site-packages" in parts:
        return parts[parts.index("site-packages") + 1]
    if not path.is_file():
        return "compiled code"
    return path.stem if path.parent.name.startswith("python") else path.parent.name


def own_times(frame: Any, owner: str, times: dict[str, Counter[str]], inside: str = "") -> None:
    """Add the seconds of `frame` and those below it to `times`: by function of ours, then by library."""
    place = place_of(frame)
    if place is not None:
        owner, inside = place, ""
    elif not frame.is_synthetic:  # pyinstrument keeps a function's own time in a child that stands for it
        inside = library_of(frame)
    times[owner][inside] += max(0.0, frame.time - sum(child.time for child in frame.children))
    for child in frame.children:
        own_times(child, owner, times, inside)


def told(profiler: Profiler, top: int, runs: int) -> list[str]:
    """The functions that take most of the time, a line each."""
    times: dict[str, Counter[str]] = defaultdict(Counter)
    root = profiler.last_session.root_frame(trim_stem=False) if profiler.last_session else None
    if root is None:
        return ["no samples"]
    own_times(root, "(outside)", times)
    times.pop("(outside)", None)
    whole = sum(spent.total() for spent in times.values())
    lines = []
    for place, spent in sorted(times.items(), key=lambda item: -item[1].total())[:top]:
        library, seconds = spent.most_common(1)[0]
        within = f"  ({library} {seconds / spent.total():.0%})" if library else ""
        lines.append(f"{spent.total() / whole:6.1%} {1000 * spent.total() / runs:10.2f} ms  {place}{within}")
    return [*lines, f"{'':6} {1000 * whole / runs:10.2f} ms  all of it"]


def profiled_index(folder: Path, most: int) -> Profiler:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    encoder = load_encoder()
    encoder.encode(["warm"])
    with tempfile.TemporaryDirectory() as temporary:
        chosen = Path(temporary) / "files"
        chosen.mkdir()
        for file in files[:: max(1, len(files) // most)][:most]:
            shutil.copy(file, chosen)
        with Profiler(interval=INTERVAL, async_mode="disabled") as profiler:
            report = index_paths(Library(Path(temporary) / "library"), [chosen], encoder)
    print(f"index: {report.transcripts} transcripts, {report.passages:,} passages")
    return profiler


def profiled_ask(path: Path, questions: Sequence[str]) -> Profiler:
    encoder = load_encoder()
    with Library(path).snapshot() as snapshot:
        for question in questions:
            answers.answer(snapshot, encoder, f"{question} (warm)", Filters())
        with Profiler(interval=QUICKEST, async_mode="disabled") as profiler:
            for question in questions:
                answers.answer(snapshot, encoder, question, Filters())
        print(f"ask: {len(questions)} questions, {len(snapshot.derived.rows):,} passages")
    return profiler


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    index = commands.add_parser("index")
    index.add_argument("folder", type=Path)
    index.add_argument("--files", type=int, default=20)
    ask = commands.add_parser("ask")
    ask.add_argument("library", type=Path)
    ask.add_argument("--questions", type=Path, required=True)
    ask.add_argument("--most", type=int, default=100)
    for command in (index, ask):
        command.add_argument("--top", type=int, default=5)
    options = parser.parse_args()
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores")
    if options.command == "index":
        print(*told(profiled_index(options.folder, options.files), options.top, 1), sep="\n")
        return
    lines = options.questions.read_text(encoding="utf-8").splitlines()
    asked = [json.loads(line) for line in lines[: options.most]]
    questions = [one.get("q") or one["query"] for one in asked]
    print(*told(profiled_ask(options.library, questions), options.top, len(questions)), sep="\n")


if __name__ == "__main__":
    main()
