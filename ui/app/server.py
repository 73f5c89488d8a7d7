"""Serving the app: one socket, one process, until somebody ends it."""

from __future__ import annotations

import logging
import os
import socket
import sys
from collections.abc import Sequence

import uvicorn
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from rag.errors import OnRecordError
from ui.access import Policy
from ui.access.http import App
from ui.access.proxies import WithoutForwarding
from ui.app.site import Shelved, build_site

GRACE = 1
"""Seconds that requests get to end in when the server does."""


def serve(shelf: Sequence[Shelved], policy: Policy, host: str = "127.0.0.1", port: int = 7860) -> None:
    """Serve until interrupted.

    Raises OnRecordError where the address can't be listened on.
    """
    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
    listener = _listen(host, port)
    app: App = build_site(shelf, policy)
    if policy.proxies:
        app = ProxyHeadersMiddleware(app, trusted_hosts=list(policy.proxies))  # type: ignore
    config = uvicorn.Config(
        WithoutForwarding(app, policy.proxies),
        log_level="warning",
        access_log=False,  # addresses carry what was asked
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE,
        lifespan="on",
    )
    try:
        _Server(config, _greeting(shelf, listener)).run(sockets=[listener])
    except KeyboardInterrupt:
        sys.stderr.write("Stopped.\n")


class _Server(uvicorn.Server):
    """Tells the address once it answers."""

    def __init__(self, config: uvicorn.Config, greeting: str) -> None:
        super().__init__(config)
        self._greeting = greeting

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            sys.stderr.write(self._greeting)
            sys.stderr.flush()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # A page that is open holds a stream; that it is cut off is meant, and no error to be logged.
        logging.getLogger("uvicorn.error").disabled = True
        await super().shutdown(sockets)


def _listen(host: str, port: int) -> socket.socket:
    bare = host.strip("[]")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            bare, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
        if os.name == "posix":  # elsewhere it would let two servers share a port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(2048)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise OnRecordError(
            f"{host}:{port} can't be listened on: {reason}. Free it, or choose another with --port or --host."
        ) from None
    return listener


def _greeting(shelf: Sequence[Shelved], listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    paths = [f"/{each.name}/" if each.name else "" for each in shelf]
    lines = [
        f"On Record serves {each.assistant.library.folder} at {address}{path}"
        for each, path in zip(shelf, paths, strict=True)
    ]
    return "\n".join(lines) + "  (Ctrl-C ends it)\n"
