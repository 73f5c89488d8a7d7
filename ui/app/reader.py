"""A transcript for reading: its turns, with cited words marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

import gradio as gr

from rag.assistant import Assistant
from rag.corrections import corrections, shown
from rag.exchanges import Role
from rag.library.snapshot import Snapshot, StoredTurn, TranscriptEntry
from rag.terms import describe_whole
from rag.transcript import Span
from ui.app.api import told
from ui.app.filters import transcript_choices
from ui.app.fresh import Fresh
from ui.app.html import edition_links, marked, safe, speaker_of
from ui.app.i18n import label, language_of
from ui.questioner import probably

AROUND = 6
"""Turns shown on either side of a cited one beside the chat."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where to open a transcript: its id, a turn from 0, and the characters of it to mark."""

    transcript: str
    turn: int
    span: Span | None = None
    origin: str = ""


@dataclass(frozen=True, slots=True)
class ReaderTab:
    """The components that other parts of the page talk to."""

    chosen: gr.Dropdown
    reading: gr.HTML
    fresh: Fresh


def reader_tab(assistant: Assistant) -> ReaderTab:
    """Build the tab's components and events."""
    chosen = gr.Dropdown(transcript_choices(assistant), value=None, label=label("page.transcript"))
    reading = gr.HTML(elem_id="or-read")

    def read(transcript: str | None, request: gr.Request) -> str:
        return transcript_html(assistant, Place(transcript or "", 0), language_of(request), whole=True)

    chosen.input(told(read), chosen, reading, show_progress="hidden", api_visibility="private")

    def updates(_: str) -> list[Any]:
        return [gr.update(choices=transcript_choices(assistant))]

    return ReaderTab(chosen, reading, Fresh([chosen], updates))


def parse_place(query: str) -> Place | None:
    """The place in a page address's query; None where it names no transcript."""
    values = {name: found[0] for name, found in parse_qs(query.lstrip("?")).items()}
    if "transcript" not in values:
        return None
    try:
        turn = int(values.get("turn", "0"))
        span = (int(values["start"]), int(values["end"])) if "start" in values and "end" in values else None
    except ValueError:
        return Place(values["transcript"], 0)
    return Place(values["transcript"], max(0, turn), span, values.get("from", ""))


def transcript_html(assistant: Assistant, place: Place, language: str, *, whole: bool) -> str:
    """The transcript around a place, or all of it; the place's words are marked."""
    with assistant.library.snapshot() as snapshot:
        found = snapshot.transcripts(place.transcript)
        if not found:
            return f"<p class='or-empty'>There is no transcript {safe(place.transcript)} in this library.</p>"
        entry = found[0]
        turn = min(place.turn, max(0, entry.turns - 1))
        first, last = (0, None) if whole else (max(0, turn - AROUND), turn + AROUND)
        turns = snapshot.turns(entry.key, first, last)
        return _page(snapshot, entry, turns, Place(place.transcript, turn, place.span), language)


def _page(
    snapshot: Snapshot, entry: TranscriptEntry, turns: list[StoredTurn], place: Place, language: str
) -> str:
    facts = [str(entry.date or ""), entry.place or "", f"{entry.turns} turns", entry.captions or ""]
    about = " · ".join(safe(fact) for fact in facts if fact)
    told = describe_whole(entry.terms)
    terms = f"<p class='or-terms'>{safe(told)}</p>" if told else ""
    head = (
        f"<header><h2>{safe(entry.title)}</h2><p class='or-about'>{about}</p>{terms}"
        f"{edition_links(entry.editions, language)}</header>"
    )
    shown_turns = "".join(_turn(stored, place, language) for stored in turns)
    named = f"tabindex='0' aria-label='{safe(entry.title)}'"
    return f"<section class='or-reader' {named}>{head}{shown_turns}</section>"


def _turn(stored: StoredTurn, place: Place, language: str) -> str:
    cited = stored.number == place.turn
    length = len(stored.turn.text)
    spans: list[tuple[Span, str]] = []
    if cited and place.span is not None:
        start, end = max(0, place.span[0]), min(length, place.span[1])
        spans = [((start, end), "mark")] if start < end else []
    spans += shown(corrections(stored.turn.text, stored.turn.struck), stored.turn.struck)
    kind = " or-asks" if stored.role is Role.QUESTION else ""
    here = " or-cited" if cited else ""
    time = (
        f"<span class='or-time'>{_clock(stored.turn.start)}</span>" if stored.turn.start is not None else ""
    )
    label = stored.turn.label
    who = safe(speaker_of(stored.speaker, language))
    printed = (
        f" <span class='or-label'>{safe(label)}</span>" if label not in ("", stored.speaker, "Q") else ""
    )
    by = probably(stored.questioner, language)
    printed += f" <span class='or-label'>{safe(by)}</span>" if by else ""
    return (
        f"<div class='or-turn{kind}{here}'><p class='or-who'><strong>{who}</strong>{printed}{time}"
        f"<span class='or-number'>{stored.number}</span></p><p>{marked(stored.turn.text, spans)}</p></div>"
    )


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
