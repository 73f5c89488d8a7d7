"""A conversation as an address that can be shared, and those that a browser remembers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlencode

from ui.app.html import safe_line

Message = dict[str, Any]

MOST_QUESTIONS = 20
"""Questions of one conversation that an address holds; the last ones stay."""

MOST_REMEMBERED = 30
_FILTERS = ("speaker", "after", "before", "within")


@dataclass(frozen=True, slots=True)
class Conversation:
    """Questions, oldest first, and the filters they were asked under.

    `filters` are those of `rag.filters.parse_filters`, "" for none. What was answered isn't kept: the record
    answers anew, and alike as long as it is the same.
    """

    questions: tuple[str, ...]
    filters: tuple[str, ...] = ("",) * len(_FILTERS)

    @property
    def address(self) -> str:
        """The page's query that opens this conversation."""
        kept = [("ask", question) for question in self.questions[-MOST_QUESTIONS:]]
        filters = [(name, value) for name, value in zip(_FILTERS, self.filters, strict=True) if value]
        return "?" + urlencode([*kept, *filters])


def parse_conversation(query: str) -> Conversation | None:
    """The conversation in a page address's query; None where it asks nothing."""
    values = parse_qs(query.lstrip("?"))
    questions = tuple(question for question in values.get("ask", []) if question.strip())
    if not questions:
        return None
    filters = tuple(values.get(name, [""])[0] for name in _FILTERS)
    return Conversation(questions[-MOST_QUESTIONS:], filters)


def question_message(question: str) -> Message:
    """A question as a message of the chat; the typed text travels with it."""
    return {"role": "user", "content": safe_line(question), "metadata": {"id": question}}


def remembered(kept: object, conversation: Conversation) -> list[Conversation]:
    """What a browser is to remember: this conversation first, then the others that it knew."""
    begun = conversation.questions[0]
    others = [each for each in recalled(kept) if each.questions[0] != begun]
    return [conversation, *others][:MOST_REMEMBERED]


def kept_form(conversations: Sequence[Conversation]) -> list[dict[str, list[str]]]:
    """Conversations as a browser keeps them."""
    return [{"ask": list(each.questions), "filters": list(each.filters)} for each in conversations]


def recalled(kept: object) -> list[Conversation]:
    """The conversations that a browser remembers, newest first; what isn't one is passed over."""
    entries = [entry for entry in kept if isinstance(entry, dict)] if isinstance(kept, list) else []
    found = [Conversation(_strings(each.get("ask")), _strings(each.get("filters"))) for each in entries]
    return [each for each in found if each.questions and len(each.filters) == len(_FILTERS)]


def _strings(value: object) -> tuple[str, ...]:
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, list) else ()
