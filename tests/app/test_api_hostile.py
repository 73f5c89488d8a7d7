"""Calls that nobody means well: each gets an answer or one line, and the log stays clean."""

import json
from http import HTTPStatus

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from embeddings.hashing import HashingEncoder
from rag.indexing import index_paths
from rag.library.library import Library
from tests.app.conftest import HOSTILE, serving
from tests.app.test_arguments import ANY_JSON
from tests.conftest import BRIEFING, COUNCIL, write

pytestmark = pytest.mark.slow

TEXTS = st.sampled_from(
    ["What did the repair cost?", "", " ", "\0", "\ud800", "«¿Qué dijo?»", "修理费是多少？", "x" * 3000]
) | st.sampled_from(
    ["'; DROP TABLE turns; --", '"', "NEAR(", "a AND NOT", "*", "\n\n", "\u202e", "last week", "%"]
)
NAMES = st.none() | st.sampled_from(["", "Smith", "Dana Smith", "Q", "Zorro", "council", "\0", "\ud800", "%"])
DATES = st.none() | st.sampled_from(["2025", "2025-06-10", "2025-13", "0000", "9999-12-31", "soon", "\0"])
NUMBERS = st.sampled_from([0, 1, 3, 50, 51, -1, 2.0, 2.5, float("nan"), float("inf"), 2**70, "5", None, True])
PARAMETERS = {
    "ask": {
        "question": TEXTS,
        "history": st.none() | st.lists(TEXTS, max_size=3),
        "speaker": NAMES,
        "after": DATES,
        "before": DATES,
        "transcript": NAMES,
        "k": NUMBERS,
        "today": DATES,
        "as_typed": st.booleans(),
    },
    "check_quote": {
        "quote": TEXTS,
        "speaker": NAMES,
        "after": DATES,
        "before": DATES,
        "transcript": NAMES,
    },
    "check_text": {"text": TEXTS.map(lambda text: f"He said “{text}”, twice.")},
    "get_turns": {"transcript": NAMES, "first": NUMBERS, "last": NUMBERS},
    "diff": {"old": NAMES, "new": NAMES},
    "list_transcripts": {},
    "health": {},
}
PARAMETERS["search"] = {
    "query": TEXTS,
    **{n: s for n, s in PARAMETERS["ask"].items() if n not in ("question", "history")},
}


@st.composite
def calls(draw):
    """An endpoint and values for its parameters: mostly of their kind, some of any, some too few."""
    name = draw(st.sampled_from(sorted(PARAMETERS)))
    values = [draw(ANY_JSON if draw(st.integers(0, 9)) == 0 else kind) for kind in PARAMETERS[name].values()]
    return name, values[: draw(st.integers(0, len(values)))] if draw(st.integers(0, 9)) == 0 else values


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    return tmp_path_factory.mktemp("hostile") / "log.txt"


@pytest.fixture(scope="module")
def api(log):
    for name, transcript in (("briefing", BRIEFING), ("council", COUNCIL), ("hostile", HOSTILE)):
        write(log.parent / "transcripts" / f"{name}.json", transcript)
    index_paths(Library(log.parent / "library"), [log.parent / "transcripts"], HashingEncoder())
    with (
        serving(log.parent / "library", log) as address,
        httpx.Client(base_url=f"{address}/gradio_api", timeout=60) as client,
    ):
        yield client


def outcome(api, name, body):
    """The event that ends a call, and its data."""
    joined = api.post(f"/call/{name}", content=body, headers={"Content-Type": "application/json"})
    assert joined.status_code == HTTPStatus.OK, joined.text
    stream = api.get(f"/call/{name.removeprefix('v2/')}/{joined.json()['event_id']}").text
    event, data = stream.strip().split("\n\n")[-1].splitlines()
    return event.removeprefix("event: "), json.loads(data.removeprefix("data: "))


@settings(
    max_examples=200,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(call=calls())
def test_any_call_gets_an_answer_or_one_line(api, call):
    name, values = call
    event, data = outcome(api, name, json.dumps({"data": values}))
    if event == "complete":
        assert isinstance(data[0], dict)
    else:
        # Only a gr.Error, a problem told on purpose, has a title.
        assert data["title"] == "Error", data
        assert "\n" not in data["error"]
        assert len(data["error"]) < 1_000


@pytest.mark.parametrize(
    ("path", "body", "status", "says"),
    [
        ("/call/nosuch", '{"data": []}', 404, "There is no endpoint /nosuch."),
        ("/call/v2/nosuch", "{}", 404, "There is no endpoint /nosuch."),
        ("/call/v2/ask", "{}", 422, "No value provided for required argument: question."),
        ("/call/v2/ask", '{"question": "x", "speker": "Smith"}', 422, "`speker` is not a valid"),
        ("/call/ask", "{", 422, "JSON decode error"),
        ("/call/ask", '{"data": {"question": "x"}}', 422, "valid list"),
        ("/call/v2/ask", '["x"]', 422, "valid dictionary"),
        ("/call/ask", '{"data": ["' + "[" * 100_000 + '"]}', 200, "event_id"),
    ],
)
def test_a_call_that_fits_no_endpoint_is_refused_by_its_status(api, path, body, status, says):
    answer = api.post(path, content=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, says in answer.text) == (status, True), answer.text


def test_nothing_of_all_this_reaches_the_log_as_a_traceback(api, log):
    outcome(api, "health", '{"data": []}')
    assert "Traceback" not in log.read_text()
    assert "Error" not in log.read_text()
