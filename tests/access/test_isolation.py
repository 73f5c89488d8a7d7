"""What one user uploads, asks and is told is out of another's reach."""

import json

import pytest

from tests.access.conftest import events, file, join, upload
from ui.access.http import Refused
from ui.access.ownership import Ownership, files_in

# Gradio's own statistics use what pandas is about to drop.
pytestmark = [
    pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning"),
    pytest.mark.timeout(120),
]

SECRET = b"Clerk: The budget leaks on Friday.\n"


@pytest.fixture(scope="module")
def ben(guarded):
    return guarded.logged_in("ben")


@pytest.fixture(scope="module")
def cleo(guarded):
    return guarded.logged_in("cleo")


def fetch(client, path):
    return client.get(f"/gradio_api/file={path}")


def article_event(client):
    """The event that checks an article, among its inputs a file: its number, and where the file stands."""
    config = client.get("/config").json()
    ids = {c["props"].get("elem_id"): c["id"] for c in config["components"]}
    event = next(d for d in config["dependencies"] if [ids["or-check-all"], "click"] in d["targets"])
    return event["id"], [ids["or-file"] == each for each in event["inputs"]]


def check_article(client, path, session):
    number, is_file = article_event(client)
    data = [[file(path)] if each else "" for each in is_file]
    return join(client, number, data, session)


def test_an_uploaded_file_is_fetched_by_who_uploaded_it_alone(guarded, ben, cleo):
    path = upload(ben, content=SECRET).json()[0]
    assert fetch(ben, path).content == SECRET
    for other in (cleo, guarded.logged_in("ada"), guarded.client("bot")):
        refused = fetch(other, path)
        assert refused.status_code == 403
        assert refused.json()["detail"] == "This belongs to another session, or to none."


@pytest.mark.parametrize(
    "spelling",
    ["{}", "/{}", "{}/.", "{}%00", "/tmp/../{}", "{}?x=1", "%2e%2e{}", "{}#", "x/gradio_api/file={}"],
)
def test_no_spelling_of_the_path_helps(ben, cleo, spelling):
    path = upload(ben, content=SECRET).json()[0]
    found = fetch(cleo, spelling.format(path))
    assert found.status_code in (403, 404)
    assert b"budget" not in found.content


def test_who_uploads_the_same_file_has_it_too_and_who_doesnt_has_it_not(guarded, ben, cleo):
    path = upload(ben, content=SECRET + b"again").json()[0]
    assert fetch(cleo, path).status_code == 403
    assert upload(cleo, content=SECRET + b"again").json()[0] == path
    assert (fetch(ben, path).status_code, fetch(cleo, path).status_code) == (200, 200)
    assert fetch(guarded.client("bot"), path).status_code == 403


def test_anothers_file_can_not_be_fed_to_an_event(ben, cleo):
    path = upload(ben, content=SECRET).json()[0]
    assert check_article(cleo, path, "cleos-1").status_code == 403
    assert check_article(cleo, "http://127.0.0.1/x", "cleos-1").status_code == 403
    assert check_article(cleo, "/etc/passwd", "cleos-1").status_code == 403
    assert check_article(ben, path, "bens-1").status_code == 200
    assert any(message["msg"] == "process_completed" for message in events(ben, "bens-1"))


def test_a_session_is_watched_by_who_began_it_alone(ben, cleo):
    article = upload(ben, content="He said “The budget leaks on Friday night”.".encode()).json()[0]
    assert check_article(ben, article, "bens-2").status_code == 200
    for attempt in (
        cleo.get("/gradio_api/queue/data", params={"session_hash": "bens-2"}),
        cleo.get("/gradio_api/heartbeat/bens-2"),
        join(cleo, 0, [], "bens-2"),
        cleo.post("/gradio_api/cancel", json={"session_hash": "bens-2", "fn_index": 0, "event_id": "x"}),
        cleo.post("/gradio_api/reset", json={"event_id": "x", "session_hash": "bens-2"}),
    ):
        assert attempt.status_code == 403, attempt.request.url
    told = events(ben, "bens-2")
    assert told[-1]["msg"] == "close_stream"
    report = next(path for path in files_in(told) if path.endswith(".json"))
    assert b"budget leaks" in fetch(ben, report).content
    assert fetch(cleo, report).status_code == 403


def test_an_answer_is_collected_by_who_asked_alone(guarded, cleo):
    bot = guarded.client("bot")
    asked = bot.post("/gradio_api/call/v2/ask", json={"question": "What did the repair cost?"})
    event = asked.json()["event_id"]
    for other in (cleo, guarded.client("desk")):
        for version in ("", "v2/"):
            assert other.get(f"/gradio_api/call/{version}ask/{event}").status_code == 403
        assert other.get("/gradio_api/queue/data", params={"session_hash": event}).status_code == 403
        assert other.post("/gradio_api/cancel", json={"event_id": event}).status_code == 403
    assert "event: complete" in bot.get(f"/gradio_api/call/ask/{event}").text


def test_the_second_library_keeps_its_sessions_apart_too(ben, cleo):
    path = upload(ben, content=SECRET, mount="/city").json()[0]
    assert ben.get(f"/city/gradio_api/file={path}").content == SECRET
    assert cleo.get(f"/city/gradio_api/file={path}").status_code == 403
    assert cleo.get(f"/gradio_api/file={path}").status_code == 403


def test_an_upload_is_followed_by_who_began_it_alone(ben, cleo):
    files = {"files": ("a.txt", SECRET)}
    assert ben.post("/gradio_api/upload?upload_id=bens-upload", files=files).status_code == 200
    assert cleo.get("/gradio_api/upload_progress?upload_id=bens-upload").status_code == 403


def test_text_that_looks_like_a_file_gives_nothing(tmp_path):
    ownership = Ownership()
    ownership.told({"quote": str(tmp_path), "path": str(tmp_path)}, "user:cleo")
    ownership.told([json.dumps(file(str(tmp_path)))], "user:cleo")
    with pytest.raises(Refused):
        ownership.check_body({"data": [file(str(tmp_path))]}, "user:cleo")
    ownership.told({"data": [{"value": file(str(tmp_path))}]}, "user:cleo")
    ownership.check_body({"data": [file(str(tmp_path))]}, "user:cleo")


def test_a_streamed_difference_gives_its_files():
    changed = [["replace", [0, "value", "path"], "/tmp/a"], ["add", [1], file("/tmp/b")]]
    assert sorted(files_in(changed)) == ["/tmp/a", "/tmp/b"]
    assert list(files_in([["replace", [0, "text"], "/tmp/a"]])) == []
