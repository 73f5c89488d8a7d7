"""Everybody who speaks in a library."""

from __future__ import annotations

import datetime as dt

from typing_extensions import TypedDict

from rag.library.who import LabelUse, PersonEntry, SpeakerList


class LabelJSON(TypedDict):
    """A label as printed, its turns, and the ids of its transcripts."""

    label: str
    turns: int
    transcripts: list[str]


class OfficeJSON(TypedDict):
    """An office, the first and last day known in it (ISO 8601), and whether speakers.yaml says so."""

    office: str
    first: str | None
    last: str | None
    book: bool


class NameEvidenceJSON(TypedDict):
    """Why a label is this person: the rule, in how many transcripts, and the words that say so."""

    rule: str
    transcripts: int
    transcript: str | None
    turn: int | None
    start: int | None
    end: int | None
    words: str | None


class PersonJSON(TypedDict):
    """One person."""

    name: str
    turns: int
    transcripts: int
    labels: list[LabelJSON]
    roles: list[OfficeJSON]
    evidence: list[NameEvidenceJSON]


class UnresolvedJSON(LabelJSON):
    """A label without a known person, and why."""

    why: str


class SpeakersJSON(TypedDict):
    """Everybody who speaks; `book` is the path of speakers.yaml, null where the library has none."""

    persons: list[PersonJSON]
    unresolved: list[UnresolvedJSON]
    anonymous: list[LabelJSON]
    book: str | None
    applied: bool


def speakers_json(speakers: SpeakerList, book: str | None, *, applied: bool) -> SpeakersJSON:
    """Everybody who speaks, as programs get it; `book` is the path of speakers.yaml."""
    return {
        "persons": [_person_json(person) for person in speakers.persons],
        "unresolved": [{**_label_json(each.use), "why": each.why} for each in speakers.unresolved],
        "anonymous": [_label_json(use) for use in speakers.anonymous],
        "book": book,
        "applied": applied,
    }


def _person_json(person: PersonEntry) -> PersonJSON:
    return {
        "name": person.name,
        "turns": person.turns,
        "transcripts": person.transcripts,
        "labels": [_label_json(use) for use in person.labels],
        "roles": [
            {"office": t.office, "first": _iso(t.first), "last": _iso(t.last), "book": t.book}
            for t in person.offices
        ],
        "evidence": [
            {
                "rule": each.rule,
                "transcripts": each.transcripts,
                "transcript": each.transcript,
                "turn": each.turn,
                "start": each.start,
                "end": each.end,
                "words": each.words,
            }
            for each in person.evidence
        ],
    }


def _label_json(use: LabelUse) -> LabelJSON:
    return {"label": use.label, "turns": use.turns, "transcripts": list(use.transcripts)}


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
