"""Make labelled quotations of every class out of any library, in the layout of quotes/dev.jsonl.

    python benchmarks/quotes/generate.py LIBRARY OUT.jsonl [--each N] [--seed S]

Every rule is written on the text alone and knows nothing of the checker. Paraphrases can't be made by
rule and are left out. Near-misses come from the record's own corrections: what an official transcript strikes
out is what one mishears.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from drawing import Draw
from rules import rules

from rag.library.library import Library


def made(draw: Draw, each: int) -> Iterator[dict[str, object]]:
    """`each` quotations of every subtype, as far as the record has them."""
    for name, rule in rules().items():
        seen: set[str] = set()
        for _ in range(each * 30):
            item = rule(draw)
            if item is None or item.quote in seen:
                continue
            seen.add(item.quote)
            yield {
                "id": f"{name}-{len(seen)}",
                "quote": item.quote,
                "speaker": item.speaker,
                "expected": item.verdicts[0],
                "also_ok": list(item.verdicts[1:]),
                "risks": list(item.risks),
                "subtype": name,
                "source": None if item.turn is None else draw.source(item.turn),
            }
            if len(seen) == each:
                break


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("library", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--each", type=int, default=25)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    with Library(args.library).snapshot() as snapshot:
        items = list(made(Draw(snapshot, args.seed), args.each))
    args.out.write_text(
        "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in items), encoding="utf-8"
    )
    print(f"{len(items)} quotations of {len({item['subtype'] for item in items})} kinds in {args.out}")


if __name__ == "__main__":
    main()
