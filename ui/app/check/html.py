"""A verdict as HTML: the verdict, why, whose words, what is at risk, what differs, where it stands."""

from __future__ import annotations

from urllib.parse import urlencode

from rag.quotes import QuoteCheck, Verdict
from ui import verdicts
from ui.app.html import card, safe
from ui.coverage import coverage_line
from ui.texts import text

_ELEMENTS = {"equal": "", "delete": "del", "insert": "ins"}


def check_html(found: QuoteCheck, language: str) -> str:
    """All that a verdict says but its places."""
    return verdict_line(found.verdict, language, whole=True) + reasons_html(found, language)


def verdict_line(verdict: Verdict, language: str, *, whole: bool = False) -> str:
    """Sign and name; `whole` adds whether one may print the quotation."""
    style = "or-yes" if verdict.supported else "or-no"
    may = role = ""
    if whole:
        role = " role='status'"
        key = "check.yes" if verdict.supported else "check.no"
        may = f" <span class='or-may'>{safe(text(key, language))}</span>"
    name = safe(verdicts.name_of(verdict, language))
    return f"<p class='or-verdict {style}'{role}>{verdicts.sign_of(verdict)} {name}{may}</p>"


def reasons_html(found: QuoteCheck, language: str) -> str:
    """Why, whose words they are, what is at risk, what differs."""
    parts = [f"<p class='or-reason'>{safe(verdicts.note_line(found, language))}</p>"]
    attribution = verdicts.attribution_line(found, language)
    if attribution:
        parts.append(f"<p class='or-attributed or-said'>{safe(attribution)}</p>")
    risks = verdicts.risks_line(found, language)
    if risks:
        parts.append(f"<p class='or-risk'>{safe(risks)}</p>")
    return "".join(parts) + (diff_html(found, language) if found.differs else "")


def diff_html(found: QuoteCheck, language: str) -> str:
    """The record's words with what the quotation drops struck through and what it adds underlined."""
    pieces = []
    for kind, words in found.diff:
        element, shown = _ELEMENTS[kind], safe(" ".join(words.split()))
        pieces.append(f"<{element}>{shown}</{element}>" if element else shown)
    key = (
        f"<del>{safe(text('check.only_record', language))}</del> · "
        f"<ins>{safe(text('check.only_quotation', language))}</ins>"
    )
    return (
        f"<div class='or-diff'><p class='or-title'>{safe(text('check.changes', language))}: {key}</p>"
        f"<p class='or-words'>{' '.join(pieces)}</p></div>"
    )


def places_html(found: QuoteCheck, language: str, most: int | None = None) -> str:
    """The places that the verdict rests on, or what comes nearest; `most` of them."""
    cards = "".join(card(citation, "check", language) for citation in found.matches[:most])
    if found.nearest:
        nearest = "".join(card(citation, "check", language) for citation in found.nearest[:most])
        cards += f"<p class='or-title'>{safe(text('card.nearest', language))}</p>{nearest}"
    return cards


def searched_html(found: QuoteCheck, language: str) -> str:
    """What was searched, what no verdict says, and the address that repeats this check."""
    searched = f"{coverage_line(found.coverage, language)} {verdicts.caveat(language)}"
    return (
        f"<p class='or-coverage'>{safe(searched)}</p><p class='or-links'>"
        f"<a class='or-check-link' href='{safe(claim_address(found.quote, found.speaker))}'>"
        f"{safe(text('check.link', language))}</a></p>"
    )


def claim_address(quote: str, speaker: str | None) -> str:
    """The address at which this page checks a quotation."""
    return "?" + urlencode({"check": quote, **({"speaker": speaker} if speaker else {})})


def legend_html(language: str) -> str:
    """What every verdict means, closed until it is asked for."""
    meanings = "".join(
        f"<dt class='{'or-yes' if verdict.supported else 'or-no'}'>{verdicts.sign_of(verdict)} "
        f"{safe(verdicts.name_of(verdict, language))}</dt>"
        f"<dd>{safe(verdicts.meaning_of(verdict, language))}</dd>"
        for verdict in Verdict
    )
    return (
        f"<details class='or-legend'><summary>{safe(text('check.legend', language))}</summary>"
        f"<dl>{meanings}</dl><p>{safe(verdicts.caveat(language))}</p></details>"
    )
