"""Bearer tokens: 256 random bits, shown once, stored as their SHA-256.

A slow hash is for passwords, which people choose; nobody can try out 256 random bits.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets

PREFIX = "onrecord_"
"""What scanners for leaked secrets can look for."""

_SHAPE = re.compile(r"[0-9a-f]{64}")


def new_token() -> str:
    """A token that has never been given out."""
    return PREFIX + secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """What is stored of a token: 64 hexadecimal digits."""
    return hashlib.sha256(token.encode()).hexdigest()


def is_token_hash(text: str) -> bool:
    """Whether a text looks like what `hash_token` gives."""
    return _SHAPE.fullmatch(text) is not None


def same(one: str, other: str) -> bool:
    """Whether two hashes are equal, in a time that doesn't tell how much of them is."""
    return hmac.compare_digest(one.encode(), other.encode())
