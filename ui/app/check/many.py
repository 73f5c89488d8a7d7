"""Articles and lists: every quotation checked, in one table, with files to keep."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from rag.assistant import Assistant
from rag.lengths import at_most
from rag.quotes import article_of
from ui import reports
from ui.app.check.style import LIST_JS, PRINT_JS
from ui.app.check.table import batch_html, progress_html
from ui.app.downloads import save_row, saved
from ui.app.handlers import QUIET, told_steps_in_place
from ui.app.html import safe
from ui.app.i18n import label, language_of
from ui.app.running import Runs, session_of, stopper
from ui.batch import BatchReport, Source, article_source, read_source, reports_so_far
from ui.endpoints import LONGEST_TEXT
from ui.reports import json_text
from ui.reports_table import batch_csv, batch_json
from ui.texts import text

_FORMATS = [".txt", ".md", ".html", ".htm", ".docx", ".csv", ".tsv"]
_FILES = ("json", "csv", "markdown", "html")
_SECONDS = 0.2
"""How often the page is told how far a run is."""


@dataclass(frozen=True, slots=True)
class _Parts:
    """The form's components; `saves` are the files' buttons, the page of HTML last."""

    article: gr.Textbox
    files: gr.File
    button: gr.Button
    stop: gr.Button
    progress: gr.HTML
    verdicts: gr.HTML
    saves: list[gr.DownloadButton]
    printing: gr.Button

    @property
    def outputs(self) -> list[Any]:
        """What a run changes, in the order of `_run`'s steps."""
        return [self.verdicts, self.progress, self.stop, *self.saves, self.printing]


def many_form(assistant: Assistant) -> None:
    """Build the form and its events."""
    parts, runs = _parts(), Runs()

    def check(pasted: str, paths: list[str] | None, request: gr.Request) -> Iterator[list[Any]]:
        sources = read_sources(pasted, paths or [])
        with runs.stoppable(session_of(request)) as stop:
            yield from _run(assistant, sources, language_of(request), stop.is_set)

    gone = gr.update(visible=False)
    checked = told_steps_in_place(check, (gone,) * (len(parts.outputs) - 1))
    parts.button.click(checked, [parts.article, parts.files], parts.outputs, **QUIET)
    parts.stop.click(stopper(runs), None, None, queue=False, **QUIET)
    parts.printing.click(None, parts.saves[-1], None, js=PRINT_JS, api_visibility="private")


def _parts() -> _Parts:
    article = gr.Textbox(
        label=label("check.article"),
        lines=8,
        max_lines=20,
        placeholder=label("check.article_hint"),
        elem_id="or-article",
    )
    files = gr.File(
        label=label("check.files"),
        file_count="multiple",
        file_types=_FORMATS,
        type="filepath",
        height=130,
        elem_id="or-file",
    )
    with gr.Row():
        button = gr.Button(label("check.check_all"), variant="primary", elem_id="or-check-all", scale=4)
        stop = gr.Button(
            label("check.stop"), variant="stop", visible=False, elem_id="or-check-stop", min_width=100
        )
    progress = gr.HTML(elem_id="or-progress", visible=False)
    verdicts = gr.HTML(elem_id="or-verdicts", js_on_load=LIST_JS)
    with gr.Row(elem_classes="or-saves"):
        saves = save_row("or-report", _FILES)
        printing = gr.Button(
            label("check.print"), size="sm", visible=False, elem_id="or-print", min_width=140
        )
    return _Parts(article, files, button, stop, progress, verdicts, saves, printing)


def _run(
    assistant: Assistant, sources: Sequence[Source], language: str, stopped: Callable[[], bool]
) -> Iterator[list[Any]]:
    """How far the run is, from time to time; then its report, and the files of it."""
    gone = gr.update(visible=False)
    nothing = [gone] * (len(_FILES) + 1)
    if not sources:
        yield [f"<p class='or-empty'>{safe(text('check.paste_article', language))}</p>", gone, gone, *nothing]
        return
    report, told_at = BatchReport(tuple(sources), ()), 0.0
    for report in reports_so_far(assistant, sources, stopped):
        if time.monotonic() - told_at > _SECONDS:
            told_at = time.monotonic()
            told = progress_html(len(report.checked), report.planned, language)
            yield [gr.skip(), gr.update(value=told, visible=True), gr.update(visible=True), *nothing]
    files = [*_saved(report, language), gr.update(visible=True)] if report.checked else nothing
    yield [batch_html(report, language), gone, gone, *files]


def read_sources(pasted: str, paths: Sequence[str]) -> list[Source]:
    """The pasted article and the files, each under a name of its own; [] where there is neither."""
    sources = []
    if pasted.strip():
        paragraphs = article_of(at_most(pasted, LONGEST_TEXT, "article"))
        sources.append(article_source(paragraphs, ""))
    taken: set[str] = set()
    for path in map(Path, paths):
        again = 1
        name = path.name
        while name in taken:
            again += 1
            name = f"{path.stem} ({again}){path.suffix}"
        taken.add(name)
        sources.append(read_source(path.read_bytes(), name))
    return sources


def _saved(report: BatchReport, language: str) -> list[Any]:
    names = [each.item.source for each in report.checked]
    today = dt.date.today()
    return saved(
        {
            "report.json": json_text(batch_json(report)),
            "report.csv": batch_csv(report, today),
            "report.md": reports.text_markdown(report.text, names, language),
            "report.html": reports.text_html(report.text, names, language, today),
        },
        {"report.csv": "utf-8-sig"},
    )
