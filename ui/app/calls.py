"""Calls that don't fit any endpoint: refused in one line, where Gradio would send a traceback's text."""

from __future__ import annotations

import inspect
from typing import Any, Literal

import gradio as gr
from gradio.block_function import BlockFunction
from gradio.queueing import Queue
from gradio.route_utils import API_PREFIX, FnIndexInferError
from gradio.routes import ORJSONResponse


class Page(gr.Blocks):
    """A page whose public endpoints fill in what a call leaves out, or say what it lacks."""

    def queue(
        self,
        status_update_rate: float | Literal["auto"] = "auto",
        api_open: bool | None = None,
        max_size: int | None = None,
        *,
        default_concurrency_limit: int | Literal["not_set"] | None = "not_set",
    ) -> Page:
        """As in Gradio, but without an application made each time: a mounted page gets its own."""
        self.api_open = self.api_open if api_open is None else api_open
        self._queue = Queue(
            live_updates=status_update_rate == "auto",
            concurrency_count=self.max_threads,
            update_intervals=1 if status_update_rate == "auto" else status_update_rate,
            max_size=max_size,
            blocks=self,
            default_concurrency_limit=default_concurrency_limit,
        )
        return self

    def validate_inputs(self, block_fn: BlockFunction, inputs: list[Any]) -> None:
        """Fill `inputs` up with the endpoint's defaults; gr.Error where one has none, or for too many."""
        if block_fn.api_visibility == "public" and block_fn.fn is not None:
            _fill(str(block_fn.api_name), inspect.signature(block_fn.fn), inputs)
        super().validate_inputs(block_fn, inputs)


def _fill(name: str, signature: inspect.Signature, inputs: list[Any]) -> None:
    parameters = list(signature.parameters.values())
    takes = f"/{name} takes {', '.join(each.name for each in parameters) or 'nothing'}"
    if len(inputs) > len(parameters):
        raise gr.Error(f"{len(inputs)} values came, but {takes}.", print_exception=False)
    for parameter in parameters[len(inputs) :]:
        if parameter.default is inspect.Parameter.empty:
            raise gr.Error(f"{parameter.name} is missing: {takes}.", print_exception=False)
        inputs.append(parameter.default)


def withhold_names(page: gr.Blocks) -> None:
    """Let only public endpoints be called by name; the page itself calls its functions by number."""
    for function in page.fns.values():
        if function.api_visibility == "private":
            function.api_name = None


async def no_endpoint(request: gr.Request, error: Exception) -> ORJSONResponse:
    """Answer 404 to a call of an endpoint that isn't there."""
    _only_calls(request, error)
    name = request.url.path.rstrip("/").rpartition("/")[2]
    return ORJSONResponse(
        {"error": f"There is no endpoint /{name}. They are listed at {API_PREFIX}/info."}, 404
    )


async def wrong_names(request: gr.Request, error: Exception) -> ORJSONResponse:
    """Answer 422 to a call with a parameter too many or too few; Gradio's message names it."""
    _only_calls(request, error)
    return ORJSONResponse({"error": str(error).partition(". ")[0] + "."}, 422)


def _only_calls(request: gr.Request, error: Exception) -> None:
    """Any other route's error is a fault of ours, and goes to the log."""
    if f"{API_PREFIX}/call/v2/" not in request.url.path and not isinstance(error, FnIndexInferError):
        raise error


HANDLERS: dict[type[Exception], Any] = {
    FnIndexInferError: no_endpoint,
    KeyError: no_endpoint,
    TypeError: wrong_names,
}
"""For `launch(app_kwargs={"exception_handlers": …})`."""
