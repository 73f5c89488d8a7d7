"""What happens in the Ask tab: asking, asking again, going back to an earlier conversation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from rag.questions import PartKind
from ui.app.ask import script
from ui.app.ask.answer import answer_html
from ui.app.ask.asking import Answers, Asking, parse_asking
from ui.app.ask.conversation import (
    Conversation,
    Message,
    parse_conversation,
    question_message,
    recalled,
)
from ui.app.export import followed
from ui.app.filters import FilterBoxes
from ui.app.handlers import QUIET, told
from ui.app.i18n import language_of

_HERE: dict[str, Any] = {"api_visibility": "private"}
"""For events that the browser answers alone."""


@dataclass(frozen=True, slots=True)
class AskParts:
    """The tab's components, and what it knows.

    `ignored` are the kinds of things that are left as typed, `citations` those of the last answer and
    `exported` the controls that follow them, `kept` the conversations that the browser remembers; `answers`
    are the server's.
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
    ignored: gr.JSON
    citations: gr.State
    exported: list[Any]
    kept: gr.BrowserState
    answers: Answers


def connect(parts: AskParts) -> None:
    """Each way to ask ends in a chat whose last message is a question, which then is answered."""
    chat, question = parts.chat, parts.question
    asks = [question, chat, parts.ignored]
    for trigger, js in (
        (question.submit, script.TYPE),
        (parts.send.click, script.TYPE),
        (parts.examples.click, script.PICK),
        (chat.option_select, script.PICK),
    ):
        _answers(parts, trigger(None, [question, chat], asks, js=js, **_HERE))
    for trigger, js in ((chat.retry, script.RETRY), (chat.edit, script.EDIT)):
        _answers(parts, trigger(None, chat, asks, js=js, **_HERE))
    chat.clear(list, None, parts.citations, **QUIET)
    for kind, chip in zip(PartKind, parts.chips, strict=True):
        left = chip.click(None, [chat, parts.ignored], asks, js=script.leave(kind.value), **_HERE)
        _answers(parts, left)
    parts.stop.click(None, js=script.STOP, **_HERE)
    # What is in a closed box isn't there yet: its rows come when it is opened.
    parts.earlier_box.expand(lambda kept: _rows(recalled(kept)), parts.kept, parts.earlier, **QUIET)
    reopened = [*asks, *parts.boxes.all()]
    found = parts.earlier.click(
        told(_reopening(parts.answers)), [parts.earlier, parts.kept], reopened, **QUIET
    )
    _answers(parts, found)


def open_address(parts: AskParts, loaded: Any) -> None:
    """After `loaded`, the conversation that the page's own address holds is asked again."""

    def reopen(request: gr.Request) -> tuple[Any, ...]:
        found = parse_conversation(str(request.query_params))
        return _reopened(parts.answers, found, language_of(request))

    outputs = [parts.question, parts.chat, parts.ignored, *parts.boxes.all()]
    _answers(parts, loaded.then(told(reopen), None, outputs, **QUIET))


def _answers(parts: AskParts, asked: Any) -> None:
    """After `asked`, the chat's last question is answered; then come what could be asked next, and memory."""
    outputs = [parts.citations, *parts.exported]

    def cited(sent: object, form: str, request: gr.Request) -> list[Any]:
        if not sent:
            return [gr.skip()] * len(outputs)
        found = list(parts.answers.of(parse_asking(sent)).citations)
        return [found, *followed(found, form, language_of(request))]

    inputs = [parts.chat, parts.ignored, *parts.boxes.all()]
    answered = asked.success(None, inputs, parts.chat, js=script.ANSWER, **_HERE)
    shown = answered.success(None, None, parts.chips, js=script.SHOW, **_HERE)
    remembered = shown.success(
        None, [parts.chat, parts.kept], [parts.chat, parts.kept, parts.earlier], js=script.GO_ON, **_HERE
    )
    asked_for = [parts.ignored, parts.exported[1]]
    remembered.success(told(cited), asked_for, outputs, js=script.ASKING, queue=False, **QUIET)


def _reopening(answers: Answers) -> Callable[..., tuple[Any, ...]]:
    def reopen(row: int, kept: object, request: gr.Request) -> tuple[Any, ...]:
        known = recalled(kept)
        return _reopened(answers, known[row] if row < len(known) else None, language_of(request))

    return reopen


def _reopened(answers: Answers, found: Conversation | None, language: str) -> tuple[Any, ...]:
    """All but the last question answered, the last one asked, and the filters as they were."""
    if found is None:
        return (gr.skip(),) * 7
    messages: list[Message] = []
    for last in range(1, len(found.questions)):
        asking = Asking(found.questions[:last], frozenset(), found.filters)
        shown = answer_html(answers.of(asking), asking.conversation, language)
        messages += [question_message(asking.questions[-1]), {"role": "assistant", "content": shown}]
    return "", [*messages, question_message(found.questions[-1])], [], *found.filters


def _rows(known: Sequence[Conversation]) -> gr.Dataset:
    return rows_of([each.questions[0] for each in known])


def rows_of(questions: Sequence[str]) -> gr.Dataset:
    """Questions as buttons; as labels they are named from the first moment on."""
    return gr.Dataset(samples=[[question] for question in questions], sample_labels=list(questions))
