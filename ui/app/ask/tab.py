"""The Ask tab: a chat that answers with numbered quotations, and the transcript beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from rag.assistant import Assistant
from rag.suggestions import example_questions
from ui.app.ask.asking import Desk
from ui.app.ask.chips import chip_row
from ui.app.ask.events import AskParts, connect, rows_of
from ui.app.ask.script import ASKER
from ui.app.export import export_controls
from ui.app.filters import filter_boxes
from ui.app.fresh import Fresh
from ui.app.i18n import label
from ui.texts import text

_BROWSER_KEY = "onrecord"  # one value for all servers, so that a restart forgets nothing


@dataclass(frozen=True, slots=True)
class AskTab:
    """What other parts of the page talk to; `panel` holds `reader`, the transcript beside the chat."""

    parts: AskParts
    fresh: Fresh
    reader: gr.HTML
    panel: gr.Column


def ask_tab(assistant: Assistant) -> AskTab:
    """Build the tab's components and events."""
    with gr.Row():
        with gr.Column(scale=3, min_width=320):
            parts, forget = _column(assistant)
        with gr.Column(scale=2, min_width=320, visible=False, elem_id="or-beside") as panel:
            close = gr.Button(label("ask.close"), size="sm", elem_id="or-close")
            reader = gr.HTML(elem_id="or-panel", container=True)
            close.click(lambda: gr.update(visible=False), None, panel, queue=False, api_visibility="private")
    connect(parts)
    forget.click(lambda: ([], rows_of([])), None, [parts.kept, parts.earlier], api_visibility="private")
    return AskTab(parts, _fresh(assistant, parts), reader, panel)


def _column(assistant: Assistant) -> tuple[AskParts, gr.Button]:
    chat, chips = _chat(assistant), chip_row()
    with gr.Row(equal_height=True):
        question = gr.Textbox(
            label=label("ask.question"),
            show_label=False,
            placeholder=label("ask.placeholder"),
            scale=6,
            max_lines=4,
            min_width=200,
            elem_id="or-question",
        )
        send = gr.Button(label("ask.send"), variant="primary", scale=1, min_width=80, elem_id="or-ask")
        stop = gr.Button(label("ask.stop"), scale=1, min_width=80, elem_id="or-stop")
    desk = Desk(assistant)
    gr.HTML(
        elem_id="or-asker",
        label=label("ask.refused"),
        js_on_load=ASKER,
        server_functions=desk.functions(),
    )
    with gr.Accordion(label("page.filters"), open=False):
        boxes = filter_boxes(assistant)
    citations = gr.State([])
    exported = export_controls(citations, "or-export-answer")
    examples = _gallery("ask.examples", "or-examples")
    with gr.Accordion(label("ask.earlier"), open=False, elem_id="or-earlier-box") as box:
        earlier = _gallery("ask.earlier", "or-earlier", type="index", show_label=False)
        forget = gr.Button(label("ask.forget"), size="sm", elem_id="or-forget")
    parts = AskParts(
        chat, question, send, stop, chips, boxes, examples, earlier,
        ignored=gr.JSON([], visible=False),
        citations=citations,
        exported=exported,
        earlier_box=box,
        kept=gr.BrowserState([], storage_key=_storage_key(assistant), secret=_BROWSER_KEY),
        answers=desk.answers,
    )  # fmt: skip
    return parts, forget


def _chat(assistant: Assistant) -> gr.Chatbot:
    return gr.Chatbot(
        placeholder=label(_welcome(assistant)),
        elem_id="or-chat",
        label=label("ask.conversation"),
        show_label=False,
        height="56vh",
        layout="panel",
        latex_delimiters=[],
        buttons=[],
        editable="user",
        feedback_options=None,
        group_consecutive_messages=False,
        autoscroll=False,
    )


def _welcome(assistant: Assistant) -> str:
    """The key of what stands where nothing has been asked yet."""
    with assistant.library.snapshot() as snapshot:
        return "ask.welcome" if snapshot.transcripts() else "ask.empty"


def _gallery(key: str, elem_id: str, **options: Any) -> gr.Dataset:
    return gr.Dataset(
        label=label(key),
        components=[gr.Textbox(visible=False)],
        samples=[],
        layout="gallery",
        elem_id=elem_id,
        **options,
    )


def _storage_key(assistant: Assistant) -> str:
    """Conversations are remembered for each library apart."""
    return f"onrecord-{assistant.library.folder.name}"


def _fresh(assistant: Assistant, parts: AskParts) -> Fresh:
    examples: dict[str, list[str]] = {}
    built_with = _welcome(assistant)

    def updates(language: str) -> list[Any]:
        with assistant.library.snapshot() as snapshot:
            questions = examples.get(snapshot.state)
            if questions is None:
                questions = example_questions(snapshot)
                examples.clear()
                examples[snapshot.state] = questions
        welcome = _welcome(assistant)
        # A chat that is updated while somebody's first answer comes may lose it.
        unchanged = welcome == built_with == "ask.welcome"
        return [
            rows_of(questions),
            gr.skip() if unchanged else gr.update(placeholder=text(welcome, language)),
        ]

    return Fresh([parts.examples, parts.chat], updates)
