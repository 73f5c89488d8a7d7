"""Questions that ask for no more than a topic, told from those that ask more."""

import pytest

from rag.filters import Filters
from rag.questions import AS_TYPED
from rag.questions.topic import Topic, topic_of, without_frame
from rag.questions.understanding import understand

SAID = "What did Halvorsen say about the buses?"


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        (SAID, "the buses?"),
        ("What has Halvorsen said about the buses so far?", "the buses?"),
        ("What did Halvorsen say about the buses over time?", "the buses?"),
        ("Halvorsen on the buses", "the buses"),
        ("What does Halvorsen think about the buses?", "the buses?"),
        ("What were Halvorsen's words on the buses?", "the buses?"),
        ("Halvorsen’s comments on the buses", "the buses"),
        ("What did the deputy mayor tell reporters about the buses?", "the buses?"),
        ("Everything Halvorsen said about the buses", "the buses"),
        ("Did Halvorsen ever mention the buses?", "the buses?"),
        ("How did Halvorsen respond to questions on buses?", "buses?"),
        ("What did Halvorsen say in March about the buses?", "the buses?"),
        ("What did Halvorsen say about the buses in March 2025?", "the buses?"),
        ("How did Halvorsen respond to the criticism?", "the criticism?"),
        ("What did she say to reporters about the buses?", "the buses?"),
        ("What was said about the buses?", "the buses?"),
        ("Did anyone mention buses?", "buses?"),
        ("Who talked about the buses?", "the buses?"),
        ("Tell me about the buses", "the buses"),
        ("Please find all statements on the buses", "the buses"),
        ("Show me mentions of the buses", "the buses"),
        ("Are there any quotes about the buses?", "the buses?"),
        ("What did Halvorsen say about the March 11 briefing?", "the March 11 briefing?"),
    ],
)
def test_what_words_are_asked_for_about(snapshot, question, topic):
    assert understand(snapshot, question, Filters()).topic == Topic(topic, framed=True)


@pytest.mark.parametrize("typed", ["buses", "the ferry to Gull Island", "harbour bridge repair"])
def test_a_few_words_that_ask_nothing_are_a_topic_themselves(snapshot, typed):
    read = understand(snapshot, typed, Filters())
    assert (read.topic, read.question) == (Topic(typed, framed=False), typed)


@pytest.mark.parametrize(
    "question",
    [
        "How many extra buses are there?",
        "What did Halvorsen say the buses cost?",
        "What did Halvorsen say about whether the buses will stay?",
        "What did Halvorsen say about it?",
        "What did Halvorsen say about them?",
        "What did Halvorsen say?",
        "What did Halvorsen say to Okonkwo?",
        "Did they talk to the engineers?",
        "What did Halvorsen say about " + "the buses and " * 200,
        "When did the council talk about the bridge?",
        "Who said that about the bridge?",
        "On what day does the bridge open?",
        "The bridge was closed.",
        "Why not?",
        "",
        "?",
    ],
)
def test_whatever_asks_more_or_less_has_no_topic(snapshot, question):
    assert understand(snapshot, question, Filters()).topic is None


def test_as_typed_nothing_is_a_topic(snapshot):
    assert understand(snapshot, SAID, Filters(), reading=AS_TYPED).topic is None


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("And Okonkwo?", "the buses?"),
        ("And in April?", "the buses?"),
        ("And the ferry?", "the ferry?"),
        ("What did she say about the ferry?", "the ferry?"),
        ("How long will they run?", None),
    ],
)
def test_a_follow_up_keeps_or_replaces_the_topic(snapshot, question, topic):
    read = understand(snapshot, question, Filters(), (SAID,))
    assert read.follow_up == SAID
    assert (read.topic.words if read.topic else None) == topic


def test_a_follow_up_of_a_question_that_asks_more_has_no_topic(snapshot):
    history = ("How much does the bridge cost?",)
    assert understand(snapshot, "And the ferry?", Filters(), history).topic is None


@pytest.mark.parametrize("question", ["On what day?", "About", "what about ", "tell me", "on ?"])
def test_a_frame_without_a_topic_stays(question):
    assert without_frame(question) == question
    assert topic_of(question) is None
