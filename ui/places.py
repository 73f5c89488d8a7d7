"""Where words stand in their file, in a reader's language."""

from __future__ import annotations

from rag.citations import Citation
from ui.texts import text


def place_of(citation: Citation, language: str) -> str:
    """A citation's lines, paragraphs or pages: "line 12", "pages 7-8"."""
    first, last = map(str, citation.lines)
    key = f"card.at_{citation.unit}" if first == last else f"card.at_{citation.unit}s"
    return text(key, language, first=first, last=last)
