"""Score quote checks on labelled quotations.

    python benchmarks/quotes/score.py LIBRARY QUOTES.jsonl [--failures N] [--class NAME]

Prints false-green (unsupported called supported), false-red (supported called unsupported), the share of
right verdicts (expected or also_ok) overall and per class, of risks named, and the time of a check.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from rag.assistant import Assistant
from rag.filters import parse_filters
from rag.library.library import Library
from ui.settings import load_encoder

SUPPORTED = {"verbatim", "cleaned"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("library", type=Path)
    parser.add_argument("quotes", type=Path)
    parser.add_argument("--failures", type=int, default=0)
    parser.add_argument("--class", dest="only")
    args = parser.parse_args()
    items = [json.loads(line) for line in args.quotes.read_text(encoding="utf-8").splitlines() if line]
    if args.only:
        items = [item for item in items if args.only in (item["expected"], item["subtype"])]
    assistant = Assistant(Library(args.library), load_encoder)
    assistant.check("Warm up with words that nobody said about tubas.", parse_filters(None, None, None, None))
    per_class = defaultdict(list)
    times, failures, green, red, risks = [], [], [], [], []
    for item in items:
        filters = parse_filters(item["speaker"], None, None, None)
        started = time.perf_counter()
        found = assistant.check(item["quote"], filters)
        times.append(time.perf_counter() - started)
        verdict = str(found.verdict)
        right = verdict in (item["expected"], *item["also_ok"])
        per_class[item["expected"]].append(right)
        supported = {item["expected"], *item["also_ok"]} & SUPPORTED
        if not supported:
            green.append(verdict in SUPPORTED)
        elif item["expected"] in SUPPORTED:
            red.append(verdict not in SUPPORTED)
        if item["risks"]:
            named = set(item["risks"]) <= set(map(str, found.risks))
            risks.append(named)
            right = right and named
        if not right:
            failures.append((item, found))
    for item, found in failures[: args.failures]:
        print(f"{item['id']} {item['subtype']} {item['speaker']}: {item['quote']}")
        print(f"    expected {item['expected']} {item['also_ok']} {item['risks']}")
        print(f"    got {found.verdict} {[*map(str, found.risks)]} {found.attribution}: {found.note}")
        for match in (*found.matches, *found.nearest)[:3]:
            print(f"    {match.speaker} {match.date}: …{match.before[-90:]}[{match.quote}]{match.after[:90]}")
    print(f"{'class':14}{'n':>4}{'right':>8}")
    for name, results in sorted(per_class.items()):
        print(f"{name:14}{len(results):4}{share(results):8.1f}")
    everything = [right for results in per_class.values() for right in results]
    print(f"{'overall':14}{len(everything):4}{share(everything):8.1f}")
    print(f"false-green {share(green):.2f} % of {len(green)}, false-red {share(red):.2f} % of {len(red)}")
    print(f"risks named {share(risks):.1f} % of {len(risks)}")
    milliseconds = sorted(1000 * seconds for seconds in times)
    p95 = milliseconds[int(0.95 * (len(milliseconds) - 1))]
    print(f"p50 {statistics.median(milliseconds):.1f} ms, p95 {p95:.1f} ms")


def share(results: list[bool]) -> float:
    return 100 * sum(results) / len(results) if results else float("nan")


if __name__ == "__main__":
    main()
