"""Requests and responses as ASGI has them, without a framework."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


class Refused(Exception):  # noqa: N818 - an answer, not a failure
    """A request that is answered at the gate: a status, one line, and headers."""

    def __init__(self, status: int, line: str, headers: Mapping[str, str] | None = None) -> None:
        self.status, self.line, self.headers = status, line, dict(headers or {})
        super().__init__(line)


@dataclass(frozen=True, slots=True)
class Request:
    """What the gate looks at. Header names are in lower case; where one came twice, the last counts."""

    method: str
    path: str
    query_string: str
    headers: Mapping[str, str]
    address: str
    scheme: str

    @property
    def query(self) -> dict[str, str]:
        """The query's values; where one came twice, the last counts."""
        found = parse_qs(self.query_string, keep_blank_values=True)
        return {name: values[-1] for name, values in found.items()}

    @property
    def wants_html(self) -> bool:
        """Whether this comes from a browser's page rather than from a program."""
        return "text/html" in self.headers.get("accept", "")

    @property
    def is_navigation(self) -> bool:
        """Whether a browser wants to show the answer as a page."""
        return self.method in ("GET", "HEAD") and self.wants_html

    @property
    def content_type(self) -> str:
        """The body's media type, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().casefold()

    def cookie(self, name: str) -> str | None:
        """The value of a cookie."""
        try:
            found = SimpleCookie(self.headers.get("cookie", "")).get(name)
        except CookieError:
            return None
        return found.value if found else None


def parse_request(scope: Scope) -> Request:
    """The request of an ASGI http scope."""
    client = scope.get("client") or ("", 0)
    return Request(
        method=scope.get("method", "GET"),
        path=scope["path"],
        query_string=scope.get("query_string", b"").decode("latin-1"),
        headers={name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]},
        address=str(client[0]),
        scheme=scope.get("scheme", "http"),
    )


async def respond(
    send: Send, status: int, body: bytes, content_type: str, headers: Iterable[tuple[str, str]] = ()
) -> None:
    """Send a whole response, which nobody is to keep."""
    told = [("content-type", content_type), ("content-length", str(len(body))), ("cache-control", "no-store")]
    lines = [(name.encode(), value.encode()) for name, value in [*told, *headers]]
    await send({"type": "http.response.start", "status": status, "headers": lines})
    await send({"type": "http.response.body", "body": body})


async def respond_refused(send: Send, refused: Refused) -> None:
    """Tell a refusal as JSON, under the names that FastAPI's and Gradio's clients look for."""
    body = json.dumps({"error": refused.line, "detail": refused.line}).encode()
    await respond(send, refused.status, body, "application/json", refused.headers.items())


async def read_body(receive: Receive) -> bytes:
    """All of a request's body."""
    parts: list[bytes] = []
    while True:
        message = await receive()
        if message["type"] != "http.request":
            raise Refused(400, "The request was broken off.")
        parts.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(parts)


def replayed(body: bytes, receive: Receive) -> Receive:
    """A `receive` that gives a body which has been read already, then goes on with the connection."""
    waiting = [body]

    async def again() -> Message:
        if waiting:
            return {"type": "http.request", "body": waiting.pop(), "more_body": False}
        return await receive()

    return again


def with_headers(send: Send, headers: Mapping[str, str]) -> Send:
    """A `send` that adds headers to a response which doesn't have them."""

    async def adding(message: Message) -> None:
        if message["type"] == "http.response.start":
            there = {name.lower() for name, _ in message.get("headers", ())}
            more = [(name.encode(), value.encode()) for name, value in headers.items()]
            message["headers"] = [*message.get("headers", ()), *(h for h in more if h[0] not in there)]
        await send(message)

    return adding
