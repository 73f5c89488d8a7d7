"""On Record beside LlamaIndex, LangChain, txtai and Haystack: one model, the same transcripts, one run.

    python benchmarks/compare/environments.py --envs ENVS
    python benchmarks/compare/run.py --set ../shared/eval/qmsum --envs ENVS --work WORK [--transcripts N]
        [--rounds R] [--seconds S] [--tools onrecord,txtai,…] [--clock wall|processor]

Each tool does what its own quickstart says (see with_TOOL.py), with the packaged all-MiniLM-L6-v2, in a
process of its own: ingest, then, in a new process, reopen and ask. The tools take turns over R rounds, so
that a busy machine burdens all. On Record reads the set's JSON files, the others the same turns as text
(`Speaker: words`).

Every step's figures are kept in WORK, and a run that was cut goes on where it was. `--seconds` begins no step
after S seconds and then ends with 75: run it again for the rest. `--transcripts` takes every so-manieth
transcript, and only the questions about those. Prints medians over the rounds, ratios to On Record, and the
machine. `--clock processor` prints processor time, for a busy machine: bind the run to one core then
(`taskset -c 0`), where no thread spins in wait for another.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

import report
import scoring
from environments import TOOLS, python_of

from embeddings.packaged_model import packaged_model
from rag.evaluation import Query, load_queries

UNFINISHED = 75
OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "LANGSMITH_TRACING": "false",
    "ANONYMIZED_TELEMETRY": "False",
    "DO_NOT_TRACK": "1",
}


@dataclass(frozen=True, slots=True)
class Share:
    """The transcripts to read, in both shapes, and the questions about them; the files lie under `folder`."""

    folder: Path
    scripts: dict[str, scoring.Script]
    queries: tuple[Query, ...]

    def texts(self, tool: str) -> Path:
        return self.folder / ("json" if tool == "onrecord" else "text")


def share_of(gold_set: Path, most: int | None, work: Path) -> Share:
    """Write `most` of the set's transcripts as JSON and as text into `work`, with their questions."""
    files = sorted((gold_set / "transcripts").glob("*.json"))
    step = max(1, len(files) // (most or len(files)))
    share = Share(work / "files", {}, ())
    for folder in ("json", "text"):
        (share.folder / folder).mkdir(parents=True, exist_ok=True)
    for path in files[::step][: most or len(files)]:
        content = path.read_text(encoding="utf-8")
        transcript = json.loads(content)
        script = scoring.script_of(transcript["turns"])
        share.scripts[transcript["id"]] = script
        keep(share.folder / "json" / path.name, content)
        keep(share.folder / "text" / f"{transcript['id']}.txt", script.text)
    queries = tuple(query for query in load_queries(gold_set) if query.transcript in share.scripts)
    lines = [json.dumps({"id": q.id, "query": q.text, "transcript": q.transcript}) for q in queries]
    keep(share.folder / "questions.jsonl", "\n".join(lines))
    return Share(share.folder, share.scripts, queries)


def keep(path: Path, content: str) -> None:
    """Write what isn't there yet: another run over the same WORK may be reading."""
    if not path.exists() or path.read_text(encoding="utf-8") != content:
        path.write_text(content, encoding="utf-8")


def command(tool: str, stage: str, index: Path, share: Share, envs: Path) -> list[str]:
    given = {
        "ingest": ["--texts", str(share.texts(tool).resolve())],
        "query": ["--questions", str((share.folder / "questions.jsonl").resolve())],
    }
    return [
        str(python_of(tool, envs)),
        str(HERE / "harness.py"),
        tool,
        stage,
        *("--index", str(index.resolve()), "--model", str(packaged_model())),
        *given[stage],
    ]


def measure(words: list[str], kept: Path) -> None:
    """Run one step and keep its figures. Raises SystemExit with the step's last line where it fails."""
    done = subprocess.run(words, capture_output=True, text=True, env=os.environ | OFFLINE, check=False)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["nothing on stderr"])[-1]
        raise SystemExit(f"{words[2]} {words[3]} ended with {done.returncode}: {last}")
    partial = kept.with_suffix(".part")
    partial.write_text(done.stdout, encoding="utf-8")
    partial.rename(kept)


def steps(tools: list[str], rounds: int) -> Iterator[tuple[int, str, str]]:
    """The steps in order: each round begins with another tool."""
    for number in range(rounds):
        turned = tools[number % len(tools) :] + tools[: number % len(tools)]
        for tool in turned:
            for stage in ("ingest", "query"):
                yield number, tool, stage


def kept_in(work: Path, number: int, tool: str, stage: str) -> Path:
    return work / "figures" / f"{number}-{tool}-{stage}.json"


def run(options: argparse.Namespace, share: Share, tools: list[str]) -> bool:
    """Do the steps that are missing; False where the time was up before the last."""
    began = time.monotonic()
    for number, tool, stage in steps(tools, options.rounds):
        kept = kept_in(options.work, number, tool, stage)
        if kept.exists():
            continue
        if time.monotonic() - began > options.seconds:
            return False
        print(f"round {number + 1} of {options.rounds}: {tool} {stage}", file=sys.stderr, flush=True)
        index = options.work / "indexes" / f"{tool}-{number}"
        index.parent.mkdir(exist_ok=True)
        kept.parent.mkdir(exist_ok=True)
        measure(command(tool, stage, index, share, options.envs), kept)
    return True


def figures(work: Path, rounds: int, tool: str) -> list[dict[str, Any]]:
    """Per round, what ingest and query measured."""
    return [
        {
            stage: json.loads(kept_in(work, number, tool, stage).read_text(encoding="utf-8"))
            for stage in ("ingest", "query")
        }
        for number in range(rounds)
    ]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--set", type=Path, required=True, dest="gold_set")
    parser.add_argument("--envs", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--transcripts", type=int)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--clock", choices=["wall", "processor"], default="wall")
    parser.add_argument("--seconds", type=float, default=float("inf"))
    parser.add_argument("--tools", default=",".join(("onrecord", *TOOLS)))
    options = parser.parse_args()
    tools = options.tools.split(",")
    share = share_of(options.gold_set, options.transcripts, options.work)
    if not run(options, share, tools):
        print("time is up; run the same command again for the rest", file=sys.stderr)
        raise SystemExit(UNFINISHED)
    measured = {tool: figures(options.work, options.rounds, tool) for tool in tools}
    golds = {query.id: frozenset(turn for _, turn in query.gold) for query in share.queries}
    scored = {
        tool: scoring.quality(share.scripts, golds, rounds[-1]["query"]["found"])
        for tool, rounds in measured.items()
    }
    turns = sum(len(script.turns) for script in share.scripts.values())
    print(f"{len(share.scripts)} transcripts, {turns:,} turns, {len(share.queries)} questions")
    print(report.tables(measured, scored, options.clock))


if __name__ == "__main__":
    main()
