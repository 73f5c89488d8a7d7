"""The Check tab: a quotation, articles and lists, or a saved report, and the verdict of the record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

import gradio as gr

from rag.assistant import Assistant
from ui.app.check.again import again_form
from ui.app.check.html import legend_html
from ui.app.check.many import many_form
from ui.app.check.quotation import QuotationForm, quotation_form
from ui.app.fresh import Fresh
from ui.app.handlers import QUIET
from ui.app.i18n import label

# The button is pressed rather than the check run here, so that the page does what a reader's click does.
_PRESS = """
() => {
  if ((new URLSearchParams(location.search).get('check') || '').trim())
    setTimeout(() => document.querySelector('#or-check')?.click(), 50);
}
"""


@dataclass(frozen=True, slots=True)
class CheckTab:
    """What other parts of the page need of it."""

    fresh: Fresh
    form: QuotationForm
    tabs: gr.Tabs


@dataclass(frozen=True, slots=True)
class Claim:
    """A quotation that an address asks about, and who is said to have said it, "" where nobody is."""

    quote: str
    speaker: str = ""


def check_tab(assistant: Assistant) -> CheckTab:
    """Build the tab's components and events."""
    with gr.Tabs() as tabs:
        with gr.Tab(label("check.tab_quotation"), id="quotation"):
            form = quotation_form(assistant)
        with gr.Tab(label("check.tab_articles"), id="articles"):
            many_form(assistant)
        with gr.Tab(label("check.tab_recheck"), id="recheck"):
            again_form(assistant)
    legend = Fresh([form.legend], lambda language: [legend_html(language)])
    return CheckTab(legend, form, tabs)


def parse_claim(query: str) -> Claim | None:
    """The claim in a page address's query (`?check=QUOTE&speaker=NAME`); None where it holds none."""
    values = {name: found[0].strip() for name, found in parse_qs(query.lstrip("?")).items()}
    return Claim(values["check"], values.get("speaker", "")) if values.get("check") else None


def open_claim(check: CheckTab, tabs: gr.Tabs, loaded: Any) -> None:
    """Where the page's own address holds a claim, open this tab with it filled in, and check it."""

    def fill(request: gr.Request) -> tuple[Any, ...]:
        claim = parse_claim(str(request.query_params))
        if claim is None:
            return (gr.skip(),) * 4
        return gr.Tabs(selected="check"), gr.Tabs(selected="quotation"), claim.quote, claim.speaker

    outputs = [tabs, check.tabs, check.form.quote, check.form.boxes.speaker]
    loaded.then(fill, None, outputs, **QUIET).success(None, js=_PRESS, api_visibility="private")
