"""A saved report checked again: what has changed, then the verdicts now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import gradio as gr

from rag.assistant import Assistant
from rag.quotes import ArticleQuotation, Verdict
from ui import verdicts
from ui.app.check.html import legend_html
from ui.app.check.style import LIST_JS
from ui.app.check.table import progress_html, table_html
from ui.app.downloads import hidden, save_row, saved
from ui.app.handlers import QUIET, told_steps_in_place
from ui.app.html import safe
from ui.app.i18n import label, language_of
from ui.app.running import Runs, session_of, stopper
from ui.batch import Checked, Item
from ui.recheck import Rechecked, SavedCheck, load_report, recheck_each, recheck_json
from ui.reports import json_text
from ui.texts import said_in, text


def again_form(assistant: Assistant) -> None:
    """Build the form and its events."""
    file = gr.File(
        label=label("check.report_file"),
        file_types=[".json"],
        type="filepath",
        height=130,
        elem_id="or-saved",
    )
    runs = Runs()
    with gr.Row():
        button = gr.Button(label("check.recheck"), variant="primary", elem_id="or-recheck", scale=4)
        stop = gr.Button(
            label("check.stop"), variant="stop", visible=False, elem_id="or-recheck-stop", min_width=100
        )
    progress = gr.HTML(visible=False)
    changes = gr.HTML(elem_id="or-rechecked", js_on_load=LIST_JS)
    with gr.Row(elem_classes="or-saves"):
        saves = save_row("or-again", ("json",))

    def check(path: str | None, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        language = language_of(request)
        if path is None:
            empty = f"<p class='or-empty'>{safe(text('check.choose_report', language))}</p>"
            yield empty, _gone(), _gone(), *hidden(saves)
            return
        before = load_report(Path(path).read_bytes(), Path(path).name)
        with runs.stoppable(session_of(request)) as stopped:
            for found in so_far(assistant, before, stopped.is_set):
                told = gr.update(value=progress_html(len(found), len(before), language), visible=True)
                yield gr.skip(), told, gr.update(visible=True), *hidden(saves)
        files = saved({"report.json": json_text(recheck_json(found))}) if found else hidden(saves)
        yield rechecked_html(found, len(before), language), _gone(), _gone(), *files

    checked = told_steps_in_place(check, (_gone(), _gone(), *hidden(saves)))
    button.click(checked, file, [changes, progress, stop, *saves], **QUIET)
    stop.click(stopper(runs), None, None, queue=False, **QUIET)


def _gone() -> Any:
    return gr.update(visible=False)


def so_far(
    assistant: Assistant, before: list[SavedCheck], stopped: Callable[[], bool]
) -> Iterator[list[Rechecked]]:
    """What is checked by then: nothing at first, then one quotation more each time, until stopped."""
    found: list[Rechecked] = []
    yield found
    for each in recheck_each(assistant, before):
        found = [*found, each]
        yield found
        if stopped():
            return


def rechecked_html(found: list[Rechecked], planned: int, language: str) -> str:
    """How many have changed, those with what changed, and all verdicts as they are now.

    Fewer than `planned` where the run was stopped, which then is said first.
    """
    changed = [each for each in found if each.change]
    count = text("check.changed", language, n=len(found), changed=len(changed))
    head = f"<p class='or-summary'>{safe(count)}.</p>"
    if len(found) < planned:
        stopped = text("check.stopped", language, done=len(found), total=planned)
        head = f"<p class='or-risk'>{safe(stopped)}</p>{head}"
    if not changed and len(found) == planned:
        head += f"<p>{safe(text('check.unchanged', language))}</p>"
    if changed:
        lines = "".join(_change(each, language) for each in changed)
        head += f"<h3>{safe(text('check.what_changed', language))}</h3><ul class='or-changes'>{lines}</ul>"
    checked = [
        Checked(n, Item("", 0, ArticleQuotation(each.saved.quote, 0)), each.check)
        for n, each in enumerate(found, start=1)
    ]
    told = [_turned(each, language) or _moved(each, language) for each in found]
    table = table_html(checked, language, told, "again") if checked else ""
    now = f"<h3>{safe(text('check.now', language))}</h3>{table}" if table else ""
    return f"<div class='or-batch'>{head}{now}{legend_html(language)}</div>"


def _change(each: Rechecked, language: str) -> str:
    turned = _turned(each, language)
    why = verdicts.note_line(each.check, language) if turned else _moved(each, language)
    head = f"<strong>{safe(turned)}</strong>: " if turned else ""
    return f"<li>{head}“{safe(' '.join(each.saved.quote.split()))}”<br>{safe(why)}</li>"


def _moved(each: Rechecked, language: str) -> str:
    """Which places it has lost and gained; "" where none."""
    return said_in(each.places, language) if each.places else ""


def _turned(each: Rechecked, language: str) -> str:
    """Which verdict has become which; "" where it is the same."""
    was = each.saved.verdict
    if not each.turned:
        return ""
    before = verdicts.name_of(Verdict(was), language) if was in set(Verdict) else was
    return text("check.was_now", language, was=before, now=verdicts.name_of(each.check.verdict, language))
