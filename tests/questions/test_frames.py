"""What is left to search of a question whose frame fits any topic."""

import pytest

from rag.filters import Filters
from rag.questions import AS_TYPED
from rag.questions.understanding import understand


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("What did the White House say about the eclipse?", "about the eclipse?"),
        ("What has been said about the tram so far?", "about the tram so far?"),
        ("What’s the administration’s position on water rates?", "about water rates?"),
        ("Has anyone commented on the closure?", "about the closure?"),
        ("Did officials say anything about otters?", "about otters?"),
        ("What about the ferry?", "about the ferry?"),
    ],
)
def test_a_frame_that_fits_any_topic_is_not_searched(snapshot, question, left):
    assert understand(snapshot, question, Filters()).question == left
    assert understand(snapshot, question, Filters(), reading=AS_TYPED).question == question


@pytest.mark.parametrize(
    "question",
    [
        "What will the tram cost?",
        "Who said that about the bridge?",
        "When did the council talk about the bridge?",
        "What did Kirby say about drones?",
        "What did the harbour board think about the pilots?",
        "What did the White House say?",
    ],
)
def test_what_tells_more_than_a_topic_stays(snapshot, question):
    assert understand(snapshot, question, Filters()).question == question
