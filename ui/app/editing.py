"""What changes a library: every event of the page that does goes through here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn, ParamSpec, TypeVar

import gradio as gr

from rag.errors import LibraryReadOnlyError
from ui.app.handlers import problem, told

P = ParamSpec("P")
R = TypeVar("R")

_MARK = "changes_the_library"


def editing(function: Callable[P, R]) -> Callable[P, R]:
    """The handler of an event that changes the library, files or speakers."""
    handler = told(function)
    setattr(handler, _MARK, True)
    return handler


def edits(function: Any) -> bool:
    """Whether a handler was made by `editing`."""
    return getattr(function, _MARK, False) is True


def withhold_editing(page: gr.Blocks, editors: Sequence[gr.blocks.Block], folder: Path) -> None:
    """Take from a page, for readers, what only editors may see and every event that changes the library.

    The events stay, since others follow them, and tell that they are refused.
    """

    def refuse(*_: Any) -> NoReturn:
        raise problem(str(LibraryReadOnlyError(folder)))

    for component in editors:
        component.visible = False
    for function in page.fns.values():
        if edits(function.fn):
            function.fn = refuse
