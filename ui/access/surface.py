"""The routes that On Record's page, API and MCP server need; what else Gradio would serve is not there.

Gradio also has routes that fetch addresses for a client, edit code, record screens and share states by link.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ui.access.http import Refused, Request

_PAGES = frozenset(
    {"/", "/config", "/theme.css", "/favicon.ico", "/manifest.json", "/robots.txt", "/mcp", "/recording"}
)
_FOLDERS = ("/static/", "/assets/", "/svelte/", "/pwa_icon")
_API = frozenset(
    "api app_id call cancel component_server heartbeat info login_check openapi.json queue reset run "
    "startup-events theme.css upload upload_progress user".split()
)
_WORK = re.compile(r"/gradio_api/(?:api|call|component_server|run|upload|queue/join)(?:/|$)|/mcp$")
RESERVED = frozenset({"gradio_api", "login", "logout", *(page.strip("/") for page in _PAGES)}) | {
    folder.strip("/") for folder in _FOLDERS
}
"""What no library may be called, since it would hide a route."""


def split_mount(path: str, names: Iterable[str]) -> tuple[str, str]:
    """The mount of a named library ("" for the first one's at /) and the path within it."""
    first, _, rest = path.lstrip("/").partition("/")
    return (f"/{first}", f"/{rest}") if first in names and path.startswith(f"/{first}") else ("", path)


def check_surface(path: str) -> None:
    """Raise Refused where a path, within its mount, is none that On Record serves."""
    if (path.rstrip("/") or "/") in _PAGES or path.startswith(_FOLDERS):
        return
    route = path.removeprefix("/gradio_api/") if path.startswith("/gradio_api/") else ""
    name = route.partition("/")[0]
    if name in _API or (name.startswith("file=") and "://" not in route):
        return
    raise Refused(404, "There is nothing here.")


def is_work(request: Request, path: str) -> bool:
    """Whether a request asks for an answer, rather than being a page's traffic with the server."""
    return request.method == "POST" and _WORK.match(path) is not None


def is_upload(path: str) -> bool:
    """Whether a path, within its mount, takes files."""
    return path.rstrip("/") == "/gradio_api/upload"
