"""Where a request claims to go and to come from: against DNS rebinding and cross-site requests.

Source: https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html
(verifying the origin with standard headers).
"""

from __future__ import annotations

from urllib.parse import urlsplit

from ui.access.http import Refused, Request
from ui.access.policy import Policy, is_loopback

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_PORTS = {"http": 80, "https": 443}


def check_host(request: Request, policy: Policy) -> None:
    """Raise Refused where the Host header names a machine that this server isn't."""
    name, _ = _authority(request.headers.get("host", ""), request.scheme)
    if policy.check_hosts and not is_loopback(name) and name not in policy.hosts:
        raise Refused(
            421,
            f"This server doesn't answer to the name {name!r}. Allow it with: onrecord serve --allow-host",
        )


def check_origin(request: Request) -> None:
    """Raise Refused where another site's page wants to change something here.

    What a browser says in Sec-Fetch-Site no page can forge; where it says nothing, Origin must be this
    server's. Programs send neither.
    """
    if request.method in SAFE_METHODS:
        return
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    ours = site in ("same-origin", "none") if site else origin is None or _same(origin, request)
    if not ours:
        raise Refused(403, "This request comes from another site's page; it is refused.")


def _same(origin: str, request: Request) -> bool:
    parts = urlsplit(origin)
    here = _authority(request.headers.get("host", ""), request.scheme)
    return parts.scheme in _PORTS and _authority(parts.netloc, parts.scheme) == here


def _authority(netloc: str, scheme: str) -> tuple[str, int | None]:
    """Host and port, the scheme's own port where none is written; ("", None) for nonsense."""
    try:
        parts = urlsplit(f"//{netloc}")
        return (parts.hostname or "", parts.port or _PORTS.get(scheme))
    except ValueError:
        return "", None
