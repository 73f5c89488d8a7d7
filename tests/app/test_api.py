"""The API as a client meets it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

from tests.conftest import BRIEFING

pytestmark = [
    pytest.mark.slow,
    # httpx closes the client's event stream from another thread at exit.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]

ENDPOINTS = {
    "/ask": ["question", "history", "speaker", "after", "before", "transcript", "k", "today", "as_typed"],
    "/search": ["query", "speaker", "after", "before", "transcript", "k", "today", "as_typed"],
    "/check_quote": ["quote", "speaker", "after", "before", "transcript"],
    "/check_text": ["text"],
    "/list_transcripts": [],
    "/get_turns": ["transcript", "first", "last"],
    "/health": [],
    "/cite": ["transcript", "turn", "start", "end", "style"],
    "/mentions": ["phrase", "speaker", "after", "before", "transcript"],
    "/speakers": [],
}


@pytest.fixture(scope="module")
def client(served):
    client = Client(served, verbose=False)
    yield client
    client.close()


def test_the_endpoints_are_these_and_typed(client):
    found = client.view_api(return_format="dict")["named_endpoints"]
    assert {
        name: [parameter["parameter_name"] for parameter in about["parameters"]]
        for name, about in found.items()
    } == ENDPOINTS
    assert client.view_api(return_format="dict")["unnamed_endpoints"] == {}
    fields = found["/ask"]["returns"][0]["type"]["properties"]
    assert set(fields) >= {"question", "answered", "answer", "reason", "citations", "coverage"}
    assert "quote" in fields["citations"]["items"]["properties"]


def test_ask_gives_cited_slices(client):
    found = client.predict("What will the repair cost?", speaker="lindholm", api_name="/ask")
    assert found["answered"] is True
    best = found["citations"][0]
    said = client.predict(best["transcript"], api_name="/get_turns")["turns"][best["turn"]]
    assert said["text"][best["start"] : best["end"]] == best["quote"]
    assert {citation["speaker"] for citation in found["citations"]} == {"Ada Lindholm"}


def test_check_search_list_and_health(client):
    check = client.predict("The north pier is closed until the end of May.", api_name="/check_quote")
    assert (check["verdict"], check["supported"]) == ("verbatim", True)
    text = client.predict("He said “No such thing was ever said by anyone”.", api_name="/check_text")
    assert [one["verdict"] for one in text["checks"]] == ["not_found"]
    hits = client.predict("fire brigade", k=3, api_name="/search")["hits"]
    assert hits[0]["speaker"] == "Robert Smith"
    listed = client.predict(api_name="/list_transcripts")["transcripts"]
    assert [entry["id"] for entry in listed] == ["briefing", "council", "hostile"]
    turns = client.predict("briefing", 1, 2, api_name="/get_turns")["turns"]
    assert [turn["text"] for turn in turns] == [turn["text"] for turn in BRIEFING["turns"][1:3]]
    assert client.predict(api_name="/health")["status"] == "ok"


def test_any_words_of_a_transcript_are_cited_in_a_style(client):
    text = client.predict("briefing", 2, 4, None, "ap", api_name="/cite")
    assert text.startswith(
        "Ada Lindholm said March 4, 2025: “We learned of the cracks on the second of March.”"
    )
    assert client.predict("council", 3, api_name="/cite").startswith("“The fire brigade had no part in")


@pytest.mark.parametrize(
    ("arguments", "endpoint", "says"),
    [
        ({"question": "Who?", "speaker": "Zorro"}, "/ask", "No speaker in this library matches 'Zorro'"),
        ({"question": "Who?", "after": "soon"}, "/ask", "Write it as 2022-03-14"),
        ({"question": "Who?", "k": 0}, "/ask", "from 1 to 50"),
        ({"question": "x" * 3000}, "/ask", "at most 2,000"),
        ({"transcript": "council", "turn": 9}, "/cite", "council has no turn 9; its 5 turns"),
        ({"transcript": "council", "turn": 3, "end": 500}, "/cite", "has no characters 0 to 500; it has 46"),
        ({"transcript": "council", "turn": 3, "style": "mla"}, "/cite", "no export format 'mla'"),
        ({"transcript": "nothing"}, "/get_turns", "There is no transcript 'nothing'"),
    ],
)
def test_a_users_problem_reaches_the_client_in_one_line(client, arguments, endpoint, says):
    with pytest.raises(AppError) as caught:
        client.predict(**arguments, api_name=endpoint)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_eight_users_at_once_get_what_one_gets(client):
    questions = [
        "What did the repair cost?",
        "Who asked for a survey?",
        "When did you learn of the cracks?",
    ] * 8
    alone = {q: client.predict(q, api_name="/ask")["answer"] for q in set(questions)}
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda q: client.predict(q, api_name="/ask")["answer"], questions))
    assert answers == [alone[q] for q in questions]
