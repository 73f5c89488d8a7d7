"""The front door: ask, search and check against one library."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from rag.citations import MOST_CITATIONS
from rag.filters import Filters
from rag.library.library import Library
from rag.questions import AS_UNDERSTOOD, Reading

if TYPE_CHECKING:
    from embeddings import Encoder
    from rag.answers import Answer, SearchResult
    from rag.quotes import ArticleQuotation, Paragraph, QuoteCheck, TextCheck, TextReport


class Assistant:
    """Answers from one library; safe to share between threads.

    `load_encoder` is called at the first question, since loading a model takes seconds and checking a
    quotation needs none. What asking needs, and what checking needs, is imported by the first of either.
    """

    def __init__(self, library: Library, load_encoder: Callable[[], Encoder]) -> None:
        self.library = library
        self._load_encoder = load_encoder
        self._loading = threading.Lock()

    def ask(
        self,
        question: str,
        filters: Filters,
        k: int = MOST_CITATIONS,
        history: Sequence[str] = (),
        reading: Reading = AS_UNDERSTOOD,
    ) -> Answer:
        """Answer a question by quotations; `history` holds the earlier questions, oldest first."""
        from rag import answers

        with self.library.snapshot() as snapshot:
            return answers.answer(snapshot, self.encoder, question, filters, k, history, reading)

    def search(
        self, query: str, filters: Filters, k: int = 10, reading: Reading = AS_UNDERSTOOD
    ) -> SearchResult:
        """The passages nearest to a query."""
        from rag import answers

        with self.library.snapshot() as snapshot:
            return answers.search(snapshot, self.encoder, query, filters, k, reading)

    def check(self, quote: str, filters: Filters) -> QuoteCheck:
        """The verdict on a quotation."""
        from rag import quotes

        with self.library.snapshot() as snapshot:
            return quotes.check_quote(snapshot, quote, filters, lambda: self.encoder)

    def check_article(
        self, paragraphs: Sequence[Paragraph], on_checked: Callable[[int, int], None] | None = None
    ) -> TextReport:
        """The verdicts on all quotations in an article; `on_checked` gets (done, all)."""
        from rag import quotes

        with self.library.snapshot() as snapshot:
            return quotes.check_article(snapshot, paragraphs, lambda: self.encoder, on_checked)

    def check_quotation(self, quotation: ArticleQuotation) -> TextCheck:
        """The verdict on one quotation of an article."""
        from rag import quotes

        with self.library.snapshot() as snapshot:
            return quotes.check_quotation(snapshot, quotation, lambda: self.encoder)

    @property
    def encoder(self) -> Encoder:
        """The encoder, loaded once; EncoderMismatchError where the library was made with another."""
        with self._loading:
            return self._encoder

    @cached_property
    def _encoder(self) -> Encoder:
        encoder = self._load_encoder()
        self.library.require_encoder(encoder)
        return encoder
