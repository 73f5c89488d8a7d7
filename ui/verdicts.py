"""Verdicts in words: what they are called, what they mean, how the claimed speaker fares, what is at risk."""

from __future__ import annotations

from rag.quotes import QuoteCheck, Verdict
from ui.texts import LANGUAGES, saying, text

DEFAULT = LANGUAGES[0]
REPORTER = "Q"


def sign_of(verdict: Verdict) -> str:
    """A sign that tells without colour whether one may print it."""
    return "✓" if verdict.supported else "✗"


def name_of(verdict: Verdict, language: str = DEFAULT) -> str:
    """What a verdict is called."""
    return text(f"check.verdict_{verdict.value}", language)


def meaning_of(verdict: Verdict, language: str = DEFAULT) -> str:
    """What it means, and whether one may print the quotation."""
    may = text("check.yes" if verdict.supported else "check.no", language)
    return f"{text(f'check.means_{verdict.value}', language)} {may}."


def attribution_line(found: QuoteCheck, language: str = DEFAULT) -> str:
    """How the claimed speaker fares; "" where nothing was found."""
    if found.said_by is None:
        return ""
    name = text("card.reporter", language) if found.said_by == REPORTER else found.said_by
    return text(
        f"check.status_{found.attribution.value}",
        language,
        name=name or text("card.speaker_unknown", language),
        claimed=found.speaker or "",
    )


def note_line(found: QuoteCheck, language: str = DEFAULT) -> str:
    """Why, in a sentence or two."""
    return " ".join(map(saying(language), found.remarks))


def risks_line(found: QuoteCheck, language: str = DEFAULT) -> str:
    """What is at risk; "" where nothing is."""
    if not found.risks:
        return ""
    said = "; ".join(text(f"check.risk_{risk.value}", language) for risk in found.risks)
    return f"{text('check.risks', language)} {said}."


def caveat(language: str = DEFAULT) -> str:
    """What no verdict says."""
    return text("check.caveat", language)
