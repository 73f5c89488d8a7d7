"""Transcripts and their turns."""

from __future__ import annotations

from typing_extensions import TypedDict

from rag.corrections import corrections
from rag.exchanges import Role, question_parts
from rag.library.catalogue import TranscriptEntry
from rag.library.snapshot import StoredTurn
from ui.contract.citations import (
    CorrectionJSON,
    ProbableQuestionerJSON,
    TermJSON,
    correction_json,
    questioner_json,
    term_json,
)


class TranscriptJSON(TypedDict):
    """One transcript of the library; `language` is ISO 639-1, "und" where nothing settles it."""

    id: str
    title: str
    date: str | None
    url: str | None
    file: str
    format: str
    turns: int
    passages: int
    speakers: list[str]
    place: str | None
    begins: str | None
    ends: str | None
    terms: list[TermJSON]
    editions: list[str]
    captions: str | None
    unit: str
    language: str


class ListJSON(TypedDict):
    """All transcripts, oldest first."""

    transcripts: list[TranscriptJSON]


class TurnJSON(TypedDict):
    """One turn; `time` is seconds from the beginning, `lines` its first and last line in the file.

    `exchange` counts the transcript's exchanges from 0. A question has `parts`: the spans of its text that
    ask one thing each.
    """

    turn: int
    speaker: str
    label: str
    role: str
    text: str
    time: float | None
    lines: list[int]
    question: int | None
    said_at: str | None
    struck: list[list[int]]
    exchange: int | None
    probable_questioner: ProbableQuestionerJSON | None
    parts: list[list[int]]
    corrections: list[CorrectionJSON]


class ShowJSON(TypedDict):
    """A transcript and its turns."""

    transcript: TranscriptJSON
    turns: list[TurnJSON]


def transcript_json(entry: TranscriptEntry) -> TranscriptJSON:
    """A transcript's entry as programs get it."""
    return {
        "id": entry.id,
        "title": entry.title,
        "date": entry.date.isoformat() if entry.date else None,
        "url": entry.url,
        "file": entry.file,
        "format": entry.format,
        "turns": entry.turns,
        "passages": entry.passages,
        "speakers": list(entry.speakers),
        "place": entry.place,
        "begins": entry.begins,
        "ends": entry.ends,
        "terms": [term_json(term) for term in entry.terms],
        "editions": list(entry.editions),
        "captions": entry.captions,
        "unit": entry.unit,
        "language": entry.language,
    }


def turn_json(stored: StoredTurn) -> TurnJSON:
    """A turn as programs get it."""
    asks = stored.role is Role.QUESTION
    return {
        "turn": stored.number,
        "speaker": stored.speaker,
        "label": stored.turn.label,
        "role": stored.role.value,
        "text": stored.turn.text,
        "time": stored.turn.start,
        "lines": list(stored.turn.lines()),
        "question": stored.question,
        "said_at": stored.turn.said_at,
        "struck": [list(span) for span in stored.turn.struck],
        "exchange": stored.exchange,
        "probable_questioner": questioner_json(stored.questioner),
        "parts": [list(span) for span in question_parts(stored.turn.text)] if asks else [],
        "corrections": [correction_json(each) for each in corrections(stored.turn.text, stored.turn.struck)],
    }
