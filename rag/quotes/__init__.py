"""Checking quotations against the record."""

from rag.quotes.article import ArticleQuotation, Paragraph, quotations
from rag.quotes.article_files import article_of, read_article
from rag.quotes.checker import LONGEST_QUOTATION, check_quote
from rag.quotes.model import Attribution, QuoteCheck, Risk, Verdict
from rag.quotes.text import TextCheck, TextReport, check_article, check_quotation, parted

__all__ = [
    "LONGEST_QUOTATION",
    "ArticleQuotation",
    "Attribution",
    "Paragraph",
    "QuoteCheck",
    "Risk",
    "TextCheck",
    "TextReport",
    "Verdict",
    "article_of",
    "check_article",
    "check_quotation",
    "check_quote",
    "parted",
    "quotations",
    "read_article",
]
