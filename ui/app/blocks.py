"""The page as a whole: its tabs, and what passes between them."""

from __future__ import annotations

from typing import Any

import gradio as gr

from rag.assistant import Assistant
from ui.app.api import add_endpoints, told
from ui.app.ask import ask_tab, example_samples, placeholder
from ui.app.check import check_tab
from ui.app.filters import refreshed, transcript_choices
from ui.app.library import library_tab, table_html
from ui.app.reader import Place, parse_place, transcript_html
from ui.app.style import LISTEN, SHOW_MARK

_HEADING = "<h1>On Record</h1><p>What was said, by whom, when: verbatim or not at all.</p>"


def build(assistant: Assistant) -> gr.Blocks:
    """The app over one library."""
    page = gr.Blocks(title="On Record", analytics_enabled=False, delete_cache=(3600, 86400))
    with page:
        gr.HTML(_HEADING, elem_id="or-head")
        place = gr.HTML(elem_id="or-place", js_on_load=LISTEN)
        with gr.Tabs() as tabs:
            with gr.Tab("Ask", id="ask"):
                ask = ask_tab(assistant)
            with gr.Tab("Check", id="check"):
                check_boxes = check_tab(assistant)
            with gr.Tab("Read", id="read"):
                chosen = gr.Dropdown(transcript_choices(assistant), value=None, label="Transcript")
                reading = gr.HTML(elem_id="or-read")
            with gr.Tab("Library", id="library"):
                library = library_tab(assistant)

        def open_place(event: gr.EventData) -> tuple[Any, ...]:
            """From the chat, open beside it; from anywhere else, on the Read tab."""
            place = parse_place(str(event.address))
            if place is None:
                return gr.skip(), gr.skip(), gr.skip(), gr.skip(), gr.skip()
            if place.origin == "ask":
                beside = transcript_html(assistant, place, whole=False)
                return gr.skip(), gr.update(visible=True), beside, gr.skip(), gr.skip()
            text = transcript_html(assistant, place, whole=True)
            return gr.Tabs(selected="read"), gr.skip(), gr.skip(), place.transcript, text

        def open_address(request: gr.Request) -> tuple[Any, ...]:
            """A deep link: the transcript that the page's own address names."""
            place = parse_place(str(request.query_params))
            if place is None:
                return gr.skip(), gr.skip(), gr.skip()
            return gr.Tabs(selected="read"), place.transcript, transcript_html(assistant, place, whole=True)

        def read(transcript: str | None) -> str:
            return transcript_html(assistant, Place(transcript or "", 0), whole=True)

        def refresh() -> tuple[Any, ...]:
            speakers, transcripts = refreshed(assistant)
            return (
                *(speakers, transcripts) * 2,
                gr.update(choices=transcript_choices(assistant)),
                gr.Dataset(samples=example_samples(assistant)),
                gr.update(placeholder=placeholder(assistant)),
                table_html(assistant),
            )

        fresh = [
            *(ask.boxes.speaker, ask.boxes.transcript, check_boxes.speaker, check_boxes.transcript),
            *(chosen, ask.examples, ask.chat, library.table),
        ]
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        place.click(told(open_place), None, [tabs, ask.panel, ask.reader, chosen, reading], **quiet).success(
            None, js=SHOW_MARK, api_visibility="private"
        )
        chosen.input(
            told(read),
            chosen,
            reading,
            **quiet,
        )
        library.report.change(told(refresh), None, fresh, **quiet)
        # One after the other: both set the box of the Read tab.
        page.load(told(refresh), None, fresh, **quiet).then(
            told(open_address), None, [tabs, chosen, reading], **quiet
        ).success(None, js=SHOW_MARK, api_visibility="private")
        add_endpoints(assistant)
    return page
