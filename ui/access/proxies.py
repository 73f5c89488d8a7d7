"""X-Forwarded headers are believed from named proxies only; from anybody else they are taken away.

Gradio makes the page's own address from them, and limits count by the client's.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence

from ui.access.http import App, Receive, Scope, Send


class WithoutForwarding:
    """An ASGI application around another one that sees no forwarding headers but those of `proxies`."""

    def __init__(self, app: App, proxies: Sequence[str]) -> None:
        self._app = app
        self._proxies = [ipaddress.ip_network(proxy, strict=False) for proxy in proxies]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection."""
        if scope["type"] != "lifespan" and not self._believed(scope):
            headers = [h for h in scope["headers"] if not _forwards(h[0])]
            scope = {**scope, "headers": headers}
        await self._app(scope, receive, send)

    def _believed(self, scope: Scope) -> bool:
        try:
            address = ipaddress.ip_address((scope.get("client") or ("",))[0])
        except ValueError:
            return False
        return any(address in network for network in self._proxies)


def _forwards(name: bytes) -> bool:
    return name.lower() == b"forwarded" or name.lower().startswith(b"x-forwarded-")
