"""The library's health: room on disk, what was skipped, what is doubtful; checking and rebuilding."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import gradio as gr

from rag.assistant import Assistant
from rag.indexing import index_paths, rebuild
from rag.library.database import FILE_NAME
from rag.library.library import INDEX_FOLDER, Library
from rag.readers.inspection import suspicious_labels
from ui.app.editing import editing
from ui.app.handlers import QUIET, told
from ui.app.html import safe
from ui.app.i18n import label, language_of
from ui.app.library.add import IMPORTS
from ui.app.library.html import size, transcript_link
from ui.app.library.report import report_html
from ui.app.running import Runs, long_run, session_of, stopper
from ui.app.state import state_of
from ui.app.tables import folded, table
from ui.health import health
from ui.texts import reason_in, text
from ui.texts.problems import problem_in

_MOST = 500


def health_section(assistant: Assistant, tab: gr.Tab, runs: Runs, changed: gr.HTML) -> list[Any]:
    """Build the section, which is filled when its tab is opened; what only editors may see."""
    library = assistant.library
    facts = gr.HTML(elem_id="or-health")
    with gr.Row():
        check = gr.Button(label("library.check"), elem_id="or-check-library", min_width=240)
        update = gr.Button(label("library.update"), elem_id="or-update", min_width=240)
        again = gr.Button(label("library.rebuild"), elem_id="or-rebuild", min_width=240)
        stop = gr.Button(label("library.stop"), visible=False, elem_id="or-stop-rebuild")
    told_what = gr.HTML(elem_id="or-checked-library")

    def opened(request: gr.Request) -> str:
        return facts_html(library, language_of(request))

    def checked(request: gr.Request) -> str:
        return checked_html(library, language_of(request))

    tab.select(told(opened), None, facts, **QUIET)
    changed.change(told(opened), None, facts, **QUIET)
    check.click(told(checked), None, told_what, show_progress_on=told_what, api_visibility="private")
    _connect_runs(assistant, (update, again, stop), runs, [told_what, changed])
    return [update, again]


def _connect_runs(
    assistant: Assistant, buttons: tuple[gr.Button, gr.Button, gr.Button], runs: Runs, outputs: list[Any]
) -> None:
    library, (update, again, stop) = assistant.library, buttons

    def updated(
        request: gr.Request,
        progress: gr.Progress = gr.Progress(),  # noqa: B008 - how Gradio hands it over
    ) -> tuple[str, str]:
        with library.snapshot() as snapshot:
            paths = [path for entry in snapshot.transcripts() if (path := Path(entry.file)).is_file()]
        with runs.run(session_of(request), progress) as on_progress:
            found = index_paths(library, paths, assistant.encoder, on_progress)
        return report_html(found, [], 0, language_of(request)), state_of(library)

    def rebuilt(
        request: gr.Request,
        progress: gr.Progress = gr.Progress(),  # noqa: B008 - how Gradio hands it over
    ) -> tuple[str, str]:
        language = language_of(request)
        try:
            with runs.run(session_of(request), progress) as on_progress:
                found = rebuild(library, assistant.encoder, on_progress)
        except KeyboardInterrupt:
            line = text("library.rebuild_stopped", language)
        else:
            numbers = {"transcripts": found.transcripts, "passages": found.passages}
            line = text("library.rebuilt", language, **numbers)
        return f"<p role='status'>{safe(line)}</p>", state_of(library)

    for button, run in ((update, updated), (again, rebuilt)):
        long_run(button, stop, editing(run), None, outputs)
    stop.click(stopper(runs), None, None, queue=False, api_visibility="private")


def facts_html(library: Library, language: str) -> str:
    """What is there, how much room it takes, and what was skipped."""
    found = health(library)
    held = text(
        "library.holds", language, **{key: found[key] for key in ("transcripts", "turns", "passages")}
    )
    parts = [(text(f"library.{key}", language), count) for key, count in storage(library).items()]
    total = text("library.on_disk", language, size=size(sum(count for _, count in parts), language))
    rows = [[safe(name), size(count, language)] for name, count in parts]
    heads = [text("library.part", language), text("library.room", language)]
    encoder = text("library.encoder", language, name=found["encoder"] or "–")
    lines = "".join(
        f"<p>{safe(line)}</p>"
        for line in (held, f"{text('library.place', language)}: {found['library']}", encoder)
    )
    disk = folded(total, table(heads, rows, total))
    return lines + disk + _skips(found["skipped"], language)


def storage(library: Library) -> dict[str, int]:
    """Bytes on disk: the record itself, the search indexes, files added in the page, all else."""
    parts = {"record": 0, "indexes": 0, "imports": 0, "other_files": 0}
    for path in _files(library.folder):
        top = path.relative_to(library.folder).parts[0]
        part = {INDEX_FOLDER: "indexes", IMPORTS: "imports"}.get(top, "other_files")
        if top.startswith(FILE_NAME):
            part = "record"
        parts[part] += path.stat().st_size
    return parts


def _files(folder: Path) -> Iterable[Path]:
    for path in folder.rglob("*"):
        try:
            if path.is_file():
                yield path
        except OSError:
            continue  # a state was swept while we looked


def _skips(skipped: list[Any], language: str) -> str:
    if not skipped:
        return f"<p>{safe(text('library.none_skipped', language))}</p>"
    rows = [
        [safe(each["path"]), safe(str(each["line"] or "")), safe(reason_in(each["reason"], language))]
        for each in skipped[:_MOST]
    ]
    heads = [text(f"library.{key}", language) for key in ("file", "line_head", "reason")]
    summary = text("library.skipped_files", language, n=len(skipped))
    return folded(summary, f"<div class='or-reasons'>{table(heads, rows, summary)}</div>")


def checked_html(library: Library, language: str) -> str:
    """What a look at every byte finds, and labels that may be none."""
    found = health(library, thorough=True)
    if found["problems"]:
        problems = "".join(
            f"<p class='or-no' role='status'>{safe(problem_in(each, language))}</p>"
            for each in found["problems"]
        )
    else:
        problems = f"<p class='or-yes' role='status'>{safe(text('library.sound', language))}</p>"
    return problems + _doubts(library, language)


def _doubts(library: Library, language: str) -> str:
    rows = []
    with library.snapshot() as snapshot:
        for key, counts in snapshot.labels().items():
            entry = snapshot.transcripts_by_key[key]
            rows += [
                [safe(each.label), safe(reason_in(each.reason, language)), transcript_link(entry)]
                for each in suspicious_labels(counts)
            ]
    if not rows:
        return f"<p>{safe(text('library.no_doubts', language))}</p>"
    heads = [text(f"library.{key}", language) for key in ("label", "reason", "transcript")]
    summary = text("library.doubts", language, n=len(rows))
    return folded(summary, f"<div class='or-reasons'>{table(heads, rows[:_MOST], summary)}</div>")
