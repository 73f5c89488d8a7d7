"""Train what `rag/ranking.py` loads: the map of the question's vector and the network over features.

    onrecord --library LIBRARY index GOLD/transcripts
    python benchmarks/train_ranking.py LIBRARY GOLD [GOLD ...] --out rag/models/ranking.npz

The gold sets (layout of `onrecord eval`) must ask of one transcript each. The map is trained first: a
question's vector shall be nearest to its gold passages among all of its transcript. Then networks with one
layer learn to put gold candidates first, from the product's own features; their units together are one wider
layer.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from rag.evaluation import load_queries
from rag.features import FEATURES, describe
from rag.filters import Filters, select
from rag.library.library import Library
from rag.ranking import Ranking
from rag.retriever import POOL, pool
from ui.settings import load_encoder

UNTRAINED = ("title",)
"""Features that training data can't teach: alike in all candidates where one transcript is searched."""

TEMPERATURE = 0.05


def train_map(passages, questions, epochs, penalty, seed=0):
    """`passages`: transcript -> vectors; `questions`: transcript -> (vectors, rows of gold of each)."""
    generator = torch.Generator().manual_seed(seed)
    size = next(iter(passages.values())).shape[1]
    matrix, offset = torch.zeros(size, size, requires_grad=True), torch.zeros(size, requires_grad=True)
    optimiser = torch.optim.Adam([matrix, offset], lr=2e-3)
    names = list(questions)
    for _ in range(epochs):
        for i in torch.randperm(len(names), generator=generator).tolist():
            vectors, gold = questions[names[i]]
            mapped = torch.nn.functional.normalize(vectors + vectors @ matrix + offset, dim=1)
            likely = torch.log_softmax(mapped @ passages[names[i]].T / TEMPERATURE, dim=1)
            loss = torch.stack([-torch.logsumexp(likely[n][rows], 0) for n, rows in enumerate(gold)]).mean()
            loss = loss + penalty * (matrix.pow(2).sum() + offset.pow(2).sum())
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    return matrix.detach().numpy(), offset.detach().numpy()


def train_network(items, epochs, units, seed):
    """`items`: (columns, gold mask) of each question's candidates. Returns hidden, bias, output."""
    torch.manual_seed(seed)
    generator = torch.Generator().manual_seed(seed)
    network = torch.nn.Sequential(
        torch.nn.Linear(len(FEATURES), units), torch.nn.ReLU(), torch.nn.Linear(units, 1)
    )
    optimiser = torch.optim.AdamW(network.parameters(), lr=2e-3, weight_decay=1e-2)
    for _ in range(epochs):
        order = torch.randperm(len(items), generator=generator).tolist()
        for start in range(0, len(order), 16):
            losses = []
            for i in order[start : start + 16]:
                columns, gold = items[i]
                likely = torch.log_softmax(network(columns)[:, 0], 0)
                losses.append(-(torch.logsumexp(likely[gold], 0) + likely[gold].mean()) / 2)
            optimiser.zero_grad()
            torch.stack(losses).mean().backward()
            optimiser.step()
    first, _, last = network
    return [w.detach().numpy() for w in (first.weight.T, first.bias, last.weight[0])]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("library", type=Path)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--units", type=int, default=32)
    parser.add_argument("--networks", type=int, default=4)
    options = parser.parse_args()
    encoder = load_encoder()
    with Library(options.library).snapshot() as snapshot:
        derived = snapshot.derived
        key_of = {entry.id: key for key, entry in snapshot.transcripts_by_key.items()}
        queries = [q for folder in options.gold for q in load_queries(folder) if q.transcript in key_of]
        vectors = dict(zip(queries, encoder.encode([q.text for q in queries]), strict=True))
        rows_of, by_transcript = defaultdict(list), defaultdict(list)
        for row, (key, turn) in enumerate(zip(derived.rows.transcript, derived.rows.turn, strict=True)):
            rows_of[int(key), int(turn)].append(row)
        gold = {q: [r for id_, n in q.gold for r in rows_of[key_of[id_], n]] for q in queries}
        for query in filter(gold.get, queries):
            by_transcript[key_of[query.transcript]].append(query)
        passages, questions = {}, {}
        for key, asked in by_transcript.items():
            rows = np.flatnonzero(derived.rows.transcript == key)
            axes = np.eye(encoder.dimensions, dtype=np.float32)
            passages[key] = torch.from_numpy(derived.vectors.similarities(axes, rows))
            questions[key] = (
                torch.from_numpy(np.stack([vectors[q] for q in asked])),
                [torch.tensor([r - rows[0] for r in gold[q]]) for q in asked],
            )
        matrix, offset = train_map(passages, questions, epochs=10, penalty=0.01)
        print(f"map trained on {sum(map(len, by_transcript.values()))} questions", flush=True)
        ranking, items = Ranking(matrix, offset), []
        for query in (q for asked in by_transcript.values() for q in asked):
            pair = ranking.vectors(vectors[query])
            selection = select(Filters(transcript=query.transcript), snapshot)
            mask, allowed = selection.mask(derived.rows), selection.allowed()
            rows = pool(derived, query.text, pair, mask, allowed, POOL, snapshot.languages)
            columns = describe(snapshot, derived, query.text, pair, rows).columns
            columns[:, [FEATURES.index(name) for name in UNTRAINED]] = 0.0
            right = np.isin(rows, gold[query])
            if right.any():
                items.append((torch.from_numpy(columns), torch.from_numpy(right)))
        print(f"{len(items)} questions have a gold candidate", flush=True)
    networks = [train_network(items, options.epochs, options.units, seed) for seed in range(options.networks)]
    hidden, bias, output = (np.concatenate(parts, axis=-1) for parts in zip(*networks, strict=True))
    hidden[[FEATURES.index(name) for name in UNTRAINED]] = 0.0
    np.savez_compressed(
        options.out,
        encoder=encoder.name,
        features=np.array(FEATURES),
        matrix=matrix.astype(np.float16),
        offset=offset.astype(np.float16),
        hidden=hidden.astype(np.float16),
        bias=bias.astype(np.float16),
        output=output.astype(np.float16),
    )
    print(f"{options.out}: {options.out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
