"""Which turns to hold a quotation against: found by its words over the whole allowed record."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rag.filters import Selection
from rag.library.rows import UNDATED
from rag.library.snapshot import Snapshot, StoredTurn
from rag.quotes.quotation import Quotation
from rag.quotes.tokens import Token, tokens
from rag.words import Reading, readings

_SHINGLE = 4
_SHORTER = ((6, 2), (12, 3))
"""In quotations of so few words a single change spoils the longer shingles: (words at most, shingle)."""

_SHINGLES_ASKED = 48
_BY_SHINGLES, _BY_PART, _BY_WORDS = 12, 4, 6
_EXACT_LIMIT = 5000

TurnKey = tuple[int, int]
"""A turn: its transcript's key and its number."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """One reading of a turn, as tokens."""

    stored: StoredTurn
    reading: Reading
    tokens: tuple[Token, ...]


@dataclass(slots=True)
class Record:
    """The allowed part of one snapshot, turn by turn; what was read once is kept."""

    snapshot: Snapshot
    selection: Selection
    _stretches: dict[TurnKey, tuple[Stretch, ...]] = field(default_factory=dict)

    def allows(self, transcript: int) -> bool:
        """Whether the filters let this transcript count."""
        if self.selection.transcripts is not None and transcript not in self.selection.transcripts:
            return False
        date = self.snapshot.transcripts_by_key[transcript].date
        ordinal = date.toordinal() if date else UNDATED
        return self.selection.dates is None or self.selection.dates[0] <= ordinal <= self.selection.dates[1]

    def stretches(self, key: TurnKey) -> tuple[Stretch, ...]:
        """All readings of a turn."""
        if key not in self._stretches:
            stored = self.snapshot.turn(*key)
            text = stored.turn.text
            self._stretches[key] = tuple(
                Stretch(stored, reading, tuple(tokens(words, text)))
                for reading, words in readings(text, stored.turn.struck).items()
            )
        return self._stretches[key]

    def exact(self, quotation: Quotation) -> list[TurnKey]:
        """Turns that hold the quotation's printed words in this order, in the index's order."""
        derived = self.snapshot.derived
        words = _printed(quotation, 0, len(quotation.tokens))
        if derived is None or not words:
            return []
        return self._allowed(derived.lexical.turns_with_sequence(words, _EXACT_LIMIT))

    def near(self, quotation: Quotation) -> list[TurnKey]:
        """Turns that share runs of words with the quotation or with a part of it, the likeliest first."""
        derived = self.snapshot.derived
        if derived is None:
            return []
        found: dict[TurnKey, None] = {}
        whole = list(_shingles(quotation, 0, len(quotation.tokens)))
        found.update(dict.fromkeys(derived.lexical.turns_with_any_sequence(whole, _BY_SHINGLES)))
        for first, last in _parts(quotation):
            some = list(_shingles(quotation, first, last))
            found.update(dict.fromkeys(derived.lexical.turns_with_any_sequence(some, _BY_PART)))
        words = _printed(quotation, 0, len(quotation.tokens))
        found.update(dict.fromkeys(derived.lexical.turns_with_words(words, _BY_WORDS)))
        return self._allowed(found)

    def spoken_by(self, keys: Sequence[TurnKey], speakers: frozenset[int]) -> list[TurnKey]:
        """Those of `keys` that one of these speakers says."""
        return self.snapshot.turns_of(keys, speakers)

    def _allowed(self, keys: Iterable[TurnKey]) -> list[TurnKey]:
        return [key for key in keys if self.allows(key[0])]


def _printed(quotation: Quotation, first: int, last: int) -> list[str]:
    """The folded words of a part of a quotation, as the index holds them; brackets left out."""
    words: dict[int, str] = {}
    for token, bracketed in zip(quotation.tokens[first:last], quotation.bracketed[first:last], strict=True):
        if not bracketed:
            words[token.place] = token.word
    return [part for word in words.values() for part in word.split()]


def _shingles(quotation: Quotation, first: int, last: int) -> Iterator[tuple[str, ...]]:
    words = _printed(quotation, first, last)
    wanted = next((shingle for most, shingle in _SHORTER if len(words) <= most), _SHINGLE)
    length = min(len(words), wanted)
    places = range(len(words) - length + 1)
    stride = max(1, len(places) // _SHINGLES_ASKED)
    for start in places[::stride]:
        yield tuple(words[start : start + length])


def _parts(quotation: Quotation) -> list[tuple[int, int]]:
    """The stretches between ellipses and sentence ends, or the two halves where there are none."""
    text, size = quotation.text, len(quotation.tokens)
    ends = [
        j
        for j in range(1, size)
        if j in quotation.elided
        or any(mark in text[quotation.tokens[j - 1].end : quotation.tokens[j].start] for mark in ".?!;")
    ]
    cuts = [0, *ends, size] if ends else [0, size // 2, size]
    return [(a, b) for a, b in itertools.pairwise(cuts) if b - a >= _SHINGLE]
