"""The page as a whole: its tabs, and what passes between them."""

from __future__ import annotations

from typing import Any

import gradio as gr

from rag.assistant import Assistant
from ui.app.api import add_endpoints, told
from ui.app.ask import AskTab, ask_tab
from ui.app.check import check_tab
from ui.app.i18n import label, language_of
from ui.app.library import library_tab
from ui.app.masthead import Shelf, masthead
from ui.app.reader import ReaderTab, parse_place, reader_tab, transcript_html
from ui.app.style import LISTEN, SHOW_MARK

QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


def build(assistant: Assistant, shelf: Shelf = Shelf()) -> gr.Blocks:  # noqa: B008 - frozen
    """The app over one library, one of a `shelf`; a library that is read-only gets no way to change it."""
    page = gr.Blocks(title="On Record", analytics_enabled=False, delete_cache=(3600, 86400))
    with page:
        head = gr.HTML(elem_id="or-head")
        place = gr.HTML(elem_id="or-place", js_on_load=LISTEN)
        with gr.Tabs() as tabs:
            with gr.Tab(label("page.ask"), id="ask"):
                ask = ask_tab(assistant)
            with gr.Tab(label("page.check"), id="check"):
                check = check_tab(assistant)
            with gr.Tab(label("page.read"), id="read"):
                reader = reader_tab(assistant)
            with gr.Tab(label("page.library"), id="library"):
                library = library_tab(assistant)
        fresh = ask.fresh + check.fresh + reader.fresh + library.fresh

        def refresh(request: gr.Request) -> list[Any]:
            return list(fresh.updates(language_of(request)))

        def greet(request: gr.Request) -> str:
            return masthead(shelf, request)

        library.report.change(told(refresh), None, fresh.components, **QUIET)
        page.load(greet, None, head, **QUIET)
        # One after the other: both set the box of the Read tab.
        loaded = page.load(told(refresh), None, fresh.components, **QUIET)
        _connect_places(assistant, place, tabs, ask, reader, loaded)
        add_endpoints(assistant)
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
    ).success(None, js=SHOW_MARK, api_visibility="private")
    loaded.then(told(open_address), None, [tabs, reader.chosen, reader.reading], **QUIET).success(
        None, js=SHOW_MARK, api_visibility="private"
    )
