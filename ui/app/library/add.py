"""Adding files and folders, with progress and a report on every file."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from rag.assistant import Assistant
from rag.indexing import index_paths
from rag.library.library import Library
from rag.readers import SUFFIXES
from rag.run_report import IndexReport
from ui.app.editing import editing
from ui.app.fresh import Fresh
from ui.app.html import safe
from ui.app.i18n import label, language_of
from ui.app.library.report import Outcome, outcomes, report_html
from ui.app.running import Runs, long_run, session_of, stopper
from ui.app.state import state_of
from ui.texts import text

IMPORTS = "imports"
"""Folder in the library where files added in the page are kept."""


@dataclass(frozen=True, slots=True)
class Section:
    """What other parts of the tab need: what follows the library's state, and what only editors may see."""

    fresh: Fresh
    editors: list[Any]


def add_section(assistant: Assistant, runs: Runs, changed: gr.HTML) -> Section:
    """Build the section; it stands open while the library is empty."""
    library = assistant.library
    with gr.Accordion(label("library.add"), open=is_empty(library), elem_id="or-adding") as adding:
        kinds = gr.HTML(elem_id="or-kinds")
        with gr.Row():
            files = gr.File(
                label=label("library.files"),
                file_count="multiple",
                file_types=sorted(SUFFIXES),
                elem_id="or-files",
                height=140,
                min_width=260,
            )
            folder = gr.File(
                label=label("library.folder"),
                file_count="directory",
                elem_id="or-folder",
                height=140,
                min_width=260,
            )
        with gr.Row():
            button = gr.Button(label("library.add_button"), variant="primary", elem_id="or-add")
            stop = gr.Button(label("library.stop"), visible=False, elem_id="or-stop")
        report = gr.HTML(elem_id="or-report")

    def add(
        chosen: list[str] | None,
        walked: list[str] | None,
        request: gr.Request,
        progress: gr.Progress = gr.Progress(),  # noqa: B008 - how Gradio hands it over
    ) -> tuple[Any, ...]:
        language = language_of(request)
        given = [Path(path) for path in (*(chosen or ()), *(walked or ()))]
        if not given:
            return _said(text("library.choose_first", language)), gr.skip(), None, None
        with runs.run(session_of(request), progress) as on_progress:
            html = added(assistant, given, on_progress, language)
        return html, state_of(library), None, None

    long_run(button, stop, editing(add), [files, folder], [report, changed, files, folder])
    stop.click(stopper(runs), None, None, queue=False, api_visibility="private")

    def updates(language: str) -> list[Any]:
        opens = gr.update(open=True) if is_empty(library) else gr.skip()
        return [opens, f"<p class='or-title'>{safe(text('library.kinds', language))}</p>"]

    return Section(Fresh([adding, kinds], updates), [adding])


def is_empty(library: Library) -> bool:
    """Whether nothing has been added yet."""
    with library.snapshot() as snapshot:
        return not snapshot.transcripts_by_key


def added(assistant: Assistant, given: Sequence[Path], on_progress: Any, language: str) -> str:
    """Add uploaded files, and tell what came of each."""
    library = assistant.library
    taken = [path for path in given if path.suffix.lower() in SUFFIXES]
    kept = [keep(library.folder / IMPORTS, path) for path in taken]
    with library.snapshot() as snapshot:
        before = {entry.file: entry.sha256 for entry in snapshot.transcripts()}
    found = index_paths(library, kept, assistant.encoder, on_progress)
    forget_untaken(found)
    with library.snapshot() as snapshot:
        each: list[Outcome] = outcomes(snapshot, kept, before, found)
    return report_html(found, each, len(given) - len(taken), language)


def forget_untaken(found: IndexReport) -> None:
    """What wasn't taken needn't be kept."""
    for skip in found.skipped:
        if skip.path.parent.name == IMPORTS:
            skip.path.unlink(missing_ok=True)


def keep(folder: Path, uploaded: Path) -> Path:
    """Copy an uploaded file into `folder` under a safe name; another file of that name is never replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    stem = re.sub(r"[^\w.-]+", "-", uploaded.stem).strip(".-") or "transcript"
    suffix = uploaded.suffix.lower()
    number = 1
    while True:
        target = folder / (f"{stem}{suffix}" if number == 1 else f"{stem}-{number}{suffix}")
        if not target.exists():
            shutil.copyfile(uploaded, target)
            return target.resolve()
        if _sha256(target) == _sha256(uploaded):
            return target.resolve()
        number += 1


def _said(line: str) -> str:
    return f"<p class='or-empty'>{safe(line)}</p>"


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
