"""One quotation: the form, its verdict, the evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from rag.assistant import Assistant
from rag.filters import parse_filters
from ui import contract, reports
from ui.app.check.html import check_html, legend_html, places_html, searched_html
from ui.app.downloads import hidden, save_row, saved
from ui.app.export import export_controls
from ui.app.filters import FilterBoxes, filter_boxes
from ui.app.handlers import told_in_place
from ui.app.html import safe
from ui.app.i18n import label, language_of
from ui.reports import json_text
from ui.texts import LANGUAGES, text


@dataclass(frozen=True, slots=True)
class QuotationForm:
    """The form; `legend` is in the reader's language from the page's loading on."""

    quote: gr.Textbox
    boxes: FilterBoxes
    button: gr.Button
    legend: gr.HTML


def quotation_form(assistant: Assistant) -> QuotationForm:
    """Build the form and its events."""
    quote = gr.Textbox(
        label=label("check.quotation"),
        lines=3,
        max_lines=12,
        placeholder=label("check.quotation_hint"),
        elem_id="or-quote",
    )
    boxes = filter_boxes(assistant, "check.claimed_speaker")
    button = gr.Button(label("check.check"), variant="primary", elem_id="or-check")
    verdict = gr.HTML(elem_id="or-verdict")
    places = gr.HTML(elem_id="or-places")
    with gr.Row(elem_classes="or-saves"):
        saves = save_row("or-evidence", ("json", "markdown"))
    citations = gr.State([])
    export_controls(citations, "or-check-export")
    legend = gr.HTML(legend_html(LANGUAGES[0]), elem_id="or-legend")

    def check(
        words: str, speaker: str, after: str, before: str, transcript: str, request: gr.Request
    ) -> tuple[Any, ...]:
        language = language_of(request)
        if not words.strip():
            empty = f"<p class='or-empty'>{safe(text('check.paste_quotation', language))}</p>"
            return empty, "", [], *hidden(saves)
        found = assistant.check(words, parse_filters(speaker, after, before, transcript))
        files = saved(
            {
                "evidence.json": json_text(contract.check_json(found)),
                "evidence.md": reports.check_markdown(found, language),
            }
        )
        where = places_html(found, language) + searched_html(found, language)
        return check_html(found, language), where, list(found.matches), *files

    outputs = [verdict, places, citations, *saves]
    checked = told_in_place(check, ("", [], *hidden(saves)))
    for happens in (button.click, quote.submit):
        happens(checked, [quote, *boxes.all()], outputs, api_visibility="private")
    return QuotationForm(quote, boxes, button, legend)
