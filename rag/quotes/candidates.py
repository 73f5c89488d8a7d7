"""Which turns to hold a quotation against: found by its words over the whole allowed record."""

from __future__ import annotations

import heapq
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rag.filters import Selection
from rag.languages import ENGLISH
from rag.library.snapshot import Snapshot, StoredTurn
from rag.quotes.quotation import Quotation
from rag.quotes.tokens import Token, tokens
from rag.quotes.vocabulary import PRONOUNS
from rag.words import Reading, readings

_SHINGLE = 4
_SHORTER = ((6, 2), (12, 3))
"""In quotations of so few words a single change spoils the longer shingles: (words at most, shingle)."""

_SHINGLES_ASKED = 48
_BY_SHINGLES, _BY_PART, _BY_WORDS = 10, 3, 4
_EXACT_LIMIT = 5000
_COMMON = 100
"""Turns that a shingle names at most."""


_SPELLED_OUT = {"'s": "is", "'d": "would"}
_CONTRACTED = {
    "is": "s", "has": "s", "are": "re", "am": "m", "have": "ve", "will": "ll", "would": "d", "had": "d",
    "not": "nt",
}  # fmt: skip
_IRREGULAR = {"cannt": "cant", "willnt": "wont", "shallnt": "shant"}

TurnKey = tuple[int, int]
"""A turn: its transcript's key and its number."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """One reading of a turn, as tokens of its transcript's language."""

    stored: StoredTurn
    reading: Reading
    tokens: tuple[Token, ...]
    language: str = ENGLISH


@dataclass(slots=True)
class Record:
    """The allowed part of one snapshot, turn by turn; what was read once is kept."""

    snapshot: Snapshot
    selection: Selection
    _stretches: dict[TurnKey, tuple[Stretch, ...]] = field(default_factory=dict)

    def stretches(self, key: TurnKey) -> tuple[Stretch, ...]:
        """All readings of a turn."""
        if key not in self._stretches:
            stored = self.snapshot.turn(*key)
            text = stored.turn.text
            language = self.snapshot.language(key[0])
            self._stretches[key] = tuple(
                Stretch(stored, reading, tuple(tokens(words, text, language)), language)
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
        for words in _contracted_otherwise(quotation):
            found.update(dict.fromkeys(derived.lexical.turns_with_sequence(words, _BY_SHINGLES)))
        held = {
            shingle: self._allowed(derived.lexical.turns_with_sequence(shingle, _COMMON))
            for shingle in _shingles(quotation, 0, len(quotation.tokens))
        }
        found.update(dict.fromkeys(_voted(held.values(), _BY_SHINGLES)))
        for first, last in _parts(quotation):
            some = [held[shingle] for shingle in _shingles(quotation, first, last) if shingle in held]
            found.update(dict.fromkeys(_voted(some, _BY_PART)))
        words = _printed(quotation, 0, len(quotation.tokens))
        found.update(dict.fromkeys(derived.lexical.turns_with_words(words, _BY_WORDS)))
        return self._allowed(found)

    def spoken_by(self, keys: Sequence[TurnKey], speakers: frozenset[int]) -> list[TurnKey]:
        """Those of `keys` that one of these speakers says."""
        return self.snapshot.turns_of(keys, speakers)

    def _allowed(self, keys: Iterable[TurnKey]) -> list[TurnKey]:
        entries = self.snapshot.transcripts_by_key
        return [key for key in keys if self.selection.admits(entries[key[0]])]


def _voted(held: Iterable[Sequence[TurnKey]], k: int) -> list[TurnKey]:
    """The `k` turns that hold most shingles, each weighing the more the fewer turns hold it.

    Votes instead of BM25, which would put a short turn with a common phrase before a long one with all.
    """
    votes: dict[TurnKey, float] = defaultdict(float)
    for turns in held:
        for turn in turns:
            votes[turn] += 1 / len(turns)
    return heapq.nlargest(k, votes, key=votes.__getitem__)


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


def _contracted_otherwise(quotation: Quotation) -> Iterator[list[str]]:
    """The quotation's words with every contraction spelled out, and with every one made that can be."""
    printed = _printed(quotation, 0, len(quotation.tokens))
    spelled_out: list[str] = []
    last = -1
    for token in quotation.tokens:
        if token.contracted:
            spelled_out.append(_SPELLED_OUT.get(token.key, token.key))
        elif token.place != last:
            spelled_out += token.word.split()
        last = token.place
    contracted: list[str] = []
    for word in spelled_out:
        ending = _CONTRACTED.get(word)
        if contracted and ending and (contracted[-1] in PRONOUNS or word == "not"):
            contracted[-1] += ending
        else:
            contracted.append(word)
    for words in (spelled_out, [_IRREGULAR.get(word, word) for word in contracted]):
        if words != printed and len(words) > 1:
            yield words


def _parts(quotation: Quotation) -> list[tuple[int, int]]:
    """The stretches between ellipses and sentence ends, or the two halves where there are none."""
    text, size = quotation.text, len(quotation.tokens)
    ends = [
        j
        for j in range(1, size)
        if j in quotation.elided
        or any(mark in text[quotation.tokens[j - 1].end : quotation.tokens[j].start] for mark in ".?!;。？！")
    ]
    cuts = [0, *ends, size] if ends else [0, size // 2, size]
    return [(a, b) for a, b in itertools.pairwise(cuts) if b - a >= _SHINGLE]
