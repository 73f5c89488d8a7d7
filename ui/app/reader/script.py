"""The transcript page's script, as one component that every tab's transcripts are served by."""

from __future__ import annotations

from importlib import resources
from typing import Any

import gradio as gr

from rag.assistant import Assistant
from ui.app.i18n import language_of
from ui.app.reader.quotation import Quotation
from ui.app.reader.quotation import quotation as quotation_of

_FILES = ("reader.js", "reader_find.js", "reader_filter.js", "reader_cite.js", "reader_player.js")
_OPENED = "document.addEventListener('or-opened', () => opened());"

SHOW_PLACE = "() => document.dispatchEvent(new Event('or-opened'))"
"""For events that have put a transcript into the page: shows its place, sets the page's address."""


def script() -> str:
    """The script's files, in the order in which they use each other's names."""
    folder = resources.files("ui.app") / "scripts"
    return "\n".join([*((folder / name).read_text(encoding="utf-8") for name in _FILES), _OPENED])


def reader_script(assistant: Assistant) -> gr.HTML:
    """The component; one stands on the page, outside its tabs, since hidden tabs run nothing."""

    def quotation(asked: dict[str, Any], request: gr.Request) -> Quotation | None:
        return quotation_of(assistant, asked, language_of(request)) if isinstance(asked, dict) else None

    return gr.HTML(elem_id="or-script", js_on_load=script(), server_functions=[quotation])
