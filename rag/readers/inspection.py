"""What a file was read as, so that a bad import is seen before it is trusted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median

from rag.counts import counted
from rag.languages import language_of
from rag.readers import read_source
from rag.readers.containers import open_source
from rag.readers.hints import NO_HINTS, Hints
from rag.readers.labels import has_title, is_capitals_label, is_name_shaped, is_near
from rag.readers.registry import format_of
from rag.transcript import Transcript

_MOST_COMPARED = 200
"""Labels that are compared with each other; a file with more is none of people talking."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A label as printed, "" for speech under none, with its turns and words."""

    label: str
    turns: int
    words: int


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A label that may be none, and why."""

    label: str
    reason: str


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was read: `unknown` is the share of words under no label, from 0 to 1.

    `timed` is the share of turns with a time, `every` the median of the seconds between two such turns, None
    where there are fewer than two. `language` is as told, else as found in the words, else "und".
    """

    path: Path
    title: str
    transcript: Transcript
    voices: tuple[Voice, ...]
    unknown: float
    timed: float
    every: float | None
    suspicions: tuple[Suspicion, ...]
    language: str


def inspect(path: Path, hints: Hints = NO_HINTS) -> Inspection:
    """Read a file and look at what came of it; raises as `load_transcript` does."""
    source = open_source(path, hints)
    transcript = read_source(source)
    voices = _voices(transcript)
    words = sum(voice.words for voice in voices)
    starts = [turn.start for turn in transcript.turns if turn.start is not None]
    steps = [after - before for before, after in pairwise(starts) if after > before]
    return Inspection(
        path=path,
        title=format_of(source).title if hints.format is None else hints.format,
        transcript=transcript,
        voices=voices,
        unknown=sum(voice.words for voice in voices if not voice.label) / words if words else 0.0,
        timed=len(starts) / len(transcript.turns),
        every=round(median(steps), 1) if steps else None,
        suspicions=_suspicions(voices, len(transcript.turns)),
        language=language_of(transcript),
    )


def suspicious_labels(counts: Mapping[str, int]) -> tuple[Suspicion, ...]:
    """The labels of one transcript that may be none; `counts` are their turns."""
    ordered = sorted(counts.items(), key=lambda each: -each[1])
    return _suspicions(tuple(Voice(label, turns, 0) for label, turns in ordered), sum(counts.values()))


def _voices(transcript: Transcript) -> tuple[Voice, ...]:
    turns: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for turn in transcript.turns:
        turns[turn.label] += 1
        words[turn.label] += len(turn.text.split())
    return tuple(Voice(label, count, words[label]) for label, count in turns.most_common())


def _suspicions(voices: tuple[Voice, ...], turns: int) -> tuple[Suspicion, ...]:
    found: list[Suspicion] = []
    named = [voice for voice in voices if voice.label][:_MOST_COMPARED]
    for place, voice in enumerate(named):
        commoner = [other.label for other in named[:place] if other.turns > voice.turns]
        slip = next((label for label in commoner if is_near(voice.label.upper(), [label.upper()])), None)
        if slip is not None:
            found.append(Suspicion(voice.label, f"looks like a slip of {slip!r}"))
        elif not (is_name_shaped(voice.label) or is_capitals_label(voice.label)):
            found.append(Suspicion(voice.label, "is not shaped like a name"))
        elif voice.turns == 1 and turns >= 20 and not has_title(voice.label):
            found.append(Suspicion(voice.label, f"stands once among {counted(turns, 'turn')}"))
    return tuple(found)
