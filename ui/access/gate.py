"""The gate: every request passes here first, whatever route it is for, or goes no further."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ui.access.http import (
    App,
    Receive,
    Refused,
    Request,
    Scope,
    Send,
    parse_request,
    read_body,
    replayed,
    respond_refused,
    with_headers,
)
from ui.access.limits import Limits
from ui.access.login import OPEN, Login
from ui.access.origins import SAFE_METHODS, check_host, check_origin
from ui.access.ownership import Ownership, parse_json
from ui.access.policy import BODY_BYTES, Policy
from ui.access.principal import ANYONE, PRINCIPAL_KEY, Principal
from ui.access.recording import Recorder, uncompressed
from ui.access.sizes import check_length, run_limited
from ui.access.surface import check_surface, is_upload, is_work, split_mount

_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "content-security-policy": (
        "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; object-src 'none'; base-uri 'self'; "
        "form-action 'self'; frame-ancestors 'self'"
    ),
}
"""The page asks no other host for anything, even where a transcript had smuggled in markup.

Gradio's own scripts need 'unsafe-inline' and 'unsafe-eval'.
"""
_NO_CREDENTIALS = "Log in at /login, or send a token with the header Authorization: Bearer TOKEN."


@dataclass(frozen=True, slots=True)
class _Let:
    """A request that was let in: by whom, and its path within the library's mount."""

    request: Request
    principal: Principal
    path: str


class Gate:
    """An ASGI application around another one.

    `names` are those of the libraries that are mounted at /NAME. `public` are paths of files for everybody.
    The principal who was let in stands in the scope, under PRINCIPAL_KEY.
    """

    def __init__(
        self, app: App, policy: Policy, names: Iterable[str] = (), public: Iterable[str] = ()
    ) -> None:
        self.app, self.policy = app, policy
        self._names = frozenset(names)
        self._limits = Limits(policy.per_minute)
        self._login = Login(policy.accounts, self._limits) if policy.accounts else None
        self._ownership = Ownership(public)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            send = with_headers(send, _HEADERS)
            try:
                await self._answer(scope, receive, send)
            except Refused as refused:
                await respond_refused(send, refused)
        else:  # there are no web sockets here
            await send({"type": "websocket.close", "code": 1008})

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = parse_request(scope)
        mount, path = split_mount(request.path, self._names)
        check_host(request, self.policy)
        check_origin(request)
        if self._login and (request.method, path) in OPEN:
            await self._login.answer(request, path, mount, receive, send)
            return
        principal = self._principal(request)
        if principal is None:
            if self._login and request.is_navigation:
                await self._login.ask(request, mount, send)
                return
            raise Refused(401, _NO_CREDENTIALS, {"www-authenticate": "Bearer"})
        check_surface(path)
        let = _Let(request, principal, path)
        self._count(let)
        scope = {**scope, PRINCIPAL_KEY: principal}
        if self._login:
            await self._own(let, scope, receive, send)
        else:
            await self._limited(let, scope, receive, send)

    def _principal(self, request: Request) -> Principal | None:
        if self._login is None or self.policy.accounts is None:
            return ANYONE
        scheme, _, secret = request.headers.get("authorization", "").partition(" ")
        if scheme:
            token = (
                self.policy.accounts.current().token(secret.strip()) if scheme.lower() == "bearer" else None
            )
            return token.principal if token else None
        user = self._login.user(request)
        return user.principal if user else None

    def _count(self, let: _Let) -> None:
        if is_work(let.request, let.path):
            waiting = self._limits.ask(let.principal.key or let.request.address)
            if waiting:
                raise Refused(
                    429,
                    f"That was more than {waiting.limit} requests in a minute. Wait {waiting.seconds} s.",
                    {"retry-after": str(waiting.seconds)},
                )

    def _most_bytes(self, path: str) -> int:
        return self.policy.request_bytes if is_upload(path) else BODY_BYTES

    async def _limited(self, let: _Let, scope: Scope, receive: Receive, send: Send) -> None:
        limit = self._most_bytes(let.path)
        check_length(let.request, limit)
        await run_limited(self.app, scope, receive, send, limit)

    async def _own(self, let: _Let, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a user at nothing but what is theirs, and remember what they are told."""
        who = let.principal.key
        self._ownership.check_request(let.request, who)
        if not let.path.startswith("/gradio_api/"):
            await self._limited(let, scope, receive, send)
            return
        uploads = is_upload(let.path)

        async def checked(scope: Scope, receive: Receive, send: Send) -> None:
            if let.request.method not in SAFE_METHODS and not uploads:
                receive = await self._checked_body(who, receive)
            await self.app(scope, receive, send)

        def told(content: Any) -> None:
            (self._ownership.uploaded if uploads else self._ownership.told)(content, who)

        limit = self._most_bytes(let.path)
        check_length(let.request, limit)
        await run_limited(checked, uncompressed(scope), receive, Recorder(send, told).send, limit)

    async def _checked_body(self, who: str, receive: Receive) -> Receive:
        body = await read_body(receive)
        contents = list(parse_json(body))
        if body and not contents:
            raise Refused(400, "The body isn't JSON.")
        for content in contents:
            self._ownership.check_body(content, who)
        return replayed(body, receive)
