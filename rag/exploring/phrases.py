"""An exact phrase in a text: its words in order, whole, whatever their case and typography."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rag.errors import OnRecordError
from rag.lengths import at_most
from rag.transcript import Span
from rag.words import Word, fold_words, stage_directions

LONGEST = 200
"""Characters of a phrase."""

_APOSTROPHES = "'’ʼ‘`´"
_POSSESSIVE = rf"(?:[{_APOSTROPHES}]s)?"
# Behind these, 's is a verb: "it's" is no mention of "it".
_CONTRACTED = frozenset(
    "he here how it let she that there this what when where which who why i you we they".split()
)
_SIGNS = frozenset("%$€£")
_TYPOGRAPHIC = "’“”—–…"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as it is looked for: `folded` words for the index, each of `sequences` one way to say it.

    `lead` begins whatever `pattern` finds, in lower case and ASCII; "" where it can't be told.
    """

    text: str
    sequences: tuple[tuple[str, ...], ...]
    pattern: re.Pattern[str]
    lead: str = ""

    def spans(self, text: str) -> tuple[Span, ...]:
        """Where `text` has the phrase; stage directions, which nobody said, don't count."""
        found = self._usual(text) or self._unusual(text)
        aside = stage_directions(text) if found else []
        if aside:
            found = [span for span in found if not any(a < span[1] and span[0] < b for a, b in aside)]
        return tuple(found)

    def _usual(self, text: str) -> list[Span]:
        """The pattern's matches, tried only where its first letters stand: that is many times as fast."""
        plain = text
        # Most texts are ASCII but for these, and ASCII is put into small letters in half the time.
        for sign in _TYPOGRAPHIC:
            plain = plain.replace(sign, "'")
        lower = plain.lower()
        # Lower case is longer for İ; ı, ſ and the Kelvin sign count as I, S and K, whatever their case.
        odd = not plain.isascii() and (len(lower) != len(text) or any(sign in text for sign in "ıſ\u212a"))
        if odd or not self.lead:
            return [match.span() for match in self.pattern.finditer(text)]
        found = []
        at = lower.find(self.lead)
        while at >= 0:
            match = self.pattern.match(text, at)
            found += [match.span()] if match else []
            at = lower.find(self.lead, match.end() if match else at + 1)
        return found

    def _unusual(self, text: str) -> list[Span]:
        """The phrase word by word, for texts with invisible signs, as soft hyphens, inside their words."""
        if text.isascii():
            return []
        words = fold_words(text)
        folded = tuple(word.folded for word in words)
        size = len(self.sequences[0])
        return [
            (words[at].start, words[at + size - 1].end)
            for at in range(len(folded) - size + 1)
            if folded[at : at + size] in self.sequences and self._fits(text, words[at : at + size])
        ]

    def _fits(self, text: str, words: Sequence[Word]) -> bool:
        """Whether the last word is the phrase's, or its possessive: "chain’s", but not "chains"."""
        last = words[-1]
        plain = last.folded == self.sequences[0][-1]
        return plain or text[last.start : last.end][-2:-1] in _APOSTROPHES


def parse_phrase(text: str) -> Phrase:
    """The phrase that somebody typed. Raises OnRecordError where it has no word, or too many."""
    text = at_most(" ".join(text.split()), LONGEST, "phrase")
    words = fold_words(text)
    if not words:
        found = f"The phrase {text!r} has no word" if text else "The phrase is empty"
        raise OnRecordError(f"{found}. Type a word, or several as they would be said.")
    folded = tuple(word.folded for word in words)
    sequences = [folded]
    if _takes_possessive(folded[-1]):
        sequences.append((*folded[:-1], f"{folded[-1]}s"))
    return Phrase(text, tuple(sequences), _pattern(text, words), _lead(text[words[0].start : words[0].end]))


def _takes_possessive(word: str) -> bool:
    return word.isalpha() and word not in _CONTRACTED


def _pattern(text: str, words: Sequence[Word]) -> re.Pattern[str]:
    parts = [_word(text[words[0].start : words[0].end])]
    for previous, word in pairwise(words):
        # Hyphens part words: "fire brigade" and "fire-brigade" are said alike.
        parts.append(r"\W*?" if previous.end == word.start else r"\W+")
        parts.append(_word(text[word.start : word.end]))
    end = _POSSESSIVE if _takes_possessive(words[-1].folded) else ""
    before = "" if parts[0] in _SIGN_PATTERNS else rf"(?<![\w])(?<!\w[{_APOSTROPHES}])"
    after = "" if parts[-1] in _SIGN_PATTERNS else rf"(?!\w)(?![{_APOSTROPHES}]\w)"
    return re.compile(f"{before}{''.join(parts)}{end}{after}", re.IGNORECASE)


def _lead(printed: str) -> str:
    """The letters and digits that a word begins with, where they are ASCII."""
    match = re.match(r"[a-z0-9]+", printed.lower(), re.ASCII)
    return match.group() if match else ""


def _word(printed: str) -> str:
    if printed in _SIGNS:
        return r"(?:%|\bpercent\b)" if printed == "%" else re.escape(printed)
    return "".join(f"[{_APOSTROPHES}]" if letter in _APOSTROPHES else re.escape(letter) for letter in printed)


_SIGN_PATTERNS = frozenset(_word(sign) for sign in _SIGNS)
