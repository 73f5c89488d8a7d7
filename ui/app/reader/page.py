"""A transcript as HTML: its heading, player and tools, and its turns, the cited exchange framed."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from rag.citations import cite
from rag.evidence import evidence, is_recording, web_address
from rag.library.catalogue import TranscriptEntry
from rag.library.snapshot import Snapshot, StoredTurn
from rag.recordings import recording_beside
from rag.terms import describe_whole
from ui.app.html import edition_links, safe
from ui.app.reader.colours import seats
from ui.app.reader.place import Place
from ui.app.reader.tools import player_html, speakers_html, tools_html
from ui.app.reader.turns import View, button, clock, fits, turn_html
from ui.texts import saying, text

_SCRIPT_TEXTS = ("found", "found_none", "some_shown", "hidden_one", "hidden_many", "copied", "not_copied",
                 "citing", "copy_citation", "check_words", "link_words", "one_turn")  # fmt: skip


def page_html(
    snapshot: Snapshot,
    entry: TranscriptEntry,
    turns: Sequence[StoredTurn],
    place: Place,
    language: str,
    *,
    whole: bool,
) -> str:
    """All of these turns of a transcript; with `whole`, under the tools for reading it."""
    numbers = {stored.number for stored in turns}
    answers: dict[int, int] = {}
    for stored in turns:
        if stored.question is not None and stored.question in numbers:
            answers.setdefault(stored.question, stored.number)
    recording = recording_beside(Path(entry.file)) if whole else None
    offices = _offices(snapshot, turns, place.turn)
    view = View(entry, place, language, seats(entry.speakers), whole, recording is not None, answers, offices)
    player = player_html(view, turns, video=recording.is_video) if recording else ""
    above = speakers_html(view, turns) + tools_html(view, player) if whole else ""
    said = "".join(_framed(turns, view))
    # Beside the chat it scrolls by itself: the keyboard must be able to reach it.
    kind = "class='or-reader or-whole'" if whole else "class='or-reader' tabindex='0'"
    return (
        f"<section {kind} aria-label='{safe(entry.title)}' {_data(view)}>"
        f"{_heading(snapshot, view, turns)}{above}"
        f"<div class='or-turns'>{said}</div></section>"
    )


def _offices(snapshot: Snapshot, turns: Sequence[StoredTurn], cited: int | None) -> dict[int, str]:
    """Each speaker's office at their first turn and at the cited one: on every turn it would be noise."""
    firsts = {stored.speaker_key: stored.number for stored in reversed(turns)}
    shown = (each for each in turns if each.number in (firsts[each.speaker_key], cited))
    found = ((each.number, snapshot.office(each.speaker_key, each.transcript)) for each in shown)
    return {number: office for number, office in found if office}


def _data(view: View) -> str:
    """What the page's script needs to know."""
    texts = {name: text(f"read.{name}", view.language, **_LEFT_OPEN) for name in _SCRIPT_TEXTS}
    return (
        f"data-transcript='{safe(view.entry.id)}' data-address='{html.escape(view.place.address)}' "
        f"data-texts='{safe(json.dumps(texts))}'"
    )


_LEFT_OPEN = {name: f"{{{name}}}" for name in ("at", "all", "shown", "n")}
"""Values that only the script knows."""


def _heading(snapshot: Snapshot, view: View, turns: Sequence[StoredTurn]) -> str:
    entry, language = view.entry, view.language
    captions = text("card.automatic_captions", language) if entry.captions else ""
    facts = [str(entry.date or ""), entry.place or "", text("read.turns", language, n=entry.turns), captions]
    facts += [text("read.file", language, name=Path(entry.file).name)] * view.whole
    about = " · ".join(safe(fact) for fact in facts if fact)
    told = describe_whole(entry.terms, saying(language))
    lines = [
        f"<p class='or-terms'>{safe(told)}</p>" if told else "",
        edition_links(entry.editions, language),
        _links(snapshot, view, turns),
        _missed(view, turns),
    ]
    title = f"<h2>{safe(entry.title)}</h2><p class='or-about'>{about}</p>"
    return f"<header>{title}{''.join(lines)}</header>"


def _links(snapshot: Snapshot, view: View, turns: Sequence[StoredTurn]) -> str:
    """The ways to the source: at the cited words, and at their second."""
    url = web_address(view.entry.url)
    links = [(view.say("source"), url)]
    cited = next((each for each in turns if each.number == view.place.turn), None)
    if cited is not None and url:
        span, words = view.place.span, cited.turn.text
        found = evidence(cite(snapshot, cited, span if span and fits(span, words) else (0, len(words)), 1, 0))
        if is_recording(url):
            links.append((view.say("source_time", time=clock(cited.turn.start or 0)), found.time_link))
        else:
            links.append((view.say("source_words"), found.text_link))
    shown = [
        f"<a href='{html.escape(link)}' rel='noopener' target='_blank'>{name}</a>"
        for name, link in links
        if link
    ]
    if not view.whole:
        shown.insert(0, f"<a href='{html.escape(view.place.address)}'>{view.say('whole')}</a>")
    print_it = button("or-print", view.say("print")) if view.whole else ""
    return f"<p class='or-links'>{' · '.join(shown)} {print_it}</p>"


def _missed(view: View, turns: Sequence[StoredTurn]) -> str:
    """What an address names that isn't there."""
    turn, span = view.place.turn, view.place.span
    if turn is None:
        return ""
    if turn >= view.entry.turns:
        told = view.say("no_turn", turn=str(turn), last=str(view.entry.turns - 1))
        return f"<p class='or-empty' role='status'>{told}</p>"
    cited = next(each for each in turns if each.number == turn)
    if span is None or fits(span, cited.turn.text):
        return ""
    told = view.say("no_words", start=str(span[0]), end=str(span[1]), length=len(cited.turn.text))
    return f"<p class='or-empty' role='status'>{told}</p>"


def _framed(turns: Sequence[StoredTurn], view: View) -> Iterable[str]:
    """The turns, with a frame around the exchange of the cited one."""
    cited = next((each for each in turns if each.number == view.place.turn), None)
    exchange = None if cited is None else cited.exchange
    within = [each.number for each in turns if exchange is not None and each.exchange == exchange]
    for stored in turns:
        if within and stored.number == within[0]:
            name = view.say("exchange")
            yield f"<div class='or-exchange' role='group' aria-label='{name}'><p class='or-frame'>{name}</p>"
        yield turn_html(stored, view)
        if within and stored.number == within[-1]:
            yield "</div>"
