"""Who speaks how much, and when: turns and words counted once for every published state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from weakref import WeakKeyDictionary

from rag.exploring.months import UNDATED, MonthTotals, consecutive, month_of
from rag.filters import Selection
from rag.library.catalogue import TranscriptEntry
from rag.library.derived import Derived
from rag.library.snapshot import Snapshot, Voice


class Count(NamedTuple):
    """What one speaker (key) says in one transcript (key)."""

    transcript: int
    speaker: int
    turns: int
    words: int


@dataclass(frozen=True, slots=True)
class Spoken:
    """How much somebody speaks; a `voice` that is no person is somebody else in every transcript."""

    voice: Voice
    transcripts: int
    turns: int
    words: int


@dataclass(frozen=True, slots=True)
class Overview:
    """A library at a glance; `months` run without a hole from the first to the last that has a transcript.

    `speakers` has whoever says most words first. `left_out` counts transcripts that are another edition of
    an event that is counted.
    """

    months: tuple[MonthTotals, ...]
    undated: MonthTotals
    speakers: tuple[Spoken, ...]
    left_out: int


_counts: WeakKeyDictionary[Derived, tuple[Count, ...]] = WeakKeyDictionary()


def spoken_counts(snapshot: Snapshot) -> tuple[Count, ...]:
    """Turns and words of every speaker in every transcript."""
    if snapshot.derived is None:
        return ()
    found = _counts.get(snapshot.derived)
    if found is None:
        tally: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0])
        for transcript, speaker, text in snapshot.spoken():
            held = tally[transcript, speaker]
            held[0] += 1
            held[1] += len(text.split())
        found = tuple(Count(*key, *held) for key, held in tally.items())
        _counts[snapshot.derived] = found
    return found


def counted(snapshot: Snapshot, selection: Selection) -> tuple[dict[int, TranscriptEntry], int]:
    """The transcripts that are counted, by key, each event once; and how many editions that leaves out.

    Of several editions of one event the oldest stands for all, by id where they have one date.
    """
    kept: dict[int, TranscriptEntry] = {}
    seen: set[str] = set()
    left_out = 0
    for key, entry in snapshot.transcripts_by_key.items():
        if not selection.admits(entry):
            continue
        if seen.isdisjoint(entry.editions):
            kept[key] = entry
            seen.add(entry.id)
        else:
            left_out += 1
    return kept, left_out


def month_totals(
    counts: Sequence[Count], entries: dict[int, TranscriptEntry]
) -> tuple[tuple[MonthTotals, ...], MonthTotals]:
    """The totals of every month between the first and the last transcript, and of what has no date."""
    transcripts: dict[str, int] = defaultdict(int)
    turns: dict[str, int] = defaultdict(int)
    words: dict[str, int] = defaultdict(int)
    for entry in entries.values():
        transcripts[month_of(entry.date)] += 1
    for count in counts:
        month = month_of(entries[count.transcript].date)
        turns[month] += count.turns
        words[month] += count.words
    totals = [
        MonthTotals(month, transcripts[month], turns[month], words[month])
        for month in [*consecutive(transcripts), UNDATED]
    ]
    return tuple(totals[:-1]), totals[-1]


def counts_of(snapshot: Snapshot, entries: Collection[int], speakers: frozenset[int] | None) -> list[Count]:
    """The counts of these transcripts (keys), of these speakers (keys) where they are given."""
    return [
        count
        for count in spoken_counts(snapshot)
        if count.transcript in entries and (speakers is None or count.speaker in speakers)
    ]


def overview(snapshot: Snapshot, selection: Selection) -> Overview:
    """The library, or what a selection leaves of it, at a glance."""
    entries, left_out = counted(snapshot, selection)
    counts = counts_of(snapshot, entries, selection.speakers)
    months, undated = month_totals(counts, entries)
    return Overview(months, undated, _speakers(snapshot, counts), left_out)


def _speakers(snapshot: Snapshot, counts: Sequence[Count]) -> tuple[Spoken, ...]:
    voices = snapshot.voices()
    grouped: dict[Voice, list[Count]] = defaultdict(list)
    for count in counts:
        grouped[voices[count.speaker]].append(count)
    found = [
        Spoken(
            voice,
            len({count.transcript for count in group}),
            sum(count.turns for count in group),
            sum(count.words for count in group),
        )
        for voice, group in grouped.items()
    ]
    return tuple(sorted(found, key=lambda each: (-each.words, each.voice.name)))
