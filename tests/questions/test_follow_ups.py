"""Follow-ups take from the questions before them what they leave out; others take nothing."""

import pytest

from rag.filters import Filters
from rag.questions import AS_TYPED, PartKind, Reading
from rag.questions.understanding import understand
from tests.questions.follow_ups import COST, GOES_ON, SAID, STANDS_ALONE


@pytest.mark.parametrize(
    ("history", "question", "sayer", "days", "words"), GOES_ON, ids=lambda v: str(v)[:40]
)
def test_a_follow_up_takes_what_it_leaves_out(snapshot, history, question, sayer, days, words):
    read = understand(snapshot, question, Filters(), history)
    assert read.follow_up == history[-1]
    assert (read.sayer.name if read.sayer else "", read.days.text if read.days else "") == (sayer, days)
    assert words in read.question


@pytest.mark.parametrize("question", STANDS_ALONE)
def test_a_question_that_stands_alone_takes_nothing(snapshot, question):
    with_history = understand(snapshot, question, Filters(), (SAID, COST))
    assert with_history == understand(snapshot, question, Filters())
    assert with_history.follow_up is None


def test_a_sayer_that_is_replaced_is_not_searched(snapshot):
    assert "Halvorsen" not in understand(snapshot, "And Okonkwo?", Filters(), (SAID,)).question


def test_as_typed_takes_nothing(snapshot):
    read = understand(snapshot, "And Okonkwo?", Filters(), (SAID,), AS_TYPED)
    assert (read.question, read.follow_up, read.sayer, read.parts) == ("And Okonkwo?", None, None, ())


def test_one_thing_can_be_undone_alone(snapshot):
    reading = Reading(ignored=frozenset({PartKind.SPEAKER}))
    read = understand(snapshot, "And in March?", Filters(), (SAID,), reading)
    assert (read.follow_up, read.sayer, read.days.text) == (SAID, None, "2025-03-01 to 2025-03-31")


def test_a_filter_that_is_given_wins_over_the_conversation(snapshot):
    read = understand(snapshot, "And in March?", Filters(speaker="Okonkwo"), (SAID,))
    assert (read.sayer, read.days.text) == (None, "2025-03-01 to 2025-03-31")
