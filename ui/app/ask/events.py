"""What happens in the Ask tab: asking, asking again, going back to an earlier conversation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import gradio as gr

from rag.assistant import Assistant
from rag.filters import parse_filters
from rag.lengths import at_most
from rag.questions import PartKind, Reading
from rag.suggestions import follow_up_questions
from ui.app.ask.answer import answer_html
from ui.app.ask.chips import chip_updates, kinds, without
from ui.app.ask.conversation import (
    Conversation,
    Message,
    asked_in,
    kept_form,
    parse_conversation,
    question_message,
    recalled,
    remembered,
)
from ui.app.filters import FilterBoxes
from ui.app.handlers import QUIET, told
from ui.app.html import typed_in
from ui.app.i18n import language_of
from ui.app.style import SHOW_ANSWER
from ui.endpoints import LONGEST_QUESTION


@dataclass(frozen=True, slots=True)
class AskParts:
    """The tab's components, and what it knows.

    `ignored` are the kinds of things that are left as typed, `citations` those of the last answer, `kept`
    the conversations that the browser remembers.
    """

    chat: gr.Chatbot
    question: gr.Textbox
    send: gr.Button
    stop: gr.Button
    chips: list[gr.Button]
    boxes: FilterBoxes
    examples: gr.Dataset
    earlier: gr.Dataset
    earlier_box: gr.Accordion
    ignored: gr.State
    citations: gr.State
    kept: gr.BrowserState


def connect(assistant: Assistant, parts: AskParts) -> None:
    """Each way to ask ends in a chat whose last message is a question, which then is answered."""
    chat, question = parts.chat, parts.question
    asks = [question, chat, parts.ignored, parts.stop]
    for trigger in (question.submit, parts.send.click):
        _answers(assistant, parts, trigger(told(_typed), [question, chat], asks, queue=False, **QUIET))
    picked = parts.examples.click(told(_picked), [parts.examples, chat], asks, queue=False, **QUIET)
    _answers(assistant, parts, picked)
    chosen = chat.option_select(told(_chosen), chat, asks, queue=False, **QUIET)
    _answers(assistant, parts, chosen)
    _answers(assistant, parts, chat.retry(told(_retried), chat, asks, queue=False, **QUIET))
    _answers(assistant, parts, chat.edit(told(_edited), chat, asks, queue=False, **QUIET))
    chat.clear(list, None, parts.citations, **QUIET)
    for kind, chip in zip(PartKind, parts.chips, strict=True):
        inputs = [chat, parts.ignored]
        again = chip.click(told(partial(_left_as_typed, kind)), inputs, asks, queue=False, **QUIET)
        _answers(assistant, parts, again)
    # What is in a closed box isn't there yet: its rows come when it is opened.
    parts.earlier_box.expand(lambda kept: _rows(recalled(kept)), parts.kept, parts.earlier, **QUIET)
    reopened = [*asks, *parts.boxes.all()]
    found = parts.earlier.click(told(_reopening(assistant)), [parts.earlier, parts.kept], reopened, **QUIET)
    _answers(assistant, parts, found)


def open_address(assistant: Assistant, parts: AskParts, loaded: Any) -> None:
    """After `loaded`, the conversation that the page's own address holds is asked again."""

    def reopen(request: gr.Request) -> tuple[Any, ...]:
        found = parse_conversation(str(request.query_params))
        return _reopened(assistant, found, language_of(request))

    outputs = [parts.question, parts.chat, parts.ignored, parts.stop, *parts.boxes.all()]
    _answers(assistant, parts, loaded.then(told(reopen), None, outputs, **QUIET))


def _answers(assistant: Assistant, parts: AskParts, asked: Any) -> None:
    """After `asked`, the chat's last question is answered; then come what could be asked next, and memory."""

    def answer(
        messages: list[Message], ignored: list[str], request: gr.Request, *filters: str
    ) -> tuple[Any, ...]:
        return answered(assistant, messages, ignored, filters, language_of(request))

    def suggest(
        messages: list[Message], citations: list[Any], kept: object, *filters: str
    ) -> tuple[Any, ...]:
        return suggested(assistant, messages, citations, kept, filters)

    boxes = parts.boxes.all()
    shown = [parts.chat, parts.citations, *parts.chips]
    answering = asked.success(
        told(answer), [parts.chat, parts.ignored, *boxes], shown,
        show_progress="minimal", api_visibility="private",
    )  # fmt: skip
    parts.stop.click(None, cancels=[answering], api_visibility="private")
    answering.then(lambda: gr.update(visible=False), None, parts.stop, queue=False, **QUIET)
    answering.success(None, js=SHOW_ANSWER, api_visibility="private").success(
        told(suggest), [parts.chat, parts.citations, parts.kept, *boxes],
        [parts.chat, parts.kept, parts.earlier], **QUIET,
    )  # fmt: skip


def answered(
    assistant: Assistant, messages: list[Message], ignored: list[str], filters: Sequence[str], language: str
) -> tuple[Any, ...]:
    """The chat with the answer to its last question, the answer's citations, and the chips."""
    asked = asked_in(messages)
    if not asked or messages[-1]["role"] != "user":
        return gr.skip(), gr.skip(), *([gr.skip()] * len(PartKind))
    reading = Reading(ignored=kinds(ignored))
    found = assistant.ask(asked[-1], parse_filters(*filters), history=asked[:-1], reading=reading)
    conversation = _conversation(asked, filters)
    content = answer_html(found, conversation, language)
    citations = list(found.citations)
    return (
        [*messages, {"role": "assistant", "content": content}],
        citations,
        *chip_updates(found.understood, language),
    )


def suggested(
    assistant: Assistant, messages: list[Message], citations: list[Any], kept: object, filters: Sequence[str]
) -> tuple[Any, ...]:
    """The last answer with questions that go on from it, and what the browser is to remember."""
    asked = asked_in(messages)
    if not asked or messages[-1]["role"] != "assistant":
        return gr.skip(), gr.skip(), gr.skip()
    with assistant.library.snapshot() as snapshot:
        offered = follow_up_questions(snapshot, assistant.encoder, citations, asked)
    known = remembered(kept, _conversation(asked, filters))
    options = [{"value": question, "label": question} for question in offered]
    chat = [*messages[:-1], {**messages[-1], "options": options}]
    return chat if options else gr.skip(), kept_form(known), _rows(known)


def _conversation(asked: Sequence[str], filters: Sequence[str | None]) -> Conversation:
    """An empty box may hold None."""
    return Conversation(tuple(asked), tuple(each or "" for each in filters))


def _asking(messages: Sequence[Message], ignored: Sequence[str] = ()) -> tuple[Any, ...]:
    """An empty box, the chat that ends in a question, what is left as typed, and a way to stop."""
    return "", [_without_options(each) for each in messages], list(ignored), gr.update(visible=True)


def _without_options(message: Message) -> Message:
    return {**message, "options": []} if message.get("options") else message


def _typed(question: str, messages: list[Message]) -> tuple[Any, ...]:
    typed = at_most(question.strip(), LONGEST_QUESTION, "question")
    return _asking([*messages, question_message(typed)]) if typed else (gr.skip(),) * 4


def _picked(sample: list[str], messages: list[Message]) -> tuple[Any, ...]:
    return _typed(sample[0], messages)


def _chosen(messages: list[Message], event: gr.SelectData) -> tuple[Any, ...]:
    return _typed(str(event.value), messages)


def _retried(messages: list[Message], event: gr.RetryData) -> tuple[Any, ...]:
    return _asking(messages[: _place(event.index) + 1])


def _edited(messages: list[Message], event: gr.EditData) -> tuple[Any, ...]:
    return _typed(typed_in(str(event.value)), messages[: _place(event.index)])


def _left_as_typed(kind: PartKind, messages: list[Message], ignored: list[str]) -> tuple[Any, ...]:
    last = max((i for i, message in enumerate(messages) if message["role"] == "user"), default=-1)
    return _asking(messages[: last + 1], without(ignored, kind))


def _place(index: int | tuple[int, int]) -> int:
    return index if isinstance(index, int) else index[0]


def _reopening(assistant: Assistant) -> Callable[..., tuple[Any, ...]]:
    def reopen(row: int, kept: object, request: gr.Request) -> tuple[Any, ...]:
        known = recalled(kept)
        return _reopened(assistant, known[row] if row < len(known) else None, language_of(request))

    return reopen


def _reopened(assistant: Assistant, found: Conversation | None, language: str) -> tuple[Any, ...]:
    """All but the last question answered, the last one asked, and the filters as they were."""
    if found is None:
        return (gr.skip(),) * 8
    messages: list[Message] = []
    for question in found.questions[:-1]:
        messages = [*messages, question_message(question)]
        messages, *_ = answered(assistant, messages, [], found.filters, language)
    return *_asking([*messages, question_message(found.questions[-1])]), *found.filters


def _rows(known: Sequence[Conversation]) -> gr.Dataset:
    return rows_of([each.questions[0] for each in known])


def rows_of(questions: Sequence[str]) -> gr.Dataset:
    """Questions as buttons; as labels they are named from the first moment on."""
    return gr.Dataset(samples=[[question] for question in questions], sample_labels=list(questions))
