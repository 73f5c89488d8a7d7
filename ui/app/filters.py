"""The filters of the page: who, when, where; and what they are drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from rag.assistant import Assistant
from ui.app.html import speaker_of

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


def speaker_choices(assistant: Assistant) -> Choices:
    """Everybody who speaks, those who speak in most transcripts first."""
    with assistant.library.snapshot() as snapshot:
        counts: dict[str, int] = {}
        for entry in snapshot.transcripts():
            for name in entry.speakers:
                counts[name] = counts.get(name, 0) + 1
    return [(speaker_of(name), name) for name in sorted(counts, key=lambda n: (-counts[n], n))]


def transcript_choices(assistant: Assistant) -> Choices:
    """All transcripts, the newest first."""
    with assistant.library.snapshot() as snapshot:
        entries = snapshot.transcripts()
    return [(f"{entry.date or 'undated'}  {entry.title}", entry.id) for entry in reversed(entries)]


def filter_boxes(assistant: Assistant, speaker_label: str = "Speaker") -> FilterBoxes:
    """The four boxes, on rows that wrap on a phone."""
    with gr.Row():
        speaker = gr.Dropdown(
            [("Anyone", ""), *speaker_choices(assistant)],
            value="",
            label=speaker_label,
            allow_custom_value=True,
            min_width=220,
        )
        after = gr.Textbox(label="From", placeholder="2025-03-01", max_lines=1, min_width=130)
        before = gr.Textbox(label="Until", placeholder="2025-12-31", max_lines=1, min_width=130)
        transcript = gr.Dropdown(
            [("All transcripts", ""), *transcript_choices(assistant)],
            value="",
            label="Transcript",
            allow_custom_value=True,
            min_width=220,
        )
    return FilterBoxes(speaker, after, before, transcript)


def refreshed(assistant: Assistant) -> tuple[dict[str, Any], dict[str, Any]]:
    """Updates for a speaker box and a transcript box after the library has changed."""
    return (
        gr.update(choices=[("Anyone", ""), *speaker_choices(assistant)]),
        gr.update(choices=[("All transcripts", ""), *transcript_choices(assistant)]),
    )
