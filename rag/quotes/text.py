"""Checking all quotations of an article."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from embeddings import Encoder
from rag.filters import Filters
from rag.library.snapshot import Snapshot
from rag.quotes.article import ArticleQuotation, Paragraph, quotations
from rag.quotes.attribution import resolve_claim
from rag.quotes.checker import LONGEST_QUOTATION, check_quote
from rag.quotes.model import QuoteCheck

_ROLE = re.compile(r"[Tt]he\s+[a-z]")


@dataclass(frozen=True, slots=True)
class TextCheck:
    """A quotation of an article and the verdict on it."""

    quotation: ArticleQuotation
    check: QuoteCheck


@dataclass(frozen=True, slots=True)
class TextReport:
    """The verdicts on an article's quotations in order, and those too short (or far too long) to check."""

    checks: tuple[TextCheck, ...]
    unchecked: tuple[ArticleQuotation, ...]

    @property
    def supported(self) -> int:
        """How many quotations one may print as they stand."""
        return sum(each.check.verdict.supported for each in self.checks)


def check_article(
    snapshot: Snapshot,
    paragraphs: Sequence[Paragraph],
    load_encoder: Callable[[], Encoder] | None = None,
    on_checked: Callable[[int, int], None] | None = None,
) -> TextReport:
    """Check every quotation against whom the article gives it to; `on_checked` gets (done, all)."""
    checkable, others = parted(quotations(paragraphs))
    checks = []
    for done, quotation in enumerate(checkable, start=1):
        checks.append(check_quotation(snapshot, quotation, load_encoder))
        if on_checked is not None:
            on_checked(done, len(checkable))
    return TextReport(tuple(checks), tuple(others))


def parted(
    found: Sequence[ArticleQuotation],
) -> tuple[list[ArticleQuotation], list[ArticleQuotation]]:
    """The quotations that can be checked, and those too short or far too long."""
    fit = [not each.is_scare_quote and len(each.text) <= LONGEST_QUOTATION for each in found]
    pairs = list(zip(found, fit, strict=True))
    return [each for each, fits in pairs if fits], [each for each, fits in pairs if not fits]


def check_quotation(
    snapshot: Snapshot,
    quotation: ArticleQuotation,
    load_encoder: Callable[[], Encoder] | None = None,
) -> TextCheck:
    """The verdict on one quotation of an article, against whom the article gives it to."""
    named = replace(quotation, speaker=_known(quotation.speaker, snapshot))
    return TextCheck(named, check_quote(snapshot, named.text, Filters(speaker=named.speaker), load_encoder))


def _known(speaker: str | None, snapshot: Snapshot) -> str | None:
    """The speaker as the article names them; an office that can't be told to be one person's is nobody's."""
    if speaker is None or not _ROLE.match(speaker) or resolve_claim(speaker, snapshot).keys is not None:
        return speaker
    return None
