"""What changes a library: every event of the page that does goes through here."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from ui.app.api import told

P = ParamSpec("P")
R = TypeVar("R")


def editing(function: Callable[P, R]) -> Callable[P, R]:
    """The handler of an event that changes the library, files or speakers."""
    return told(function)
