"""The transcript page's style sheet: its file, and the speakers' colours."""

from __future__ import annotations

from importlib import resources

from ui.app.reader.colours import colour_rules

READER_CSS = "\n".join(
    [colour_rules(), (resources.files("ui.app") / "styles" / "reader.css").read_text(encoding="utf-8")]
)
