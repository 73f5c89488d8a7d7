"""The filters of the page: who, when, where; and what they are drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

import gradio as gr

from rag.assistant import Assistant
from ui.app.html import speaker_of
from ui.app.i18n import label
from ui.app.picker import Choices, picker
from ui.texts import text


@dataclass(frozen=True, slots=True)
class FilterBoxes:
    """The components, in the order of `rag.filters.parse_filters`."""

    speaker: gr.HTML
    after: gr.Textbox
    before: gr.Textbox
    transcript: gr.HTML

    def all(self) -> list[Any]:
        """As inputs of an event."""
        return [self.speaker, self.after, self.before, self.transcript]


def speaker_choices(assistant: Assistant, language: str) -> Choices:
    """Everybody who speaks, those who speak in most transcripts first."""
    with assistant.library.snapshot() as snapshot:
        counts: dict[str, int] = {}
        for entry in snapshot.transcripts():
            for name in entry.speakers:
                counts[name] = counts.get(name, 0) + 1
    names = [(speaker_of(name, language), name) for name in sorted(counts, key=lambda n: (-counts[n], n))]
    return [(text("page.anyone", language), ""), *names]


def transcript_choices(assistant: Assistant, language: str) -> Choices:
    """All transcripts, the newest first."""
    with assistant.library.snapshot() as snapshot:
        entries = snapshot.transcripts()
    undated = text("library.no_date", language)
    return [(f"{entry.date or undated}  {entry.title}", entry.id) for entry in reversed(entries)]


def _within(assistant: Assistant, language: str) -> Choices:
    return [(text("page.all_transcripts", language), ""), *transcript_choices(assistant, language)]


def speaker_box(assistant: Assistant, key: str = "page.speaker", elem_id: str | None = None) -> gr.HTML:
    """A box for a name or a part of one."""
    choices = partial(speaker_choices, assistant)
    return picker(assistant, key, "page.anyone", "speakers", choices, elem_id=elem_id)


def date_boxes(form: str, width: int) -> tuple[gr.Textbox, gr.Textbox]:
    """From and until; `form` is the text that shows how a date is typed, `width` the least one in pixels."""
    after, before = (
        gr.Textbox(label=label(key), placeholder=label(form), max_lines=1, min_width=width)
        for key in ("page.from", "page.until")
    )
    return after, before


def filter_boxes(assistant: Assistant, speaker_key: str = "page.speaker") -> FilterBoxes:
    """The four boxes, on rows that wrap on a phone."""
    with gr.Row():
        speaker = speaker_box(assistant, speaker_key)
        after, before = date_boxes("page.day_form", 130)
        transcript = picker(
            assistant, "page.transcript", "page.all_transcripts", "within", partial(_within, assistant)
        )
    return FilterBoxes(speaker, after, before, transcript)
