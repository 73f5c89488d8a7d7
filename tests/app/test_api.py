"""The API as a client meets it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

from tests.conftest import BRIEFING, COUNCIL

pytestmark = [
    pytest.mark.slow,
    # httpx closes the client's event stream from another thread at exit.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]


@pytest.fixture(scope="module")
def client(served):
    client = Client(served, verbose=False)
    yield client
    client.close()


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


def test_diff_counts_the_words_of_both_and_those_in_common(client):
    same = client.predict("council", "council", api_name="/diff")
    words = sum(len(turn["text"].split()) for turn in COUNCIL["turns"])
    assert same["words"] == {"same": words, "old": words, "new": words}
    assert (same["changes"], same["speakers"]) == ([], [])
    other = client.predict("briefing", "council", api_name="/diff")
    first = other["changes"][0]["old"][0]
    said = BRIEFING["turns"][first["turn"]]["text"]
    assert said[first["start"] : first["end"]] == first["text"]
    assert other["words"]["new"] == words


@pytest.mark.parametrize(
    ("arguments", "endpoint", "says"),
    [
        ({"question": "Who?", "speaker": "Zorro"}, "/ask", "No speaker in this library matches 'Zorro'"),
        ({"question": "Who?", "after": "soon"}, "/ask", "Write it as 2022-03-14"),
        ({"question": "Who?", "k": 0}, "/ask", "from 1 to 50"),
        ({"question": "x" * 3000}, "/ask", "at most 2,000"),
        ({"transcript": "council", "turn": 9}, "/cite", "council has no turn 9; it has 5 turns"),
        ({"transcript": "council", "turn": 3, "end": 500}, "/cite", "has no characters 0 to 500; it has 46"),
        ({"transcript": "council", "turn": 3, "style": "mla"}, "/cite", "no export format 'mla'"),
        ({"question": "Who?", "after": "2025", "before": "2024"}, "/ask", "Swap the two dates"),
        ({"question": "Who?", "k": "5"}, "/ask", "k is '5'; it must be a whole number."),
        ({"transcript": "nothing"}, "/get_turns", "There is no transcript 'nothing'"),
        ({"transcript": "council", "first": 2, "last": 1}, "/get_turns", "No turn is from 2 to 1"),
        ({"old": "council", "new": "nothing"}, "/diff", "There is no transcript 'nothing'"),
    ],
)
def test_a_users_problem_reaches_the_client_in_one_line(client, arguments, endpoint, says):
    with pytest.raises(AppError) as caught:
        client.predict(**arguments, api_name=endpoint)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_many_clients_at_once_each_get_their_own_answers(served, client):
    asked = [
        {"question": "What did the repair cost?"},
        {"question": "What did the repair cost?", "after": "2025-06"},
        {"question": "Who asked for a survey?", "speaker": "Dana Smith"},
        {"question": "Did you know about the cracks in January?", "k": 1},
        {"question": "Will the pier open?", "speaker": "Zorro"},
        {"question": "And who asked for a survey?", "history": ["What did the repair cost?"]},
    ]
    alone = [outcome(client, each) for each in asked]

    def one_client(number):
        mine = Client(served, verbose=False)
        order = [(number + step) % len(asked) for step in range(len(asked))]
        found = [outcome(mine, asked[place]) == alone[place] for place in order]
        mine.close()
        return found

    with ThreadPoolExecutor(8) as pool:
        assert all(all(found) for found in pool.map(one_client, range(16)))
    assert len({str(each) for each in alone}) == len(asked)


def outcome(client, arguments):
    try:
        answer = client.predict(**arguments, api_name="/ask")
    except AppError as error:
        return str(error)
    return answer["question"], answer["answer"], [citation["quote"] for citation in answer["citations"]]
