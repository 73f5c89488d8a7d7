"""The Check tab: a quotation or an article, and the verdict of the record."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from rag.assistant import Assistant
from rag.filters import parse_filters
from rag.quotes import QuoteCheck, TextReport, article_of, read_article
from ui import contract, reports
from ui.app.api import LONGEST_TEXT, at_most, told
from ui.app.filters import FilterBoxes, filter_boxes, fresh_filters
from ui.app.fresh import Fresh
from ui.app.html import card, coverage_line, safe
from ui.texts import LANGUAGES
from ui.texts import text as text_of

_CHANGES = {"delete": "in the record only", "insert": "in the quotation only"}
_COLOURS = {"in the record only": "#f2b8b5", "in the quotation only": "#b7e1c4"}
_FORMATS = [".txt", ".md", ".html", ".htm", ".docx"]


@dataclass(frozen=True, slots=True)
class CheckTab:
    """What other parts of the page need of it."""

    fresh: Fresh


def check_tab(assistant: Assistant) -> CheckTab:
    """Build the tab's components and events."""
    with gr.Tabs():
        with gr.Tab("A quotation"):
            boxes = _quotation(assistant)
        with gr.Tab("An article"):
            _article(assistant)
    return CheckTab(fresh_filters(assistant, boxes))


def _quotation(assistant: Assistant) -> FilterBoxes:
    quote = gr.Textbox(
        label="Quotation", lines=3, max_lines=12, placeholder="Paste the words to check", elem_id="or-quote"
    )
    boxes = filter_boxes(assistant, "check.claimed_speaker")
    button = gr.Button("Check", variant="primary", elem_id="or-check")
    verdict = gr.HTML(elem_id="or-verdict")
    diff = gr.HighlightedText(
        label="From the record to the quotation",
        color_map=_COLOURS,
        show_legend=True,
        combine_adjacent=True,
        visible=False,
        elem_id="or-diff",
    )
    places = gr.HTML(elem_id="or-places")
    saves = _saves("or-evidence", "evidence", ("JSON", "Markdown"))

    def check(text: str, *filters: str) -> tuple[Any, ...]:
        if not text.strip():
            hidden = [gr.update(visible=False)] * (1 + len(saves))
            return "<p class='or-empty'>Paste a quotation first.</p>", hidden[0], "", *hidden[1:]
        found = assistant.check(text, parse_filters(*filters))
        files = _written(
            "evidence",
            {".json": _json(contract.check_json(found)), ".md": reports.check_markdown(found)},
        )
        return verdict_html(found), _highlighted(found), places_html(found), *files

    outputs = [verdict, diff, places, *saves]
    for happens in (button.click, quote.submit):
        happens(told(check), [quote, *boxes.all()], outputs, api_visibility="private")
    return boxes


def _article(assistant: Assistant) -> None:
    text = gr.Textbox(
        label="Article",
        lines=8,
        max_lines=20,
        placeholder="Paste an article: every quotation in it is checked against whom the article gives it to",
        elem_id="or-article",
    )
    file = gr.File(label="or a file", file_types=_FORMATS, type="filepath", height=120, elem_id="or-file")
    button = gr.Button("Check all quotations", variant="primary", elem_id="or-check-all")
    verdicts = gr.HTML(elem_id="or-verdicts")
    saves = _saves("or-report", "report", ("JSON", "Markdown", "HTML"))

    def check(pasted: str, path: str | None, progress: gr.Progress = gr.Progress()) -> tuple[Any, ...]:  # noqa: B008 - Gradio finds it there
        if path is None and not pasted.strip():
            return "<p class='or-empty'>Paste an article or choose a file first.</p>", *_hidden(saves)
        if path is not None:
            paragraphs = read_article(Path(path).read_bytes(), Path(path).name)
        else:
            paragraphs = article_of(at_most(pasted, LONGEST_TEXT, "article"))

        def on_checked(done: int, total: int) -> None:
            progress((done, total), "Checking")

        report = assistant.check_article(paragraphs, on_checked)
        files = _written(
            "report",
            {
                ".json": _json(contract.check_text_json(report)),
                ".md": reports.text_markdown(report),
                ".html": reports.text_html(report),
            },
        )
        return report_html(report), *files

    button.click(told(check), [text, file], [verdicts, *saves], api_visibility="private")


def verdict_html(found: QuoteCheck) -> str:
    """The verdict, then why."""
    parts = [_verdict_line(found), f"<p>{safe(found.note)}</p>"]
    if found.risks:
        parts.append(f"<p>Risks: {safe(', '.join(found.risks).replace('_', ' '))}</p>")
    return "".join(parts)


def places_html(found: QuoteCheck) -> str:
    """The places that the verdict rests on, and what was searched."""
    parts = [card(citation, "check", LANGUAGES[0]) for citation in found.matches]
    if found.nearest:
        parts.append(f"<p class='or-title'>{safe(text_of('card.nearest', LANGUAGES[0]))}</p>")
        parts += [card(citation, "check", LANGUAGES[0]) for citation in found.nearest]
    searched = coverage_line(found.coverage, LANGUAGES[0])
    parts.append(f"<p class='or-coverage'>{safe(searched)} {safe(reports.CAVEAT)}</p>")
    return "".join(parts)


def report_html(report: TextReport) -> str:
    """An article's verdicts, one after the other; a verdict's places open on a click."""
    parts = [f"<p><strong>{report.supported} of {len(report.checks)}</strong> quotations are supported.</p>"]
    for each in report.checks:
        found = each.check
        claimed = f" <span class='or-label'>{safe(found.speaker)}</span>" if found.speaker else ""
        cited = "".join(
            card(citation, "check", LANGUAGES[0]) for citation in (found.matches or found.nearest)[:3]
        )
        places = (
            f"<details class='or-asked'><summary>In the record</summary>{cited}</details>" if cited else ""
        )
        parts.append(
            f"<article class='or-checked'>{_verdict_line(found)}<blockquote>“{safe(found.quote)}”{claimed}"
            f"</blockquote><p>{safe(found.note)}</p>{places}</article>"
        )
    if report.unchecked:
        terms = ", ".join(f"“{quotation.text}”" for quotation in report.unchecked)
        parts.append(f"<p class='or-title'>Not checked, being three words or fewer: {safe(terms)}.</p>")
    parts.append(f"<p class='or-coverage'>{safe(reports.CAVEAT)}</p>")
    return "".join(parts)


def _verdict_line(found: QuoteCheck) -> str:
    style, sign = ("or-yes", "✓") if found.verdict.supported else ("or-no", "✗")
    return f"<p class='or-verdict {style}'>{sign} {safe(reports.VERDICTS[found.verdict])}</p>"


def _highlighted(found: QuoteCheck) -> Any:
    pairs = [(f"{' '.join(text.split())} ", _CHANGES.get(kind)) for kind, text in found.diff]
    return gr.update(value=pairs, visible=found.differs)


def _saves(prefix: str, name: str, kinds: tuple[str, ...]) -> list[gr.DownloadButton]:
    with gr.Row():
        return [
            gr.DownloadButton(
                f"Save {name} ({kind})", visible=False, size="sm", elem_id=f"{prefix}-{kind.lower()}"
            )
            for kind in kinds
        ]


def _hidden(saves: list[gr.DownloadButton]) -> list[Any]:
    return [gr.update(visible=False) for _ in saves]


def _written(name: str, contents: dict[str, str]) -> list[Any]:
    """Files for the download buttons, in Gradio's own temporary folder, which empties itself."""
    folder = Path(tempfile.mkdtemp(prefix="onrecord-"))
    updates = []
    for suffix, content in contents.items():
        path = folder / f"{name}{suffix}"
        path.write_text(content, encoding="utf-8")
        updates.append(gr.update(value=str(path), visible=True))
    return updates


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)
