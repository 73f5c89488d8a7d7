from pathlib import Path

import pytest

from rag.exchanges import Place, Role, gives_the_word, is_questioner, roles
from rag.readers import load_transcript
from rag.transcript import Turn

SEED = Path(__file__).resolve().parents[1].parent / "shared" / "corpora" / "seed-press-call.md"
SIGNS = {Role.QUESTION: "?", Role.ANSWER: "!", Role.MODERATOR: "m", Role.STATEMENT: "."}


def told(*turns: tuple[str, str]) -> list[str]:
    """Each turn's role as a sign, an answer's with the index of its question."""
    places = roles([Turn(label, text, ((0, 1),), 1) for label, text in turns])
    return [
        SIGNS[place.role] + (str(place.question) if place.question is not None else "") for place in places
    ]


def test_answers_belong_to_the_question_before_them() -> None:
    assert told(
        ("MODERATOR", "Welcome."),
        ("MS. PSAKI", "Hello. Any questions?"),
        ("Q", "Why?"),
        ("MS. PSAKI", "Because."),
        ("Q", "When exactly is that"),
        ("MR. DEESE", "Soon."),
        ("MS. PSAKI", "Very."),
    ) == ["m", ".", "?", "!2", "?", "!4", "!4"]


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        pytest.param(
            [("Q", "Why?"), ("Q", "Thank you."), ("MS. A", "So.")], ["?", "?", "!0"], id="thanks in the run"
        ),
        pytest.param(
            [("Q", "Jen."), ("Q", "Why?"), ("MS. A", "So.")], ["?", "?", "!1"], id="call for attention"
        ),
        pytest.param(
            [("Q", "Why?"), ("Q", "And when?"), ("MS. A", "So.")], ["?", "?", "!1"], id="the latest asks"
        ),
        pytest.param([("Q", "Jen."), ("MS. A", "So.")], ["?", "!0"], id="nothing better"),
        pytest.param(
            [("Q", "Why?"), ("MS. A", "So."), ("Q", "Thank you."), ("MS. A", "And so.")],
            ["?", "!0", "?", "!0"],
            id="thanks between two halves of an answer",
        ),
        pytest.param(
            [("Q", "Why?"), ("MS. A", "So —"), ("OPERATOR", "Line open."), ("MS. A", "— so.")],
            ["?", "!0", "m", "!0"],
            id="interrupted by the operator",
        ),
        pytest.param(
            [("MODERATOR", "Next question?"), ("REPORTER", "Why?"), ("MAYOR", "So.")],
            ["m", "?", "!1"],
            id="reporter",
        ),
        pytest.param(
            [("CHAIR ROUSE", "Hello."), ("Q", "Why?"), ("CHAIR ROUSE", "So.")],
            [".", "?", "!1"],
            id="a person",
        ),
    ],
)
def test_runs_and_interruptions(turns: list[tuple[str, str]], expected: list[str]) -> None:
    assert told(*turns) == expected


def test_in_an_interview_a_turn_that_ends_in_a_question_is_one() -> None:
    assert told(
        ("Host", "Good morning. This is the news."),
        ("Host", "Mayor, is the bridge safe? (Laughs.)"),
        ("Mayor Okafor", "It is. Why do you ask? I drive it daily."),
        ("Host", "Who pays? Go ahead."),
        ("Mayor Okafor", "The state does. We asked twice. It agreed."),
        ("Host", "Thank you."),
        ("Mayor Okafor", "You're welcome."),
    ) == ["m", "?", "?", "?", "!3", "m", "."]


def test_one_answer_may_be_several_turns() -> None:
    assert told(
        ("Ann", "Is it safe?"), ("Bob", "It is."), ("Bob", "I checked."), ("Ann", "Good."), ("Bob", "Yes.")
    ) == ["?", "!0", "!0", ".", "."]


def test_a_question_that_nobody_else_follows_is_a_statement() -> None:
    assert told(("Ann", "Is it safe?"), ("Ann", "It is.")) == [".", "."]


def test_a_clerk_never_asks_and_a_chair_may() -> None:
    assert told(("Clerk", "Ready?"), ("Chair", "Shall we begin?"), ("Bob", "Yes.")) == ["m", "?", "!1"]


def test_nothing_has_no_roles() -> None:
    assert roles([]) == ()


@pytest.mark.parametrize(
    "label", ["Q", "Q.", "Q1", "Q #2", "QUESTION", "Reporter", "REPORTERS", "Reporter 3", "THE PRESS"]
)
def test_who_asks(label: str) -> None:
    assert is_questioner(label)


@pytest.mark.parametrize("label", ["", "MS. PSAKI", "Quinn", "PRESS SECRETARY PSAKI", "MODERATOR", "Q TEAM"])
def test_who_does_not_ask(label: str) -> None:
    assert not is_questioner(label)


def test_the_seeds_exchanges() -> None:
    if not SEED.is_file():
        pytest.skip(f"needs {SEED}")
    turns = load_transcript(SEED).turns
    places = roles(turns)
    assert [SIGNS[place.role] for place in places].count("?") == 7
    assert all(
        (place.role is Role.MODERATOR) == (turn.label in ("MODERATOR", "OPERATOR"))
        for place, turn in zip(places, turns, strict=True)
    )
    assert places[1] == Place(Role.STATEMENT)
    for index, place in enumerate(places):
        if place.role is Role.ANSWER:
            assert place.question is not None
            assert turns[place.question].label == "Q"
            assert place.question < index


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ("Okay, go ahead.", True),
        ("Go ahead, Steve.", True),
        ("Yes, next question.", True),
        ("No.\n\nGo ahead.", False),
        ("Oh, sorry — go ahead, Ms. Ruiz.", True),
        ("No.", False),
        ("We told them to go ahead.", False),
        ("Go on strike.", False),
        ("Go ahead with the bridge, I say, and do it now.", False),
        ("Next year.", False),
        ("", False),
    ],
)
def test_giving_somebody_the_word_says_nothing(text, gives):
    assert gives_the_word(text) is gives
