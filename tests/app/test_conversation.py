"""A conversation as an address and as a browser remembers it."""

import html

import pytest

from ui.app.ask.conversation import (
    MOST_QUESTIONS,
    MOST_REMEMBERED,
    Conversation,
    kept_form,
    parse_conversation,
    question_message,
    recalled,
    remembered,
)

TALK = Conversation(
    ("What did the pier cost?", "And “who” said so & why?"), ("Ada Lindholm", "2025", "", "c 1")
)


def test_an_address_opens_the_conversation_that_made_it():
    assert parse_conversation(TALK.address) == TALK
    assert TALK.address.startswith("?ask=What+did+the+pier+cost%3F&ask=And+")


@pytest.mark.parametrize("query", ["", "?", "?ask=", "?ask=%20", "?transcript=council&turn=3"])
def test_an_address_that_asks_nothing_is_no_conversation(query):
    assert parse_conversation(query) is None


def test_the_last_questions_of_a_long_conversation_stay():
    long = Conversation(tuple(f"Question {n}?" for n in range(MOST_QUESTIONS + 5)))
    found = parse_conversation(long.address)
    assert found.questions == long.questions[5:]


def test_a_conversation_that_goes_on_takes_its_earlier_place():
    kept = kept_form([Conversation(("Old?",)), Conversation((TALK.questions[0],)), Conversation(("Older?",))])
    assert [each.questions for each in remembered(kept, TALK)] == [TALK.questions, ("Old?",), ("Older?",)]


def test_only_so_many_are_remembered():
    kept = kept_form([Conversation((f"{n}?",)) for n in range(MOST_REMEMBERED)])
    known = remembered(kept, TALK)
    assert (len(known), known[0], known[-1].questions) == (MOST_REMEMBERED, TALK, ("28?",))


@pytest.mark.parametrize(
    "kept",
    [
        pytest.param(None, id="nothing"),
        pytest.param({"ask": ["x"]}, id="no list"),
        pytest.param(
            [1, "x", {"ask": "x", "filters": []}, {"ask": [2], "filters": ["", "", "", ""]}], id="junk"
        ),
        pytest.param([{"ask": ["x?"], "filters": ["", ""]}], id="too few filters"),
    ],
)
def test_what_a_browser_keeps_is_not_trusted(kept):
    assert recalled(kept) == []


def test_what_was_typed_is_asked_whatever_the_chat_shows():
    typed = "Is <b>5 & 6</b> [x](y) `z`\n*so*? It’s 'fine'."
    message = question_message(typed)
    assert message["metadata"] == {"id": typed}
    assert html.unescape(message["content"].replace("<br>", "\n")) == typed
    assert not set("<>[]`*") & set(message["content"].replace("<br>", ""))
