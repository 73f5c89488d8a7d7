"""What must be known of a quotation before it is printed, in sentences that go with it into every format."""

from __future__ import annotations

from rag.citations import Citation
from rag.corrections import Correction, CorrectionKind
from rag.terms import describe
from rag.transcript import Span
from ui.export.facts import asks, file_name
from ui.questioner import probably


def notes_of(citation: Citation) -> list[str]:
    """Sentences on terms, captions, corrections, roles, labels, offices, other editions and the place."""
    return [
        *_terms(citation),
        *_captions(citation),
        *(_correction(citation.quote, each) for each in citation.corrections),
        *_role(citation),
        *_asked(citation),
        *_label(citation),
        *_office(citation),
        *_editions(citation),
        _place(citation),
    ]


def _terms(citation: Citation) -> list[str]:
    return [f"Terms of attribution: {describe(citation.terms)}."] if citation.terms else []


def _captions(citation: Citation) -> list[str]:
    return [f"A machine made the transcript ({citation.captions})."] if citation.captions else []


def _correction(quote: str, found: Correction) -> str:
    said, meant = _slice(quote, found.delivered), _slice(quote, found.corrected)
    if found.kind is CorrectionKind.INSERTED:
        return f"The transcript's editors put in {meant}; it was not said."
    if found.kind in (CorrectionKind.SIC, CorrectionKind.AS_DELIVERED):
        mark = "sic" if found.kind is CorrectionKind.SIC else "as delivered"
        return f"The transcript marks {said or 'a word before the quotation'} as said so ({mark})."
    if said and meant:
        return f"The transcript corrects {said} (as delivered) to {meant} (as corrected)."
    if said and found.kind is CorrectionKind.STRUCK:
        return f"The transcript strikes out {said}, which was said."
    if said:
        return f"The transcript marks {said} as delivered and corrects it; the correction isn't quoted here."
    return f"The transcript gives {meant or 'a mark'} as the correction of words that aren't quoted here."


def _slice(quote: str, span: Span | None) -> str:
    return f"“{quote[slice(*span)]}”" if span and quote[slice(*span)].strip() else ""


def _role(citation: Citation) -> list[str]:
    if asks(citation):
        return ["These words were asked, not answered."]
    return ["The answer declines to answer."] if citation.declines else []


def _asked(citation: Citation) -> list[str]:
    asked = citation.question
    if asked is None:
        return []
    by = asked.speaker if asked.speaker not in ("", "Q") else "a reporter"
    doubt = probably(asked.questioner)
    by += f", {doubt}" if doubt else ""
    return [f"Asked by {by}: “{' '.join(asked.text.split())}”"]


def _label(citation: Citation) -> list[str]:
    label = " ".join(citation.label.split())
    return [f"Labelled {label} in the transcript."] if label not in ("", citation.speaker) else []


def _office(citation: Citation) -> list[str]:
    office = " ".join((citation.office or "").split())
    return [f"In the record, {office} at the time."] if office else []


def _editions(citation: Citation) -> list[str]:
    return [f"Other editions of this event: {', '.join(citation.editions)}."] if citation.editions else []


def _place(citation: Citation) -> str:
    digest = f", sha256 {citation.sha256}" if citation.sha256 else ""
    return f"Found in {file_name(citation)}, {citation.place}{digest}."
