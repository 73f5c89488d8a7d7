"""Exchanges: follow-ups with their questions, interrupted answers whole; who probably asked, by the words."""

from pathlib import Path

import pytest

from rag.dialogue import find_exchanges
from rag.exchanges import question_parts, roles
from rag.readers import load_transcript
from rag.transcript import Turn

SEED = Path(__file__).resolve().parents[1].parent / "shared" / "corpora" / "seed-press-call.md"


def turns_of(*said):
    return [Turn(label, text, ((0, 1),), 1) for label, text in said]


def exchanges(*said, speakers=()):
    """Each exchange's questions and answers by number, and whom its first question is probably from."""
    turns = turns_of(*said)
    found = find_exchanges(turns, roles(turns), speakers)
    return [
        (each.questions, each.answers, [q and turns[q.turn].text[q.start : q.end] for q in each.questioners])
        for each in found
    ]


def test_the_seeds_five_exchanges():
    if not SEED.is_file():
        pytest.skip(f"needs {SEED}")
    turns = load_transcript(SEED).turns
    found = find_exchanges(turns, roles(turns))
    assert [(each.questions, each.answers) for each in found] == [
        ((3,), (4,)),
        ((6, 8), (7, 9, 11, 14)),
        ((16,), (17,)),
        ((18, 20), (19, 21)),
        ((23,), (24,)),
    ]
    assert [[q.name for q in each.questioners if q] for each in found] == [
        ["Andrea"],
        ["Kaitlan", "Kaitlan"],
        ["Steve"],
        ["Jenny", "Jenny"],
        ["Hyeongjoo"],
    ]
    first = found[0].questioners[0]
    assert turns[first.turn].text[first.start : first.end] == "thanks so much, Andrea"
    assert [len(question_parts(turns[each.questions[0]].text)) for each in found] == [4, 2, 4, 5, 5]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param(
            [("MS. A", "Go ahead, Steve."), ("Q", "Why is it shut?"), ("MS. A", "It is old.")],
            [((1,), (2,), ["Go ahead, Steve."])],
            id="called on",
        ),
        pytest.param(
            [("Q", "Why is it shut?"), ("MS. A", "Thanks, Andrea. It is old.")],
            [((0,), (1,), ["Thanks, Andrea"])],
            id="thanked",
        ),
        pytest.param(
            [("Q", "Hi, this is Ida Veltkamp with Harbour FM. Why is it shut?"), ("MS. A", "It is old.")],
            [((0,), (1,), ["this is Ida Veltkamp with Harbour"])],
            id="says it",
        ),
        pytest.param(
            [
                ("MS. A", "Go ahead, Steve."),
                ("Q", "Why is it shut?"),
                ("MS. A", "Thanks, Andrea. It is old."),
            ],
            [((1,), (2,), [None])],
            id="two names stand against it",
        ),
        pytest.param(
            [("Q", "Why is it shut?"), ("MS. A", "Thanks, everybody. It is old.")],
            [((0,), (1,), [None])],
            id="everybody is nobody",
        ),
        pytest.param(
            [("MS. A", "It is shut. Yeah."), ("Q", "Why is it shut?"), ("MS. A", "It is in Berlin, Monday.")],
            [((1,), (2,), [None])],
            id="words that are no names",
        ),
        pytest.param(
            [("Q", "Ida Veltkamp with Harbour FM wanted to know: why is it shut?"), ("MS. A", "It is old.")],
            [((0,), (1,), [None])],
            id="somebody who is not here",
        ),
        pytest.param(
            [("Q", "Why is it shut?"), ("MS. A", "Can I do Owen first? Okay, go ahead, Owen.")],
            [((0,), (1,), [None])],
            id="somebody else is called",
        ),
        pytest.param(
            [("Q", "Why is it shut?"), ("MS. A", "Thanks, Jeff. It is old.")],
            [((0,), (1,), [None])],
            id="another speaker is no reporter",
        ),
    ],
)
def test_who_probably_asked(said, expected):
    assert exchanges(*said, speakers={"jeff", "a"}) == expected


@pytest.mark.parametrize(
    ("said", "groups"),
    [
        pytest.param(
            [("Q", "Why is it shut?"), ("MS. A", "It is old."), ("Q", "How old is it?"), ("MS. A", "Very.")],
            [(0, 2)],
            id="a follow-up",
        ),
        pytest.param(
            [("Q", "Why is it shut?"), ("MS. A", "Old. Go ahead."), ("Q", "Who pays?"), ("MS. A", "We do.")],
            [(0,), (2,)],
            id="somebody else has the word",
        ),
        pytest.param(
            [("Q", "Why is it shut?"), ("MS. A", "Old."), ("Q", "Thank you. Who pays?"), ("MS. A", "We do.")],
            [(0,), (2,)],
            id="a new voice greets",
        ),
        pytest.param(
            [
                ("Q", "Why is it shut?"),
                ("MS. A", "Old."),
                ("Q", "Thank you. And then a follow-up: who pays?"),
                ("MS. A", "We do."),
            ],
            [(0, 2)],
            id="thanks and goes on",
        ),
        pytest.param(
            [
                ("Q", "Why is it shut?"),
                ("MS. A", "Old."),
                ("MODERATOR", "Next question, please."),
                ("Q", "Who pays?"),
                ("MS. A", "We do."),
            ],
            [(0,), (3,)],
            id="the next question is called",
        ),
        pytest.param(
            [
                ("Q", "Why, when and how?"),
                ("MS. A", "It is old. What was the third one?"),
                ("Q", "It was how, I think."),
                ("MS. A", "Slowly."),
            ],
            [(0, 2)],
            id="the answer asks back",
        ),
        pytest.param(
            [
                ("Q", "Why is it shut?"),
                ("MR. P", "Thanks. For our last question, why don’t we close with Lisa Ott?"),
                ("Q", "Am I on?"),
                ("MS. A", "Yes."),
            ],
            [(0,), (2,)],
            id="an official calls the next question",
        ),
        pytest.param(
            [("Q", "Jen —"), ("Q", "Why is it shut?"), ("MS. A", "Old."), ("Q", "Thank you.")],
            [(1,)],
            id="calls and thanks are no questions",
        ),
        pytest.param(
            [("Ann", "Is it shut?"), ("Bob", "It is."), ("Ann", "Who pays for it?"), ("Bob", "We do.")],
            [(0,), (2,)],
            id="an interview",
        ),
        pytest.param([("Ann", "It is shut."), ("Bob", "It is.")], [], id="nobody asks"),
        pytest.param([], [], id="nobody speaks"),
    ],
)
def test_follow_ups_go_with_their_question(said, groups):
    assert [questions for questions, _, _ in exchanges(*said)] == groups


def test_one_calling_counts_for_five_questions():
    said = [("MS. A", "Go ahead, Steve.")]
    for n in range(7):
        said += [("Q", f"Why is pier {n} shut?"), ("MS. A", "It is old.")]
    ((questions, _, callings),) = exchanges(*said)
    assert len(questions) == 7
    assert callings == ["Go ahead, Steve."] * 5 + [None] * 2


def test_an_interrupted_answer_is_one():
    assert exchanges(
        ("Q", "Why is it shut?"),
        ("MS. A", "It —"),
        ("OPERATOR", "All right, our next ques- —"),
        ("MS. A", "(Inaudible.)"),
        ("MODERATOR", "Let her finish."),
        ("MS. A", "It is old."),
    ) == [((0,), (1, 3, 5), [None])]


def test_the_parts_of_a_question():
    text = "Hello. Why is it shut? And who pays — the city? Thank you."
    assert [text[start:end] for start, end in question_parts(text)] == [
        "Why is it shut?",
        "And who pays — the city?",
    ]
