"""The newest, what was asked, and changes: asked for by words, and not by words that only sound like them."""

import pytest

from rag.filters import Filters
from rag.questions.understanding import understand


def signs(snapshot, question):
    read = understand(snapshot, question, Filters())
    return {name for name in ("latest", "questions", "over_time") if getattr(read, name)}


@pytest.mark.parametrize(
    ("question", "sign"),
    [
        ("the latest on the bridge", "latest"),
        ("What is the latest word on water rates?", "latest"),
        ("What's new on the tram?", "latest"),
        ("What has the mayor said recently about the bridge?", "latest"),
        ("the mayor's most recent statement on the tram", "latest"),
        ("What did reporters ask about the bridge?", "questions"),
        ("reporters asked about the bridge", "questions"),
        ("Who asked about the data breach?", "questions"),
        ("What questions were there about the tram?", "questions"),
        ("What was the mayor asked about?", "questions"),
        ("Has anyone asked about the drain?", "questions"),
        ("How did the mayor's position on the bridge change?", "over_time"),
        ("How has the cost estimate evolved?", "over_time"),
        ("What has been said about water rates over time?", "over_time"),
        ("Did the mayor contradict herself on the note?", "over_time"),
        ("a timeline of the bridge closure", "over_time"),
        ("What has been said about the bridge?", "over_time"),
    ],
)
def test_a_sign_is_understood(snapshot, question, sign):
    assert sign in signs(snapshot, question)


@pytest.mark.parametrize(
    "question",
    [
        "What did the mayor say when asked about the drain?",
        "Asked about the drain, what did the mayor answer?",
        "What did Halvorsen tell reporters?",
        "How did the mayor respond when a reporter asked about rates?",
        "Did the press conference take place?",
        "Why were firms asked to pay?",
        "Is this the latest technology?",
        "How does the climate change policy work?",
        "Has the time of the meeting been announced?",
        "How many people moved out?",
        "How did the minister react to the intensity of the question?",
    ],
)
def test_what_only_sounds_like_a_sign_is_none(snapshot, question):
    assert signs(snapshot, question) == set()


def test_the_newest_is_not_searched_as_words(snapshot):
    assert understand(snapshot, "the latest on the flood wall", Filters()).question == "about the flood wall"
