"""Who a question asks about as the one who says it, and who is only its topic."""

import pytest

from rag.filters import Filters
from rag.questions.sayers import find_sayer
from rag.questions.understanding import understand

MAYOR, DEPUTY, ENGINEER = "Imani Okonkwo", "Lena Halvorsen", "Tomás Fernández"

ONLY = [
    ("What did Okonkwo say about the bridge?", MAYOR),
    ("what did okonkwo say about the bridge", MAYOR),
    ("What did Mayor Imani Okonkwo ever really say about the bridge?", MAYOR),
    ("What did the mayor say about the bridge?", MAYOR),
    ("What did the deputy mayor promise?", DEPUTY),
    ("How did the Mayor respond to the strike?", MAYOR),
    ("Has Halvorsen ruled out a toll?", DEPUTY),
    ("Did Fernandez say why the bearings failed?", ENGINEER),
    ("According to Halvorsen in May, what will the ferry cost?", DEPUTY),
    ("How much will it cost, per the mayor?", MAYOR),
    ("What did the mayor tell reporters about the drain?", MAYOR),
    ("Halvorsen on the ferry", DEPUTY),
    ("Summarize what Halvorsen said about water rates", DEPUTY),
    ("What was said by Fernández about the drain?", ENGINEER),
    ("Okonkwo's comments on the drain", MAYOR),
    ("What was the mayor’s answer on library hours?", MAYOR),
    ("remarks by Halvorsen about the tram", DEPUTY),
    ("What did Okonkwo and Halvorsen say about the tram?", f"{MAYOR} or {DEPUTY}"),
    ("What did Council Member Smith say about the fee?", "Council Member Smith"),
    ("What did the senior city official say about the breach?", "SENIOR CITY OFFICIAL"),
]
PREFERRED = [
    ("What does Halvorsen think of the ferry?", DEPUTY),
    ("Does the mayor support a toll?", MAYOR),
    ("What is Okonkwo's position on water rates?", MAYOR),
    ("What did Halvorsen tell Fernández about the drain?", DEPUTY),
]
NOBODY = [
    "What was said about Okonkwo?",
    "What do people say about the mayor?",
    "Who is Okonkwo's husband?",
    "Did a reporter ask Halvorsen about the ferry?",
    "What was Okonkwo asked about?",
    "When was Halvorsen elected?",
    "Did the critics of Okonkwo say that she lied?",
    "What did the engineer's report say?",
    "Who said that the bridge was safe?",
    "What did they do about the bridge?",
    "What did the chairs cost?",
    "Will the price go up, officials say?",
    "Halvorsen said that the ferry is free",
    "Says Okonkwo's comments showed that she knew.",
    "As you said, the bridge is closed",
]


@pytest.mark.parametrize(("question", "name"), ONLY)
def test_who_says_it_is_searched_alone(snapshot, question, name):
    sayer = find_sayer(question, snapshot).sayer
    assert (sayer.name, sayer.only) == (name, True)


@pytest.mark.parametrize(("question", "name"), PREFERRED)
def test_who_may_have_said_it_is_preferred(snapshot, question, name):
    sayer = find_sayer(question, snapshot).sayer
    assert (sayer.name, sayer.only) == (name, False)


@pytest.mark.parametrize("question", NOBODY)
def test_whom_it_is_about_is_no_sayer(snapshot, question):
    assert understand(snapshot, question, Filters()).sayer is None


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("What did Putin say about the bridge?", "Putin"),
        ("What did Ambassador Harlan Quist tell reporters about cod?", "Ambassador Harlan Quist"),
    ],
)
def test_a_name_that_is_no_speaker_is_told_and_filters_nothing(snapshot, question, name):
    read = understand(snapshot, question, Filters())
    assert (read.sayer, read.unknown) == (None, name)
    assert read.notes == (f"{name} is no speaker in this library; everybody was searched.",)


@pytest.mark.parametrize(
    "question", ["What did the White House say?", "What did officials say?", "What did everybody say?"]
)
def test_what_is_no_persons_name_is_not_told(snapshot, question):
    assert understand(snapshot, question, Filters()).notes == ()


def test_the_words_that_told_it_are_a_slice_of_the_question(snapshot):
    question = "According to the deputy mayor, is the ferry free in March 2025?"
    read = understand(snapshot, question, Filters())
    assert [(part.kind.value, part.text, question[part.start : part.end]) for part in read.parts] == [
        ("speaker", "the deputy mayor", "the deputy mayor"),
        ("dates", "in March 2025", "in March 2025"),
    ]
