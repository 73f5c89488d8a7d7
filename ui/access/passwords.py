"""Passwords, stored as Argon2id hashes: 19 MiB, two passes, one lane.

Source: https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#argon2id.
"""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from rag.errors import OnRecordError

SHORTEST, LONGEST = 10, 1_000
"""Characters; the upper bound keeps a login from hashing megabytes."""

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def hash_password(password: str) -> str:
    """The hash to store. Raises OnRecordError where the password is too short or too long."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise OnRecordError(
            f"The password has {len(password):,} characters; it must have {SHORTEST} to {LONGEST:,}. "
            f"Choose another."
        )
    return _hasher.hash(password)


def is_hash(text: str) -> bool:
    """Whether a text is an Argon2 hash."""
    return text.startswith("$argon2") and text.count("$") == 5


def verify_password(stored: str | None, password: str) -> bool:
    """Whether a password is the one of a stored hash.

    Where there is no such user (`stored` is None) a hash of nobody's is checked, so that the time it takes
    doesn't tell which names exist.
    """
    try:
        _hasher.verify(stored or _nobodys(), password[:LONGEST])
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None and len(password) <= LONGEST


@cache
def _nobodys() -> str:
    return _hasher.hash("nobody's password")
