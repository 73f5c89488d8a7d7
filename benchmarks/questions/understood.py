"""What understanding questions does to the ranking, on a gold set whose transcripts are indexed already.

    onrecord index SET/transcripts --library LIBRARY
    python benchmarks/questions/understood.py LIBRARY SET

SET is a folder with queries.jsonl and qrels.tsv. Only queries of which something is understood are ranked, as
typed and as understood; all others come out alike.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from rag.evaluation import MEASURES, _mean, load_queries, score
from rag.filters import Filters, select
from rag.library.library import Library
from rag.questions import AS_TYPED
from rag.questions.finding import find
from rag.questions.understanding import understand
from ui.settings import load_encoder
from ui.understood import described

DEPTH = 100


def main():
    library, folder = map(Path, sys.argv[1:3])
    encoder, queries = load_encoder(), load_queries(folder)
    found = defaultdict(list)
    with Library(library).snapshot() as snapshot:
        ids = {key: entry.id for key, entry in snapshot.transcripts_by_key.items()}

        def ranking(understood, selection):
            hits = find(snapshot, encoder, understood, understood.narrowed(selection), DEPTH)
            return list(dict.fromkeys((ids[hit.transcript], hit.turn) for hit in hits))

        for query in queries:
            filters = Filters(transcript=query.transcript)
            read = understand(snapshot, query.text, filters)
            if not described(read):
                continue
            selection = select(filters, snapshot)
            typed = understand(snapshot, query.text, filters, reading=AS_TYPED)
            only = bool((read.sayer and read.sayer.only) or (read.days and read.days.only))
            kind = " and ".join(kind.value for kind, _ in described(read)) + (" (only)" if only else "")
            scores = [score(ranking(each, selection), query.gold) for each in (typed, read)]
            for group in (kind, "all of these"):
                found[group].append(scores)
    print(f"{folder.name}: {len(queries)} queries, something understood of {len(found['all of these'])}")
    for kind, scores in found.items():
        typed, read = (_mean([pair[i] for pair in scores]) for i in (0, 1))
        print(
            f"{kind:32} {len(scores):>4}  "
            + "  ".join(f"{m} {typed[m]:.1f} → {read[m]:.1f}" for m in MEASURES)
        )


if __name__ == "__main__":
    main()
