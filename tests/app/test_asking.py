"""What a page sends to have a question answered, and what it gets."""

import asyncio
from types import SimpleNamespace

import pytest

from embeddings.hashing import HashingEncoder
from rag.assistant import Assistant
from rag.errors import OnRecordError
from rag.indexing import index_paths
from rag.questions import PartKind
from ui.app.ask.asking import Answers, Asking, Desk, parse_asking
from ui.endpoints import LONGEST_QUESTION

NOBODY = ("", "", "", "")
COST = "What did the repair of the pier cost?"


@pytest.fixture
def assistant(library):
    return Assistant(library, HashingEncoder)


def sent(*asked, ignored=(), filters=NOBODY):
    return {"asked": list(asked), "ignored": list(ignored), "filters": list(filters)}


def called(assistant, name, message):
    functions = {function.__name__: function for function in Desk(assistant).functions()}
    return asyncio.run(functions[name](message, SimpleNamespace(headers={"accept-language": "en"})))


def test_what_a_page_sends_is_read_whole():
    found = parse_asking(sent("First?", "Then?", ignored=["dates"], filters=("Ada", "2025", "", "")))
    assert found == Asking(("First?", "Then?"), frozenset({PartKind.DATES}), ("Ada", "2025", "", ""))


@pytest.mark.parametrize(
    ("message", "told"),
    [
        (None, "There is no question"),
        ([1], "There is no question"),
        ({"asked": "x"}, "There is no question"),
        (sent("Fine?", "  "), "There is no question"),
        (sent("Fine?", ignored=["everything"]), "Load the page again"),
        (sent("Fine?", filters=("Ada",)), "Load the page again"),
        (sent("x" * (LONGEST_QUESTION + 1)), "2,001 characters"),
        (sent("x" * (LONGEST_QUESTION + 1), "Fine?"), "2,001 characters"),
    ],
)
def test_what_no_page_sends_is_refused_in_one_line(message, told):
    with pytest.raises(OnRecordError, match=told) as raised:
        parse_asking(message)
    assert "\n" not in str(raised.value)


def test_an_answer_brings_its_cards_its_address_and_the_chips(assistant):
    found = called(assistant, "answer", sent("What did Dana Smith say about the survey?"))
    assert "class='or-card'" in found["html"]
    assert "?ask=What+did+Dana+Smith+say+about+the+survey%3F" in found["html"]
    assert [text for text in found["chips"] if text] == ["said by Dana Smith ✕"]
    assert len(found["chips"]) == len(PartKind)


def test_a_problem_is_told_and_not_raised(assistant):
    found = called(assistant, "answer", sent(COST, filters=("", "someday", "", "")))
    assert list(found) == ["problem"]
    assert "someday" in found["problem"]


def test_what_goes_on_from_an_answer_is_offered_and_the_conversation_remembered(assistant):
    message = {**sent(COST), "kept": [{"ask": ["Old?"], "filters": list(NOBODY)}, "junk"]}
    found = called(assistant, "go_on", message)
    assert found["rows"] == [COST, "Old?"]
    assert [each["ask"] for each in found["kept"]] == [[COST], ["Old?"]]
    assert all(option["label"].endswith("?") for option in found["options"])


def test_an_answer_is_kept_until_the_library_changes(assistant, tmp_path):
    answers = Answers(assistant)
    asking = parse_asking(sent(COST))
    first = answers.of(asking)
    assert answers.of(parse_asking(sent(COST))) is first
    talk = tmp_path / "later" / "talk.json"
    talk.parent.mkdir()
    talk.write_text(
        '{"title": "Later", "date": "2025-09-01", "turns": '
        '[{"speaker": "Eve Later", "text": "The repair of the pier cost nine million."}]}'
    )
    index_paths(assistant.library, [talk], HashingEncoder())
    later = answers.of(asking)
    assert later.coverage.transcripts == first.coverage.transcripts + 1


def test_too_many_questions_at_once_are_told_so(assistant):
    async def crowd():
        answer, _ = Desk(assistant).functions()
        request = SimpleNamespace(headers={})
        return await asyncio.gather(*(answer(sent(f"{COST} {n}"), request) for n in range(70)))

    found = asyncio.run(crowd())
    refused = [each for each in found if "problem" in each]
    assert len(refused) == 2
    assert "Ask again" in refused[0]["problem"]
