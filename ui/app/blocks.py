"""The page as a whole: its tabs, and what passes between them."""

from __future__ import annotations

from typing import Any

import gradio as gr

from rag.assistant import Assistant
from ui.app.accessibility import KEYBOARD
from ui.app.api import add_endpoints
from ui.app.api_page import describe
from ui.app.ask.events import open_address as open_conversation
from ui.app.ask.tab import AskTab, ask_tab
from ui.app.calls import Page, withhold_names
from ui.app.check.tab import check_tab, open_claim
from ui.app.editing import withhold_editing
from ui.app.explore.tab import explore_tab
from ui.app.handlers import QUIET, told
from ui.app.i18n import label, language_of
from ui.app.library.tab import library_tab
from ui.app.masthead import Shelf, heading, masthead
from ui.app.picker import picker_script
from ui.app.reader.script import SHOW_PLACE, reader_script
from ui.app.reader.tab import ReaderTab, parse_place, reader_tab, transcript_html
from ui.app.style import LISTEN
from ui.texts import LANGUAGES


def build(assistant: Assistant, shelf: Shelf = Shelf()) -> Page:  # noqa: B008 - frozen
    """The app over one library, one of a `shelf`; over a read-only one, nothing that would change it."""
    page = Page(title="On Record", analytics_enabled=False, delete_cache=(3600, 86400))
    with page:
        add_endpoints(assistant)  # first, so that nothing of the page takes their names
        head = gr.HTML(heading(LANGUAGES[0]), elem_id="or-head")
        place = gr.HTML(elem_id="or-place", js_on_load=LISTEN + KEYBOARD + picker_script())
        reader_script(assistant)
        with gr.Tabs() as tabs:
            with gr.Tab(label("page.ask"), id="ask"):
                ask = ask_tab(assistant)
            with gr.Tab(label("page.check"), id="check"):
                check = check_tab(assistant)
            with gr.Tab(label("page.read"), id="read"):
                reader = reader_tab(assistant)
            with gr.Tab(label("page.explore"), id="explore") as explore:
                explore_tab(assistant, explore)
            with gr.Tab(label("page.library"), id="library"):
                library = library_tab(assistant)
        fresh = ask.fresh + check.fresh + library.fresh + reader.fresh
        first = fresh + library.first

        def refresh(request: gr.Request) -> list[Any]:
            return list(fresh.updates(language_of(request)))

        def fill(request: gr.Request) -> list[Any]:
            return list(first.updates(language_of(request)))

        def greet(request: gr.Request) -> str:
            return masthead(shelf, request)

        library.changed.change(told(refresh), None, fresh.components, **QUIET)
        page.load(greet, None, head, **QUIET)
        loaded = page.load(told(fill), None, first.components, **QUIET)
        _connect_places(assistant, place, tabs, ask, reader, loaded)
        open_conversation(ask.parts, loaded)
        open_claim(check, tabs, loaded)
        describe(page)
        if assistant.library.read_only:
            withhold_editing(page, library.editors, assistant.library.folder)
        withhold_names(page)
    return page


def _connect_places(
    assistant: Assistant, place: gr.HTML, tabs: gr.Tabs, ask: AskTab, reader: ReaderTab, loaded: Any
) -> None:
    """Places in transcripts: links in the page, and the page's own address."""

    def open_place(event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        """From the chat, open beside it; from anywhere else, on the Read tab."""
        found = parse_place(str(event.address))
        if found is None:
            return (gr.skip(),) * 5
        language = language_of(request)
        if found.origin == "ask":
            beside = transcript_html(assistant, found, language, whole=False)
            return gr.skip(), gr.update(visible=True), beside, gr.skip(), gr.skip()
        whole = transcript_html(assistant, found, language, whole=True)
        return gr.Tabs(selected="read"), gr.skip(), gr.skip(), found.transcript, whole

    def open_address(request: gr.Request) -> tuple[Any, ...]:
        """A deep link: the transcript that the page's own address names."""
        found = parse_place(str(request.query_params))
        if found is None:
            return (gr.skip(),) * 3
        whole = transcript_html(assistant, found, language_of(request), whole=True)
        return gr.Tabs(selected="read"), found.transcript, whole

    place.click(
        told(open_place), None, [tabs, ask.panel, ask.reader, reader.chosen, reader.reading], **QUIET
    ).success(None, js=SHOW_PLACE, api_visibility="private")
    loaded.then(told(open_address), None, [tabs, reader.chosen, reader.reading], **QUIET).success(
        None, js=SHOW_PLACE, api_visibility="private"
    )
