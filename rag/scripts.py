"""Scripts that put no spaces between words, and how much of a text is written in them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import regex

# Kana and ideographs with their marks, Thai, Lao, Khmer and Burmese. Korean has spaces, but its particles
# stand glued to the words; it counts as such a script where words are looked up, not where they are counted.
UNSPACED = (
    r"\u3005-\u3007\u3031-\u3035\u3040-\u309f\u30a0-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    r"\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
)
"""The inside of a character class."""

HANGUL = r"\u1100-\u11ff\u3130-\u318f\uac00-\ud7af"

_SPACED = rf"[[^\W_]--[{UNSPACED}{HANGUL}]]"


@cache
def piece_pattern() -> regex.Pattern[str]:
    """A word with its combining marks, without which Hindi words fall apart; or a run without spaces."""
    import regex

    return regex.compile(
        rf"[{UNSPACED}{HANGUL}\p{{M}}]+|{_SPACED}+(?:{_SPACED}|\p{{M}})*",
        regex.VERSION1,
    )


@cache
def token_pattern() -> regex.Pattern[str]:
    """What is compared word for word: as `piece_pattern`, but unspaced characters one by one."""
    import regex

    return regex.compile(
        rf"\d+(?:[.,:]\d+)*|[{UNSPACED}]\p{{M}}*"
        rf"|(?:[[^\W\d_]--[{UNSPACED}]]\p{{M}}*)+(?:['’ʼ‘`´\u2060]+(?:[[^\W\d_]--[{UNSPACED}]]\p{{M}}*)+)*"
        r"|[%$€£]|[^\W\d]+|\d",
        regex.VERSION1,
    )


MARKED_OR_UNSPACED = re.compile(
    rf"[\u0300-\u036f\u0483-\u0489\u0590-\u0dff\u0f00-\u0fff\u1a00-\u1aff{UNSPACED}]"
)
"""Characters for which `token_pattern` is needed."""

_UNSPACED = re.compile(f"[{UNSPACED}]")
_RUN = re.compile(f"[{UNSPACED}]+")
_CHARACTERS_A_WORD = 2
"""A Japanese or Chinese word has two characters, more or less."""


def count_words(text: str) -> int:
    """How many words there are; in scripts without spaces, half as many as there are characters."""
    if text.isascii() or _UNSPACED.search(text) is None:
        return len(text.split())
    unspaced = sum(len(run) for run in _RUN.findall(text))
    return len(_RUN.sub(" ", text).split()) + -(-unspaced // _CHARACTERS_A_WORD)


def is_unspaced(text: str) -> bool:
    """Whether any of the text is written without spaces."""
    return not text.isascii() and _UNSPACED.search(text) is not None
