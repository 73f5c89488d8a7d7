"""The filters of the page: who, when, where; and what they are drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from rag.assistant import Assistant
from ui.app.fresh import Fresh
from ui.app.html import speaker_of
from ui.app.i18n import label
from ui.texts import LANGUAGES, text

Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class FilterBoxes:
    """The components, in the order of `rag.filters.parse_filters`."""

    speaker: gr.Dropdown
    after: gr.Textbox
    before: gr.Textbox
    transcript: gr.Dropdown

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


def transcript_choices(assistant: Assistant) -> Choices:
    """All transcripts, the newest first."""
    with assistant.library.snapshot() as snapshot:
        entries = snapshot.transcripts()
    return [(f"{entry.date or 'undated'}  {entry.title}", entry.id) for entry in reversed(entries)]


def filter_boxes(assistant: Assistant, speaker_key: str = "page.speaker") -> FilterBoxes:
    """The four boxes, on rows that wrap on a phone."""
    with gr.Row():
        speaker = gr.Dropdown(
            speaker_choices(assistant, LANGUAGES[0]),
            value="",
            label=label(speaker_key),
            allow_custom_value=True,
            min_width=220,
        )
        after = gr.Textbox(label=label("page.from"), placeholder="2025-03-01", max_lines=1, min_width=130)
        before = gr.Textbox(label=label("page.until"), placeholder="2025-12-31", max_lines=1, min_width=130)
        transcript = gr.Dropdown(
            [(text("page.all_transcripts", LANGUAGES[0]), ""), *transcript_choices(assistant)],
            value="",
            label=label("page.transcript"),
            allow_custom_value=True,
            min_width=220,
        )
    return FilterBoxes(speaker, after, before, transcript)


def fresh_filters(assistant: Assistant, boxes: FilterBoxes) -> Fresh:
    """The speaker and transcript boxes follow the library."""

    def updates(language: str) -> list[Any]:
        transcripts = [(text("page.all_transcripts", language), ""), *transcript_choices(assistant)]
        return [gr.update(choices=speaker_choices(assistant, language)), gr.update(choices=transcripts)]

    return Fresh([boxes.speaker, boxes.transcript], updates)
