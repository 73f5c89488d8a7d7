"""What Gradio's API page tells of an endpoint: each parameter in words, and a call that can be tried."""

from __future__ import annotations

import gradio as gr
from gradio.components.api_component import Api
from gradio.utils import get_function_description

EXAMPLES = {
    "question": "When will the Harbour Bridge reopen?",
    "query": "the cost of the repair",
    "quote": "We are looking at late summer.",
    "text": "“We are looking at late summer,” said Mayor Okonkwo.",
    "phrase": "Harbour Bridge",
    "turn": 0,
    "transcript": "2025-03-11-mayors-briefing-on-the-harbour-bridge",
    "old": "2025-03-11-mayors-briefing-on-the-harbour-bridge",
    "new": "2025-05-06-mayors-briefing-on-the-bridge-and-the-budget",
}
"""Of parameters without a default, in the words of the sample library."""


def describe(page: gr.Blocks) -> None:
    """Name and explain the parameters of all public endpoints, in the words of their docstrings' `Args:`."""
    for endpoint in page.fns.values():
        if endpoint.api_visibility == "public" and endpoint.fn is not None:
            _, abouts, _ = get_function_description(endpoint.fn)
            for (name, about), component in zip(abouts.items(), endpoint.inputs, strict=True):
                if isinstance(component, Api):
                    _describe(component, name, about)


def _describe(parameter: Api, name: str, about: str) -> None:
    parameter.label = name
    parameter.api_info()["additional_description"] = about[:1].upper() + about[1:]
    if name in EXAMPLES:
        # Gradio's own example of a value without a default is "...".
        parameter.example_payload = lambda: EXAMPLES[name]  # type: ignore[method-assign]
