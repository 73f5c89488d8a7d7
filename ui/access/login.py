"""Logging in and out: a form for people, JSON for programs such as gradio_client."""

from __future__ import annotations

import asyncio
from urllib.parse import parse_qs, quote, urlsplit

from ui.access.accounts import AccountsFile, User
from ui.access.http import Receive, Refused, Request, Send, read_body, respond
from ui.access.limits import Limits
from ui.access.login_page import login_page
from ui.access.passwords import verify_password
from ui.access.sessions import LONGEST, Sessions
from ui.access.sizes import check_length
from ui.access.tokens import hash_token
from ui.texts import best_language, text

COOKIE = "onrecord_session"
LAST_USER = "onrecord_last"
"""A cookie with a hash of who logged in last in a browser: another's history isn't left to the next."""

OPEN = frozenset({("GET", "/login"), ("HEAD", "/login"), ("POST", "/login"), ("POST", "/logout")})
"""All that is answered to whoever comes."""

_LONGEST_FORM = 10_000
_AT_ONCE = 2
"""Passwords verified at once, so that logging in takes no more than two cores."""
_HTML = "text/html; charset=utf-8"


class Login:
    """The routes /login and /logout of one server."""

    def __init__(self, accounts: AccountsFile, limits: Limits) -> None:
        self._accounts, self._limits = accounts, limits
        self._sessions = Sessions()
        self._verifying = asyncio.Semaphore(_AT_ONCE)

    def user(self, request: Request) -> User | None:
        """Who is logged in, by the request's cookie."""
        secret = request.cookie(COOKIE)
        return self._sessions.user(secret, self._accounts.current()) if secret else None

    async def ask(self, request: Request, mount: str, send: Send) -> None:
        """Answer a page's request with 401 and the form that leads on to it."""
        target = quote(request.path) + (f"?{request.query_string}" if request.query_string else "")
        page = login_page(_language(request), f"{mount}/login", target)
        await respond(send, 401, page, _HTML, [("www-authenticate", "Bearer")])

    async def answer(self, request: Request, path: str, mount: str, receive: Receive, send: Send) -> None:
        """Answer a request that is in OPEN. Raises Refused."""
        if path == "/logout":
            await self._log_out(request, mount, send)
        elif request.method == "POST":
            check_length(request, _LONGEST_FORM)
            await self._log_in(request, mount, await read_body(receive), send)
        else:
            page = login_page(
                _language(request), f"{mount}/login", _local(request.query.get("next", ""), mount)
            )
            await respond(send, 200, page, _HTML)

    async def _log_in(self, request: Request, mount: str, body: bytes, send: Send) -> None:
        found = parse_qs(body[:_LONGEST_FORM].decode("ascii", "replace"), errors="replace")
        form = {key: values[-1] for key, values in found.items()}
        name, target = form.get("username", "").strip(), _local(form.get("next", ""), mount)
        if waiting := self._limits.may_log_in(request.address, name):
            told = text("login.wait", _language(request), n=waiting.seconds)
            headers = {"retry-after": str(waiting.seconds)}
            await self._tell(request, mount, target, name, Refused(429, told, headers), send)
            return
        user = self._accounts.current().user(name)
        async with self._verifying:
            good = await asyncio.to_thread(
                verify_password, user.password if user else None, form.get("password", "")
            )
        if user is None or not good:
            self._limits.failed(request.address, name)
            told = text("login.wrong", _language(request))
            await self._tell(request, mount, target, name, Refused(401, told), send)
            return
        await self._welcome(request, user, target, send)

    async def _welcome(self, request: Request, user: User, target: str, send: Send) -> None:
        secure = "; Secure" if request.scheme == "https" else ""
        common = f"; Path=/; HttpOnly; SameSite=Lax{secure}"
        session = f"{COOKIE}={self._sessions.begin(user)}; Max-Age={int(LONGEST)}{common}"
        who = hash_token(user.name)[:32]
        headers = [("set-cookie", session)]
        last = request.cookie(LAST_USER)
        if last not in (None, who):
            headers.append(("clear-site-data", '"storage"'))
        if last != who:
            headers.append(("set-cookie", f"{LAST_USER}={who}; Max-Age={365 * 86400}{common}"))
        if request.wants_html:
            await respond(send, 303, b"", _HTML, [("location", target), *headers])
        else:
            await respond(send, 200, b'{"success": true}', "application/json", headers)

    async def _log_out(self, request: Request, mount: str, send: Send) -> None:
        if secret := request.cookie(COOKIE):
            self._sessions.end(secret)
        gone = f"{COOKIE}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax"
        await respond(send, 303, b"", _HTML, [("location", f"{mount}/login"), ("set-cookie", gone)])

    async def _tell(
        self, request: Request, mount: str, target: str, name: str, refused: Refused, send: Send
    ) -> None:
        if not request.wants_html:
            raise refused
        page = login_page(_language(request), f"{mount}/login", target, name, refused.line)
        await respond(send, refused.status, page, _HTML, refused.headers.items())


def _language(request: Request) -> str:
    return best_language(request.headers.get("accept-language"))


def _local(target: str, mount: str) -> str:
    """Where to go on after logging in; the start page where `target` leads to another server."""
    parts = urlsplit(target.replace("\\", "/"))
    if parts.scheme or parts.netloc or not target.startswith("/") or target.startswith(("//", "/\\")):
        return f"{mount}/"
    return quote(target, safe="/?&=%-._~+:;,@")
