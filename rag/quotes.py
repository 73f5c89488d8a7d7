"""Did they really say that? A quotation held against the record, word by word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from rag.citations import Citation, Coverage, cite, coverage
from rag.errors import FilterError
from rag.exchanges import Role
from rag.filters import Filters, Selection, find_speakers, select
from rag.library.rows import UNDATED
from rag.library.snapshot import Snapshot, StoredTurn
from rag.transcript import Span
from rag.words import Reading, Word, fold_words, readings

MOST_PLACES = 20
"""Places listed at most; the note says how many there are."""

_SEQUENCE_LIMIT = 2000
_NEAREST_TURNS = 30
_FEW_WORDS = 4
_QUOTED = re.compile(r"“([^“”]{8,2000})”|\"([^\"]{8,2000})\"|«([^«»]{8,2000})»|„([^„“”]{8,2000})[“”]")


class Verdict(StrEnum):
    """What the record says of a quotation. Only VERBATIM and CLEANED support it."""

    VERBATIM = "verbatim"
    CLEANED = "cleaned"
    ALTERED = "altered"
    TRUNCATED = "truncated"
    SPLICED = "spliced"
    MISATTRIBUTED = "misattributed"
    PARAPHRASE = "paraphrase"
    NOT_FOUND = "not_found"

    @property
    def supported(self) -> bool:
        """Whether one may print the quotation as it stands."""
        return self in (Verdict.VERBATIM, Verdict.CLEANED)


class Attribution(StrEnum):
    """How the claimed speaker fares."""

    CONFIRMED = "confirmed"
    DIFFERENT_SPEAKER = "different_speaker"
    ASKED_NOT_SAID = "asked_not_said"
    NOT_GIVEN = "not_given"
    UNKNOWN_SPEAKER = "unknown_speaker"


@dataclass(frozen=True, slots=True)
class QuoteCheck:
    """A quotation, the verdict on it, and the places that show why.

    `diff` turns the record's words into the quotation's: ("equal" | "delete" | "insert", text) pairs.
    `matches` are the places where the words occur, the best first; `nearest` what comes closest where
    they occur nowhere. `said_by` is who said the words at the best place. `note` says why in one sentence.
    """

    quote: str
    speaker: str | None
    verdict: Verdict
    risks: tuple[str, ...]
    attribution: Attribution
    said_by: str | None
    diff: tuple[tuple[str, str], ...]
    matches: tuple[Citation, ...]
    coverage: Coverage
    note: str
    nearest: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class _Place:
    stored: StoredTurn
    span: Span
    reading: Reading


def check_quote(snapshot: Snapshot, quote: str, filters: Filters) -> QuoteCheck:
    """Judge a quotation, claimed to be `filters.speaker`'s if one is named, by the allowed record.

    The words are looked for in everybody's turns and the speaker is judged after. Never raises for
    what the quotation says; FilterError for an unknown transcript.
    """
    selection = select(replace(filters, speaker=None), snapshot)
    searched = coverage(snapshot, selection)
    words = fold_words(quote)
    places = _places(snapshot, words, selection)
    if not places:
        near = _nearest(snapshot, words, selection)
        note = "There are no words in the quotation to look for." if not words else _not_found(searched)
        attribution = Attribution.NOT_GIVEN
        if filters.speaker is not None and _speaker_keys(snapshot, filters.speaker) is None:
            attribution = Attribution.UNKNOWN_SPEAKER
        return QuoteCheck(
            quote, filters.speaker, Verdict.NOT_FOUND, (), attribution, None, (), (), searched, note, near
        )
    return _judged(snapshot, quote, filters.speaker, places, searched)


def check_text(snapshot: Snapshot, text: str) -> list[QuoteCheck]:
    """Check every quotation between quotation marks in an article, in order of appearance."""
    return [check_quote(snapshot, quote, Filters()) for quote in quotations(text)]


def quotations(text: str) -> list[str]:
    """The passages of a text that stand between quotation marks."""
    return [next(group for group in match.groups() if group is not None) for match in _QUOTED.finditer(text)]


def _judged(
    snapshot: Snapshot, quote: str, speaker: str | None, places: list[_Place], searched: Coverage
) -> QuoteCheck:
    claimed = None if speaker is None else _speaker_keys(snapshot, speaker)
    places.sort(key=lambda place: _preference(snapshot, place, claimed))
    best = places[0].stored
    attribution = _attribution(best, speaker, claimed)
    supported = attribution in (Attribution.CONFIRMED, Attribution.NOT_GIVEN)
    verdict = Verdict.VERBATIM if supported else Verdict.MISATTRIBUTED
    matches = [
        cite(snapshot, place.stored, place.span, n, 1.0)
        for n, place in enumerate(places[:MOST_PLACES], start=1)
    ]
    return QuoteCheck(
        quote,
        speaker,
        verdict,
        (),
        attribution,
        best.speaker,
        (("equal", matches[0].quote),),
        tuple(matches),
        searched,
        _note(places, attribution, speaker, quote),
    )


def _places(snapshot: Snapshot, words: Sequence[Word], selection: Selection) -> list[_Place]:
    """Every place where the words stand in this order in one turn, in any of its readings."""
    if not words or snapshot.derived is None:
        return []
    wanted = [word.folded for word in words]
    found: list[_Place] = []
    for transcript, number in snapshot.derived.lexical.turns_with_sequence(wanted, _SEQUENCE_LIMIT):
        if not _allowed(snapshot, transcript, selection):
            continue
        stored = snapshot.turn(transcript, number)
        spans: dict[Span, Reading] = {}
        for reading, said in readings(stored.turn.text, stored.turn.struck).items():
            for span in _occurrences(wanted, said):
                spans.setdefault(span, reading)
        found.extend(_Place(stored, span, reading) for span, reading in spans.items())
    return found


def _occurrences(wanted: Sequence[str], said: Sequence[Word]) -> list[Span]:
    length = len(wanted)
    return [
        (said[i].start, said[i + length - 1].end)
        for i in range(len(said) - length + 1)
        if said[i].folded == wanted[0] and [w.folded for w in said[i : i + length]] == list(wanted)
    ]


def _allowed(snapshot: Snapshot, transcript: int, selection: Selection) -> bool:
    if selection.transcripts is not None and transcript not in selection.transcripts:
        return False
    date = snapshot.transcripts_by_key[transcript].date
    ordinal = date.toordinal() if date else UNDATED
    return selection.dates is None or selection.dates[0] <= ordinal <= selection.dates[1]


def _speaker_keys(snapshot: Snapshot, speaker: str) -> frozenset[int] | None:
    """Keys of the claimed speaker; None where the library knows nobody by that name."""
    try:
        return find_speakers(speaker, snapshot)
    except FilterError:
        return None


def _preference(
    snapshot: Snapshot, place: _Place, claimed: frozenset[int] | None
) -> tuple[bool, bool, bool, str, int]:
    """Sorts the right speaker first, then answers before questions, then the oldest."""
    date = snapshot.transcripts_by_key[place.stored.transcript].date
    wrong = claimed is not None and place.stored.speaker_key not in claimed
    asked = place.stored.role is Role.QUESTION
    return wrong, asked, date is None, date.isoformat() if date else "", place.stored.number


def _attribution(best: StoredTurn, speaker: str | None, claimed: frozenset[int] | None) -> Attribution:
    if speaker is None:
        return Attribution.NOT_GIVEN
    if claimed is None:
        return Attribution.UNKNOWN_SPEAKER
    if best.speaker_key in claimed:
        return Attribution.CONFIRMED
    return Attribution.ASKED_NOT_SAID if best.role is Role.QUESTION else Attribution.DIFFERENT_SPEAKER


def _note(places: Sequence[_Place], attribution: Attribution, speaker: str | None, quote: str) -> str:
    best = places[0]
    who = best.stored.speaker or "a speaker whom the record doesn't name"
    notes = {
        Attribution.CONFIRMED: f"The record has these words from {who}.",
        Attribution.NOT_GIVEN: f"The record has these words from {who}.",
        Attribution.DIFFERENT_SPEAKER: f"The record has these words from {who}, not from {speaker}.",
        Attribution.ASKED_NOT_SAID: f"These words were asked, not said: they are {who}'s, not {speaker}'s.",
        Attribution.UNKNOWN_SPEAKER: f"The record has these words from {who}; it knows no {speaker}.",
    }
    note = notes[attribution]
    if attribution is Attribution.NOT_GIVEN and best.stored.role is Role.QUESTION:
        note = f"The record has these words, asked by a reporter ({who})."
    if best.reading is not Reading.AS_PRINTED:
        note += f" This is the reading {best.reading.value} of an official correction."
    if len(places) > 1:
        note += f" They occur in {len(places)} places."
    if len(fold_words(quote)) < _FEW_WORDS:
        note += " A quotation this short proves little."
    return note


def _not_found(searched: Coverage) -> str:
    return f"Nobody says these words in the {searched.transcripts} transcripts searched."


def _nearest(snapshot: Snapshot, words: Sequence[Word], selection: Selection) -> tuple[Citation, ...]:
    """The turn that shares most words with the quotation, cut to the stretch that shares most."""
    if not words or snapshot.derived is None:
        return ()
    wanted = {word.folded for word in words}
    best: tuple[float, StoredTurn, Span] | None = None
    for transcript, number in snapshot.derived.lexical.turns_with_words(sorted(wanted), _NEAREST_TURNS):
        if _allowed(snapshot, transcript, selection):
            stored = snapshot.turn(transcript, number)
            share, span = _best_stretch(wanted, fold_words(stored.turn.text), len(words))
            if best is None or share > best[0]:
                best = (share, stored, span)
    return () if best is None else (cite(snapshot, best[1], best[2], 1, best[0]),)


def _best_stretch(wanted: set[str], said: Sequence[Word], length: int) -> tuple[float, Span]:
    """The stretch of `length` words that holds most of the wanted ones, and the share of them it holds."""
    shares = [
        len(wanted & {word.folded for word in said[i : i + length]}) / len(wanted)
        for i in range(max(1, len(said) - length + 1))
    ]
    start = max(range(len(shares)), key=shares.__getitem__)
    last = min(start + length, len(said)) - 1
    return shares[start], (said[start].start, said[last].end)
