"""Words folded for comparison, each with its offsets, so that no match is ever made on unmapped text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from rag.corrections import Correction, corrections, is_letters
from rag.scripts import MARKED_OR_UNSPACED, token_pattern
from rag.transcript import Span

JOINER = "\u2060"
"""Stands for a mark inside a word that is no part of it, as the brackets in "[W]e"."""

# A number keeps its inner separators; a word keeps its apostrophes; signs that are read aloud are words.
_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’ʼ‘`´\u2060]+[^\W\d_]+)*|[%$€£]|[^\W\d]+|\d")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_SAID = {"%": "percent"}
# "(Laughter.)", "(Speaks in Spanish.)", "[Inaudible]": a capital and a full stop, no sentence of the
# speaker's; or what is seen or heard, told by somebody else: "(the Press Secretary swats at a fly)".
_NO_SPEAKER = r"(?![^()]*\b(?i:I|we|you|our|my|your|which|who)\b)"
_HAPPENS = (
    r"(?:opens?|closes?|swings?|swats?|knocks?|falls?|drops?|rings?|chimes?|sings?|gestures?|holds? up"
    r"|points? to|plays|turbulence|(?:is|are) (?:handed|displayed|sung|heard|played|interrupted)"
    r"|technical difficult(?:y|ies)|video clip|audio clip)"
)
_SOUND = r"(?i:laughs?|laughter|inaudible|crosstalk|applause|pause)"
_STAGE_DIRECTION = re.compile(
    rf"\((?:[A-Z][^()]{{0,60}}[.!]|{_NO_SPEAKER}[A-Z“][^()]{{0,200}}[.!]|{_SOUND}"
    rf"|{_NO_SPEAKER}(?=[^()]*\b(?i:{_HAPPENS})\b)[^()]{{3,60}})\)"
    rf"|\[{_SOUND}\.?\]|（(?:一同)?(?:笑い?|拍手|沈黙)）"
)


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

    Words that overlap a span of `skip` are left out. Hyphens and dashes part words, `%` is "percent". In
    scripts without spaces every character is a word.
    """
    skipped = sorted([*skip, *stage_directions(text)])
    words = []
    row, skipped_to = 0, 0
    pattern = _TOKEN if text.isascii() or not MARKED_OR_UNSPACED.search(text) else token_pattern()
    for match in pattern.finditer(_without_invisible(text)):
        start, end = match.span()
        # Words and spans both rise, so each span is looked at once.
        while row < len(skipped) and skipped[row][0] < end:
            skipped_to = max(skipped_to, skipped[row][1])
            row += 1
        if start >= skipped_to:
            words.append(Word(_fold(match.group()), start, end))
    return words


def stage_directions(text: str) -> list[Span]:
    """Where `text` tells what happened instead of what was said: "(Laughter.)"."""
    if not ("(" in text or "[" in text or "（" in text):
        return []
    return [match.span() for match in _STAGE_DIRECTION.finditer(text)]


def is_said(text: str) -> bool:
    """Whether anything stands in `text` beside stage directions."""
    return re.search(r"\w", _STAGE_DIRECTION.sub("", text)) is not None


def readings(text: str, struck: Sequence[Span] = ()) -> dict[Reading, list[Word]]:
    """Every reading of a turn: as printed, as delivered (what is struck stands) and as corrected.

    As delivered is without all that stands in brackets, which nobody said; as corrected is without what was
    struck or replaced, and letters in brackets belong to their word. Marks such as [sic] are in none.
    """
    found = corrections(text, struck)
    marks = [mark for each in found for mark in each.marks]
    printed = {Reading.AS_PRINTED: fold_words(text, marks)}
    if not any(each.changes for each in found):
        return printed
    bracketed = [(each.corrected[0] - 1, each.corrected[1] + 1) for each in found if each.corrected]
    replaced = [each.delivered for each in found if each.changes and each.delivered and _is_replaced(each)]
    others = {
        Reading.AS_DELIVERED: fold_words(text, [*marks, *bracketed]),
        Reading.AS_CORRECTED: fold_words(_joined(text, replaced, bracketed), [*marks, *replaced]),
    }
    alike = {tuple(word.folded for word in printed[Reading.AS_PRINTED])}
    for reading, words in others.items():
        said = tuple(word.folded for word in words)
        if said not in alike:
            printed[reading] = words
            alike.add(said)
    return printed


def other_words(text: str, struck: Sequence[Span]) -> list[str]:
    """Folded words that only some reading of `text` has, as "appropriate" where "in" is struck."""
    if not struck and "[" not in text:
        return []
    said = [[word.folded for word in words] for words in readings(text, struck).values()]
    return [word for words in said[1:] for word in dict.fromkeys(words) if word not in said[0]]


def _is_replaced(correction: Correction) -> bool:
    """A footnote's star alone tells no other words."""
    return correction.corrected is not None or not correction.marks


def _joined(text: str, replaced: Sequence[Span], bracketed: Sequence[Span]) -> str:
    """`text`, as long as it was, where a part of a word is struck or put in: what is left is one word.

    "in" struck of "inappropriate" leaves "appropriate", "hose[s]" is "hoses".
    """
    characters = list(text)
    for start, end in replaced:
        inside = start and text[start - 1].isalpha() and text[start].isalpha()
        if inside or (end < len(text) and text[end - 1].isalpha() and text[end].isalpha()):
            characters[start:end] = JOINER * (end - start)
    for start, end in bracketed:
        if is_letters(text, (start, end)):
            characters[start] = characters[end - 1] = JOINER
    return "".join(characters)


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
