"""The tables that a comparison prints: costs with their ratio to On Record, quality, versions, machine."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Callable, Mapping, Sequence
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


COSTS: dict[str, tuple[Callable[[Mapping[str, Any]], float], str]] = {
    "ingest, s": (lambda r: r["ingest"]["seconds"], ".1f"),
    "ingest, processor s": (lambda r: r["ingest"]["processor"], ".1f"),
    "reopen, s": (lambda r: r["query"]["reopen"], ".2f"),
    "first question, ms": (lambda r: 1000 * r["query"]["first"], ".0f"),
    "question p50, ms": (lambda r: 1000 * quantile(r["query"]["whole"], 0.5), ".1f"),
    "question p95, ms": (lambda r: 1000 * quantile(r["query"]["whole"], 0.95), ".1f"),
    "in one transcript p50, ms": (lambda r: 1000 * quantile(r["query"]["one"], 0.5), ".1f"),
    "peak memory ingest, MB": (lambda r: r["ingest"]["peak_bytes"] / 1e6, ".0f"),
    "peak memory asking, MB": (lambda r: r["query"]["peak_bytes"] / 1e6, ".0f"),
}
"""What is taken from one round, and how its median is printed."""


def costs(measured: Mapping[str, Rounds]) -> dict[str, dict[str, float]]:
    """The medians over the rounds, by tool and cost."""
    return {
        tool: {name: statistics.median(map(read, rounds)) for name, (read, _) in COSTS.items()}
        for tool, rounds in measured.items()
    }


def tables(measured: Mapping[str, Rounds], scored: Mapping[str, Mapping[str, float]]) -> str:
    """All of it, in Markdown."""
    medians = costs(measured)
    rows = [["", *(NAMES[tool] for tool in measured)]]
    for name, (_, form) in COSTS.items():
        ours = medians.get(OURS, {}).get(name)
        cells = []
        for tool in measured:
            value = medians[tool][name]
            ratio = "" if ours is None or tool == OURS else f" ({value / ours:.2g}×)"
            cells.append(f"{value:{form}}{ratio}")
        rows.append([name, *cells])
    rows.append(["pieces embedded", *(f"{r[-1]['ingest']['pieces']:,}" for r in measured.values())])
    quality = [["", *(NAMES[tool] for tool in scored)]]
    names = {"words": "words in the first five", "nowhere": "pieces found nowhere"}
    quality += [
        [names.get(name, name), *(f"{of[name]:g}" for of in scored.values())]
        for name in next(iter(scored.values()))
    ]
    rounds = len(next(iter(measured.values())))
    versions = [
        f"- {NAMES[tool]}: {told(rounds[-1]['ingest']['versions'])}" for tool, rounds in measured.items()
    ]
    return "\n".join(
        [f"{machine()}; medians of {rounds} rounds", "", *table(rows), "", *table(quality), "", *versions]
    )


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
