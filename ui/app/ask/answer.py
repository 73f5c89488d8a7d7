"""An answer in the chat: quotations as cards, or the reason why there are none and what came nearest."""

from __future__ import annotations

import html

from rag.abstention import Kind
from rag.answers import Answer
from rag.questions import Order
from ui.app.ask.conversation import Conversation
from ui.app.html import card, safe, understood_line
from ui.coverage import coverage_line
from ui.texts import text


def answer_html(found: Answer, conversation: Conversation, language: str) -> str:
    """The whole answer to the conversation's last question."""
    notes = [understood_line(found.understood, language)]
    if found.unsaid:
        names = text("ask.or", language).join(f"“{name}”" for name in found.unsaid)
        notes.append(f"<p>{safe(text('ask.unsaid', language, names=names))}</p>")
    if note := _order(found, language):
        notes.append(f"<p class='or-coverage'>{safe(note)}</p>")
    body = _quotations(found, language) if found.answered else _nothing(found, language)
    links = _links(conversation, language, copies=bool(found.citations))
    return f"<div class='or-answer'>{''.join(notes)}{body}{links}</div>"


def _quotations(found: Answer, language: str) -> str:
    cards = "".join(card(citation, "ask", language) for citation in found.citations)
    return f"{cards}<p class='or-coverage'>{safe(coverage_line(found.coverage, language))}</p>"


def _order(found: Answer, language: str) -> str:
    """What a reader must know of the order; empty where the best stand first."""
    dates = [citation.date for citation in found.citations if citation.date]
    if found.order is Order.RELEVANCE or not dates:
        return ""
    key = "ask.newest_first" if found.order is Order.NEWEST else "ask.by_date"
    return text(key, language, first=min(dates), last=max(dates))


def _reason(found: Answer) -> str:
    """The key of why there is no answer."""
    if not found.coverage.transcripts and found.kind is not Kind.ELSEWHERE:
        return "ask.no_transcripts"
    if found.understood and found.understood.about_answer:
        return "ask.no_question"
    return {Kind.ELSEWHERE: "ask.elsewhere", Kind.TOPIC: "ask.topic"}.get(found.kind, "ask.nothing")


def _nothing(found: Answer, language: str) -> str:
    nearest = "".join(card(citation, "ask", language) for citation in found.nearest)
    title = f"<p class='or-title'>{safe(text('card.nearest', language))}</p>" if nearest else ""
    reason, searched = text(_reason(found), language), coverage_line(found.coverage, language)
    return f"<p>{safe(reason)}</p>{title}{nearest}<p class='or-coverage'>{safe(searched)}</p>"


def _links(conversation: Conversation, language: str, *, copies: bool) -> str:
    """What can be done with the answer; `href` is what the browser's address becomes."""
    copy = f"<a class='or-copy' href='#copy'>{safe(text('ask.copy', language))}</a> · " if copies else ""
    address = html.escape(conversation.address)
    link = f"<a class='or-address' href='{address}'>{safe(text('ask.link', language))}</a>"
    return f"<p class='or-links'>{copy}{link}</p>"
