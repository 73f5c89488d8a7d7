"""The endpoints as Gradio serves them, for `gradio_client` and HTTP."""

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import gradio as gr
from gradio.events import api as endpoint

from embeddings import EmbeddingError
from rag.assistant import Assistant
from rag.errors import OnRecordError
from ui.arguments import at_most
from ui.endpoints import LONGEST_QUESTION, LONGEST_TEXT, Endpoints

__all__ = ["LONGEST_QUESTION", "LONGEST_TEXT", "add_endpoints", "at_most", "told"]

P = ParamSpec("P")
R = TypeVar("R")


def told(function: Callable[P, R]) -> Callable[P, R]:
    """Send the user's problems to the client as one line, without a traceback in the log."""

    @functools.wraps(function)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except (OnRecordError, EmbeddingError) as error:
            raise gr.Error(str(error), print_exception=False) from error

    return wrapped


def add_endpoints(assistant: Assistant) -> None:
    """Register the endpoints on the Blocks that is being built."""
    for function in Endpoints(assistant).all():
        endpoint(told(function), api_name=function.__name__)
