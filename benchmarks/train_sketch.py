"""Train what `embeddings/sketch.py` loads: a small table of token vectors whose sums imitate the encoder.

    python benchmarks/train_sketch.py TRANSCRIPTS [TRANSCRIPTS ...] --out embeddings/models/sketch.npz

TRANSCRIPTS are folders that `onrecord index` reads. Their sentences are encoded, and so is each token of the
vocabulary alone (as in https://github.com/MinishLab/model2vec); from these the table starts, then it learns
to bring the sums of a sentence's tokens near to its vector. Prints, on sentences held back, the mean cosine
to the encoder's vectors and how the two order other sentences (mean correlation).
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from embeddings import SentenceEncoder
from embeddings.packaged_model import packaged_model
from embeddings.sketch import load_sketch
from rag.errors import TranscriptError
from rag.readers import load_transcript
from rag.sentences import sentence_spans

RANK, EPOCHS, HELD_BACK = 64, 6, 2000
SHORTEST, LONGEST, MOST = 4, 60, 45_000


def sentences(folders, seed=0):
    """Distinct sentences of the folders' transcripts, drawn at random."""
    files = sorted(file for folder in folders for file in folder.rglob("*") if file.is_file())
    order = np.random.default_rng(seed).permutation(len(files))
    found = set()
    for file in (files[i] for i in order):
        try:
            transcript = load_transcript(file)
        except TranscriptError:
            continue
        for turn in transcript.turns:
            for start, end in sentence_spans(turn.text):
                words = turn.text[start:end].split()
                if SHORTEST <= len(words) <= LONGEST:
                    found.add(" ".join(words))
        if len(found) >= MOST:
            break
    return sorted(found)


def start(tokens, ids):
    """The table and its basis: tokens as the encoder sees them alone, common ones made small."""
    counts = np.bincount(np.concatenate(ids), minlength=len(tokens)) + 1
    weights = 1e-3 / (1e-3 + counts / counts.sum())
    centred = tokens - tokens.mean(axis=0)
    basis = np.linalg.svd(centred * counts[:, None] ** 0.25, full_matrices=False)[2][:RANK]
    return (centred * weights[:, None]) @ basis.T, basis


def train(table, basis, ids, vectors, seed=0):
    torch.manual_seed(seed)
    bag = torch.nn.EmbeddingBag.from_pretrained(torch.tensor(table), freeze=False, mode="sum", sparse=True)
    basis = torch.nn.Parameter(torch.tensor(basis))
    offset = torch.nn.Parameter(torch.zeros(basis.shape[1]))
    optimisers = torch.optim.SparseAdam([bag.weight], lr=2e-3), torch.optim.Adam([basis, offset], lr=1e-3)
    wanted = torch.tensor(vectors)
    for epoch in range(EPOCHS):
        for rows in torch.randperm(len(ids)).split(256):
            flat = torch.tensor(np.concatenate([ids[row] for row in rows]))
            lengths = torch.tensor([0, *(len(ids[row]) for row in rows)])
            made = torch.nn.functional.normalize(bag(flat, lengths.cumsum(0)[:-1]) @ basis + offset, dim=1)
            loss = (1 - (made * wanted[rows]).sum(1)).mean()
            for optimiser in optimisers:
                optimiser.zero_grad()
            loss.backward()
            for optimiser in optimisers:
                optimiser.step()
        print(f"epoch {epoch + 1}: mean cosine {1 - float(loss):.3f}", file=sys.stderr)
    return (each.detach().numpy() for each in (bag.weight, basis, offset))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    encoder = SentenceEncoder()
    texts = sentences(options.folders)
    vectors = encoder.encode(texts)
    tokenizer = Tokenizer.from_file(str(packaged_model() / "tokenizer.json"))
    ids = [np.array(one.ids) for one in tokenizer.encode_batch(texts, add_special_tokens=False)]
    tokens = encoder.encode(
        [tokenizer.id_to_token(i).removeprefix("##") for i in range(tokenizer.get_vocab_size())]
    )
    table, basis = start(tokens, ids)
    order = np.random.default_rng(1).permutation(len(texts))
    held, rest = order[:HELD_BACK], order[HELD_BACK:]
    table, basis, offset = train(table, basis, [ids[i] for i in rest], vectors[rest])
    scale = np.abs(table).max(axis=1) / 127 + 1e-9
    small = np.round(table / scale[:, None]).astype(np.int8)
    np.savez_compressed(
        options.out,
        encoder=encoder.name,
        table=small,
        scale=scale.astype(np.float16),
        basis=basis.astype(np.float16),
        offset=offset.astype(np.float16),
    )
    made = load_sketch(options.out, encoder.name).vectors([ids[i].tolist() for i in held])
    truth, likeness = vectors[held] @ vectors[held].T, made @ vectors[held].T
    order_alike = np.mean([np.corrcoef(a, b)[0, 1] for a, b in zip(truth, likeness, strict=True)])
    print(f"{len(texts)} sentences; held back: mean cosine {(made * vectors[held]).sum(1).mean():.3f}, ")
    print(f"correlation of cosines {order_alike:.3f}; {options.out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
