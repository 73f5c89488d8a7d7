"""Answers and search hits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import TypedDict

from rag.questions.overtime import order_note
from ui.contract.citations import CitationJSON, CoverageJSON, citation_json, coverage_json
from ui.contract.understood import UnderstoodJSON, understood_json

if TYPE_CHECKING:
    from rag.answers import Answer, SearchResult


class AnswerJSON(TypedDict):
    """An answer: `answer` has [1] marks that number the citations; null, with a `reason`, where none is.

    `unsaid` are names of the question that stand nowhere in the record. `order` is relevance (best first),
    date (oldest first) or newest; `order_note` says so for reading, "" where the best stand first. `kind` is
    answered, declined (who was asked refuses to answer), elsewhere (not under these filters), topic (spoken
    of, but not answered) or nothing.
    """

    question: str
    answered: bool
    kind: str
    answer: str | None
    reason: str | None
    citations: list[CitationJSON]
    coverage: CoverageJSON
    nearest: list[CitationJSON]
    unsaid: list[str]
    understood: UnderstoodJSON | None
    order: str
    order_note: str


class SearchJSON(TypedDict):
    """Passages found, best first."""

    query: str
    hits: list[CitationJSON]
    coverage: CoverageJSON
    understood: UnderstoodJSON | None


def answer_json(answer: Answer) -> AnswerJSON:
    """An answer as programs get it."""
    return {
        "question": answer.question,
        "answered": answer.answered,
        "kind": answer.kind.value,
        "answer": answer.text,
        "reason": answer.reason,
        "citations": [citation_json(citation) for citation in answer.citations],
        "coverage": coverage_json(answer.coverage),
        "nearest": [citation_json(citation) for citation in answer.nearest],
        "unsaid": list(answer.unsaid),
        "understood": understood_json(answer.understood) if answer.understood else None,
        "order": answer.order.value,
        "order_note": order_note(answer.order, answer.citations),
    }


def search_json(found: SearchResult) -> SearchJSON:
    """Search hits as programs get them."""
    return {
        "query": found.query,
        "hits": [citation_json(citation) for citation in found.hits],
        "coverage": coverage_json(found.coverage),
        "understood": understood_json(found.understood) if found.understood else None,
    }
