"""Score a library of the White House briefings on questions written by hand.

    python benchmarks/whitehouse_questions.py LIBRARY QUESTIONS.jsonl [--failures N]

A citation counts when its transcript is the gold file and its turn's text holds the gold quotation (white
space and typography folded). Prints hit@5 and MRR (over the first 20) per kind for `search`, and for `ask`
the share of questions with a gold turn among those cited, and of questions answered.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from rag import answers
from rag.filters import Filters
from rag.library.library import Library
from rag.words import fold_words
from ui.settings import load_encoder


def folded(text):
    return " " + " ".join(word.folded for word in fold_words(text)) + " "


def first_rank(snapshot, citations, gold):
    """Rank from 1 of the first citation whose turn holds a gold quotation, 0 if none does."""
    keys = {entry.id: key for key, entry in snapshot.transcripts_by_key.items()}
    for rank, citation in enumerate(citations, start=1):
        text = folded(snapshot.turn(keys[citation.transcript], citation.turn).turn.text)
        for one in gold:
            if Path(one["file"]).stem == citation.transcript and folded(one["quote"]) in text:
                return rank
    return 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("library", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--failures", type=int, default=0)
    options = parser.parse_args()
    questions = [json.loads(line) for line in options.questions.read_text(encoding="utf-8").splitlines()]
    encoder = load_encoder()
    ranks, answered, cited, failures = defaultdict(list), defaultdict(list), defaultdict(list), []
    with Library(options.library).snapshot() as snapshot:
        for q in questions:
            query = " ".join([*q.get("history", []), q["q"]])
            found = answers.search(snapshot, encoder, query, Filters(), 20).hits
            answer = answers.answer(snapshot, encoder, q["q"], Filters(), 5, q.get("history", []))
            answered[q["kind"]].append(answer.answered)
            if q["gold"]:
                rank = first_rank(snapshot, found, q["gold"])
                ranks[q["kind"]].append(rank)
                cited[q["kind"]].append(0 < first_rank(snapshot, answer.citations, q["gold"]) <= 5)
                if not 0 < rank <= 5:
                    failures.append((q, rank, answer))
    print(f"{'kind':14} {'n':>4} {'hit@5':>6} {'MRR':>6} {'ask@5':>6} {'answered':>8}")
    every = [rank for kind in ranks.values() for rank in kind]
    for kind, of_kind in [*sorted(ranks.items()), ("overall", every)]:
        shown = [c for k, v in cited.items() if kind in (k, "overall") for c in v]
        mine = ranks if kind == "overall" else [kind]
        done = [a for k, v in answered.items() if k in mine for a in v]
        print(
            f"{kind:14} {len(of_kind):>4} {100 * sum(0 < r <= 5 for r in of_kind) / len(of_kind):>6.1f} "
            f"{100 * sum(1 / r for r in of_kind if r) / len(of_kind):>6.1f} "
            f"{100 * sum(shown) / len(shown):>6.1f} {100 * sum(done) / len(done):>8.1f}"
        )
    for kind in sorted(set(answered) - set(ranks)):
        done = answered[kind]
        print(f"{kind:14} {len(done):>4} {'':>6} {'':>6} {'':>6} {100 * sum(done) / len(done):>8.1f}")
    for q, rank, answer in failures[: options.failures]:
        print(f"\n{q['id']} ({q['kind']}) {q['q']}\n  gold (rank {rank}): {q['gold'][0]['quote']}")
        for citation in answer.citations[:3]:
            quote = " ".join(citation.quote.split())[:200]
            print(f"  {citation.n}. {citation.speaker}, {citation.date}: {quote}")


if __name__ == "__main__":
    main()
