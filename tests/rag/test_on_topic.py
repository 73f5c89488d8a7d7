"""Passages that speak of a topic, told from those that don't."""

from __future__ import annotations

from dataclasses import replace

import pytest

from embeddings.hashing import HashingEncoder
from rag.filters import Filters, select
from rag.on_topic import NEAR, SOMEWHAT_NEAR, on_topic
from rag.questions.topic import Topic
from rag.retriever import retrieve


@pytest.fixture
def snapshot(library_of):
    library = library_of(
        [
            ("Q", "Will the ferry to Gull Island be free?"),
            ("MAYOR RUIZ", "For as long as the road is shut, it won’t cost anybody a cent."),
            ("CLERK OLSEN", "Gull Island has two hundred people."),
        ]
    )
    with library.snapshot() as snapshot:
        yield snapshot


def found(snapshot, speaker, cosine):
    """The one passage of a speaker, as if it were this near."""
    selection = select(Filters(speaker=speaker), snapshot)
    hits = retrieve(snapshot, HashingEncoder(), "Gull Island ferry", selection, 1)
    return [(replace(hit, cosine=cosine), snapshot.turn(hit.transcript, hit.turn)) for hit in hits]


def told(snapshot, topic, speaker, cosine, *, framed=True):
    found_on = on_topic(snapshot, Topic(topic, framed), found(snapshot, speaker, cosine))
    return len(found_on.passages), found_on.named, found_on.near


def test_a_passage_that_names_the_topic_is_on_it_however_far(snapshot):
    assert told(snapshot, "the islands", "Olsen", 0.05) == (1, True, False)


def test_an_answer_to_a_question_that_names_it_is_on_it_if_it_is_somewhat_near(snapshot):
    assert told(snapshot, "the ferry", "Ruiz", SOMEWHAT_NEAR) == (1, True, False)
    assert told(snapshot, "the ferry", "Ruiz", SOMEWHAT_NEAR - 0.01) == (0, False, False)


def test_a_near_passage_is_on_it_whatever_its_words(snapshot):
    assert told(snapshot, "boats", "Ruiz", NEAR) == (1, False, True)
    assert told(snapshot, "boats", "Ruiz", NEAR - 0.01) == (0, False, False)


def test_one_of_several_words_is_not_the_topic_by_name(snapshot):
    assert told(snapshot, "the island ballot", "Olsen", 0.4) == (1, False, False)
    assert told(snapshot, "the island ballot", "Olsen", 0.2) == (0, False, False)


def test_a_name_typed_with_a_topic_may_be_the_speakers(snapshot):
    assert told(snapshot, "Olsen island", "Olsen", 0.2, framed=False) == (1, True, False)
    assert told(snapshot, "Olsen’s island", "Olsen", 0.2) == (0, False, False)
