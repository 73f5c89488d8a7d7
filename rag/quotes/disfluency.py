"""What people say on the way to what they say: fillers, repeats, broken words and false starts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.quotes.lexicon import ENGLISH_LEXICON, Lexicon
from rag.quotes.tokens import Token

_LONGEST_REPEAT, _LONGEST_FALSE_START = 5, 8
_DASH = re.compile(r"[—–]|--|…|\.\.\.")
_BROKEN = re.compile(r"[-‐‑](?![^\W_])")
_SENTENCE_END = re.compile(r"[.?!…][\"”’')\]]*\s")
_TAKES_KIND = frozenset({"what", "this", "that", "these", "those", "any", "some", "every", "which"})


def disfluent(said: Sequence[Token], text: str, lexicon: Lexicon = ENGLISH_LEXICON) -> list[bool]:
    """For each token whether it may be left out without anything being lost.

    Fillers, "you know", the first of two equal runs of up to five words ("the — the"), and words broken off
    ("deliver- — delivery").
    """
    keys = [token.key for token in said]
    marks = [key in lexicon.fillers for key in keys]
    for i in range(len(keys)):
        for phrase in lexicon.filler_phrases:
            kind = phrase[1] == "of" and i > 0 and keys[i - 1] in _TAKES_KIND
            if tuple(keys[i : i + 2]) == phrase and not kind:
                marks[i] = marks[i + 1] = True
        if not lexicon.repeats:
            continue
        if _BROKEN.match(text, said[i].end):
            marks[i] = True
        for length in range(1, _LONGEST_REPEAT + 1):
            again = keys[i + length : i + 2 * length]
            if len(again) == length and keys[i : i + length] == again and not _crosses(said, i, length, text):
                marks[i : i + length] = [True] * length
    return marks


def _crosses(said: Sequence[Token], i: int, length: int, text: str) -> bool:
    """Whether a sentence ends within two runs: "No. No." is said twice, not begun twice."""
    return _SENTENCE_END.search(text, said[i].end, said[i + length].start + 1) is not None and length > 1


def is_false_start(
    dropped: Sequence[Token],
    before: Token | None,
    after: Token | None,
    text: str,
    lexicon: Lexicon = ENGLISH_LEXICON,
) -> bool:
    """Whether the dropped tokens were begun anew: a dash parts them from words that take one of them up.

    "around discussions about — around cruises" without its first three words. Never where a negation or a
    condition goes with them.
    """
    if not dropped or after is None or len(dropped) > _LONGEST_FALSE_START or not lexicon.known:
        return False
    if any(token.key in lexicon.negations or token.key in lexicon.conditions for token in dropped):
        return False
    # The dropped run may be aligned a word to the left or to the right of where it was spoken.
    begin = before.end if before else dropped[0].start
    if not _DASH.search(text, begin, after.start):
        return False
    kept = {token.key for token in (before, after) if token is not None}
    return not kept.isdisjoint(token.key for token in dropped)


def without_fillers(tokens: Sequence[Token], lexicon: Lexicon = ENGLISH_LEXICON) -> list[Token]:
    """The tokens that are neither fillers nor filler phrases."""
    kept: list[Token] = []
    for token in tokens:
        if kept and (kept[-1].key, token.key) in lexicon.filler_phrases:
            kept.pop()
        elif token.key not in lexicon.fillers:
            kept.append(token)
    return kept


def is_opener(tokens: Sequence[Token], text: str, lexicon: Lexicon = ENGLISH_LEXICON) -> bool:
    """Whether these tokens only open a sentence: "Well, look, …", "And so …"."""
    if not tokens or not all(token.key in lexicon.openers | lexicon.fillers for token in tokens):
        return False
    head = text[: tokens[0].start].rstrip(" “\"'‘([")
    return not head or head[-1] in ".?!…:;—–¿¡\n"
