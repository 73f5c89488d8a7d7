"""The tables that a comparison prints: costs with their ratio to On Record, quality, versions, machine."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

OURS = "onrecord"
NAMES = {
    "onrecord": "On Record",
    "llamaindex": "LlamaIndex + FAISS",
    "langchain": "LangChain + FAISS",
    "txtai": "txtai hybrid",
    "haystack": "Haystack",
}

Rounds = Sequence[Mapping[str, Any]]


def quantile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` of `values` don't exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -int(-share * len(ordered) // 1) - 1))]


def spent(round_: Mapping[str, Any], clock: str) -> dict[str, float]:
    """What one round cost by one clock, "wall" or "processor"; memory in megabytes."""
    asked = round_["query"]
    whole, one = ([question[clock] for question in asked[name]] for name in ("whole", "one"))
    return {
        "ingest, s": round_["ingest"]["ingest"][clock],
        "reopen, s": asked["reopen"][clock],
        "first question, ms": 1000 * asked["first"][clock],
        "question p50, ms": 1000 * quantile(whole, 0.5),
        "question p95, ms": 1000 * quantile(whole, 0.95),
        "in one transcript p50, ms": 1000 * quantile(one, 0.5),
        "peak memory ingest, MB": round_["ingest"]["peak_bytes"] / 1e6,
        "peak memory asking, MB": asked["peak_bytes"] / 1e6,
    }


def costs(rounds: Rounds, clock: str) -> dict[str, float]:
    """The medians over the rounds."""
    by_round = [spent(round_, clock) for round_ in rounds]
    return {name: statistics.median(one[name] for one in by_round) for name in by_round[0]}


def tables(
    measured: Mapping[str, Rounds], scored: Mapping[str, Mapping[str, float]], clock: str = "wall"
) -> str:
    """All of it, in Markdown."""
    medians = {tool: costs(rounds, clock) for tool, rounds in measured.items()}
    head = ["", *(NAMES[tool] for tool in measured)]
    rows = [
        [name, *(cell(medians, tool, name) for tool in measured)] for name in next(iter(medians.values()))
    ]
    rows.append(["pieces embedded", *(f"{r[-1]['ingest']['pieces']:,}" for r in measured.values())])
    names = {"words": "words in the first five", "nowhere": "pieces found nowhere"}
    quality = [
        [names.get(name, name), *(f"{of[name]:g}" for of in scored.values())]
        for name in next(iter(scored.values()))
    ]
    versions = [
        f"- {NAMES[tool]}: {told(rounds[-1]['ingest']['versions'])}" for tool, rounds in measured.items()
    ]
    number = len(next(iter(measured.values())))
    first = f"{machine()}; {clock} time, medians of {number} rounds, ratios to {NAMES[OURS]}"
    return "\n".join([first, "", *table([head, *rows]), "", *table([head, *quality]), "", *versions])


def cell(medians: Mapping[str, Mapping[str, float]], tool: str, name: str) -> str:
    """The figure, with its ratio to On Record's where that was measured too."""
    value = medians[tool][name]
    shown = f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
    return shown if tool == OURS or OURS not in medians else f"{shown} ({value / medians[OURS][name]:.2g}×)"


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    head, *body = [f"| {' | '.join(row)} |" for row in rows]
    return [head, "|" + "---|" * len(rows[0]), *body]


def told(versions: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {version}" for name, version in versions.items())


def machine() -> str:
    """The processor as the system names it, its cores, and Python's version."""
    name = platform.processor() or platform.machine()
    information = Path("/proc/cpuinfo")
    if information.exists():
        lines = information.read_text(encoding="utf-8").splitlines()
        name = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), name)
    return f"{name}, {os.cpu_count()} cores, Python {platform.python_version()}"
