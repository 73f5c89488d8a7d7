"""Transcripts as MCP resources: transcript://ID, listed in pages, read whole or in part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from rag.library.catalogue import TranscriptEntry

SCHEME = "transcript://"
TEMPLATE = SCHEME + "{id}{?first,last}"
PER_PAGE = 100


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the transcripts, and the cursor of those that come next; None on the last page."""

    entries: Sequence[TranscriptEntry]
    following: str | None


def page_of(entries: Sequence[TranscriptEntry], cursor: str | None) -> Page:
    """The page at a cursor, the first without one. Raises ValueError for a cursor that was never given."""
    begin = 0 if cursor is None else int(cursor)
    if not 0 <= begin <= len(entries) or begin % PER_PAGE:
        raise ValueError(cursor)
    end = begin + PER_PAGE
    return Page(entries[begin:end], str(end) if end < len(entries) else None)


def uri_of(id_: str) -> str:
    """The address of a transcript."""
    return SCHEME + quote(id_, safe="")


def describe(entry: TranscriptEntry) -> str:
    """When, how long, and who speaks."""
    speakers = ", ".join(entry.speakers[:6])
    more = f" and {len(entry.speakers) - 6} more" if len(entry.speakers) > 6 else ""
    return f"{entry.date or 'undated'}, {entry.turns} turns; {speakers}{more}"
