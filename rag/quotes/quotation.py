"""A quotation as its author typed it: its tokens, its ellipses, and what stands in square brackets."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from rag.languages import ENGLISH
from rag.quotes.lexicon import Lexicon, lexicon_of
from rag.quotes.numerals import CUT_BEGINNINGS
from rag.quotes.tokens import Token, tokens
from rag.transcript import Span
from rag.words import JOINER, fold_words

_ELLIPSIS = re.compile(r"[\[(]\s*(?:\.\s?){2,6}[\])]|[\[(]\s*…\s*[\])]|(?:\.\s){2,5}\.|\.{2,6}|…(?:\s*\.)?")
# "[W]e", "w[e]", "vaccinate[d]": letters of a word, changed to fit a sentence.
_LETTERS = re.compile(r"\[([^\W\d_]{1,4})\](?=[^\W\d_])|(?<=[^\W\d_])\[([^\W\d_]{1,4})\]")
# "bil-" at the end of a line and "lion" on the next: a word that a page had to break.
_BROKEN_LINE = re.compile(r"(?<=[^\W\d_])[-‐]\s*\n\s*(?=[^\W\d_])")
_BRACKET = re.compile(r"\[[^\[\]]*\]")
_CUT = "a "


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation in tokens.

    `elided` holds the places in `tokens` before which an ellipsis stands; `bracketed` says of each token
    whether it stands in square brackets, which are the quoting author's words. `language` is the one that
    its tokens are read in.
    """

    text: str
    tokens: tuple[Token, ...]
    elided: frozenset[int]
    bracketed: tuple[bool, ...]
    language: str = ENGLISH

    @property
    def lexicon(self) -> Lexicon:
        """What is known of its language."""
        return lexicon_of(self.language)

    def read_in(self, language: str) -> Quotation:
        """The same quotation as the language of the record has it."""
        return self if language == self.language else parse_quotation(self.text, language)

    def with_number_begun(self) -> Quotation | None:
        """The same with the "a" that was cut from its first number: "hundred and forty-three people".

        None where it begins otherwise. In the record a bare "hundred" stays a word, for "a few hundred".
        """
        if self.language != ENGLISH or not self.tokens or self.tokens[0].word not in CUT_BEGINNINGS:
            return None
        at = self.tokens[0].start
        whole = parse_quotation(f"{self.text[:at]}{_CUT}{self.text[at:]}")
        own = tuple(
            token._replace(
                start=max(at, token.start - len(_CUT)),
                end=token.end - len(_CUT),
                word=token.word.removeprefix(_CUT),
            )
            for token in whole.tokens
        )
        return replace(whole, text=self.text, tokens=own)

    @property
    def keys(self) -> list[str]:
        """What the tokens say."""
        return [token.key for token in self.tokens]


@lru_cache(maxsize=64)
def parse_quotation(text: str, language: str = ENGLISH) -> Quotation:
    """Read a quotation; ellipses at its ends mean nothing."""
    # Every replacement is as long as what it replaces: offsets into `text` stay true.
    plain = _LETTERS.sub(lambda m: JOINER + (m[1] or m[2]) + JOINER, text.replace("\\", JOINER))
    plain = _BROKEN_LINE.sub(lambda m: JOINER * len(m.group()), plain)
    ellipses = [match.span() for match in _ELLIPSIS.finditer(plain)]
    found = tuple(tokens(fold_words(plain, ellipses), plain, language))
    brackets = [match.span() for match in _BRACKET.finditer(plain)]
    places = {sum(token.start < start for token in found) for start, _ in ellipses}
    return Quotation(
        text,
        found,
        frozenset(places - {0, len(found)}),
        tuple(_inside(token, brackets) or "[" in text[token.start : token.end] for token in found),
        language,
    )


def _inside(token: Token, spans: list[Span]) -> bool:
    return any(start <= token.start and token.end <= end for start, end in spans)
