"""Verdicts on quotations and on texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import TypedDict

from ui.contract.citations import CitationJSON, CoverageJSON, citation_json, coverage_json

if TYPE_CHECKING:
    from rag.quotes import QuoteCheck, TextReport


class AttributionJSON(TypedDict):
    """confirmed, different_speaker, asked_not_said, not_given or unknown_speaker; and who said it."""

    status: str
    said_by: str | None


class CheckJSON(TypedDict):
    """The verdict on a quotation; `diff` holds ["equal" | "delete" | "insert", text] pairs."""

    quote: str
    speaker: str | None
    verdict: str
    supported: bool
    risks: list[str]
    attribution: AttributionJSON
    diff: list[list[str]]
    matches: list[CitationJSON]
    coverage: CoverageJSON
    note: str
    nearest: list[CitationJSON]


class ArticleCheckJSON(CheckJSON):
    """A verdict, the paragraph of the quotation (from 1), and the words that say whose it is."""

    paragraph: int
    cue: str | None


class UncheckedJSON(TypedDict):
    """A quotation of one to three words: a term or a title, which nobody can check."""

    quote: str
    paragraph: int


class CheckTextJSON(TypedDict):
    """The verdicts on all quotations of a text, in order."""

    checks: list[ArticleCheckJSON]
    unchecked: list[UncheckedJSON]
    quotations: int
    supported: int


class ChangeJSON(TypedDict):
    """A quotation whose verdict or whose places are no longer what a saved report says."""

    quote: str
    was: str
    now: str
    what: str


class RecheckJSON(TypedDict):
    """A saved report checked again."""

    checks: list[CheckJSON]
    changes: list[ChangeJSON]
    quotations: int
    supported: int


def check_json(check: QuoteCheck) -> CheckJSON:
    """A verdict as programs get it."""
    return {
        "quote": check.quote,
        "speaker": check.speaker,
        "verdict": check.verdict.value,
        "supported": check.verdict.supported,
        "risks": list(check.risks),
        "attribution": {"status": check.attribution.value, "said_by": check.said_by},
        "diff": [[kind, text] for kind, text in check.diff],
        "matches": [citation_json(citation) for citation in check.matches],
        "coverage": coverage_json(check.coverage),
        "note": check.note,
        "nearest": [citation_json(citation) for citation in check.nearest],
    }


def check_text_json(report: TextReport) -> CheckTextJSON:
    """The verdicts on a text as programs get them."""
    return {
        "checks": [
            {**check_json(each.check), "paragraph": each.quotation.paragraph, "cue": each.quotation.cue}
            for each in report.checks
        ],
        "unchecked": [{"quote": each.text, "paragraph": each.paragraph} for each in report.unchecked],
        "quotations": len(report.checks),
        "supported": report.supported,
    }
