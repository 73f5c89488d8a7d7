"""Make what `embeddings/token_vectors.py` loads: few dimensions for token vectors, weights for tokens.

    python benchmarks/train_token_space.py FOLDER [FOLDER ...] --out embeddings/models/token_space.npz

The folders hold transcripts that `onrecord index` reads. A token weighs as BM25 would weigh it over their
passages, and one that stands nowhere weighs most; marks and the words below weigh nothing. The basis are the
principal directions of the vectors that the encoder gives all other tokens in some of the passages. Nothing
is fitted to questions.
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from embeddings import SentenceEncoder
from embeddings.packaged_model import packaged_model
from rag.errors import TranscriptError
from rag.passages import Context, cut_turn, view_texts
from rag.readers import load_transcript

DIMENSIONS = 48
COUNTED, ENCODED = 40_000, 2_000

SAY_NOTHING = frozenset(
    """a an the of to in on at by for from with and or but if as is are was were be been being do does did
    done has have had having it its this that these those he she they we you i his her their our
    your my me him them us what which who whom whose when where why how not no so than then there
    here will would can could should may might must shall about into over after before during up
    down out off again more most some any each other such only own same too very s t don just now""".split()
)


def passages(folders, encoder, seed=0):
    """The texts under which passages of the folders' transcripts are embedded, drawn at random."""
    found = []
    for file in sorted(file for folder in folders for file in folder.rglob("*") if file.is_file()):
        try:
            transcript = load_transcript(file)
        except TranscriptError:
            continue
        for turn in transcript.turns:
            context = Context(transcript.title, turn.label, None)
            for start, end in cut_turn(turn.text, encoder.window, encoder.count_tokens).passages:
                found.append(view_texts(turn.text[start:end], context)[0])
    random.Random(seed).shuffle(found)
    return found[:COUNTED]


def weights_of(tokenizer, texts):
    """How rare each token is; 0 for those that say nothing."""
    held = np.zeros(tokenizer.get_vocab_size())
    for encoded in tokenizer.encode_batch_fast(texts, add_special_tokens=False):
        held[np.unique(encoded.ids)] += 1
    weights = np.log(1 + (len(texts) - held + 0.5) / (held + 0.5))
    for token, place in tokenizer.get_vocab().items():
        if token in SAY_NOTHING or token.startswith("[") or not any(map(str.isalnum, token)):
            weights[place] = 0
    return weights


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    encoder = SentenceEncoder()
    tokenizer = Tokenizer.from_file(str(packaged_model() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    texts = passages(options.folders, encoder)
    weights = weights_of(tokenizer, texts)
    kept = []

    def on_tokens(text, ids, hidden):
        vectors = hidden[weights[ids] > 0]
        kept.append(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))

    encoder._run(texts[:ENCODED], on_tokens)
    vectors = np.concatenate(kept)
    basis = np.linalg.svd(vectors.T @ vectors)[0][:, :DIMENSIONS]
    share = np.square(vectors @ basis).sum() / len(vectors)
    np.savez_compressed(
        options.out,
        encoder=encoder.name,
        name=f"{encoder.name}/{DIMENSIONS}-1",
        basis=basis.astype(np.float16),
        weights=weights.astype(np.float16),
    )
    print(f"{len(texts)} passages counted, {len(vectors)} tokens of {ENCODED}; {share:.2f} of them is kept")
    print(f"{options.out}: {options.out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
