"""Mentions of a phrase: how often, when, by whom, and who was asked about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import TypedDict

from ui.contract.citations import CoverageJSON, coverage_json

if TYPE_CHECKING:
    from rag.exploring import AskedOf, Mentions, MonthMentions, Tally, VoiceMentions


class TallyJSON(TypedDict):
    """Mentions, in how many turns, among how many words; `per_10000` words is null where there are none."""

    mentions: int
    turns: int
    words: int
    per_10000: float | None


class MonthMentionsJSON(TallyJSON):
    """A month ("2022-03", null: no date); one with no `transcripts` is a gap in the record, not a nought."""

    month: str | None
    transcripts: int


class SpeakerMentionsJSON(TallyJSON):
    """One speaker's mentions; what is no `person` is a label that means somebody else in each transcript."""

    speaker: str
    person: bool


class AskedOfJSON(TypedDict):
    """Questions with the phrase that a speaker answers; in `declined` of them words decline to answer."""

    speaker: str
    person: bool
    asked: int
    declined: int


class MentionPlaceJSON(TypedDict):
    """A turn with the phrase; `spans` are [start, end] of its text."""

    transcript: str
    turn: int
    spans: list[list[int]]


class MentionsJSON(TypedDict):
    """All mentions of a phrase: its words whole, in order, whatever their case.

    `questions` are the question turns that have it, `unanswered` those that nobody answers. `left_out`
    counts other editions of events that are counted.
    """

    phrase: str
    total: TallyJSON
    months: list[MonthMentionsJSON]
    speakers: list[SpeakerMentionsJSON]
    questions: int
    unanswered: int
    asked: list[AskedOfJSON]
    places: list[MentionPlaceJSON]
    left_out: int
    coverage: CoverageJSON


def mentions_json(found: Mentions, ids: dict[int, str]) -> MentionsJSON:
    """Mentions as programs get them; `ids` are the transcripts' by key."""
    months = [*found.months, *([found.undated] if found.undated.transcripts else [])]
    return {
        "phrase": found.phrase,
        "total": _tally_json(found.total),
        "months": [_month_json(month) for month in months],
        "speakers": [_speaker_json(each) for each in found.speakers],
        "questions": found.asked.questions,
        "unanswered": found.asked.unanswered,
        "asked": [_asked_json(each) for each in found.asked.people],
        "places": [
            {
                "transcript": ids[each.transcript],
                "turn": each.turn,
                "spans": [list(span) for span in each.spans],
            }
            for each in found.found
        ],
        "left_out": found.left_out,
        "coverage": coverage_json(found.coverage),
    }


def _tally_json(tally: Tally) -> TallyJSON:
    rate = tally.per_10000
    return {
        "mentions": tally.mentions,
        "turns": tally.turns,
        "words": tally.words,
        "per_10000": None if rate is None else round(rate, 3),
    }


def _month_json(month: MonthMentions) -> MonthMentionsJSON:
    return {**_tally_json(month.tally), "month": month.month or None, "transcripts": month.transcripts}


def _speaker_json(each: VoiceMentions) -> SpeakerMentionsJSON:
    return {**_tally_json(each.tally), "speaker": each.voice.name, "person": each.voice.person}


def _asked_json(each: AskedOf) -> AskedOfJSON:
    return {
        "speaker": each.voice.name,
        "person": each.voice.person,
        "asked": each.asked,
        "declined": each.declined,
    }
