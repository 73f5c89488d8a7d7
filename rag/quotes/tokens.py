"""Words in the form in which quotations and the record are compared.

A contraction is two tokens, a number is one, British spelling is folded into American. Each token keeps its
offsets: nothing is compared that can't be shown where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from rag.languages import ENGLISH
from rag.quotes.numerals import CURRENCIES, begins_numeral, currency_after, numeral
from rag.quotes.numerals_abroad import numeral_abroad
from rag.spelling import american
from rag.words import JOINER, Word

_APOSTROPHES = re.compile("['ʼ‘`´’]")
_IRREGULAR = {
    "can't": ("can", "not"),
    "won't": ("will", "not"),
    "shan't": ("shall", "not"),
    "cannot": ("can", "not"),
    "let's": ("let", "'s"),
    "gonna": ("going", "to"),
    "wanna": ("want", "to"),
    "gotta": ("got", "to"),
}
_ENDINGS = {"n't": "not", "'ll": "will", "'re": "are", "'ve": "have", "'m": "am", "'d": "'d", "'s": "'s"}
# Contractions that people type without the apostrophe and that are no other word.
_BARE = {
    "".join(word.split("'")): word
    for word in """don't doesn't didn't isn't aren't wasn't weren't haven't hasn't hadn't couldn't wouldn't
    shouldn't mustn't i'm i've you're you've you'll we've they're they've they'll that's there's what's he's
    she's that'll it'll could've should've would've""".split()
}
# "[The mayor]’ll": the ending of a contraction whose pronoun a bracket replaced.
_BEHIND_BRACKET = re.compile("(\\]['ʼ‘`´’])")
_LONGEST_NUMERAL = 8


class Token(NamedTuple):
    """One unit of comparison: `text[start:end]` said as `key`.

    `word` is the printed word folded, and `place` where it stands among the words, so that the two tokens of
    one contraction can be told. `contracted` marks those.
    """

    key: str
    start: int
    end: int
    word: str
    place: int
    contracted: bool = False


def tokens(words: Sequence[Word], text: str, language: str = ENGLISH) -> list[Token]:
    """The tokens of `text`, whose words are `words`. `[sic]` is nobody's word.

    Contractions and British spelling are English; other languages have only numbers.
    """
    if language != ENGLISH:
        return _tokens_abroad(words, language)
    words = [word for word in words if word.folded != "sic" or text[word.start - 1 : word.start] not in "[("]
    folded = [word.folded for word in words]
    touching = [i > 0 and words[i - 1].end == word.start for i, word in enumerate(words)]
    found: list[Token] = []
    i = 0
    while i < len(words):
        currency = CURRENCIES.get(folded[i]) if i + 1 < len(words) else None
        begin = i + 1 if currency else i
        stop = begin + _LONGEST_NUMERAL
        number = numeral(folded[begin:stop], touching[begin:stop]) if begins_numeral(folded[begin]) else None
        if number is None:
            found += _plain(words[i], text, i)
            i += 1
            continue
        key, taken = number
        end = begin + taken
        found.append(Token(key, words[i].start, words[end - 1].end, " ".join(folded[i:end]), i))
        if currency:
            found.append(Token(currency, words[i].start, words[end - 1].end, " ".join(folded[i:end]), i))
        elif (name := currency_after(folded[end : end + 1])) is not None:
            found.append(Token(name, words[end].start, words[end].end, folded[end], end))
            end += 1
        i = end
    return found


def _tokens_abroad(words: Sequence[Word], language: str) -> list[Token]:
    folded = [word.folded for word in words]
    found: list[Token] = []
    i = 0
    while i < len(words):
        key, taken = numeral_abroad(folded[i : i + _LONGEST_NUMERAL], language) or (folded[i], 1)
        if folded[i : i + 2] == ["por", "ciento"]:
            key, taken = "percent", 2
        end = i + taken
        if folded[end : end + 1] == ["de"] and folded[end - 1] in ("millón", "millones"):
            end += 1  # "4,2 millones de euros", "cuatro millones doscientos mil euros"
        found.append(Token(key, words[i].start, words[end - 1].end, " ".join(folded[i:end]), i))
        i = end
    return found


def slice_of(text: str, some: Sequence[Token]) -> str:
    """The characters of `text` from the first of these tokens to the last; empty for none."""
    return text[some[0].start : some[-1].end] if some else ""


def _plain(word: Word, text: str, index: int) -> list[Token]:
    ending = _BEHIND_BRACKET.search(text, max(0, word.start - 2), word.end)
    if ending and word.start == ending.end(1):
        said = _ENDINGS.get("'" + word.folded)
        if said:
            return [Token(said, word.start, word.end, word.folded, index, contracted=True)]
    parts = _parts(text[word.start : word.end], word.folded)
    if len(parts) == 1:
        return [Token(parts[0], word.start, word.end, word.folded, index)]
    return [Token(part, word.start, word.end, word.folded, index, contracted=True) for part in parts]


def _printed(word: str) -> str:
    return _APOSTROPHES.sub("'", word.replace(JOINER, "").casefold())


@lru_cache(maxsize=1 << 16)
def _parts(word: str, folded: str) -> tuple[str, ...]:
    """A printed word's parts: "don't" is do not, "should've" should have; any other is its folded self."""
    printed = _printed(word)
    if "'" not in printed:
        if folded in _IRREGULAR:
            return _IRREGULAR[folded]
        if folded not in _BARE:
            return (american(folded),)
        printed = _BARE[folded]
    if printed in _IRREGULAR:
        return _IRREGULAR[printed]
    for ending, said in _ENDINGS.items():
        stem = printed.removesuffix(ending)
        if stem and stem != printed:
            return (american(_APOSTROPHES.sub("", stem)), said)
    return (american(folded),)
