"""What the handlers of the page's events share."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import Any, ParamSpec, TypeVar

import gradio as gr
from gradio.context import LocalContext

from ui.app.i18n import language_of
from ui.problems import problems_as
from ui.texts.problems import problem_in

P = ParamSpec("P")
R = TypeVar("R")

QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
"""For events that are the page's own business and done in a moment."""

# Without a traceback in the log.
_problem = functools.partial(gr.Error, print_exception=False)


def problem(line: str) -> gr.Error:
    """A problem as the page shows it: in the language of the browser whose event is being handled."""
    return _problem(problem_in(line, language_of(LocalContext.request.get(None))))


def told(function: Callable[P, R]) -> Callable[P, R]:
    """Send the user's problems to the page, as one line in its language."""

    @functools.wraps(function)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        with problems_as(problem):
            return function(*args, **kwargs)

    return wrapped


def told_steps(function: Callable[P, Iterator[R]]) -> Callable[P, Iterator[R]]:
    """`told` for generators."""

    @functools.wraps(function)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> Iterator[R]:
        with problems_as(problem):
            yield from function(*args, **kwargs)

    return wrapped


def told_to_programs(function: Callable[P, R]) -> Callable[P, R]:
    """Send the user's problems to the API's client, as one line of English."""

    @functools.wraps(function)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        with problems_as(_problem):
            return function(*args, **kwargs)

    return wrapped
