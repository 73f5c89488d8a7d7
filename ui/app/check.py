"""The Check tab: a quotation, a claimed speaker, and the verdict of the record."""

from __future__ import annotations

import gradio as gr

from rag.assistant import Assistant
from rag.filters import parse_filters
from rag.quotes import QuoteCheck, Verdict
from ui.app.api import LONGEST_QUOTE, at_most, told
from ui.app.filters import FilterBoxes, filter_boxes
from ui.app.html import card, coverage_line, diff, safe

_SAID = {
    Verdict.VERBATIM: "Verbatim",
    Verdict.CLEANED: "Cleaned",
    Verdict.ALTERED: "Altered",
    Verdict.TRUNCATED: "Truncated",
    Verdict.SPLICED: "Spliced",
    Verdict.MISATTRIBUTED: "Misattributed",
    Verdict.PARAPHRASE: "Paraphrase",
    Verdict.NOT_FOUND: "Not in the record",
}
_CAVEAT = "The verdict concerns the transcripts, not the sound."


def check_tab(assistant: Assistant) -> FilterBoxes:
    """Build the tab's components and events."""
    quote = gr.Textbox(
        label="Quotation", lines=3, max_lines=12, placeholder="Paste the words to check", elem_id="or-quote"
    )
    boxes = filter_boxes(assistant, "Claimed speaker")
    button = gr.Button("Check", variant="primary", elem_id="or-check")
    verdict = gr.HTML(elem_id="or-verdict")

    def check(text: str, *filters: str) -> str:
        if not text.strip():
            return "<p class='or-empty'>Paste a quotation first.</p>"
        return check_html(assistant.check(at_most(text, LONGEST_QUOTE, "quotation"), parse_filters(*filters)))

    button.click(told(check), [quote, *boxes.all()], verdict, api_visibility="private")
    return boxes


def check_html(found: QuoteCheck) -> str:
    """The verdict first, then why, then the places."""
    supported = found.verdict.supported
    style, sign = ("or-yes", "✓") if supported else ("or-no", "✗")
    parts = [
        f"<p class='or-verdict {style}'>{sign} {safe(_SAID[found.verdict])}</p>",
        f"<p>{safe(found.note)}</p>",
    ]
    if found.risks:
        parts.append(f"<p>Risks: {safe(', '.join(found.risks))}</p>")
    if any(kind != "equal" for kind, _ in found.diff):
        parts.append(f"<p class='or-diff'>{diff(found.diff)}</p>")
    parts += [card(citation, "check") for citation in found.matches]
    if found.nearest:
        parts.append("<p class='or-title'>The nearest words in the record:</p>")
        parts += [card(citation, "check") for citation in found.nearest]
    parts.append(f"<p class='or-coverage'>{safe(coverage_line(found.coverage))} {safe(_CAVEAT)}</p>")
    return "".join(parts)
