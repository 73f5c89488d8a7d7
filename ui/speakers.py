"""The `speakers` command: who speaks, for reading and as JSON, and the draft of speakers.yaml."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from rich.markup import escape
from rich.padding import Padding
from rich.text import Text

from rag.counts import counted
from rag.library.library import Library
from rag.library.who import LabelUse, NameEvidence, PersonEntry, SpeakerList
from rag.offices import Tenure
from rag.speaker_book import FILE_NAME, read_book
from ui import render
from ui.terminal import OUT

_MOST_LABELS = 6


@dataclass(frozen=True, slots=True)
class Found:
    """The speakers of a library; `applied` tells whether its speakers.yaml is what they rest on."""

    speakers: SpeakerList
    book: str | None
    applied: bool


def load(library: Library) -> Found:
    """Read who speaks."""
    path = library.folder / FILE_NAME
    text = read_book(library.folder)
    with library.snapshot() as snapshot:
        applied = snapshot.applied_book() == text
        return Found(snapshot.speaker_list(), str(path) if path.exists() else None, applied)


def apply(library: Library) -> None:
    """Resolve all speakers anew by speakers.yaml, and say whether that changed anything."""
    from rag.indexing import apply_book

    path = library.folder / FILE_NAME
    if apply_book(library):
        render.say(f"Speakers resolved anew by {path}; vectors stay as they are.")
    elif path.exists():
        render.say(f"{path} has been applied already.")
    else:
        render.say(f"There is no {path}. Draft one with: onrecord speakers --suggest")


def draft(library: Library) -> str:
    """A draft of speakers.yaml."""
    from rag.speaker_suggestions import suggest

    with library.snapshot() as snapshot:
        return suggest(snapshot, snapshot.speaker_list(), str(library.folder / FILE_NAME))


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def show(found: Found) -> None:
    """Everybody who speaks, for reading."""
    speakers = found.speakers
    for person in speakers.persons:
        _person(person)
    if speakers.unresolved:
        OUT.print("\n[bold]Unresolved:[/] each transcript's speaker stands apart.")
        for each in speakers.unresolved:
            _line(each.use, f"; {each.why}")
    if speakers.anonymous:
        OUT.print("\n[bold]Anonymous:[/] somebody else in every transcript.")
        for use in speakers.anonymous:
            _line(use, "")
    persons, unresolved = counted(len(speakers.persons), "person"), counted(len(speakers.unresolved), "label")
    OUT.print(
        f"\n{persons}, {unresolved} without a known person, "
        f"{counted(len(speakers.anonymous), 'anonymous label')}."
    )
    if not found.applied:
        render.say(f"{FILE_NAME} has changed since it was applied. Apply it with: onrecord speakers --apply")


def _person(person: PersonEntry) -> None:
    count = f"{counted(person.turns, 'turn')} in {counted(person.transcripts, 'transcript')}"
    OUT.print(f"\n[bold]{escape(person.name)}[/] [dim]{count}[/]")
    shown = [f"{use.label} ({use.turns:,})" for use in person.labels[:_MOST_LABELS]]
    more = len(person.labels) - _MOST_LABELS
    _indented(f"labels: {', '.join(shown)}{f' and {more} more' if more > 0 else ''}")
    for tenure in person.offices:
        _indented(f"{tenure.office}, {_days(tenure)}")
    for each in person.evidence:
        _indented(_why(each), "dim")


def _why(each: NameEvidence) -> str:
    known = f"known by {each.rule} in {counted(each.transcripts, 'transcript')}"
    if each.words is None:
        return known
    place = "title" if each.turn is None else f"turn {each.turn}"
    return f"{known}: “{each.words}”, {place} of {each.transcript}"


def _days(tenure: Tenure) -> str:
    by = " (speakers.yaml)" if tenure.book else ""
    if tenure.first is None and tenure.last is None:
        return f"no dates{by}"
    if tenure.first == tenure.last:
        return f"{tenure.first}{by}"
    return f"{tenure.first or 'open'} to {tenure.last or 'open'}{by}"


def _line(use: LabelUse, more: str) -> None:
    label = use.label or "(no label)"
    _indented(f"{label}: {counted(use.turns, 'turn')} in {counted(len(use.transcripts), 'transcript')}{more}")


def _indented(text: str, style: str = "") -> None:
    OUT.print(Padding(Text(text, style=style), (0, 0, 0, 4), expand=False))
