"""Train what `rag/ranking.py` loads: the map of the question's vector and the networks over features.

    onrecord --library LIBRARY index GOLD/transcripts
    python benchmarks/train_ranking.py LIBRARY GOLD [GOLD ...] --out rag/models/ranking.npz

The gold sets (layout of `onrecord eval`) must ask of one transcript each. The map is trained first: a
question's vector shall be nearest to its gold passages among all of its transcript. Then networks with one
layer learn to put gold candidates first, from the product's own features: `first` over all candidates,
`again` over the best of them with what a second look sees. For `again` each question is mapped by a map that
hasn't seen its transcript; for `first` that gains on one set and loses on another (docs/retrieval.md).
Several networks' units together are one wider layer.
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
from rag.retriever import NAME_BONUS, candidates, in_exchanges
from rag.second_look import LOOKED_AT, SEEN, seen
from ui.settings import load_encoder

UNTRAINED = "title"
"""A feature that training data can't teach: alike in all candidates where one transcript is searched."""

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
        torch.nn.Linear(items[0][0].shape[1], units), torch.nn.ReLU(), torch.nn.Linear(units, 1)
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


def train_networks(name, items, options):
    """The arrays that `rag/ranking.py` reads under this name."""
    items = [item for item in items if item[1].any()]
    print(f"{name}: {len(items)} questions have a gold candidate", flush=True)
    networks = [train_network(items, options.epochs, options.units, seed) for seed in range(options.networks)]
    hidden, bias, output = (np.concatenate(parts, axis=-1) for parts in zip(*networks, strict=True))
    hidden[FEATURES.index(UNTRAINED)] = 0.0
    arrays = {"hidden": hidden, "bias": bias, "output": output}
    return {f"{name}_{part}": array.astype(np.float16) for part, array in arrays.items()}


class Lessons:
    """The questions of the gold sets with the rows of their gold turns, by transcript."""

    def __init__(self, snapshot, encoder, folders):
        self.snapshot, self.derived, self.encoder = snapshot, snapshot.derived, encoder
        key_of = {entry.id: key for key, entry in snapshot.transcripts_by_key.items()}
        queries = [q for folder in folders for q in load_queries(folder) if q.transcript in key_of]
        self.vectors = dict(zip(queries, encoder.encode([q.text for q in queries]), strict=True))
        rows_of = defaultdict(list)
        places = zip(self.derived.rows.transcript, self.derived.rows.turn, strict=True)
        for row, (key, turn) in enumerate(places):
            rows_of[int(key), int(turn)].append(row)
        self.gold = {q: [r for id_, n in q.gold for r in rows_of[key_of[id_], n]] for q in queries}
        self.asked = defaultdict(list)
        for query in filter(self.gold.get, queries):
            self.asked[key_of[query.transcript]].append(query)

    def map_of(self, keys):
        """The map that the questions about the transcripts `keys` teach."""
        passages, questions = {}, {}
        for key in keys:
            rows = np.flatnonzero(self.derived.rows.transcript == key)
            axes = np.eye(self.encoder.dimensions, dtype=np.float32)
            passages[key] = torch.from_numpy(self.derived.vectors.similarities(axes, rows))
            questions[key] = (
                torch.from_numpy(np.stack([self.vectors[q] for q in self.asked[key]])),
                [torch.tensor([r - rows[0] for r in self.gold[q]]) for q in self.asked[key]],
            )
        return train_map(passages, questions, epochs=10, penalty=0.01)

    def items(self, keys, ranking):
        """Of each question about `keys`: all candidates, and the best, each as (columns, gold mask)."""
        for query in (q for key in keys for q in self.asked[key]):
            pair = ranking.vectors(self.vectors[query])
            selection = select(Filters(transcript=query.transcript), self.snapshot)
            rows, names = candidates(self.snapshot, self.derived, query.text, pair, selection)
            columns = describe(self.snapshot, self.derived, query.text, pair, rows).columns
            scores = ranking.scores(columns) + NAME_BONUS * names
            scores = in_exchanges(self.derived, rows, scores, prefer_answers=True)
            best = np.argsort(-scores, kind="stable")[:LOOKED_AT]
            columns[:, FEATURES.index(UNTRAINED)] = 0.0
            tokens = self.encoder.question_tokens(query.text)
            known = tokens and seen(self.derived, query.text, tokens, rows[best], columns[best])
            if known is not None:
                gold = np.isin(rows, self.gold[query])
                yield [tuple(map(torch.from_numpy, each)) for each in ((columns, gold), (known, gold[best]))]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("library", type=Path)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--units", type=int, default=32)
    parser.add_argument("--networks", type=int, default=4)
    parser.add_argument("--folds", type=int, default=2)
    options = parser.parse_args()
    encoder = load_encoder()
    again = []
    with Library(options.library).snapshot() as snapshot:
        lessons = Lessons(snapshot, encoder, options.gold)
        matrix, offset = lessons.map_of(lessons.asked)
        print(f"map trained on {sum(map(len, lessons.asked.values()))} questions", flush=True)
        first = [item for item, _ in lessons.items(lessons.asked, Ranking(matrix, offset))]
        for fold in range(options.folds):
            own = [key for key in lessons.asked if key % options.folds == fold]
            others = lessons.map_of(key for key in lessons.asked if key not in own)
            again += [item for _, item in lessons.items(own, Ranking(*others))]
            print(f"fold {fold + 1} of {options.folds}: {len(again)} questions", flush=True)
    np.savez_compressed(
        options.out,
        encoder=encoder.name,
        features=np.array(FEATURES),
        seen=np.array(SEEN),
        matrix=matrix.astype(np.float16),
        offset=offset.astype(np.float16),
        **train_networks("first", first, options),
        **train_networks("again", again, options),
    )
    print(f"{options.out}: {options.out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
