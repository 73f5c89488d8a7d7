"""Work that reports as it goes, in an event of the page: its steps, its errors, its end before time."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import ParamSpec, TypeVar

import gradio as gr

from embeddings import EmbeddingError
from rag.errors import OnRecordError

P = ParamSpec("P")
R = TypeVar("R")


def told_steps(function: Callable[P, Iterator[R]]) -> Callable[P, Iterator[R]]:
    """`told` for generators: the user's problems go to the page as one line."""

    @functools.wraps(function)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> Iterator[R]:
        try:
            yield from function(*args, **kwargs)
        except (OnRecordError, EmbeddingError) as error:
            raise gr.Error(str(error), print_exception=False) from error

    return wrapped


class Stops:
    """Which sessions have asked for their running work to end."""

    def __init__(self) -> None:
        self._sessions: set[str] = set()

    def end(self, request: gr.Request) -> None:
        """End this session's work after its present step."""
        self._sessions.add(str(request.session_hash))

    def begin(self, request: gr.Request) -> None:
        """New work: what was asked before is over."""
        self._sessions.discard(str(request.session_hash))

    def asked(self, request: gr.Request) -> bool:
        """Whether this session's work should end; told once."""
        session = str(request.session_hash)
        asked = session in self._sessions
        self._sessions.discard(session)
        return asked
