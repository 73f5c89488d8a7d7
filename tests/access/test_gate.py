"""Logging in, roles, origins, limits and sizes, at the real application."""

import pytest

from rag.errors import OnRecordError
from tests.access.conftest import HERE, PASSWORDS, adding, events, join, running, upload
from ui.access import Policy, make_policy
from ui.access.accounts import load_accounts, save_accounts
from ui.access.limits import Limits
from ui.access.policy import BODY_BYTES
from ui.access.surface import split_mount

# Gradio's own statistics use what pandas is about to drop.
pytestmark = pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning")

HTML = {"accept": "text/html,application/xhtml+xml"}


def log_in(client, name, password, headers=HTML, **form):
    return client.post("/login", data={"username": name, "password": password, **form}, headers=headers)


def test_a_browser_is_asked_and_led_on_to_where_it_wanted_to_go(guarded):
    client = guarded.client()
    asked = client.get("/city/?transcript=city&turn=2", headers=HTML)
    assert asked.status_code == 401
    assert '<form method="post" action="/city/login">' in asked.text
    assert 'value="/city/?transcript=city&amp;turn=2"' in asked.text
    done = client.post(
        "/city/login",
        data={"username": "ben", "password": PASSWORDS["ben"], "next": "/city/?transcript=city&turn=2"},
        headers=HTML,
    )
    assert (done.status_code, done.headers["location"]) == (303, "/city/?transcript=city&turn=2")
    cookie = done.headers["set-cookie"]
    assert "HttpOnly; SameSite=Lax" in cookie
    assert "Secure" not in cookie
    assert client.get("/city/?transcript=city&turn=2", headers=HTML).status_code == 200


def test_the_cookie_is_kept_to_https_where_there_is_https(guarded):
    done = log_in(guarded.client(base="https://127.0.0.1"), "ben", PASSWORDS["ben"])
    assert all("; Secure" in each for each in done.headers.get_list("set-cookie"))


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "x"]
)
def test_logging_in_leads_nowhere_else(guarded, target):
    done = log_in(guarded.client(), "ben", PASSWORDS["ben"], next=target)
    assert done.headers["location"] == "/"


def test_the_form_speaks_the_browsers_language_and_shows_no_markup_of_others(guarded):
    asked = guarded.client().get("/login?next=/%22%3E%3Cscript%3E", headers=HTML | {"accept-language": "es"})
    assert "Contraseña" in asked.text
    assert "<script" not in asked.text
    wrong = log_in(guarded.client(), "<b>ben", "wrong")
    assert wrong.status_code == 401
    assert "<b>" not in wrong.text
    assert "don&#x27;t belong together" in wrong.text


def test_a_program_logs_in_as_gradio_client_does(guarded):
    client = guarded.logged_in("ben")
    assert client.get("/config").json()["username"] == "ben"
    assert guarded.client().post("/login", data={"username": "ben", "password": "x"}).status_code == 401


def test_logging_out_ends_the_login_itself(guarded):
    client = guarded.logged_in("ben")
    cookies = dict(client.cookies)
    assert client.post("/logout").headers["location"] == "/login"
    assert client.get("/config").status_code == 401
    again = guarded.client()
    again.cookies.update(cookies)
    assert again.get("/config").status_code == 401


def test_another_users_history_is_not_left_in_a_browser(guarded):
    client = guarded.client()
    assert "clear-site-data" not in log_in(client, "ben", PASSWORDS["ben"]).headers
    assert "clear-site-data" not in log_in(client, "ben", PASSWORDS["ben"]).headers
    assert log_in(client, "cleo", PASSWORDS["cleo"]).headers["clear-site-data"] == '"storage"'


def test_who_is_taken_out_of_the_file_is_out_at_once(guarded):
    client, token = guarded.logged_in("cleo"), guarded.client("bot")
    assert (client.get("/config").status_code, token.get("/config").status_code) == (200, 200)
    whole = load_accounts(guarded.accounts.path)
    try:
        without = type(whole)(tuple(u for u in whole.users if u.name != "cleo"), whole.tokens[1:])
        save_accounts(guarded.accounts.path, without)
        assert (client.get("/config").status_code, token.get("/config").status_code) == (401, 401)
    finally:
        save_accounts(guarded.accounts.path, whole)
    assert client.get("/config").status_code == 401
    assert token.get("/config").status_code == 200


def test_passwords_can_not_be_tried_out(shelf, accounts):
    with running({"": shelf["news"]}, accounts) as site:
        client = site.client()
        assert [log_in(client, "ben", f"wrong {n}").status_code for n in range(5)] == [401] * 5
        refused = log_in(client, "ben", PASSWORDS["ben"])
        assert refused.status_code == 429
        assert 1 <= int(refused.headers["retry-after"]) <= 60
        assert "Too many wrong passwords" in refused.text
        assert log_in(client, "cleo", PASSWORDS["cleo"]).status_code == 303


def test_names_can_not_be_tried_out_in_turn():
    limits = Limits(0)
    for n in range(20):
        assert limits.may_log_in("10.0.0.9", f"name{n}") is None
        limits.failed("10.0.0.9", f"name{n}")
    waiting = limits.may_log_in("10.0.0.9", "ada")
    assert (waiting.limit, 1 <= waiting.seconds <= 60) == (20, True)
    assert limits.may_log_in("10.0.0.8", "ada") is None


def test_a_reader_can_not_add_by_the_editors_event_either(guarded):
    editor, reader = guarded.logged_in("ada"), guarded.logged_in("ben")
    number, inputs = adding(editor.get("/config").json())
    path = upload(reader).json()[0]
    before = set(guarded.library.folder.rglob("*"))
    assert join(reader, number, inputs(path), "readers").status_code == 200
    done = next(each for each in events(reader, "readers") if each["msg"] == "process_completed")
    assert done["success"] is False
    assert "You may read this library, not change it." in done["output"]["error"]
    assert set(guarded.library.folder.rglob("*")) == before
    with guarded.library.snapshot() as snapshot:
        assert [entry.id for entry in snapshot.transcripts()] == ["news"]


def test_a_foreign_site_changes_nothing(guarded):
    client = guarded.logged_in("ada")
    join_path = "/gradio_api/queue/join"
    for headers in (
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "origin": HERE},
    ):
        for path in (join_path, "/gradio_api/upload", "/login", "/logout", "/mcp"):
            assert client.post(path, headers=headers).status_code == 403, (path, headers)
    assert client.post(join_path, headers={"origin": HERE}, json={}).status_code == 422
    assert client.post(join_path, headers={"sec-fetch-site": "same-origin"}, json={}).status_code == 422
    assert client.get("/config", headers={"origin": "https://evil.example"}).status_code == 200


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1", 200),
        ("127.0.0.1:7860", 200),
        ("localhost:1", 200),
        ("[::1]:7860", 200),
        ("127.8.9.10", 200),
        ("evil.example", 421),
        ("127.0.0.1.evil.example", 421),
        ("localhost.evil.example:7860", 421),
        ("", 421),
        ("[", 421),
        ("record.example.org", 421),
    ],
)
def test_on_loopback_only_loopbacks_names_are_answered_to(shelf_site, host, status):
    assert shelf_site.client().get("/theme.css", headers={"host": host}).status_code == status


@pytest.fixture(scope="module")
def shelf_site(shelf):
    with running({"": shelf["news"]}) as site:
        yield site


def test_too_many_questions_are_told_when_to_come_back(shelf, accounts):
    with running({"": shelf["news"]}, accounts, per_minute=3) as site:
        client, other = site.client("bot"), site.client("desk")
        body = {"data": []}
        assert [client.post("/gradio_api/call/health", json=body).status_code for _ in range(3)] == [200] * 3
        refused = client.post("/gradio_api/call/health", json=body)
        assert refused.status_code == 429
        seconds = int(refused.headers["retry-after"])
        assert 1 <= seconds <= 60
        line = f"That was more than 3 requests in a minute. Wait {seconds} s."
        assert refused.json() == {"error": line, "detail": line}
        assert client.post("/mcp", json={}).status_code == 429
        assert other.post("/gradio_api/call/health", json=body).status_code == 200
        assert {client.get("/theme.css").status_code for _ in range(20)} == {200}


def test_a_large_body_is_refused_in_one_line(shelf, accounts):
    with running({"": shelf["news"]}, accounts, upload_megabytes=1) as site:
        client = site.client("desk")
        line = "This is larger than 16 MB, the most that is taken at once. Send it in parts."
        for path in ("/gradio_api/call/check_text", "/gradio_api/upload", "/mcp"):
            announced = client.post(path, content=b" " * (BODY_BYTES + 1))
            assert (announced.status_code, announced.json()["detail"]) == (413, line), path
        parts = client.post("/gradio_api/call/check_text", content=iter([b" " * 1_000_000] * 17))
        assert (parts.status_code, parts.json()["detail"]) == (413, line)
        over = upload(client, content=b"x" * 1_000_001)
        assert over.status_code == 413
        assert upload(client, content=b"x" * 999_000).status_code == 200


def test_the_length_that_is_announced_must_be_a_number(shelf_site):
    refused = shelf_site.client().post("/gradio_api/call/ask", headers={"content-length": "-1"})
    assert refused.status_code == 400


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"host": "0.0.0.0"}, "0.0.0.0 can be reached by others"),
        ({"host": "::"}, ":: can be reached by others"),
        ({"host": "192.168.1.5"}, "192.168.1.5 can be reached by others"),
        (
            {"host": "127.0.0.1", "names": ["record.example.org"]},
            "record.example.org can be reached by others",
        ),
        ({"host": "127.0.0.1", "proxies": ["127.0.0.1"]}, "127.0.0.1 can be reached by others"),
    ],
)
def test_others_are_let_in_only_by_name_or_by_force(arguments, words):
    with pytest.raises(OnRecordError) as caught:
        make_policy(**arguments)
    assert words in str(caught.value)
    assert "--auth users.yaml; or force it with --insecure-no-auth" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert make_policy(**arguments, insecure=True).per_minute == 300


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "[::1]", "127.1.2.3"])
def test_loopback_needs_nothing_and_counts_nothing(host):
    assert make_policy(host) == Policy()


def test_a_proxy_must_be_an_address():
    with pytest.raises(OnRecordError, match="--proxy has 'nginx', which is no address"):
        make_policy("127.0.0.1", proxies=["nginx"], insecure=True)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", ("", "/")),
        ("/news", ("/news", "/")),
        ("/news/", ("/news", "/")),
        ("/news/mcp", ("/news", "/mcp")),
        ("/newsroom/mcp", ("", "/newsroom/mcp")),
        ("//news/mcp", ("", "//news/mcp")),
    ],
)
def test_a_path_is_split_into_mount_and_rest(path, expected):
    assert split_mount(path, {"news"}) == expected
