"""What the sections of the Explore tab share: names of months and voices, links, lists of quotations."""

from __future__ import annotations

import html
from collections.abc import Sequence
from urllib.parse import urlencode

from rag.citations import Citation
from rag.exploring import UNDATED, Voice
from rag.library.catalogue import TranscriptEntry
from ui.app.html import card, safe, speaker_of
from ui.texts import text

PAGE = 10
"""Quotations shown at once."""

_NONE = "none"


def month_name(month: str, language: str) -> str:
    """A month for reading: "2022-03", or that there is no date."""
    return month or text("explore.unknown_date", language)


def month_word(month: str) -> str:
    """A month as it is sent by a button: never empty."""
    return month or _NONE


def month_sent(word: str) -> str:
    """The month that `month_word` made."""
    return UNDATED if word == _NONE else word


def voice_name(voice: Voice, language: str, *, whole: bool = False) -> str:
    """A speaker's name for reading; with `whole`, also that a label is no person."""
    name = speaker_of(voice.name, language)
    if voice.person or not whole:
        return name
    return text("explore.a_label", language, name=name)


def transcript_links(entries: Sequence[TranscriptEntry]) -> str:
    """Transcripts as a list of links that open them."""
    items = "".join(
        f"<li>{safe(str(entry.date or ''))} <a href='"
        f"{html.escape('?' + urlencode({'transcript': entry.id, 'turn': 0, 'from': 'explore'}))}'>"
        f"{safe(entry.title)}</a></li>"
        for entry in entries
    )
    return f"<ul class='or-report'>{items}</ul>"


def quotations(title: str, citations: Sequence[Citation], language: str) -> str:
    """A headed list of cards."""
    cards = "".join(card(citation, "explore", language) for citation in citations)
    return f"<section class='or-opened-list'><h3>{safe(title)}</h3>{cards}</section>"
