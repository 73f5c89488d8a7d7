"""No route of the running application answers without credentials, whatever routes there come to be."""

import re

import pytest
from starlette.websockets import WebSocketDisconnect

from tests.access.conftest import running
from ui.app.site import ByRole

FREE = {
    (method, mount + path)
    for mount in ("", "/news", "/city")
    for method, path in (("GET", "/login"), ("HEAD", "/login"), ("POST", "/login"), ("POST", "/logout"))
}


def walk(routes, prefix=""):
    """Every (method, path) of an application, through all mounts and routers; parameters are filled in."""
    for route in routes:
        if included := getattr(route, "original_router", None):
            yield from walk(included.routes, prefix)
            continue
        path = prefix + re.sub(r"\{[^}]+\}", "x", route.path)  # a kind of route without one must fail here
        inner = getattr(route, "app", None)
        if isinstance(inner, ByRole):
            for app in inner.apps.values():
                yield from walk(app.routes, path)
        elif getattr(route, "routes", None):
            yield from walk(route.routes, path)
        else:
            for method in getattr(route, "methods", None) or ("GET", "POST", "DELETE"):
                yield method, path or "/"


def test_every_route_answers_401_without_credentials(guarded):
    routes = set(walk(guarded.app.app.routes)) - FREE
    paths = {path for _, path in routes}
    assert len(routes) > 200
    expected = "/ /config /gradio_api/queue/join /gradio_api/queue/data /gradio_api/upload /theme.css /mcp"
    for path in expected.split():
        assert {path, f"/news{path}", f"/city{path}"} <= paths, path
    client = guarded.client()
    answers = {(m, p, client.request(m, p).status_code) for m, p in routes}
    assert {(m, p, status) for m, p, status in answers if status != 401} == set()


@pytest.mark.parametrize(
    "path",
    "/ /nothing /config /gradio_api/file=/etc/passwd /news /city/ /news/gradio_api/info /mcp /city/mcp "
    "/login/ /LOGIN /login/../config //login /static/x /assets/index.js /docs /.well-known/x".split(),
)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "BREW"])
def test_every_path_and_method_answers_401_without_credentials(guarded, method, path):
    assert guarded.client().request(method, path).status_code == 401


@pytest.mark.parametrize(
    "credentials",
    ["Bearer", "Bearer ", "Bearer x", "bearer onrecord_", "Basic YWRhOmVkaXRvcg==", "Token {bot}", "{bot}"],
)
def test_credentials_that_are_none_answer_401(guarded, credentials):
    header = credentials.format(bot=guarded.tokens["bot"])
    found = guarded.client().get("/config", headers={"Authorization": header})
    assert (found.status_code, found.headers["www-authenticate"]) == (401, "Bearer")
    assert found.json()["detail"].startswith("Log in at /login, or send a token")


def test_a_wrong_token_is_not_helped_by_a_login(guarded):
    client = guarded.logged_in("ada")
    assert client.get("/config").status_code == 200
    assert client.get("/config", headers={"Authorization": "Bearer wrong"}).status_code == 401


def test_web_sockets_are_closed(guarded):
    client = guarded.client("desk")
    with pytest.raises(WebSocketDisconnect) as closed, client.websocket_connect("/"):
        pass
    assert closed.value.code == 1008


def test_only_routes_that_the_page_needs_are_there(guarded):
    client = guarded.client("desk")
    gone = (
        "monitoring gradio_api/vibe-code gradio_api/proxy=http://x.hf.space/ gradio_api/deep_link "
        "gradio_api/token gradio_api/file=http://example.org/x gradio_api/runs docs "
        "openapi.json gradio_api/dev/reload"
    )
    assert {path: client.get(f"/{path}").status_code for path in gone.split()} == dict.fromkeys(
        gone.split(), 404
    )
    for path in ("/", "/config", "/theme.css", "/gradio_api/info", "/city/", "/city/config"):
        assert client.get(path).status_code == 200, path


def test_without_accounts_everybody_on_this_machine_is_in(shelf):
    with running({"": shelf["news"]}) as site:
        client = site.client()
        assert client.get("/").status_code == 200
        assert client.get("/login").status_code == 404
        assert client.get("/gradio_api/info").json()["named_endpoints"].keys() >= {"/ask", "/health"}
