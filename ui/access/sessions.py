"""Logins that are going on: a random secret in a cookie, kept here as its hash, lost when the server ends."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from ui.access.accounts import Accounts, User
from ui.access.tokens import hash_token

IDLE, LONGEST = 12 * 3600.0, 7 * 24 * 3600.0
"""Seconds without a request, and seconds in all, after which a login ends."""

MOST = 10_000
"""Logins at once; the one that was idle longest gives way."""


@dataclass(slots=True)
class _Session:
    user: str
    password: str
    began: float
    seen: float


class Sessions:
    """The logins of one server; safe to share between threads. `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._sessions: dict[str, _Session] = {}

    def begin(self, user: User) -> str:
        """The secret of a new login."""
        secret = secrets.token_urlsafe(32)
        now = self._clock()
        with self._lock:
            self._forget_old(now)
            self._sessions[hash_token(secret)] = _Session(user.name, user.password, now, now)
        return secret

    def user(self, secret: str, accounts: Accounts) -> User | None:
        """Whose login this is; None where it has ended, the user is gone, or the password was changed."""
        key = hash_token(secret)
        now = self._clock()
        with self._lock:
            session = self._sessions.get(key)
            if session is None:
                return None
            user = accounts.user(session.user)
            if user is None or user.password != session.password or not _lasts(session, now):
                del self._sessions[key]
                return None
            session.seen = now
            return user

    def end(self, secret: str) -> None:
        """Log out."""
        with self._lock:
            self._sessions.pop(hash_token(secret), None)

    def _forget_old(self, now: float) -> None:
        self._sessions = {key: each for key, each in self._sessions.items() if _lasts(each, now)}
        while len(self._sessions) >= MOST:
            del self._sessions[min(self._sessions, key=lambda key: self._sessions[key].seen)]


def _lasts(session: _Session, now: float) -> bool:
    return now - session.seen <= IDLE and now - session.began <= LONGEST
