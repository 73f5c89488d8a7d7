"""What changed from one edition of a transcript to another, word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from rapidfuzz.distance import Levenshtein

from rag.library.snapshot import StoredTurn
from rag.words import fold_words

CONTEXT = 6
"""Words shown on either side of a change."""


@dataclass(frozen=True, slots=True)
class Slice:
    """Words of one turn: `text` is `turn.text[start:end]` of the turn numbered `turn`."""

    turn: int
    start: int
    end: int
    text: str
    speaker: str


@dataclass(frozen=True, slots=True)
class Change:
    """Words that differ: of the first edition (`old`) and of the second (`new`), either may be none.

    `before` and `after` are the words around them, of the edition that has the change's words.
    """

    old: tuple[Slice, ...]
    new: tuple[Slice, ...]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Reattribution:
    """The same words under two names."""

    old: Slice
    new: Slice


@dataclass(frozen=True, slots=True)
class EditionDiff:
    """The differences in order; `same`, `old` and `new` count words. Case and typography don't differ."""

    changes: tuple[Change, ...]
    speakers: tuple[Reattribution, ...]
    same: int
    old: int
    new: int


@dataclass(frozen=True, slots=True)
class _Placed:
    """A word of a transcript in its turn."""

    folded: str
    stored: StoredTurn
    start: int
    end: int


def diff_editions(old: Sequence[StoredTurn], new: Sequence[StoredTurn]) -> EditionDiff:
    """Align the words of two editions with as few changes as possible (Levenshtein over words)."""
    ours, theirs = list(_placed(old)), list(_placed(new))
    changes: list[Change] = []
    same: list[tuple[_Placed, _Placed]] = []
    opcodes = Levenshtein.opcodes([w.folded for w in ours], [w.folded for w in theirs])
    for equal, group in groupby(opcodes, key=lambda code: code.tag == "equal"):
        codes = list(group)
        a, b = codes[0].src_start, codes[-1].src_end
        c, d = codes[0].dest_start, codes[-1].dest_end
        if equal:
            same += zip(ours[a:b], theirs[c:d], strict=True)
        else:
            changes.append(_change(ours, (a, b), theirs, (c, d)))
    return EditionDiff(tuple(changes), tuple(_reattributed(same)), len(same), len(ours), len(theirs))


def _placed(turns: Sequence[StoredTurn]) -> Iterator[_Placed]:
    for stored in turns:
        for word in fold_words(stored.turn.text):
            yield _Placed(word.folded, stored, word.start, word.end)


def _change(
    ours: Sequence[_Placed], old: tuple[int, int], theirs: Sequence[_Placed], new: tuple[int, int]
) -> Change:
    words, (first, last) = (theirs, new) if new[0] < new[1] else (ours, old)
    before = " ".join(_text(words[max(0, first - CONTEXT) : first]))
    after = " ".join(_text(words[last : last + CONTEXT]))
    return Change(tuple(_slices(ours[slice(*old)])), tuple(_slices(theirs[slice(*new)])), before, after)


def _slices(words: Sequence[_Placed]) -> Iterator[Slice]:
    """The words as slices, one for each turn that they stand in."""
    for number, group in groupby(words, key=lambda word: word.stored.number):
        run = list(group)
        stored, start, end = run[0].stored, run[0].start, run[-1].end
        yield Slice(number, start, end, stored.turn.text[start:end], stored.speaker)


def _text(words: Sequence[_Placed]) -> list[str]:
    return [part.text for part in _slices(words)]


def _reattributed(same: Sequence[tuple[_Placed, _Placed]]) -> Iterator[Reattribution]:
    """Runs of the same words under two names, each within one turn; no name is no other name."""
    for (_, _, differ), group in groupby(
        same,
        key=lambda pair: (
            pair[0].stored.number,
            pair[1].stored.number,
            _differ(pair[0].stored.speaker, pair[1].stored.speaker),
        ),
    ):
        if differ:
            run = list(group)
            yield Reattribution(
                next(_slices([old for old, _ in run])), next(_slices([new for _, new in run]))
            )


def _differ(one: str, other: str) -> bool:
    return bool(one and other) and one != other
