"""Numbers in words and figures of languages other than English, by text2num (Allo-Media, MIT)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from text_to_num import text2num

from rag.quotes.numerals import key_of

LANGUAGES = frozenset({"es", "fr", "pt", "de", "nl", "it", "da"})

_LONGEST = 8
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_DECIMAL = re.compile(r"\d+,(?!\d{3}$)\d+")
_WHOLE = re.compile(r"\d+")
_SCALES = {"es": {"mil": 3, "millón": 6, "millones": 6, "billón": 12, "billones": 12}}


def numeral_abroad(words: Sequence[str], language: str) -> tuple[str, int] | None:
    """The number that the folded `words` begin with, as (key, how many words it takes); None for none.

    "4.200.000", "4,2 millones" and "cuatro millones doscientos mil" are the same. The word for one is an
    article too, and no number by itself. A figure that is one number here and another there stays as it is.
    """
    if words[0][0].isdigit():
        return _figure(words, language)
    if language not in LANGUAGES or _value(words[0], language) is None:
        return None
    for taken in range(min(len(words), _LONGEST), 0, -1):
        value = _value(" ".join(words[:taken]), language)
        if value is not None:
            return None if taken == 1 and value == 1 else (key_of(Decimal(value)), taken)
    return None


def _figure(words: Sequence[str], language: str) -> tuple[str, int] | None:
    if _GROUPED.fullmatch(words[0]) or _DECIMAL.fullmatch(words[0]):
        value = Decimal(words[0].replace(".", "").replace(",", "."))
    elif _WHOLE.fullmatch(words[0]):
        value = Decimal(words[0])
    else:
        return None
    taken = 1
    while taken < len(words) and (scale := _SCALES.get(language, {}).get(words[taken])):
        value, taken = value.scaleb(scale), taken + 1
    return key_of(value), taken


@lru_cache(maxsize=1 << 14)
def _value(text: str, language: str) -> int | None:
    try:
        return int(text2num(text, language))
    except ValueError:
        return None
