"""Mentions of an exact phrase: how often, when, by whom, and who was asked about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar
from weakref import WeakKeyDictionary

from rag.citations import Coverage, coverage
from rag.exchanges import Role
from rag.exploring.asked import Asked, find_asked
from rag.exploring.months import UNDATED, Tally, month_of
from rag.exploring.phrases import Phrase, parse_phrase
from rag.exploring.speaking import Count, counted, counts_of, month_totals
from rag.filters import Filters, select
from rag.library.catalogue import TranscriptEntry
from rag.library.derived import Derived
from rag.library.snapshot import Snapshot, Voice
from rag.transcript import Span

_Key = TypeVar("_Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Mention:
    """A turn that has the phrase, in `spans` of its text; `transcript` and `speaker` are keys."""

    transcript: int
    turn: int
    speaker: int
    role: Role
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class MonthMentions:
    """Mentions in a month that has `transcripts`; with none it is a gap, and the tally says nothing."""

    month: str
    transcripts: int
    tally: Tally


@dataclass(frozen=True, slots=True)
class VoiceMentions:
    """Mentions by one speaker, among that speaker's words."""

    voice: Voice
    tally: Tally


@dataclass(frozen=True, slots=True)
class Mentions:
    """All mentions of `phrase`, oldest transcript first; months run without a hole, speakers by mentions.

    `left_out` counts transcripts that are another edition of an event that is counted.
    """

    phrase: str
    found: tuple[Mention, ...]
    total: Tally
    months: tuple[MonthMentions, ...]
    undated: MonthMentions
    speakers: tuple[VoiceMentions, ...]
    asked: Asked
    coverage: Coverage
    left_out: int


_KEPT = 4
"""Results of a state that are remembered: each number that a reader opens asks for the same one again."""

_found: WeakKeyDictionary[Derived, dict[tuple[str, Filters], Mentions]] = WeakKeyDictionary()


def find_mentions(snapshot: Snapshot, text: str, filters: Filters) -> Mentions:
    """Every mention of a phrase; with a speaker among the filters, by that speaker, and asked of them.

    The lexical index names the turns, and the stored text of each is read: nothing counts that doesn't stand
    there. FilterError for filters that can't be met, OnRecordError for a phrase without a word.
    """
    if snapshot.derived is None:
        return _find(snapshot, text, filters)
    kept = _found.get(snapshot.derived, {})
    found = kept.get((text, filters)) or _find(snapshot, text, filters)
    newest = {(text, filters): found, **{key: each for key, each in kept.items() if key != (text, filters)}}
    _found[snapshot.derived] = dict(islice(newest.items(), _KEPT))
    return found


def _find(snapshot: Snapshot, text: str, filters: Filters) -> Mentions:
    phrase = parse_phrase(text)
    selection = select(filters, snapshot)
    entries, left_out = counted(snapshot, selection)
    everybody = _search(snapshot, phrase, entries)
    found = [each for each in everybody if selection.speakers is None or each.speaker in selection.speakers]
    counts = counts_of(snapshot, entries, selection.speakers)
    months, undated = _by_month(found, counts, entries)
    questions = [(each.transcript, each.turn) for each in everybody if each.role is Role.QUESTION]
    return Mentions(
        phrase.text,
        tuple(found),
        _tally(found, counts),
        months,
        undated,
        _by_voice(snapshot, found, counts),
        find_asked(snapshot, questions, selection.speakers),
        coverage(snapshot, selection),
        left_out,
    )


def _search(snapshot: Snapshot, phrase: Phrase, entries: dict[int, TranscriptEntry]) -> list[Mention]:
    if snapshot.derived is None:
        return []
    lexical, most = snapshot.derived.lexical, max(1, len(snapshot.derived.rows))
    turns = {turn for words in phrase.sequences for turn in lexical.turns_with_sequence(words, most)}
    order = {key: place for place, key in enumerate(entries)}
    wanted = sorted((turn for turn in turns if turn[0] in order), key=lambda turn: (order[turn[0]], turn[1]))
    return [
        Mention(transcript, turn, speaker, role, spans)
        for transcript, turn, speaker, role, text in snapshot.texts_of(wanted)
        if (spans := phrase.spans(text))
    ]


def _tally(found: Sequence[Mention], counts: Sequence[Count]) -> Tally:
    mentions = sum(len(each.spans) for each in found)
    return Tally(mentions, len(found), sum(count.words for count in counts))


def _by_month(
    found: Sequence[Mention], counts: Sequence[Count], entries: dict[int, TranscriptEntry]
) -> tuple[tuple[MonthMentions, ...], MonthMentions]:
    totals, undated = month_totals(counts, entries)
    month = {key: month_of(entry.date) for key, entry in entries.items()}
    grouped = _grouped(found, lambda each: month[each.transcript])
    months = [
        MonthMentions(
            total.month,
            total.transcripts,
            Tally(
                sum(len(each.spans) for each in grouped[total.month]), len(grouped[total.month]), total.words
            ),
        )
        for total in (*totals, undated)
    ]
    assert months[-1].month == UNDATED
    return tuple(months[:-1]), months[-1]


def _by_voice(
    snapshot: Snapshot, found: Sequence[Mention], counts: Sequence[Count]
) -> tuple[VoiceMentions, ...]:
    voices = snapshot.voices()
    grouped = _grouped(found, lambda each: voices[each.speaker])
    spoken = _grouped(counts, lambda count: voices[count.speaker])
    by_voice = [VoiceMentions(voice, _tally(group, spoken[voice])) for voice, group in grouped.items()]
    return tuple(sorted(by_voice, key=lambda each: (-each.tally.mentions, each.voice.name)))


_Item = TypeVar("_Item")


def _grouped(items: Sequence[_Item], key: Callable[[_Item], _Key]) -> defaultdict[_Key, list[_Item]]:
    groups: defaultdict[_Key, list[_Item]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return groups
