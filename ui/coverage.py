"""How the page and its reports say what was searched."""

from __future__ import annotations

from rag.citations import Coverage
from ui.texts import text


def coverage_line(coverage: Coverage, language: str) -> str:
    """What was searched, in one line."""
    key = "card.searched_dates" if coverage.first_date else "card.searched"
    return text(
        key,
        language,
        transcripts=coverage.transcripts,
        turns=coverage.turns,
        first=coverage.first_date,
        last=coverage.last_date,
    )
