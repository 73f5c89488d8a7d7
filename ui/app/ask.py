"""The Ask tab: a chat that answers with numbered quotations, and the transcript beside it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

import gradio as gr

from rag.answers import Answer, unsaid_note
from rag.assistant import Assistant
from rag.filters import parse_filters
from rag.questions import PartKind, Reading, Understood, order_note
from rag.suggestions import example_questions
from ui.app.api import LONGEST_QUESTION, at_most, told
from ui.app.chips import chip_row, chip_updates, kinds, without
from ui.app.filters import FilterBoxes, filter_boxes, fresh_filters
from ui.app.fresh import Fresh
from ui.app.html import card, coverage_line, safe, understood_line
from ui.app.i18n import label
from ui.app.style import SHOW_ANSWER
from ui.texts import LANGUAGES

Message = dict[str, Any]

_WELCOME = "Ask what was said. Every answer is a verbatim quotation, with its speaker, date and place."
_INVITATION = "The library is empty. Add transcripts in the **Library** tab, then ask what was said in them."


@dataclass(frozen=True, slots=True)
class AskTab:
    """The components that other parts of the page talk to."""

    boxes: FilterBoxes
    fresh: Fresh
    examples: gr.Dataset
    chat: gr.Chatbot
    reader: gr.HTML
    panel: gr.Column
    chips: list[gr.Button]


def ask_tab(assistant: Assistant) -> AskTab:
    """Build the tab's components and events."""
    with gr.Row():
        with gr.Column(scale=3, min_width=320):
            chat = gr.Chatbot(
                elem_id="or-chat",
                label="Conversation",
                show_label=False,
                height="56vh",
                layout="panel",
                latex_delimiters=[],
                buttons=["copy"],
                feedback_options=None,
                placeholder=placeholder(assistant),
                group_consecutive_messages=False,
                autoscroll=False,
            )
            chips = chip_row()
            with gr.Row(equal_height=True):
                question = gr.Textbox(
                    label="Question",
                    show_label=False,
                    placeholder="What did … say about …?",
                    scale=6,
                    max_lines=4,
                    min_width=200,
                    elem_id="or-question",
                )
                send = gr.Button("Ask", variant="primary", scale=1, min_width=80, elem_id="or-ask")
            with gr.Accordion(label("page.filters"), open=False):
                boxes = filter_boxes(assistant)
            examples = gr.Dataset(
                label="Asked in this library",
                components=[gr.Textbox(visible=False)],
                samples=example_samples(assistant),
                layout="gallery",
                type="values",
                elem_id="or-examples",
            )
        with gr.Column(scale=2, min_width=320, visible=False) as panel:
            close = gr.Button("Close the transcript", size="sm", elem_id="or-close")
            reader = gr.HTML(elem_id="or-panel", container=True)
            close.click(lambda: gr.update(visible=False), None, panel, queue=False, api_visibility="private")
    tab = AskTab(boxes, _fresh(assistant, boxes, examples, chat), examples, chat, reader, panel, chips)
    _connect(assistant, tab, question, send)
    return tab


def _fresh(assistant: Assistant, boxes: FilterBoxes, examples: gr.Dataset, chat: gr.Chatbot) -> Fresh:
    def updates(_: str) -> list[Any]:
        return [gr.Dataset(samples=example_samples(assistant)), gr.update(placeholder=placeholder(assistant))]

    return fresh_filters(assistant, boxes) + Fresh([examples, chat], updates)


def _connect(assistant: Assistant, tab: AskTab, question: gr.Textbox, send: gr.Button) -> None:
    ignored = gr.State([])
    shown = [tab.chat, ignored, *tab.chips]

    def answer(messages: list[Message], *filters: str) -> tuple[Any, ...]:
        return answered(assistant, messages, filters, [])

    for trigger in (question.submit, send.click):
        trigger(
            told(add_question),
            [question, tab.chat],
            [question, tab.chat],
            queue=False,
            show_progress="hidden",
            api_visibility="private",
        ).success(
            told(answer),
            [tab.chat, *tab.boxes.all()],
            shown,
            show_progress="minimal",
            api_visibility="private",
        ).success(None, js=SHOW_ANSWER, api_visibility="private")

    def pick(sample: list[str], messages: list[Message]) -> tuple[str, list[Message]]:
        return add_question(sample[0], messages)

    tab.examples.click(
        told(pick), [tab.examples, tab.chat], [question, tab.chat], queue=False, api_visibility="private"
    ).success(told(answer), [tab.chat, *tab.boxes.all()], shown, api_visibility="private").success(
        None, js=SHOW_ANSWER, api_visibility="private"
    )
    for kind, chip in zip(PartKind, tab.chips, strict=True):
        chip.click(
            told(partial(ask_again, assistant, kind)),
            [tab.chat, ignored, *tab.boxes.all()],
            shown,
            show_progress="minimal",
            api_visibility="private",
        )


def ask_again(
    assistant: Assistant, kind: PartKind, messages: list[Message], ignored: list[str], *filters: str
) -> tuple[Any, ...]:
    """The last question asked again, one more thing of it left as typed; its answer replaces the last."""
    last = max((i for i, message in enumerate(messages) if message["role"] == "user"), default=-1)
    return answered(assistant, messages[: last + 1], filters, without(ignored, kind))


def answered(
    assistant: Assistant, messages: list[Message], filters: tuple[str, ...], ignored: list[str]
) -> tuple[Any, ...]:
    """The conversation with the answer to its last question, what is left as typed, and the chips."""
    content, understood = reply(assistant, messages, filters, Reading(ignored=kinds(ignored)))
    return [*messages, {"role": "assistant", "content": content}], ignored, *chip_updates(understood)


def placeholder(assistant: Assistant) -> str:
    """What an empty conversation says."""
    with assistant.library.snapshot() as snapshot:
        return _WELCOME if snapshot.transcripts() else _INVITATION


def example_samples(assistant: Assistant) -> list[list[str]]:
    """Questions from the library at hand, as a dataset's rows."""
    with assistant.library.snapshot() as snapshot:
        return [[question] for question in example_questions(snapshot)]


def add_question(question: str, messages: list[Message]) -> tuple[str, list[Message]]:
    """Empty the box and put the question into the conversation; a blank one changes nothing."""
    text = at_most(question.strip(), LONGEST_QUESTION, "question")
    if not text:
        return "", messages
    return "", [
        *messages,
        {"role": "user", "content": safe(text).replace("\n", "<br>"), "metadata": {"id": text}},
    ]


def reply(
    assistant: Assistant, messages: list[Message], filters: tuple[str, ...], reading: Reading
) -> tuple[str, Understood | None]:
    """The answer to the last question of a conversation, as HTML, and what was understood of it."""
    asked = [asked_text(message) for message in messages if message["role"] == "user"]
    if not asked:
        return safe(_WELCOME), None
    found = assistant.ask(asked[-1], parse_filters(*filters), history=asked[:-1], reading=reading)
    return answer_html(found, LANGUAGES[0]), found.understood


def asked_text(message: Message) -> str:
    """The question as it was typed."""
    return str((message.get("metadata") or {}).get("id") or "")


def answer_html(found: Answer, language: str) -> str:
    """Quotations as cards, or the reason why there are none and what came nearest."""
    unsaid = f"<p>{safe(unsaid_note(found))}</p>" if found.unsaid else ""
    unsaid = understood_line(found.understood) + unsaid
    if found.answered and (note := order_note(found.order, found.citations)):
        unsaid += f"<p class='or-coverage'>{safe(note)}</p>"
    if found.answered:
        cards = "".join(card(citation, "ask", language) for citation in found.citations)
        searched = safe(coverage_line(found.coverage, language))
        return f"<div class='or-answer'>{unsaid}{cards}<p class='or-coverage'>{searched}</p></div>"
    nearest = "".join(card(citation, "ask", language) for citation in found.nearest)
    near = f"<p class='or-title'>The nearest words in the record:</p>{nearest}" if nearest else ""
    return f"<div class='or-answer'>{unsaid}<p>{safe(found.reason or '')}</p>{near}</div>"
