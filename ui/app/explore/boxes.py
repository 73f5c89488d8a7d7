"""The boxes that narrow what the Explore tab counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from rag.assistant import Assistant
from rag.filters import Filters, parse_filters
from ui.app.filters import date_boxes, speaker_box
from ui.app.i18n import label

Sought = tuple[gr.Textbox, gr.Button]


@dataclass(frozen=True, slots=True)
class Boxes:
    """Speaker and days."""

    speaker: gr.HTML
    after: gr.Textbox
    before: gr.Textbox

    def all(self) -> list[Any]:
        """As inputs of an event."""
        return [self.speaker, self.after, self.before]


def sought_row(box_key: str, example_key: str, button_key: str, ids: tuple[str, str]) -> Sought:
    """A row of a box for what is sought, and the button that seeks it; `ids` are their elements'."""
    with gr.Row(equal_height=True):
        box = gr.Textbox(
            label=label(box_key),
            show_label=False,
            placeholder=label(example_key),
            max_lines=1,
            scale=5,
            min_width=220,
            elem_id=ids[0],
        )
        button = gr.Button(label(button_key), variant="primary", scale=1, min_width=100, elem_id=ids[1])
    return box, button


def boxes(assistant: Assistant, prefix: str) -> Boxes:
    """The three boxes, on a row that wraps on a phone."""
    with gr.Row():
        speaker = speaker_box(assistant, elem_id=f"or-{prefix}-speaker")
        after, before = date_boxes("page.month_form", 120)
    return Boxes(speaker, after, before)


def filters_of(speaker: str | None, after: str, before: str) -> Filters:
    """What the boxes say. FilterError where a day is none."""
    return parse_filters(speaker, after, before, None)


def blanks(filters: Sequence[str | None]) -> tuple[str, str, str]:
    """Speaker and days as texts; a box that was cleared is blank."""
    speaker, after, before = (each or "" for each in filters)
    return speaker, after, before
