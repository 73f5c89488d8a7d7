"""What stands above a transcript's turns: its player, find, ways through its questions, its speakers."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from rag.library.snapshot import StoredTurn
from ui.app.html import safe, speaker_of
from ui.app.reader.colours import style_of
from ui.app.reader.turns import View, button

_MOST_CHIPS = 8


def player_html(view: View, turns: Iterable[StoredTurn], *, video: bool) -> str:
    """The recording, ready to start at the view's turn."""
    start = next((each.turn.start for each in turns if each.number == view.place.turn), None) or 0
    query = urlencode({"transcript": view.entry.id})
    address = html.escape(f"recording?{query}#t={start:g}")
    kind = "video" if video else "audio"
    return (
        f"<div class='or-player'><{kind} controls playsinline preload='metadata' data-at='{start:g}' "
        f"src='{address}' aria-label='{view.say('recording')}'></{kind}></div>"
    )


def tools_html(view: View, player: str) -> str:
    """Find, the questions one after the other, what the speaker filter leaves out, and the player."""
    find, hint = view.say("find"), view.say("find_hint")
    question = view.say("question_short")
    matches = button("or-previous", "↑", view.say("previous_match")) + button(
        "or-next", "↓", view.say("next_match")
    )
    questions = button("or-question-before", f"↑ {question}", view.say("previous_question")) + button(
        "or-question-after", f"↓ {question}", view.say("next_question")
    )
    return (
        f"<div class='or-tools'><div class='or-find' role='search'>"
        f"<input type='search' autocomplete='off' spellcheck='false' aria-label='{find}' "
        f"placeholder='{find}' title='{hint}'><output class='or-count'></output>{matches}</div>"
        f"<div class='or-questions'>{questions}</div>"
        f"<div class='or-shown' hidden><span role='status'></span> "
        f"{button('or-show-all', view.say('show_all'))}</div>{player}</div>"
    )


def speakers_html(view: View, turns: Sequence[StoredTurn]) -> str:
    """A chip for each speaker, those who speak most first; the many behind them are folded away."""
    counts = Counter((stored.speaker_key, stored.speaker) for stored in turns)
    chips = [_chip(view, key, name, count) for (key, name), count in counts.most_common()]
    if len(chips) < 2:
        return ""
    first, rest = "".join(chips[:_MOST_CHIPS]), chips[_MOST_CHIPS:]
    more = f"<details><summary>+ {len(rest)}</summary>{''.join(rest)}</details>" if rest else ""
    return f"<div class='or-speakers' role='group' aria-label='{view.say('speakers')}'>{first}{more}</div>"


def _chip(view: View, key: int, name: str, count: int) -> str:
    shown = f"{safe(speaker_of(name, view.language))} <span class='or-turns-said'>{count}</span>"
    style = style_of(view.seats.get(name, -1))
    return button(f"or-speaker {style}", shown, attributes=f" data-who='{key}' aria-pressed='false'")
