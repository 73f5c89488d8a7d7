"""How often one may ask, and how often one may try a password."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

LOGINS_PER_NAME, LOGINS_PER_ADDRESS = 5, 20
"""Wrong passwords in a minute: for one name from one address, and for all names from it."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A limit that was reached: `limit` in a minute, and the whole `seconds` until there is room again."""

    limit: int
    seconds: int


class Limits:
    """Counts in memory, over a moving minute; safe to share between threads."""

    def __init__(self, per_minute: int) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._asking = RateLimitItemPerMinute(per_minute, namespace="asking") if per_minute else None

    def ask(self, who: str) -> Waiting | None:
        """Count one request of somebody's; None where it is within the limit."""
        if self._asking is None or self._limiter.hit(self._asking, who):
            return None
        return self._waiting(self._asking, who)

    def may_log_in(self, address: str, name: str) -> Waiting | None:
        """None where a password may be tried for this name from this address."""
        for item, ids in _logins(address, name):
            if not self._limiter.test(item, *ids):
                return self._waiting(item, *ids)
        return None

    def failed(self, address: str, name: str) -> None:
        """Count a wrong password."""
        for item, ids in _logins(address, name):
            self._limiter.hit(item, *ids)

    def _waiting(self, item: RateLimitItemPerMinute, *ids: str) -> Waiting:
        reset = self._limiter.get_window_stats(item, *ids).reset_time
        return Waiting(item.amount, max(1, math.ceil(reset - time.time())))


def _logins(address: str, name: str) -> tuple[tuple[RateLimitItemPerMinute, tuple[str, ...]], ...]:
    return (
        (RateLimitItemPerMinute(LOGINS_PER_NAME, namespace="name"), (address, name)),
        (RateLimitItemPerMinute(LOGINS_PER_ADDRESS, namespace="address"), (address,)),
    )
