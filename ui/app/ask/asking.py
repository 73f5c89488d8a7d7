"""Questions that the page sends by itself: answered at once, beside the queue of the events."""

from __future__ import annotations

import asyncio
import threading
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import gradio as gr

from rag.answers import Answer
from rag.assistant import Assistant
from rag.errors import OnRecordError
from rag.filters import parse_filters
from rag.lengths import at_most
from rag.questions import PartKind, Reading
from rag.suggestions import follow_up_questions
from ui.app.ask.answer import answer_html
from ui.app.ask.chips import chip_texts, kinds
from ui.app.ask.conversation import Conversation, kept_form, remembered
from ui.app.i18n import language_of
from ui.app.state import state_of
from ui.endpoints import LONGEST_QUESTION
from ui.problems import problems_as
from ui.texts.problems import problem_in

AT_ONCE, WAITING = 4, 64
"""Questions that are answered at the same time, and those that may wait for it."""

_CROWDED = "Too many questions are waiting. Ask again in a moment."
_REMEMBERED = 64
_FILTERS = 4

Handler = Callable[[Any, gr.Request], Awaitable[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Asking:
    """The questions of a conversation, oldest first, of which the last one is to be answered.

    `ignored` are the kinds of things that are left as typed; `filters` are those of `parse_filters`.
    """

    questions: tuple[str, ...]
    ignored: frozenset[PartKind]
    filters: tuple[str, ...]

    @property
    def conversation(self) -> Conversation:
        """What its address and its memory hold."""
        return Conversation(self.questions, self.filters)


def parse_asking(sent: object) -> Asking:
    """What a page sent; OnRecordError where it is no question, or too long a one."""
    fields = sent if isinstance(sent, Mapping) else {}
    questions, ignored, filters = (_strings(fields.get(name)) for name in ("asked", "ignored", "filters"))
    if not questions or not questions[-1].strip():
        raise OnRecordError("There is no question. Type one and ask again.")
    unknown = set(ignored) - {kind.value for kind in PartKind}
    if unknown or len(filters) not in (0, _FILTERS):
        raise OnRecordError("The page and the server don't fit together. Load the page again.")
    asked = tuple(at_most(question, LONGEST_QUESTION, "question") for question in questions)
    return Asking(asked, kinds(ignored), filters or ("",) * _FILTERS)


def _strings(value: object) -> tuple[str, ...]:
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, list) else ()


class Answers:
    """Answers of one library; the last ones are kept, since a page comes back to its own. Safe to share."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._kept: OrderedDict[tuple[str, Asking], Answer] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, asking: Asking) -> Answer:
        """The answer to what is asked; FilterError for filters that can't be met."""
        key = state_of(self._assistant.library), asking
        with self._lock:
            if (known := self._kept.get(key)) is not None:
                return known
        filters, reading = parse_filters(*asking.filters), Reading(ignored=asking.ignored)
        *history, question = asking.questions
        found = self._assistant.ask(question, filters, history=history, reading=reading)
        with self._lock:
            self._kept[key] = found
            while len(self._kept) > _REMEMBERED:
                self._kept.popitem(last=False)
        return found


class Desk:
    """What the page calls on the server, without an event."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self.answers = Answers(assistant)
        self._workers = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="ask")
        self._waiting = 0

    def functions(self) -> list[Handler]:
        """`answer` and `go_on`, each from what a page sends to what it shows, or to a `problem`."""

        async def answer(sent: Any, request: gr.Request) -> dict[str, Any]:
            language = language_of(request)
            return await self._told(lambda: self._answer(parse_asking(sent), language), language)

        async def go_on(sent: Any, request: gr.Request) -> dict[str, Any]:
            language = language_of(request)
            return await self._told(lambda: self._go_on(parse_asking(sent), sent.get("kept")), language)

        return [answer, go_on]

    def _answer(self, asking: Asking, language: str) -> dict[str, Any]:
        found = self.answers.of(asking)
        shown = answer_html(found, asking.conversation, language)
        return {"html": shown, "chips": chip_texts(found.understood, language)}

    def _go_on(self, asking: Asking, kept: object) -> dict[str, Any]:
        found = self.answers.of(asking)
        with self._assistant.library.snapshot() as snapshot:
            offered = follow_up_questions(
                snapshot, self._assistant.encoder, found.citations, asking.questions
            )
        known = remembered(kept, asking.conversation)
        return {
            "options": [{"value": question, "label": question} for question in offered],
            "kept": kept_form(known),
            "rows": [each.questions[0] for each in known],
        }

    async def _told(self, work: Callable[[], dict[str, Any]], language: str) -> dict[str, Any]:
        """What the work brings, in a thread of its own; the user's problems as one line."""
        if self._waiting >= AT_ONCE + WAITING:
            return {"problem": problem_in(_CROWDED, language)}
        self._waiting += 1
        try:
            with problems_as(OnRecordError):
                return await asyncio.get_running_loop().run_in_executor(self._workers, work)
        except OnRecordError as problem:
            return {"problem": problem_in(str(problem), language)}
        finally:
            self._waiting -= 1
