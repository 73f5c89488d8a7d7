"""Whose a session, an event and a file are: what one user began or was told, no other may touch.

Gradio names them by what clients send (`session_hash`, `upload_id`), by random ids (`event_id`) and by paths
in one temporary folder. The first who uses a name owns it; an id or a path is theirs whom the server told it.
"""

from __future__ import annotations

import json
import os
import re
import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from typing import Any

from ui.access.http import Refused, Request

MOST = 200_000
"""Names remembered; the oldest are forgotten, and then belong to nobody."""

_EVENT_OF_CALL = re.compile(r"/gradio_api/call/(?:v2/)?[^/]+/(?P<event>[^/]+)/?$")
_SESSION_IN_PATH = re.compile(r"/gradio_api/heartbeat/(?P<session>[^/]+)/?$")
_FILE = re.compile(r"/gradio_api/file=(?P<path>.*)$", re.DOTALL)
_NOT_YOURS = "This belongs to another session, or to none."


class Ownership:
    """Who owns what, in memory; `public` are paths of files that everybody may have."""

    def __init__(self, public: Iterable[str] = ()) -> None:
        self._lock = threading.Lock()
        self._begun: OrderedDict[str, str] = OrderedDict()
        self._given: OrderedDict[str, set[str]] = OrderedDict()
        self._public = {_canonical(path) for path in public}

    def check_request(self, request: Request, who: str) -> None:
        """Raise Refused where an address names what is somebody else's."""
        for name in ("session_hash", "upload_id"):
            if name in request.query:
                self._claim(f"{name} {request.query[name]}", who)
        if found := _SESSION_IN_PATH.search(request.path):
            self._claim(f"session_hash {found['session']}", who)
        if request.method == "GET" and (found := _EVENT_OF_CALL.search(request.path)):
            self._require(f"event {found['event']}", who)
        if found := _FILE.search(request.path):
            self._require_file(found["path"], who)

    def check_body(self, body: object, who: str) -> None:
        """Raise Refused where a request's JSON names what is somebody else's."""
        if isinstance(body, dict):
            if isinstance(session := body.get("session_hash"), str):
                self._claim(f"session_hash {session}", who)
            if isinstance(event := body.get("event_id"), str):
                self._require(f"event {event}", who)
        for path in paths_in(body):
            self._require_file(path, who)

    def told(self, content: object, who: str) -> None:
        """Remember whose the events and files of a response's JSON are."""
        if isinstance(content, dict) and isinstance(event := content.get("event_id"), str):
            self._give(f"event {event}", who)
            self._claim(f"session_hash {event}", who)  # what Gradio takes where a client sends none
        for path in files_in(content):
            self._give(f"file {_canonical(path)}", who)

    def uploaded(self, paths: object, who: str) -> None:
        """Remember whose the files of an upload's response, a list of paths, are."""
        for path in paths if isinstance(paths, list) else ():
            if isinstance(path, str):
                self._give(f"file {_canonical(path)}", who)

    def _claim(self, thing: str, who: str) -> None:
        with self._lock:
            owner = self._begun.setdefault(thing, who)
            self._begun.move_to_end(thing)
            while len(self._begun) > MOST:
                self._begun.popitem(last=False)
        if owner != who:
            raise Refused(403, _NOT_YOURS)

    def _give(self, thing: str, who: str) -> None:
        with self._lock:
            self._given.setdefault(thing, set()).add(who)
            self._given.move_to_end(thing)
            while len(self._given) > MOST:
                self._given.popitem(last=False)

    def _require(self, thing: str, who: str) -> None:
        with self._lock:
            if who in self._given.get(thing, ()):
                return
        raise Refused(403, _NOT_YOURS)

    def _require_file(self, path: str, who: str) -> None:
        canonical = _canonical(path)
        if canonical not in self._public:
            self._require(f"file {canonical}", who)


def paths_in(content: object) -> Iterator[str]:
    """Every text under a key "path", however deep: whatever Gradio could take for a file."""
    for each in _parts(content):
        if isinstance(each, dict) and isinstance(path := each.get("path"), str):
            yield path


def files_in(content: object) -> Iterator[str]:
    """The paths of Gradio's own file objects, and those that a streamed difference changes.

    A difference is ["replace" or "add", [keys…], value]. Text that merely looks like a path is none of them.
    """
    for each in _parts(content):
        match each:
            case {"path": str(path), "meta": {"_type": "gradio.FileData"}}:
                yield path
            case ["replace" | "add", [*_, "path"], str(path)]:
                yield path


def parse_events(stream: bytes) -> Iterator[Any]:
    """The JSON objects in whole messages of an event stream; what isn't JSON is passed over.

    Source: https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream.
    """
    for line in stream.split(b"\n"):
        if line.startswith(b"data:"):
            yield from parse_json(line[5:])


def parse_json(text: bytes) -> Iterator[Any]:
    """The one value in a text, none where it isn't JSON."""
    try:
        yield json.loads(text)
    except (ValueError, RecursionError):
        return


def _parts(content: object) -> Iterator[dict[str, Any] | list[Any]]:
    waiting = [content]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            yield each
            waiting.extend(each.values())
        elif isinstance(each, list):
            yield each
            waiting.extend(each)


def _canonical(path: str) -> str:
    return os.path.normpath(path)
