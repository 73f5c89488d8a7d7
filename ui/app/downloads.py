"""Files that the page offers for download."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from ui.app.i18n import label


def save_row(prefix: str, kinds: Sequence[str]) -> list[gr.DownloadButton]:
    """One button for each kind of file, hidden until there is one; its id is `prefix-kind`."""
    keys = {
        "json": "check.save_json",
        "markdown": "check.save_markdown",
        "html": "check.save_html",
        "csv": "check.save_csv",
    }
    return [
        gr.DownloadButton(
            label(keys[kind]), visible=False, size="sm", min_width=140, elem_id=f"{prefix}-{kind}"
        )
        for kind in kinds
    ]


def hidden(buttons: Sequence[gr.DownloadButton]) -> list[Any]:
    """Updates that take the buttons away."""
    return [gr.update(visible=False) for _ in buttons]


def saved(contents: Mapping[str, str], encodings: Mapping[str, str] | None = None) -> list[Any]:
    """Updates that offer a file for each name and its content.

    The files lie in Gradio's own temporary folder, which empties itself.
    """
    folder = Path(tempfile.mkdtemp(prefix="onrecord-"))
    updates = []
    for name, content in contents.items():
        path = folder / name
        with path.open("w", encoding=(encodings or {}).get(name, "utf-8"), newline="") as file:
            file.write(content)
        updates.append(gr.update(value=str(path), visible=True))
    return updates
