"""The Library tab: what is there, and adding files to it."""

from __future__ import annotations

import hashlib
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import gradio as gr

from rag.assistant import Assistant
from rag.indexing import IndexReport, Phase, index_paths
from rag.readers import SUFFIXES
from ui.app.api import told
from ui.app.fresh import Fresh
from ui.app.html import safe, speaker_of
from ui.texts import LANGUAGES

IMPORTS = "imports"
"""Folder in the library where files added in the page are kept."""

_UNITS = {Phase.READING: "files", Phase.ENCODING: "passages", Phase.PUBLISHING: "step"}


@dataclass(frozen=True, slots=True)
class LibraryTab:
    """The components that other parts of the page talk to; `report` changes when files were added."""

    table: gr.HTML
    report: gr.HTML
    fresh: Fresh


def library_tab(assistant: Assistant) -> LibraryTab:
    """Build the tab's components and events."""
    if assistant.library.read_only:
        table, report = gr.HTML(table_html(assistant), elem_id="or-table"), gr.HTML(visible=False)
        return LibraryTab(table, report, Fresh([table], lambda _: [table_html(assistant)]))
    gr.HTML(
        "<p class='or-title'>Captions, text, Word, PDF, HTML, tables, the JSON of speech recognisers, "
        "and ZIP archives of them.</p>"
    )
    files = gr.File(
        label="Add transcripts",
        file_count="multiple",
        file_types=sorted(SUFFIXES),
        elem_id="or-files",
        height=140,
    )
    button = gr.Button("Add to the library", variant="primary", elem_id="or-add")
    report = gr.HTML(elem_id="or-report")
    table = gr.HTML(table_html(assistant), elem_id="or-table")

    def add(paths: list[str] | None, progress: gr.Progress = gr.Progress()) -> tuple[str, str, None]:  # noqa: B008
        if not paths:
            return "<p class='or-empty'>Choose files first.</p>", table_html(assistant), None
        kept = [keep(assistant.library.folder / IMPORTS, Path(path)) for path in paths]

        def on_progress(phase: Phase, done: int, total: int) -> None:
            progress((done, max(total, 1)), desc=phase.value.capitalize(), unit=_UNITS[phase])

        found = index_paths(assistant.library, kept, assistant.encoder, on_progress)
        for skip in found.skipped:
            if skip.path.parent.name == IMPORTS:
                skip.path.unlink(missing_ok=True)  # what wasn't taken needn't be kept
        return report_html(found), table_html(assistant), None

    button.click(
        told(add), files, [report, table, files], concurrency_limit=1, show_progress_on=report,
        api_visibility="private",
    )  # fmt: skip
    return LibraryTab(table, report, Fresh([table], lambda _: [table_html(assistant)]))


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


def report_html(found: IndexReport) -> str:
    """What came of the files, skips with their reasons."""
    counts = ((found.added, "added"), (found.updated, "updated"), (found.unchanged, "unchanged"))
    done = ", ".join(f"{n} {what}" for n, what in (*counts, (len(found.skipped), "skipped"))) + "."
    skips = "".join(
        f"<li><strong>{safe(skip.path.name)}</strong>"
        f"{safe(f', line {skip.line}') if skip.line else ''}: {safe(skip.reason)}</li>"
        for skip in found.skipped
    )
    notes = "".join(
        f"<li><strong>{safe(each.path.name)}</strong>: {safe(each.note)}</li>" for each in found.notes
    )
    return f"<p><strong>{safe(done)}</strong></p><ul class='or-report'>{skips}{notes}</ul>"


def table_html(assistant: Assistant) -> str:
    """The library's transcripts, the newest first, each a link into its text."""
    with assistant.library.snapshot() as snapshot:
        entries = snapshot.transcripts()
    if not entries:
        return "<p class='or-empty'>The library is empty. Choose files above to begin.</p>"
    rows = "".join(
        f"<tr><td>{safe(str(entry.date or ''))}</td>"
        f"<td><a href='?transcript={safe(entry.id)}&amp;turn=0&amp;from=library'>{safe(entry.title)}</a></td>"
        f"<td>{entry.turns}</td><td>{safe(_speakers(entry.speakers))}</td></tr>"
        for entry in reversed(entries)
    )
    head = "<tr><th>Date</th><th>Transcript</th><th>Turns</th><th>Speakers</th></tr>"
    return f"<div class='or-scroll'><table class='or-table'>{head}{rows}</table></div>"


def _speakers(names: tuple[str, ...]) -> str:
    shown = ", ".join(speaker_of(name, LANGUAGES[0]) for name in names[:4])
    return f"{shown} and {len(names) - 4} more" if len(names) > 4 else shown


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
