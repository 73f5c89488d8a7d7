"""Words that stand nowhere in the record, as the record spells them: "labour" where it has "labor".

A name that sounds alike ("Zelenskiy"), or has two letters in the wrong order, counts as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rag.languages import ENGLISH, language_among
from rag.library.derived import Derived
from rag.library.lexical import stems
from rag.library.snapshot import Snapshot
from rag.spelling import american

_WORD = re.compile(r"[^\W\d_]{4,}")
_SHORTEST_NAME = 6
"""Letters from which on a name that sounds alike is hardly another one."""

# What transcriptions of one name take for each other; "Carolina" and "Caroline" stay apart.
_SOUNDS = str.maketrans("yjkzw", "iicsv")
_DOUBLED = re.compile(r"(.)\1+")

_LOOKED_AT = 20


class Respelled(NamedTuple):
    """`found` is the record's spelling of the question's word from `start` to `end`."""

    start: int
    end: int
    found: str


def find_spellings(question: str, snapshot: Snapshot) -> Iterator[Respelled]:
    """The English words that nobody says, and that the record has in another spelling, in order."""
    derived = snapshot.derived
    if derived is None or language_among(question, snapshot.languages) != ENGLISH:
        return
    for match in _WORD.finditer(question):
        if not any(derived.lexical.holds(match.group(), language) for language in snapshot.languages):
            found = _as_spelled(match.group(), derived, snapshot)
            if found is not None:
                yield Respelled(*match.span(), found)


def _as_spelled(word: str, derived: Derived, snapshot: Snapshot) -> str | None:
    """The commonest word of the record that is `word` otherwise spelled."""
    for distance in (1, 2) if word[0].isupper() else (1,):
        rows = derived.rows.of_passages(derived.lexical.almost(word, distance, _LOOKED_AT))
        said = _said(snapshot, derived, rows[rows >= 0])
        others: dict[str, None] = dict.fromkeys(other for words in said for other in _WORD.findall(words))
        same = [other for other in others if _is_same(word, other)]
        if same:
            return max(same, key=derived.lexical.frequency)
    return None


def _said(snapshot: Snapshot, derived: Derived, rows: NDArray[np.int64]) -> Iterator[str]:
    """The words of each passage."""
    held = derived.rows
    turns = snapshot.turns_at(
        list(zip(held.transcript[rows].tolist(), held.turn[rows].tolist(), strict=True))
    )
    for row, stored in zip(rows, turns, strict=True):
        yield stored.turn.text[held.start[row] : held.end[row]]


def _is_same(word: str, other: str) -> bool:
    ours, theirs = word.casefold(), other.casefold()
    if _stem(ours) == _stem(theirs):
        return True
    is_name = word[0].isupper() and other[0].isupper() and len(word) >= _SHORTEST_NAME
    return is_name and (_sound(ours) == _sound(theirs) or _is_transposed(ours, theirs))


@lru_cache(1 << 14)
def _stem(word: str) -> tuple[str, ...]:
    return tuple(stems(american(word)))


def _sound(name: str) -> str:
    return _DOUBLED.sub(r"\1", name.replace("ph", "f").translate(_SOUNDS))


def _is_transposed(ours: str, theirs: str) -> bool:
    return any(f"{ours[:i]}{ours[i + 1]}{ours[i]}{ours[i + 2 :]}" == theirs for i in range(len(ours) - 1))
