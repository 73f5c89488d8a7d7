"""How the page and the terminal say who probably asked."""

from __future__ import annotations

from rag.library.snapshot import ProbableQuestioner


def probably(found: ProbableQuestioner | None) -> str:
    """Never a fact: probably Andrea (“Thanks, Andrea”); "" where nobody is known."""
    return "" if found is None else f"probably {found.name} (“{' '.join(found.words.split())}”)"
