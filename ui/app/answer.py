"""An answer in the chat: quotations as cards, or the reason why there are none and what came nearest."""

from __future__ import annotations

import html

from rag.answers import Answer, unsaid_note
from rag.questions import order_note
from ui.app.conversation import Conversation
from ui.app.html import card, coverage_line, safe, understood_line
from ui.texts import text


def answer_html(found: Answer, conversation: Conversation, language: str) -> str:
    """The whole answer to the conversation's last question."""
    notes = [understood_line(found.understood, language)]
    if found.unsaid:
        notes.append(f"<p>{safe(unsaid_note(found))}</p>")
    if found.answered and (note := order_note(found.order, found.citations)):
        notes.append(f"<p class='or-coverage'>{safe(note)}</p>")
    body = _quotations(found, language) if found.answered else _nothing(found, language)
    links = _links(conversation, language, copies=bool(found.citations))
    return f"<div class='or-answer'>{''.join(notes)}{body}{links}</div>"


def _quotations(found: Answer, language: str) -> str:
    cards = "".join(card(citation, "ask", language) for citation in found.citations)
    return f"{cards}<p class='or-coverage'>{safe(coverage_line(found.coverage, language))}</p>"


def _nothing(found: Answer, language: str) -> str:
    nearest = "".join(card(citation, "ask", language) for citation in found.nearest)
    title = f"<p class='or-title'>{safe(text('card.nearest', language))}</p>" if nearest else ""
    return f"<p>{safe(found.reason or '')}</p>{title}{nearest}"


def _links(conversation: Conversation, language: str, *, copies: bool) -> str:
    """What can be done with the answer; `href` is what the browser's address becomes."""
    copy = f"<a class='or-copy' href='#copy'>{safe(text('ask.copy', language))}</a> · " if copies else ""
    address = html.escape(conversation.address)
    link = f"<a class='or-address' href='{address}'>{safe(text('ask.link', language))}</a>"
    return f"<p class='or-links'>{copy}{link}</p>"
