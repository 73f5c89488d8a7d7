"""What the handlers of the page's events share."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import Any, ParamSpec, TypeVar

import gradio as gr
from gradio.context import LocalContext

from ui.app.html import alert
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
    return _told_as(problem, function)


def told_to_programs(function: Callable[P, R]) -> Callable[P, R]:
    """Send the user's problems to the API's client, as one line of English."""
    return _told_as(_problem, function)


def _told_as(make: Callable[[str], Exception], function: Callable[P, R]) -> Callable[P, R]:
    @functools.wraps(function)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        with problems_as(make):
            return function(*args, **kwargs)

    return wrapped


def told_in_place(function: Callable[P, tuple[Any, ...]], emptied: tuple[Any, ...]) -> Any:
    """`told` for what fills a page: the problem stands where the first output would, the others are emptied.

    Otherwise what was found before would be read as what was found for this.
    """

    @functools.wraps(function)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> tuple[Any, ...]:
        try:
            with problems_as(problem):
                return function(*args, **kwargs)
        except gr.Error as error:
            return _line(error), *emptied

    return wrapped


def told_steps_in_place(function: Callable[P, Iterator[Any]], emptied: tuple[Any, ...]) -> Any:
    """`told_in_place` for generators."""

    @functools.wraps(function)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> Iterator[Any]:
        try:
            with problems_as(problem):
                yield from function(*args, **kwargs)
        except gr.Error as error:
            yield _line(error), *emptied

    return wrapped


def _line(error: gr.Error) -> str:
    return alert(str(error.message))
