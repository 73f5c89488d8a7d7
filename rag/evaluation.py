"""Scoring the search on a gold set: recall, hit rate, nDCG and reciprocal rank, through the ordinary path."""

from __future__ import annotations

import csv
import json
import math
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from embeddings import Encoder
from rag.errors import OnRecordError
from rag.filters import Filters, select
from rag.indexing import index_paths
from rag.library.library import Library
from rag.library.snapshot import Snapshot
from rag.retriever import retrieve
from rag.run_report import OnProgress, Phase

MEASURES = ("R@5", "R@10", "hit@5", "N@10", "MRR")
_DEPTH = 100
"""Passages fetched per query: several may lie in one turn, and MRR looks deeper than ten."""

_SEEN, _SHOWN = 5, 3

Turn = tuple[str, int]
"""A transcript's id and a turn's number."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question of a gold set; `transcript` is the only one to search, None for all."""

    id: str
    text: str
    transcript: str | None
    kind: str
    gold: frozenset[Turn]


@dataclass(frozen=True, slots=True)
class Scores:
    """Measures in percent, by kind of query and over all queries; `failures` are the worst queries."""

    name: str
    queries: int
    overall: dict[str, float]
    kinds: dict[str, dict[str, float]]
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A turn to read: where it stands, who speaks, its words."""

    transcript: str
    turn: int
    speaker: str
    text: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A query that went wrong: the `rank` of its first gold turn (from 1; None: not found) and what came."""

    query: Query
    rank: int | None
    came: tuple[Found, ...]
    gold: tuple[Found, ...]


def evaluate(folder: Path, encoder: Encoder, on_progress: OnProgress, failures: int = 0) -> Scores:
    """Index the set's transcripts in a temporary library and score its queries.

    Keeps the `failures` queries whose gold comes latest, for reading. Raises OnRecordError where the folder
    isn't a gold set.
    """
    queries = load_queries(folder)
    with tempfile.TemporaryDirectory(prefix="onrecord-eval-") as temporary:
        library = Library(Path(temporary))
        index_paths(library, [folder / "transcripts"], encoder, on_progress)
        scored: dict[str, list[dict[str, float]]] = defaultdict(list)
        with library.snapshot() as snapshot:
            rankings = []
            for done, query in enumerate(queries):
                on_progress(Phase.SCORING, done, len(queries))
                rankings.append(_ranking(snapshot, encoder, query))
                scored[query.kind].append(score(rankings[-1], query.gold))
            on_progress(Phase.SCORING, len(queries), len(queries))
            worst = _worst(snapshot, list(zip(queries, rankings, strict=True)), failures)
    everything = [one for kind in scored.values() for one in kind]
    kinds = {kind: _mean(of_kind) for kind, of_kind in scored.items()}
    return Scores(folder.name, len(queries), _mean(everything), kinds, worst)


def _worst(snapshot: Snapshot, ranked: Sequence[tuple[Query, list[Turn]]], most: int) -> tuple[Failure, ...]:
    """The queries whose first gold turn stands behind the fifth place, the latest first."""
    found = []
    for query, ranking in ranked:
        rank = next((n for n, turn in enumerate(ranking, start=1) if turn in query.gold), None)
        if rank is None or rank > _SEEN:
            came = tuple(_found(snapshot, turn) for turn in ranking[:_SHOWN])
            gold = tuple(_found(snapshot, turn) for turn in sorted(query.gold)[:_SHOWN])
            found.append(Failure(query, rank, came, gold))
    found.sort(key=lambda failure: -(failure.rank or _DEPTH + 1))
    return tuple(found[:most])


def _found(snapshot: Snapshot, turn: Turn) -> Found:
    entries = snapshot.transcripts(turn[0])
    turns = snapshot.turns(entries[0].key, turn[1], turn[1]) if entries else []
    if not turns:
        return Found(*turn, "", "(not in the transcripts)")
    return Found(*turn, turns[0].speaker, turns[0].turn.text)


def score(ranking: Sequence[Turn], gold: frozenset[Turn]) -> dict[str, float]:
    """The measures of one ranking, each turn in it once, from 0 to 1.

    Binary nDCG as in trec_eval: the discount of rank r is 1 / log2(r + 1). MRR counts the first right turn
    at any depth.
    """
    right = [turn in gold for turn in ranking]
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(len(gold), 10) + 1))
    gain = sum(1 / math.log2(rank + 1) for rank, hit in enumerate(right[:10], start=1) if hit)
    return {
        "R@5": sum(right[:5]) / len(gold),
        "R@10": sum(right[:10]) / len(gold),
        "hit@5": float(any(right[:5])),
        "N@10": gain / ideal,
        "MRR": next((1 / rank for rank, hit in enumerate(right, start=1) if hit), 0.0),
    }


def scores_json(scores: Scores) -> dict[str, object]:
    """The contract's object."""
    failures = [
        {"id": f.query.id, "query": f.query.text, "rank": f.rank, "came": [asdict(t) for t in f.came],
         "gold": [asdict(t) for t in f.gold]}
        for f in scores.failures
    ]  # fmt: skip
    return {
        "set": scores.name,
        "queries": scores.queries,
        "overall": scores.overall,
        "kinds": scores.kinds,
        "failures": failures,
    }


def _ranking(snapshot: Snapshot, encoder: Encoder, query: Query) -> list[Turn]:
    selection = select(Filters(transcript=query.transcript), snapshot)
    hits = retrieve(snapshot, encoder, query.text, selection, _DEPTH)
    ids = snapshot.transcripts_by_key
    return list(dict.fromkeys((ids[hit.transcript].id, hit.turn) for hit in hits))


def _mean(scored: Sequence[dict[str, float]]) -> dict[str, float]:
    return {m: round(100 * sum(one[m] for one in scored) / len(scored), 2) for m in MEASURES}


def load_queries(folder: Path) -> list[Query]:
    """The queries of a gold set that have gold turns. Raises OnRecordError where the folder isn't one."""
    gold: dict[str, set[Turn]] = defaultdict(set)
    try:
        with (folder / "qrels.tsv").open(encoding="utf-8", newline="") as file:
            for query, transcript, turn, grade in csv.reader(file, delimiter="\t"):
                if int(grade) > 0:
                    gold[query].add((transcript, int(turn)))
        lines = (folder / "queries.jsonl").read_text(encoding="utf-8").splitlines()
        asked = [json.loads(line) for line in lines]
        return [
            Query(q["id"], q["query"], q["transcript"], q.get("kind", "all"), frozenset(gold[q["id"]]))
            for q in asked
            if gold.get(q["id"])
        ]
    except (OSError, ValueError, KeyError) as error:
        raise OnRecordError(
            f"{folder} is no gold set ({error}); it needs transcripts/, queries.jsonl and qrels.tsv."
        ) from None
