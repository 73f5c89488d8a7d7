"""The Library tab: what is there, adding and removing files, who speaks, and the library's health."""

from __future__ import annotations

from dataclasses import dataclass

import gradio as gr

from rag.assistant import Assistant
from ui.app.fresh import Fresh
from ui.app.i18n import label
from ui.app.library.add import add_section
from ui.app.library.health import health_section
from ui.app.library.speakers import speakers_section
from ui.app.library.table import table_section
from ui.app.running import Runs


@dataclass(frozen=True, slots=True)
class LibraryTab:
    """The components that other parts of the page talk to.

    `changed` changes whenever the library did. `first` is filled when the page loads only: what it shows
    later follows a search. `editors` are what only those may see who may change the library.
    """

    changed: gr.HTML
    fresh: Fresh
    first: Fresh
    editors: list[gr.Blocks | gr.components.Component]


def library_tab(assistant: Assistant) -> LibraryTab:
    """Build the tab's components and events."""
    runs = Runs()
    changed = gr.HTML(elem_id="or-changed")
    with gr.Tabs(elem_id="or-library"):
        with gr.Tab(label("library.transcripts"), id="transcripts"):
            add = add_section(assistant, runs, changed)
            table = table_section(assistant, changed)
        with gr.Tab(label("library.speakers"), id="speakers") as speakers_tab:
            speakers = speakers_section(assistant, speakers_tab, changed)
        with gr.Tab(label("library.health"), id="health") as health_tab:
            health = health_section(assistant, health_tab, runs, changed)
    return LibraryTab(changed, add.fresh, table.fresh, [*add.editors, *table.editors, *speakers, *health])
