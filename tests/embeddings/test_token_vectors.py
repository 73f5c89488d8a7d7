"""Token codes: what is kept of a text's words, and how near they come to a question's, worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from embeddings import SentenceEncoder
from embeddings.hashing import HashingEncoder
from embeddings.token_vectors import TokenSpace, packaged_space, unpacked

AND, BRIDGE, FERRY, CLOSED = range(4)
SPACE = TokenSpace("axes/2-1", np.eye(3, 2, dtype=np.float32), np.array([0, 3, 3, 1], np.float32))


def hidden(*rows):
    return np.array(rows, np.float32)


def held(*texts, width=1):
    counts = np.array([len(text) // width for text in texts], np.int64)
    return np.frombuffer(b"".join(texts), np.uint8).reshape(-1, width), counts


def test_a_token_is_kept_in_four_bits_a_dimension_unless_it_says_nothing():
    codes = SPACE.codes([BRIDGE, AND, FERRY], hidden([7, -4, 9], [1, 1, 1], [0, 0.5, 0]))
    # Steps -7 to 7 are stored as 0 to 14, the first of two dimensions in the low half of the byte.
    assert codes == bytes([14 | 3 << 4, 7 | 14 << 4])
    rows = unpacked(np.frombuffer(codes, np.uint8).reshape(-1, 1))
    assert rows.tolist() == [[7, -4], [0, 7]]


def test_each_word_of_a_question_finds_its_nearest_and_weighs_as_much_as_it_is_rare():
    question = SPACE.question([AND, BRIDGE, CLOSED], hidden([9, 9, 9], [2, 0, 0], [0, 2, 0]))
    assert question.weights.tolist() == [0.75, 0.25]
    east, north, west = (SPACE.codes([FERRY], hidden(row)) for row in ([1, 0, 0], [0, 1, 0], [-1, 0, 0]))
    nearest = question.nearest(*held(east, b"", north + east, west))
    assert nearest.tolist() == [[1, 0], [-np.inf, -np.inf], [1, 1], [-1, 0]]
    assert (nearest @ question.weights).tolist() == [0.75, -np.inf, 1, -0.75]


def test_a_question_without_a_word_that_says_something_has_no_tokens():
    assert SPACE.question([AND, AND], hidden([1, 0, 0], [0, 1, 0])) is None
    assert SPACE.codes([AND], hidden([1, 0, 0])) == b""


def test_a_space_ships_for_the_packaged_encoder_alone():
    space = packaged_space(SentenceEncoder().name)
    assert space.name == SentenceEncoder().token_space == "all-MiniLM-L6-v2@53aa5117/48-1"
    assert space.basis.shape == (384, 48)
    assert packaged_space("all-MiniLM-L6-v2@another") is None
    assert HashingEncoder().question_tokens("bridge") is None
    assert HashingEncoder().encode_tokens(["bridge"])[1] == [b""]


@pytest.mark.slow
def test_the_compiled_models_tokens_are_those_of_sentence_transformers():
    texts = ["The harbour bridge is closed.", "", "Who? " * 400, "Nobody knew about the cracks in January."]
    compiled, plain = SentenceEncoder(), SentenceEncoder(compiled=False)
    vectors, codes = compiled.encode_tokens(texts)
    reference, wanted = plain.encode_tokens(texts)
    assert (vectors * reference).sum(axis=1).min() > 0.999
    assert [len(each) // 24 for each in codes] == [len(each) // 24 for each in wanted] == [3, 0, 0, 4]
    for each, other in zip(codes, wanted, strict=True):
        one, two = (unpacked(np.frombuffer(of, np.uint8).reshape(-1, 24)) for of in (each, other))
        norms = np.linalg.norm(one, axis=1) * np.linalg.norm(two, axis=1)
        assert ((one * two).sum(axis=1) / norms).min(initial=1) > 0.99
    question = compiled.question_tokens("When will the bridge reopen?")
    near = question.nearest(*held(*codes, width=24)) @ question.weights
    assert near.argmax() == 0
    assert near[1] == near[2] == -np.inf
