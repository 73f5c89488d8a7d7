"""What the sections of the Library tab share."""

from __future__ import annotations

import html
from urllib.parse import urlencode

from rag.library.catalogue import TranscriptEntry
from ui.app.html import safe
from ui.texts.numbers import number


def transcript_link(entry: TranscriptEntry) -> str:
    """A link that opens a transcript in the page."""
    query = urlencode({"transcript": entry.id, "turn": 0, "from": "library"})
    return f"<a href='{html.escape('?' + query)}'>{safe(entry.title)}</a>"


def size(count: int, language: str) -> str:
    """Bytes for reading: "185 MB"."""
    amount = float(count)
    for unit in ("bytes", "kB", "MB"):
        if amount < 1000:
            return f"{amount:.0f} {unit}"
        amount /= 1000
    return f"{number(amount, language, 1)} GB"
