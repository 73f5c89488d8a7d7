"""A quotation put together from several places: which of its runs of words stand where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rag.quotes.candidates import Stretch
from rag.quotes.quotation import Quotation

_GRAM = 3
_SHORTEST = 3
_WORDS_A_PIECE = 5
_MOST_UNEXPLAINED = 0.1
_SAME_PLACE_GAP = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """Tokens `quoted[a:b]` of the quotation stand as `said[a:b]` in a stretch."""

    stretch: Stretch
    said: tuple[int, int]
    quoted: tuple[int, int]

    @property
    def length(self) -> int:
        """How many tokens of the quotation it explains."""
        return self.quoted[1] - self.quoted[0]

    @property
    def span(self) -> tuple[int, int]:
        """The characters of the turn."""
        found = self.stretch.tokens
        return found[self.said[0]].start, found[self.said[1] - 1].end


def pieces(quotation: Quotation, stretches: Iterable[Stretch]) -> list[Piece]:
    """The fewest runs, each exact and from one place, that explain the quotation; empty where none do.

    Greedy from the left, the longest run first, one place preferred to another where the run before stands.
    """
    keys = quotation.keys
    places = _grams(stretches)
    found: list[Piece] = []
    j = 0
    while j <= len(keys) - _GRAM:
        options = places.get(tuple(keys[j : j + _GRAM]), [])
        best = max(
            (_extended(keys, j, stretch, i) for stretch, i in options),
            key=lambda piece: (piece.length, _nearness(piece, found)),
            default=None,
        )
        if best is None:
            j += 1
            continue
        found.append(best)
        j = best.quoted[1]
    merged = _merged(found)
    return merged if _explains(quotation, merged) else []


def _grams(stretches: Iterable[Stretch]) -> dict[tuple[str, ...], list[tuple[Stretch, int]]]:
    places: dict[tuple[str, ...], list[tuple[Stretch, int]]] = defaultdict(list)
    for stretch in stretches:
        keys = [token.key for token in stretch.tokens]
        for i in range(len(keys) - _GRAM + 1):
            places[tuple(keys[i : i + _GRAM])].append((stretch, i))
    return places


def _extended(keys: Sequence[str], j: int, stretch: Stretch, i: int) -> Piece:
    length = 0
    while (
        j + length < len(keys)
        and i + length < len(stretch.tokens)
        and keys[j + length] == stretch.tokens[i + length].key
    ):
        length += 1
    return Piece(stretch, (i, i + length), (j, j + length))


def _nearness(piece: Piece, found: Sequence[Piece]) -> tuple[bool, bool]:
    if not found:
        return False, False
    before, here = found[-1].stretch.stored, piece.stretch.stored
    same = (before.transcript, before.number) == (here.transcript, here.number)
    return same, before.transcript == here.transcript


def _merged(found: Sequence[Piece]) -> list[Piece]:
    """Runs that follow each other in one turn, with at most a few words between, are one piece."""
    merged: list[Piece] = []
    for piece in found:
        last = merged[-1] if merged else None
        if (
            last is not None
            and last.stretch is piece.stretch
            and 0 <= piece.said[0] - last.said[1] <= _SAME_PLACE_GAP
        ):
            merged[-1] = Piece(last.stretch, (last.said[0], piece.said[1]), (last.quoted[0], piece.quoted[1]))
        else:
            merged.append(piece)
    return merged


def _explains(quotation: Quotation, found: Sequence[Piece]) -> bool:
    """Whether so few pieces explain nearly all of it: short runs of common words prove no splice."""
    size = len(quotation.tokens)
    covered = sum(piece.length for piece in found)
    return (
        len(found) >= 2
        and len(found) <= max(2, size // _WORDS_A_PIECE)
        and all(piece.length >= _SHORTEST for piece in found)
        and size - covered <= max(1, _MOST_UNEXPLAINED * size)
    )
