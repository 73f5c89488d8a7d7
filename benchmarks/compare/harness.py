"""Runs one tool in its own environment and prints what it cost as one JSON object on stdout.

    ENVS/TOOL/bin/python benchmarks/compare/harness.py TOOL ingest --texts DIR --index DIR --model DIR
    ENVS/TOOL/bin/python benchmarks/compare/harness.py TOOL query --index DIR --model DIR --questions FILE

Nothing but the standard library is imported here, so that it starts in every environment; what a tool imports
counts as the tool's time, as it does when a user runs a script of theirs. What a tool prints goes to stderr.

A tool is a module with_TOOL.py in this folder with a class `Tool`:

    Tool(index, model)      the folder of its index, the folder of the embedding model
    .ingest(texts)          reads the folder of files, saves its index; returns how many pieces were embedded
    .open()                 opens the saved index, ready for questions
    .search(question, transcript, k)
                            at most k pieces, best first, as {"transcript", "text", "start"}: `start` is
                            where the piece begins in the transcript's text, None where the tool doesn't say;
                            from the transcript with that id, or from all where it is None

On Record gives {"transcript", "turn", "text"} instead.
"""

from __future__ import annotations

import time

BEGAN = {"wall": time.perf_counter(), "processor": time.process_time()}

import argparse
import contextlib
import importlib
import json
import resource
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

DEPTH = 20
"""Pieces asked for in one transcript; the reciprocal rank looks no deeper."""

SHOWN = 5
"""Pieces asked for in the whole library, as a page would show them."""

WARM = 5
"""Questions asked of the whole library before those that are timed."""

PACKAGES = (
    "langchain-community",
    "langchain-core",
    "llama-index-core",
    "haystack-ai",
    "txtai",
    "onrecord",
    "sentence-transformers",
    "transformers",
    "torch",
    "faiss-cpu",
    "openvino",
)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("tool")
    parser.add_argument("stage", choices=["ingest", "query"])
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--questions", type=Path)
    options = parser.parse_args()
    with contextlib.redirect_stdout(sys.stderr):
        tool = importlib.import_module(f"with_{options.tool}").Tool(options.index, options.model)
        if options.stage == "ingest":
            measured = ingest(tool, options.texts)
        else:
            lines = options.questions.read_text(encoding="utf-8").splitlines()
            measured = query(tool, [json.loads(line) for line in lines])
    print(json.dumps(measured | {"peak_bytes": peak_bytes(), "versions": versions()}))


def ingest(tool: Any, texts: Path) -> dict[str, Any]:
    """What passes from the start of the process until the index is saved."""
    pieces = tool.ingest(texts)
    return {"ingest": since(BEGAN), "pieces": pieces}


def query(tool: Any, questions: list[dict[str, Any]]) -> dict[str, Any]:
    """What reopening takes (from the start of the process), the first question, and each later one.

    `whole` are the questions to the whole library, `one` those to one transcript, whose pieces are `found`,
    by the question's id.
    """
    tool.open()
    reopened = since(BEGAN)
    first, _ = timed(tool, f"{questions[0]['query']} (first)", None, SHOWN)
    for question in questions[:WARM]:
        tool.search(f"{question['query']} (warm)", None, SHOWN)
    whole = [timed(tool, question["query"], None, SHOWN)[0] for question in questions]
    one, found = [], {}
    for question in questions:
        # One more space: nothing that a tool may have remembered of the same words helps it.
        spent, pieces = timed(tool, f"{question['query']} ", question["transcript"], DEPTH)
        one.append(spent)
        found[question["id"]] = pieces
    return {"reopen": reopened, "first": first, "whole": whole, "one": one, "found": found}


def timed(tool: Any, question: str, transcript: str | None, k: int) -> tuple[dict[str, float], Any]:
    began = now()
    pieces = tool.search(question, transcript, k)
    return since(began), pieces


def now() -> dict[str, float]:
    """Seconds on the wall, and of processor time that all threads of this process have used."""
    return {"wall": time.perf_counter(), "processor": time.process_time()}


def since(began: dict[str, float]) -> dict[str, float]:
    return {clock: at - began[clock] for clock, at in now().items()}


def peak_bytes() -> int:
    """The most memory that was resident at once.

    VmHWM and not ru_maxrss: the latter counts what the parent held when it forked.
    """
    with contextlib.suppress(OSError):
        for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
            if line.startswith("VmHWM:"):
                return 1024 * int(line.split()[1])
    unit = 1 if sys.platform == "darwin" else 1024
    return unit * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def versions() -> dict[str, str]:
    found = {}
    for package in PACKAGES:
        with contextlib.suppress(metadata.PackageNotFoundError):
            found[package] = metadata.version(package)
    return found


if __name__ == "__main__":
    main()
