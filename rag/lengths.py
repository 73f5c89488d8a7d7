"""How long a text may be that somebody typed."""

from __future__ import annotations

from rag.errors import OnRecordError


def at_most(text: str, limit: int, name: str) -> str:
    """The text, unless it is too long: then OnRecordError."""
    if len(text) > limit:
        raise OnRecordError(
            f"The {name} has {len(text):,} characters; at most {limit:,} are read. Shorten it."
        )
    return text
