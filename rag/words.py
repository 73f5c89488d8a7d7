"""Words folded for comparison, each with its offsets, so that no match is ever made on unmapped text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from rag.transcript import Span

JOINER = "\u2060"
"""Stands for a mark inside a word that is no part of it, as the brackets in "[W]e"."""

# A number keeps its inner separators; a word keeps its apostrophes; signs that are read aloud are words.
_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’ʼ‘`´\u2060]+[^\W\d_]+)*|[%$€£]|[^\W\d]+|\d")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_SAID = {"%": "percent"}
# "(Laughter.)", "(Speaks in Spanish.)", "[Inaudible]": a capital, few words, no sentence of the speaker's.
_STAGE_DIRECTION = re.compile(
    r"\((?:[A-Z][^()]{0,60}[.!]|(?i:laughs?|laughter|inaudible|crosstalk|applause|pause))\)"
    r"|\[(?i:laughs?|laughter|inaudible|crosstalk|applause|pause)\.?\]"
)
_INTENDED = re.compile(r"\s*\[[^\]]*\]")


class Word(NamedTuple):
    """One word of a text: `text[start:end]`, folded for comparison."""

    folded: str
    start: int
    end: int


class Reading(StrEnum):
    """How a turn with official corrections is read; without any, there is only AS_PRINTED."""

    AS_PRINTED = "as printed"
    AS_DELIVERED = "as delivered"
    AS_CORRECTED = "as corrected"


def fold_words(text: str, skip: Sequence[Span] = ()) -> list[Word]:
    """The words of `text` in order: no case, accents' encodings, typography or stage directions.

    Words that overlap a span of `skip` are left out. Hyphens and dashes part words, `%` is "percent".
    """
    skipped = [*skip, *(match.span() for match in _STAGE_DIRECTION.finditer(text))]
    words = []
    for match in _TOKEN.finditer(_without_invisible(text)):
        start, end = match.span()
        if not skipped or not any(start < last and end > first for first, last in skipped):
            words.append(Word(_fold(match.group()), start, end))
    return words


def readings(text: str, struck: Sequence[Span]) -> dict[Reading, list[Word]]:
    """Every reading of a turn: as delivered (struck words stand) and as corrected (the bracket stands)."""
    if not struck:
        return {Reading.AS_PRINTED: fold_words(text)}
    intended = [match.span() for _, end in struck if (match := _INTENDED.match(text, end)) is not None]
    return {
        Reading.AS_DELIVERED: fold_words(text, intended),
        Reading.AS_CORRECTED: fold_words(text, struck),
        Reading.AS_PRINTED: fold_words(text),
    }


def _without_invisible(text: str) -> str:
    """Same length as `text`, or offsets would shift: an invisible sign inside a word joins it."""
    if not _INVISIBLE.search(text):
        return text
    return _INVISIBLE.sub(JOINER, text)


@lru_cache(maxsize=1 << 16)
def _fold(word: str) -> str:
    if word in _SAID:
        return _SAID[word]
    plain = unicodedata.normalize("NFKC", word).casefold()
    return re.sub("['’ʼ‘`´\u2060]", "", plain)
