"""How the page and the terminal say who probably asked."""

from __future__ import annotations

from rag.library.snapshot import ProbableQuestioner
from ui.texts import LANGUAGES, text


def probably(found: ProbableQuestioner | None, language: str = LANGUAGES[0]) -> str:
    """Never a fact: probably Andrea (“Thanks, Andrea”); "" where nobody is known."""
    if found is None:
        return ""
    return text("card.probably", language, name=found.name, words=" ".join(found.words.split()))
