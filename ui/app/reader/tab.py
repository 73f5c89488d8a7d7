"""The Read tab: a transcript for reading, and the turns around a citation beside the chat."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from functools import partial

import gradio as gr

from rag.assistant import Assistant
from rag.library.snapshot import Snapshot
from ui.app.filters import transcript_choices
from ui.app.fresh import Fresh
from ui.app.handlers import QUIET, told
from ui.app.html import safe
from ui.app.i18n import language_of
from ui.app.picker import picker
from ui.app.reader.page import page_html
from ui.app.reader.place import Place, parse_place
from ui.app.reader.script import SHOW_PLACE
from ui.texts import text

__all__ = ["Place", "ReaderTab", "parse_place", "reader_tab", "transcript_html"]

AROUND = 6
"""Turns shown on either side of a cited one beside the chat."""

NEWEST = 10
"""Transcripts that are offered while none is chosen."""

FARTHEST_QUESTION = 30
"""Turns before a cited one among which the question that it answers is shown with it."""


@dataclass(frozen=True, slots=True)
class ReaderTab:
    """The components that other parts of the page talk to."""

    chosen: gr.HTML
    reading: gr.HTML
    fresh: Fresh


def reader_tab(assistant: Assistant) -> ReaderTab:
    """Build the tab's components and events."""
    choices = partial(transcript_choices, assistant)
    chosen = picker(assistant, "page.transcript", "read.pick", "transcripts", choices, any_words=False)
    reading = gr.HTML(elem_id="or-read")
    newest = gr.HTML(elem_id="or-newest")  # hidden by the style sheet as long as something is being read

    def read(transcript: str | None, request: gr.Request) -> str:
        return transcript_html(assistant, Place(transcript or ""), language_of(request), whole=True)

    chosen.input(told(read), chosen, reading, **QUIET).success(None, js=SHOW_PLACE, api_visibility="private")

    def updates(language: str) -> list[str]:
        with assistant.library.snapshot() as snapshot:
            return [_newest(snapshot, language)]

    return ReaderTab(chosen, reading, Fresh([newest], updates))


def transcript_html(assistant: Assistant, place: Place, language: str, *, whole: bool) -> str:
    """The transcript around a place, or all of it; the place's words are marked. "" where none is named."""
    if not place.transcript:
        return ""
    with assistant.library.snapshot() as snapshot:
        found = snapshot.transcripts(place.transcript)
        if not found:
            return _unknown(snapshot, place.transcript, language)
        first, last = (0, None) if whole else _around(snapshot, found[0].key, place.turn or 0)
        turns = snapshot.turns(found[0].key, first, last)
        return page_html(snapshot, found[0], turns, place, language, whole=whole)


def _around(snapshot: Snapshot, transcript: int, turn: int) -> tuple[int, int]:
    """The turns beside the chat: some on either side, and the question where it isn't far."""
    first, last = max(0, turn - AROUND), turn + AROUND
    asked = [each.question for each in snapshot.turns(transcript, turn, turn) if each.question is not None]
    return min([first, *(number for number in asked if turn - number <= FARTHEST_QUESTION)]), last


def _unknown(snapshot: Snapshot, sought: str, language: str) -> str:
    """A line for an address that names no transcript of this library, with the likest that it has."""
    titles = {entry.id: entry.title for entry in snapshot.transcripts()}
    line = safe(text("read.no_transcript", language, id=sought[:200]))
    like = difflib.get_close_matches(sought[:200], titles, n=3, cutoff=0.7)
    links = "".join(_item(each, titles[each]) for each in like)
    perhaps = f"<p>{safe(text('read.perhaps', language))}</p><ul>{links}</ul>" if links else ""
    return f"<section class='or-reader or-whole or-empty' role='status'><p>{line}</p>{perhaps}</section>"


def _newest(snapshot: Snapshot, language: str) -> str:
    """What to begin with while nothing is chosen."""
    newest = list(reversed(snapshot.transcripts()))[:NEWEST]
    if not newest:
        return f"<p class='or-empty'>{safe(text('read.empty', language))}</p>"
    links = "".join(_item(each.id, f"{each.date or ''} {each.title}".strip()) for each in newest)
    return f"<p class='or-empty'>{safe(text('read.choose', language))}</p><ul>{links}</ul>"


def _item(transcript: str, shown: str) -> str:
    return f"<li><a href='{safe(Place(transcript).address)}'>{safe(shown)}</a></li>"
