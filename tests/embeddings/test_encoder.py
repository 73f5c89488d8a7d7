"""The encoders: what they promise of order, length and identity; the packaged model's checksum."""

import shutil

import numpy as np
import pytest

from embeddings import ModelChecksumError, ModelNotFoundError, SentenceEncoder
from embeddings.hashing import HashingEncoder
from embeddings.packaged_model import packaged_model, verify


def test_the_hashing_encoders_vectors_can_be_worked_out():
    encoder = HashingEncoder(dimensions=64)
    one, twice, other = encoder.encode(["pier", "pier pier", "pier bridge"])
    assert one.tolist() == twice.tolist()
    assert other[other > 0].tolist() == pytest.approx([0.5**0.5, 0.5**0.5])
    assert encoder.count_tokens(["the north pier", ""]) == [3, 0]


def test_tokens_are_counted_without_loading_the_model():
    encoder = SentenceEncoder()
    assert encoder.count_tokens(["The bridge is closed.", "", "concer- —"]) == [5, 0, 4]
    assert "_model" not in vars(encoder)


def test_weights_with_one_byte_changed_are_refused(tmp_path):
    weights = tmp_path / "model.safetensors"
    shutil.copyfile(packaged_model() / "model.safetensors", weights)
    verify(tmp_path, cache=tmp_path / "cache")
    with weights.open("r+b") as file:
        file.seek(50_000)
        byte = file.read(1)
        file.seek(50_000)
        file.write(bytes([byte[0] ^ 1]))
    with pytest.raises(ModelChecksumError, match="Reinstall it"):
        verify(tmp_path, cache=tmp_path / "cache")


def test_a_model_that_is_not_there_is_told(tmp_path):
    with pytest.raises(ModelNotFoundError, match="can't be loaded"):
        SentenceEncoder(str(tmp_path)).encode(["text"])


@pytest.fixture(scope="module")
def encoder():
    return SentenceEncoder()


@pytest.mark.slow
def test_vectors_are_those_of_sentence_transformers(encoder):
    from sentence_transformers import SentenceTransformer

    texts = ["The bridge is closed.", "", "Wie hoch ist die Mauer? 水", "word " * 700, "No."]
    reference = SentenceTransformer(str(packaged_model()), device="cpu", local_files_only=True).encode(
        texts, normalize_embeddings=True
    )
    vectors = encoder.encode(texts)
    assert vectors.shape == (5, encoder.dimensions) == (5, 384)
    assert (vectors * reference).sum(axis=1).min() > 0.9999


@pytest.mark.slow
def test_order_and_repeats_are_kept(encoder):
    texts = ["a long sentence about the harbour bridge and its bearings", "No.", "No.", "a tram"]
    together = encoder.encode(texts)
    apart = np.vstack([encoder.encode([text]) for text in texts])
    assert np.abs(together - apart).max() < 1e-5
    assert encoder.encode([]).shape == (0, 384)
    done = []
    encoder.encode([f"text {n}" for n in range(300)], done.append)
    assert done == [256, 300]
