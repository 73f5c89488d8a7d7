"""What the checker knows of a language: words that risk the meaning, and words that carry none.

Where a language isn't known, nothing of it is taken for a filler, for a function word or for harmless: then
every difference weighs, and what is cut or hidden can't be examined.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from rag.quotes import vocabulary as english
from rag.quotes.spanish_words import SPANISH_WORDS
from rag.remarks import Remark, remark

_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language, in the form of `Token.key`.

    `known` is false where cuts and ellipses can't be judged. `repeats` tells whether a word said twice may be
    left out once, `joins` whether two words may be printed as one. `unexamined` says what isn't looked at,
    None where all is.
    """

    language: str
    negations: frozenset[str] = _NONE
    modals: frozenset[str] = _NONE
    conditions: frozenset[str] = _NONE
    harmless_when_elided: frozenset[str] = _NONE
    quantities: frozenset[str] = _NONE
    calendar: frozenset[str] = _NONE
    fillers: frozenset[str] = _NONE
    filler_phrases: tuple[tuple[str, str], ...] = ()
    openers: frozenset[str] = _NONE
    function_words: frozenset[str] = _NONE
    known: bool = True
    repeats: bool = True
    joins: bool = False
    unexamined: Remark | None = None


ENGLISH_LEXICON = Lexicon(
    "en",
    english.NEGATIONS,
    english.MODALS,
    english.CONDITIONS,
    english.HARMLESS_WHEN_ELIDED,
    english.QUANTITIES,
    english.CALENDAR,
    english.FILLERS,
    english.FILLER_PHRASES,
    english.OPENERS,
    english.FUNCTION_WORDS,
    joins=True,
)

_SPANISH = Lexicon("es", **SPANISH_WORDS)

_JAPANESE = Lexicon(
    "ja",
    known=False,
    repeats=False,
    unexamined=remark("every_character"),
)


@cache
def lexicon_of(language: str) -> Lexicon:
    """The lexicon of a language by its code; one that knows nothing where there is none."""
    known = {each.language: each for each in (ENGLISH_LEXICON, _SPANISH, _JAPANESE)}
    if language in known:
        return known[language]
    return Lexicon(
        language,
        known=False,
        repeats=False,
        unexamined=remark("language_unexamined", code=language),
    )
