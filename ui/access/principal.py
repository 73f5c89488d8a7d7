"""Who a request comes from, and what they may do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

PRINCIPAL_KEY = "onrecord.principal"
"""Where an ASGI scope carries its Principal."""


class Role(StrEnum):
    """A reader asks, checks and reads; an editor also adds, removes and re-indexes, and names speakers."""

    READER = "reader"
    EDITOR = "editor"


@dataclass(frozen=True, slots=True)
class Principal:
    """Somebody whom the gate let in; `key` is unique among users and tokens, "" where nobody logs in."""

    key: str
    name: str
    role: Role

    @property
    def is_user(self) -> bool:
        """Whether this is a person who logged in, rather than a token or anyone at all."""
        return self.key.startswith("user:")


ANYONE = Principal("", "", Role.EDITOR)
"""Whoever comes, where a server asks nobody to log in."""


def principal_of(scope: Mapping[str, Any]) -> Principal | None:
    """The principal that the gate put into a scope; None where no gate did."""
    found = scope.get(PRINCIPAL_KEY)
    return found if isinstance(found, Principal) else None
