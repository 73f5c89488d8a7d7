"""Checking quotations against the record."""

from rag.quotes.article import quotations
from rag.quotes.checker import check_quote
from rag.quotes.model import Attribution, QuoteCheck, Risk, Verdict

__all__ = ["Attribution", "QuoteCheck", "Risk", "Verdict", "check_quote", "quotations"]
