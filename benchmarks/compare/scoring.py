"""From the pieces that tools return to turns, and from turns to measures.

A gold set knows turns; the tools return pieces of text of their own making. A piece stands for the turns that
it shares at least half of the shorter of the two with: so a piece within a long turn stands for that turn, a
piece of many turns for each that it holds at least half of, and a word that an overlap carries over for none.

Two readings of a ranking:
- by piece, as a page shows it: a piece is right where any of its turns is. That favours large pieces, so the
  words that the reader gets in the first five stand beside it.
- by turn, as `onrecord eval` scores: the turns of the pieces in rank order, within a piece in the order in
  which they were said, each turn once.
"""

from __future__ import annotations

import re
import statistics
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SHOWN = 5
"""Pieces or turns that a reader is taken to look at."""

Span = tuple[int, int]
"""Characters [start, end) of a transcript's text."""


@dataclass(frozen=True, slots=True)
class Script:
    """A transcript as plain text, a paragraph a turn, and where each turn stands in it, rising."""

    text: str
    turns: tuple[Span, ...]


def script_of(turns: Sequence[Mapping[str, str]]) -> Script:
    """`Speaker: words`, with an empty line between turns and white space folded."""
    parts, spans, at = [], [], 0
    for turn in turns:
        said = " ".join(f"{turn['speaker']}: {turn['text']}".split())
        spans.append((at, at + len(said)))
        parts.append(said)
        at += len(said) + 2
    return Script("\n\n".join(parts) + "\n", tuple(spans))


def locate(text: str, piece: str, start: int | None) -> Span | None:
    """Where `piece` stands in `text`; None where it doesn't.

    `start` is where the tool says that it begins; believed only if it does. Else the first place counts,
    white space folded, since some tools clean their input.
    """
    if start is not None and text.startswith(piece, start):
        return start, start + len(piece)
    if (words := piece.split()) and (found := re.search(r"\s+".join(map(re.escape, words)), text)):
        return found.span()
    return None


def turns_of(script: Script, span: Span) -> list[int]:
    """The turns, from 0, that a piece at `span` stands for."""
    start, end = span
    first = max(0, bisect_right(script.turns, start, key=lambda turn: turn[0]) - 1)
    found = []
    for number in range(first, len(script.turns)):
        begins, ends = script.turns[number]
        if begins >= end:
            break
        shared = min(end, ends) - max(start, begins)
        if shared > 0 and 2 * shared >= min(end - start, ends - begins):
            found.append(number)
    return found


def first_right(ranking: Sequence[Sequence[int]], gold: frozenset[int]) -> int | None:
    """The rank, from 1, of the first piece that stands for a gold turn; None where there is none."""
    return next((rank for rank, turns in enumerate(ranking, 1) if not gold.isdisjoint(turns)), None)


def by_turn(ranking: Sequence[Sequence[int]]) -> list[list[int]]:
    """The ranking with one turn a place, each turn once."""
    return [[turn] for turn in dict.fromkeys(turn for turns in ranking for turn in turns)]


def measures(
    rankings: Sequence[Sequence[Sequence[int]]], golds: Sequence[frozenset[int]]
) -> dict[str, float]:
    """hit@5 and MRR over all questions, in percent, by piece and by turn."""
    scored: dict[str, float] = {}
    readings = {"piece": rankings, "turn": [by_turn(ranking) for ranking in rankings]}
    for name, read in readings.items():
        ranks = [first_right(ranking, gold) for ranking, gold in zip(read, golds, strict=True)]
        hits = sum(rank is not None and rank <= SHOWN for rank in ranks)
        reciprocal = sum(1 / rank for rank in ranks if rank is not None)
        scored[f"hit@5 by {name}"] = round(100 * hits / len(ranks), 1)
        scored[f"MRR by {name}"] = round(100 * reciprocal / len(ranks), 1)
    return scored


def quality(
    scripts: Mapping[str, Script],
    golds: Mapping[str, frozenset[int]],
    found: Mapping[str, Sequence[Mapping[str, Any]]],
) -> dict[str, float]:
    """The measures of one tool's pieces, by the question's id (see harness.py).

    Beside them `words`, the median words of a question's first five pieces, and `nowhere`, how many pieces
    stand in no transcript; they count as wrong.
    """
    rankings, words, nowhere = [], [], 0
    for question in golds:
        places = [place(scripts[piece["transcript"]], piece) for piece in found[question]]
        nowhere += sum(turns is None for turns in places)
        rankings.append([turns or [] for turns in places])
        words.append(sum(len(piece["text"].split()) for piece in found[question][:SHOWN]))
    measured = measures(rankings, list(golds.values()))
    return measured | {"words": statistics.median(words), "nowhere": nowhere}


def place(script: Script, piece: Mapping[str, Any]) -> list[int] | None:
    """The turns that a piece stands for, as the tool says or by where its text stands; None for nowhere."""
    if "turn" in piece:
        return [piece["turn"]]
    span = locate(script.text, piece["text"], piece["start"])
    return None if span is None else turns_of(script, span)
