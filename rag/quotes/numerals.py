"""Numbers as they are said and as they are printed: "$3 billion" and "three billion dollars" are the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from rag.quotes.vocabulary import NUMBER_MARK

_SMALL = {
    word: value
    for value, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
        sixteen seventeen eighteen nineteen""".split()
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
_SCALES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_SUFFIXES = {"k": 3, "m": 6, "mn": 6, "b": 9, "bn": 9, "tn": 12}
_ORDINALS = {
    word: value
    for value, word in enumerate(
        """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
        fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth""".split(),
        start=1,
    )
}
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})
CURRENCIES = {"$": "dollars", "€": "euros", "£": "pounds"}
_CURRENCY_WORDS = {"dollar": "dollars", "euro": "euros", "pound": "pounds"} | {
    name: name for name in CURRENCIES.values()
}


_BEGINNINGS = frozenset({"a", *_SMALL, *_TENS, *_ORDINALS})
CUT_BEGINNINGS = frozenset({"hundred", *_SCALES})
"""Words that a number begins with only where a quotation has cut the "a" or "one" before it."""


def begins_numeral(word: str) -> bool:
    """Whether a number may begin with this word: a quick look before `numeral`."""
    return word in _BEGINNINGS or word[0].isdigit()


def numeral(words: Sequence[str], touching: Sequence[bool]) -> tuple[str, int] | None:
    """The number that `words` begin with, as (key, how many words it takes); None where there is none.

    `words` are folded; `touching[i]` tells whether word i follows the one before without a space.
    """
    if _DIGITS.fullmatch(words[0]):
        value, taken = Decimal(words[0].replace(",", "")), 1
        if len(words) > 1 and touching[1] and words[1] in _ORDINAL_ENDINGS:
            return key_of(value) + "th", 2
        if len(words) > 1 and touching[1] and words[1] in _SUFFIXES:
            return key_of(value.scaleb(_SUFFIXES[words[1]])), 2
        return _scaled(value, words, taken)
    if words[0] == "a" and len(words) > 1 and (words[1] == "hundred" or words[1] in _SCALES):
        return _spoken(("one", *words[1:]))
    if words[0] in _ORDINALS:
        return f"{NUMBER_MARK}{_ORDINALS[words[0]]}th", 1
    return _spoken(words)


def currency_after(words: Sequence[str]) -> str | None:
    """The currency that the first word names, as its key."""
    return _CURRENCY_WORDS.get(words[0]) if words else None


def _spoken(words: Sequence[str]) -> tuple[str, int] | None:
    """Groups below a thousand, each with its scale, the scales falling: "ten thousand five hundred"."""
    total, taken, below = Decimal(0), 0, max(_SCALES.values()) + 1
    while True:
        skip = 1 if taken and taken < len(words) and words[taken] == "and" else 0
        group, more = _below_thousand(words[taken + skip :])
        if not more:
            break
        behind = taken + skip + more
        exponent = _SCALES.get(words[behind], 0) if behind < len(words) else 0
        if exponent >= below:
            break
        total += Decimal(group).scaleb(exponent)
        taken, below = behind + (exponent > 0), exponent
        if not exponent:
            break
    if not taken:
        return None
    ordinal = _ORDINALS.get(words[taken], 10) if taken < len(words) else 10
    if words[taken - 1] in _TENS and ordinal < 10:
        return f"{key_of(total + ordinal)}th", taken + 1  # "twenty-first"
    return _scaled(total, words, taken)


def _below_thousand(words: Sequence[str]) -> tuple[int, int]:
    value, taken = _below_hundred(words)
    if taken and taken < len(words) and words[taken] == "hundred":
        value, taken = value * 100, taken + 1
        skip = 1 if taken < len(words) and words[taken] == "and" else 0
        rest, more = _below_hundred(words[taken + skip :])
        if more:
            value, taken = value + rest, taken + skip + more
    return value, taken


def _below_hundred(words: Sequence[str]) -> tuple[int, int]:
    if not words:
        return 0, 0
    if words[0] in _TENS:
        if len(words) > 1 and 0 < _SMALL.get(words[1], 0) < 10:
            return _TENS[words[0]] + _SMALL[words[1]], 2
        return _TENS[words[0]], 1
    return (_SMALL[words[0]], 1) if words[0] in _SMALL else (0, 0)


def _scaled(value: Decimal, words: Sequence[str], taken: int) -> tuple[str, int]:
    if taken < len(words) and words[taken] == "hundred":
        value, taken = value * 100, taken + 1
    while taken < len(words) and words[taken] in _SCALES:
        value, taken = value.scaleb(_SCALES[words[taken]]), taken + 1
    return key_of(value), taken


def key_of(value: Decimal) -> str:
    """The key of a number."""
    return f"{NUMBER_MARK}{value.normalize():f}"
