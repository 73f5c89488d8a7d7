"""Citations taken elsewhere: choose which and in what form, copy the text, or download a file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import gradio as gr

from rag.citations import Citation
from ui.app.downloads import saved
from ui.app.handlers import QUIET
from ui.app.html import speaker_of
from ui.app.i18n import label, language_of
from ui.export import FORMATS, export
from ui.texts import LANGUAGES, text

_FIRST = next(iter(FORMATS))
_SHOWN_CHARACTERS = 60


def export_controls(citations: gr.State, elem_id: str = "or-export") -> list[Any]:
    """Controls that follow a state holding a list of `rag.citations.Citation`; hidden while it is empty.

    `elem_id` must be one of its own on the page; the parts are `elem_id-format`, `-which`, `-text` and
    `-download`.
    """
    parts = _parts(elem_id)
    _, form, which, shown, download = parts

    def follow(found: list[Citation] | None, name: str, request: gr.Request) -> list[Any]:
        return followed(found or [], name, language_of(request))

    citations.change(follow, [citations, form], parts, **QUIET)
    for happens in (form.input, which.input):
        happens(written, [citations, form, which], [shown, download], **QUIET)
    return parts


def followed(found: Sequence[Citation], name: str, language: str) -> list[Any]:
    """Updates of all controls after their state has got other citations, in the form called `name`.

    For an event past the queue, behind which Gradio doesn't tell that a state has changed.
    """
    choices = [(_choice(citation, language), str(row)) for row, citation in enumerate(found)]
    chosen = [value for _, value in choices]
    return [
        gr.update(visible=bool(found)),
        gr.update(choices=_formats(language)),
        gr.update(choices=choices, value=chosen),
        *written(found, name, chosen),
    ]


def _parts(elem_id: str) -> list[Any]:
    """Panel, format, citations, text and download."""
    with gr.Accordion(label("export.export"), open=False, visible=False, elem_id=elem_id) as panel:
        with gr.Row():
            form = gr.Dropdown(
                _formats(LANGUAGES[0]),
                value=_FIRST,
                label=label("export.format"),
                filterable=False,
                min_width=200,
                elem_id=f"{elem_id}-format",
            )
            which = gr.CheckboxGroup(
                [], label=label("export.which"), scale=3, min_width=240, elem_id=f"{elem_id}-which"
            )
        shown = gr.Textbox(
            label=label("export.text"),
            lines=6,
            max_lines=16,
            interactive=False,
            buttons=["copy"],
            elem_id=f"{elem_id}-text",
        )
        download = gr.DownloadButton(
            label("export.download"), size="sm", variant="primary", elem_id=f"{elem_id}-download"
        )
    return [panel, form, which, shown, download]


def written(found: Sequence[Citation] | None, name: str, rows: Sequence[str]) -> list[Any]:
    """The text of the chosen citations, and the file with it."""
    wanted = set(rows)
    chosen = [citation for row, citation in enumerate(found or []) if str(row) in wanted]
    if not chosen:
        return ["", gr.update(interactive=False)]
    content = export(chosen, name, dt.date.today())
    file = f"citations{FORMATS[name].suffix}"
    (update,) = saved({file: content}, {file: FORMATS[name].encoding})
    return [content, {**update, "interactive": True}]


def _formats(language: str) -> list[tuple[str, str]]:
    return [(text(f"export.format_{name}", language), name) for name in FORMATS]


def _choice(citation: Citation, language: str) -> str:
    """A citation in a line: its number, who, when, and its first words."""
    words = " ".join(citation.quote.split())
    short = words if len(words) <= _SHOWN_CHARACTERS else words[:_SHOWN_CHARACTERS].rsplit(" ", 1)[0] + " …"
    day = f", {citation.date.isoformat()}" if citation.date else ""
    return f"[{citation.n}] {speaker_of(citation.speaker, language)}{day}: “{short}”"
