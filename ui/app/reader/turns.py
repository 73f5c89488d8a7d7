"""A turn as HTML: who, when and where in the file, its words with what is marked in them, and ways on."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from rag.corrections import corrections, shown
from rag.evidence import is_recording, time_link_to, web_address
from rag.exchanges import Role
from rag.library.catalogue import TranscriptEntry
from rag.library.snapshot import StoredTurn
from rag.transcript import Span
from ui.app.html import marked, office_of, safe, speaker_of
from ui.app.reader.colours import style_of
from ui.app.reader.place import Place
from ui.questioner import probably
from ui.texts import text


@dataclass(frozen=True)
class View:
    """What a transcript is shown with.

    `seats` are the speakers' colours, `answers` the first answer of each question that has one, both by
    turn. `plays` tells whether a player stands above the turns; `whole` whether all turns do. `offices` are
    the speakers' offices by the turns at which they are shown.
    """

    entry: TranscriptEntry
    place: Place
    language: str
    seats: Mapping[str, int]
    whole: bool
    plays: bool = False
    answers: Mapping[int, int] = field(default_factory=dict)
    offices: Mapping[int, str] = field(default_factory=dict)

    @cached_property
    def address(self) -> str:
        """The transcript's address, escaped; a turn's has its number behind it."""
        return html.escape(Place(self.entry.id).address)

    @cached_property
    def on_every_turn(self) -> str:
        """What can be done with any turn."""
        return button("or-copy-link", self.say("copy_link")) + button("or-cite-turn", self.say("cite"))

    def say(self, name: str, **values: object) -> str:
        """One of the page's texts, escaped."""
        return safe(text(f"read.{name}", self.language, **values))


def turn_html(stored: StoredTurn, view: View) -> str:
    """One turn; the words of the view's place are marked in it."""
    seat = view.seats.get(stored.speaker, -1)
    cited = stored.number == view.place.turn
    kinds = ["or-turn", style_of(seat)]
    kinds += ["or-asks"] * (stored.role is Role.QUESTION) + ["or-cited"] * cited
    spans = _marks(stored, view.place.span if cited else None)
    return (
        f"<article class='{' '.join(kinds)}' data-n='{stored.number}' data-who='{stored.speaker_key}'>"
        f"<p class='or-who'>{_speaker(stored, view)}{_time(stored, view)}{_where(stored, view)}</p>"
        f"<p class='or-said' dir='auto'>{marked(stored.turn.text, spans)}</p>{_ways(stored, view)}</article>"
    )


def clock(seconds: float) -> str:
    """Seconds for reading: 1:23, 1:02:03."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _marks(stored: StoredTurn, cited: Span | None) -> list[tuple[Span, str]]:
    found = shown(corrections(stored.turn.text, stored.turn.struck), stored.turn.struck)
    if cited is None or not fits(cited, stored.turn.text):
        return found
    return [(cited, "mark"), *found]


def fits(span: Span, words: str) -> bool:
    """Whether a span names words of a text."""
    return 0 <= span[0] < span[1] <= len(words)


def _speaker(stored: StoredTurn, view: View) -> str:
    label = stored.turn.label
    printed = label if label not in ("", stored.speaker, "Q") else ""
    beside = "".join(
        f" <span class='or-label'>{safe(each)}</span>"
        for each in (printed, probably(stored.questioner, view.language))
        if each
    )
    office = office_of(view.offices.get(stored.number))
    name = f"<strong>{safe(speaker_of(stored.speaker, view.language))}</strong>"
    return f"<span>{name}{office}</span>{beside}"


def _time(stored: StoredTurn, view: View) -> str:
    start, said_at = stored.turn.start, stored.turn.said_at
    if start is None:
        return f"<span class='or-time'>{safe(said_at)}</span>" if said_at else ""
    time = clock(start)
    if view.plays:
        play = view.say("play_from", time=time)
        return button("or-time", f"▶ {time}", play, f" data-at='{start:g}'")
    url = web_address(view.entry.url)
    if url and is_recording(url):
        link, name = html.escape(time_link_to(url, start)), view.say("source_time", time=time)
        leads = f"href='{link}' rel='noopener' target='_blank'"
        return f"<a class='or-time' {leads} aria-label='{name}'>{time}</a>"
    return f"<span class='or-time'>{time}</span>"


def _where(stored: StoredTurn, view: View) -> str:
    first, last = stored.turn.lines()
    key = view.entry.unit if first == last else f"{view.entry.unit}_many"
    lines = safe(text(f"read.{key}", view.language, first=str(first), last=str(last)))
    number = str(stored.number)
    link, name = f"{view.address}&amp;turn={number}", view.say("turn_link", n=number)
    return (
        f"<span class='or-where'><span class='or-lines'>{lines}</span> "
        f"<a class='or-number' href='{link}' aria-label='{name}'>&#35;{number}</a></span>"
    )


def _ways(stored: StoredTurn, view: View) -> str:
    """To the question or the answer, and what can be done with the turn."""
    ways = view.on_every_turn
    if stored.number in view.answers:
        ways += _jump(view.answers[stored.number], f"{view.say('its_answer')} ↓")
    elif stored.question is not None:
        ways += _jump(stored.question, f"{view.say('its_question')} ↑")
    return f"<p class='or-ways'>{ways}</p>"


def _jump(to: int, shown: str) -> str:
    return button("or-jump", shown, attributes=f" data-to='{to}'")


def button(kind: str, shown: str, name: str = "", attributes: str = "") -> str:
    """A button of the page's script; `name` is for those who don't see what is shown."""
    named = f" aria-label='{name}' title='{name}'" if name else ""
    return f"<button type='button' class='{kind}'{named}{attributes}>{shown}</button>"
