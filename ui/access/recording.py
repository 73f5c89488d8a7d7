"""What a response tells its reader, read on its way out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ui.access.http import Message, Scope, Send
from ui.access.ownership import parse_events, parse_json


def uncompressed(scope: Scope) -> Scope:
    """The scope, without a wish for a compressed answer."""
    return {**scope, "headers": [h for h in scope["headers"] if h[0].lower() != b"accept-encoding"]}


class Recorder:
    """Passes a response on; each JSON value in it (an event stream has many) goes to `told` first.

    First, so that nobody can use what they were told before it is known to be theirs.
    """

    def __init__(self, send: Send, told: Callable[[Any], None]) -> None:
        self._send, self._told = send, told
        self._buffer = bytearray()
        self._kind = ""

    async def send(self, message: Message) -> None:
        """Take an ASGI message."""
        if message["type"] == "http.response.start":
            self._kind = _content_type(message)
        elif message["type"] == "http.response.body":
            for content in self._contents(message.get("body", b""), more=message.get("more_body", False)):
                self._told(content)
        await self._send(message)

    def _contents(self, body: bytes, *, more: bool) -> Iterator[Any]:
        if self._kind not in ("application/json", "text/event-stream"):
            return
        self._buffer += body
        if self._kind == "application/json":
            if not more:
                yield from parse_json(bytes(self._buffer))
            return
        whole, parting, rest = bytes(self._buffer).rpartition(b"\n\n")
        if parting:
            self._buffer = bytearray(rest)
            yield from parse_events(whole)


def _content_type(message: Message) -> str:
    for name, value in message.get("headers", ()):
        if name.lower() == b"content-type":
            return bytes(value).decode("latin-1").partition(";")[0].strip().casefold()
    return ""
