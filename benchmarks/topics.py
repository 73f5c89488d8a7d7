"""How near a passage must be to a topic to be about it: the share that holds the topic's words, by cosine.

    python benchmarks/topics.py LIBRARY [--speaker "Jen Psaki"]

For each of 24 topics, the 600 best passages of a speaker; for each band of cosines, the share that holds all,
or one, of the topic's words (stemmed), themselves or in the question that they answer. Words are a proxy: a
passage may be on a topic without naming it.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from rag.filters import Filters, select
from rag.library.lexical import content_terms, stems
from rag.library.library import Library
from rag.retriever import retrieve
from ui.settings import load_encoder

TOPICS = (
    "inflation", "gas prices", "the withdrawal from Afghanistan", "vaccine mandates", "the filibuster",
    "student loans", "the Keystone pipeline", "supply chain", "hostages and ransomware", "Nord Stream 2",
    "the debt ceiling", "voting rights", "semiconductors shortage", "booster shots", "the southern border",
    "child tax credit", "Havana syndrome", "Saudi Arabia and Khashoggi", "the Olympics boycott",
    "police reform", "cannabis", "Supreme Court nominee", "mask guidance in schools", "Ukraine sanctions",
)  # fmt: skip


def share(snapshot, hit, terms):
    """The share of the terms that the passage, or its question, holds."""
    stored = snapshot.turn(hit.transcript, hit.turn)
    held = set(stems(stored.turn.text[hit.start : hit.end]))
    if stored.question is not None:
        held |= set(stems(snapshot.turn(hit.transcript, stored.question).turn.text))
    return len(terms & held) / len(terms)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", type=Path)
    parser.add_argument("--speaker", default="Jen Psaki")
    options = parser.parse_args()
    encoder = load_encoder()
    bands = defaultdict(list)
    with Library(options.library).snapshot() as snapshot:
        selection = select(Filters(speaker=options.speaker), snapshot)
        for topic in TOPICS:
            terms = set(content_terms(topic))
            for hit in retrieve(snapshot, encoder, topic, selection, 600):
                bands[int(hit.cosine * 10 + 1e-6) / 10 if hit.cosine > 0 else 0.0].append(
                    share(snapshot, hit, terms)
                )
    print("cosine from   passages   all words   one or more")
    for band, shares in sorted(bands.items()):
        every = sum(each >= 0.99 for each in shares) / len(shares)
        some = sum(each > 0 for each in shares) / len(shares)
        print(f"{band:11.1f} {len(shares):10} {every:11.0%} {some:13.0%}")
    near = [each for band, shares in bands.items() if band >= 0.5 for each in shares]
    print(f"from .5: {len(near)} passages, {sum(each > 0 for each in near) / len(near):.1%} hold one or more")


if __name__ == "__main__":
    main()
