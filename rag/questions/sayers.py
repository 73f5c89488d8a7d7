"""Who a question asks about as the one who SAYS something, told apart from whom it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from rag.library.snapshot import Snapshot
from rag.questions.model import Days, Sayer
from rag.questions.names import named_speakers
from rag.questions.offices import resolve_office
from rag.questions.people import people_of
from rag.questions.verbs import AUDIENCE, HOLDING, SAYING

_NAME_WORD = r"[^\s,.?!:;()\"“”]+(?:\.(?=\s))?"
_SLOT = rf"(?P<slot>{_NAME_WORD}(?:,? {_NAME_WORD}){{0,5}}?)"
# The words in front of a possessive: only the last of them may be the name.
_OPEN = rf"(?P<open>)\b(?P<slot>{_NAME_WORD}(?: {_NAME_WORD}){{0,3}}?)"
_ADVERBS = (
    r"(?:(?:ever|also|really|actually|first|once|again|not|publicly|just|still|originally|later|already|even"
    r"|specifically) )*"
)
_WORDS = (
    r"(?:words|remarks?|statements?|comments?|answers?|reply|replies|responses?|explanations?|reactions?"
    r"|promises?|claims?|arguments?|message|warnings?|speech(?:es)?|testimony|opening|quotes?|quotations?)"
)
_OF_WHAT = r"(?= (?:on|about|to|regarding|when|of|concerning|in|during|that)\b|\W*$)"
_VIEWS = r"(?:positions?|views?|opinions?|take|stance|slides|assessment|plans?|thoughts)"
_AUXILIARY = r"(?:did|does|do|has|have|had|will|would|can|could|is|was|were|are)"
_ASKS = r"(?:as|what|how|why|when|where|whether|everything|anything|all(?: that)?|something|things?)"

# (pattern, whether nobody else is meant), tried in this order.
_FRAMES = (
    (rf"\b{_AUXILIARY} {_SLOT} {_ADVERBS}(?:{SAYING})\b", True),
    (rf"\b{_AUXILIARY} {_SLOT} {_ADVERBS}(?:tell|told|speak to|spoke to|talk to) {AUDIENCE}\b", True),
    (rf"\b{_ASKS} {_SLOT} (?:has |have |had )?{_ADVERBS}(?:{SAYING})\b", True),
    (rf"\b(?:said|stated|announced|promised|told|explained|claimed) by {_SLOT}(?=$|\W)", True),
    (rf"\b(?:according to|in the words of) {_SLOT}(?=$|\W)", True),
    (rf"\b{_WORDS} (?:by|from) {_SLOT}(?=$|\W)", True),
    (rf"{_OPEN}['’]s? (?:own |exact |first |last |full )?{_WORDS}{_OF_WHAT}", True),
    (rf"^\W*{_SLOT} (?:on|about|re) ", True),
    (rf"\bper {_SLOT}(?=$|\W)", True),
    (rf"\b{_AUXILIARY} {_SLOT} {_ADVERBS}(?:{HOLDING})\b", False),
    (rf"{_OPEN}['’]s? (?:own )?{_VIEWS}\b", False),
)
_PRONOUNS = frozenset({"he", "she", "they"})
_JOINED = re.compile(r",? (?:and|or) |, ")
_POSSESSIVE = re.compile(r"['’]s?$")
# What can't be a speaker's name however it is written: parts of speech that a slot may begin with.
_NO_NAME = frozenset(
    """the a an this that these those it you we i who what which how why when where there anyone anybody
    someone somebody everyone everybody nobody people officials reporters journalists press us u.s american he
    she they his her their my our any no not ever whether if and or much many most some all""".split()
)
_LONGEST = 2_000


class SayerFound(NamedTuple):
    """Words of a question, `question[start:end]`, and whom they name.

    `sayer` is None where the words are a pronoun, or a name that is no speaker's (`unknown`).
    """

    start: int
    end: int
    sayer: Sayer | None
    pronoun: bool = False
    unknown: str | None = None


@cache
def _frames() -> tuple[tuple[re.Pattern[str], bool], ...]:
    """Made late: checking a quotation, which asks nothing, needs none of them."""
    return tuple((re.compile(pattern, re.IGNORECASE), only) for pattern, only in _FRAMES)


def find_sayer(question: str, snapshot: Snapshot, days: Days | None = None) -> SayerFound | None:
    """Who the question takes for the one who says it; None where it names nobody as that.

    "What did Psaki say" names her; "about Psaki", "Psaki's husband" and "asked Psaki" don't.
    """
    unknown = None
    for pattern, only in _frames():
        for match in pattern.finditer(question[:_LONGEST]):
            for start, end in _readings(match):
                text = _POSSESSIVE.sub("", question[start:end])
                end = start + len(text)
                if text.casefold() in _PRONOUNS:
                    return SayerFound(start, end, None, pronoun=True)
                sayer = named_sayer(text, snapshot, days, only=only)
                if sayer:
                    return SayerFound(start, end, sayer)
            unknown = unknown or (_unknown(match) if only else None)
    return unknown


def named_sayer(text: str, snapshot: Snapshot, days: Days | None, *, only: bool) -> Sayer | None:
    """The speakers that `text` names, each part of it somebody, as those asked for; None otherwise."""
    keys: set[int] = set()
    for part in _JOINED.split(text):
        if part.casefold() in _NO_NAME:
            return None
        found, sure = named_speakers(part, snapshot), True
        if not found and part[:4].casefold() == "the ":
            found = named_speakers(part[4:], snapshot)
            if not found:
                found, sure = resolve_office(part[4:], snapshot, days)
        if not found:
            return None
        keys |= found
        only = only and sure
    return Sayer(frozenset(keys), people_of(snapshot).names(keys), only)


def _readings(match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """The slot; where its end is open ("according to Fauci in May"), every longer piece, longest first."""
    start, end = match.span("slot")
    text = match.string
    if "open" in match.re.groupindex:
        yield from ((start + word.start(), end) for word in re.finditer(_NAME_WORD, match["slot"]))
    elif match.end() == end:  # nothing behind the slot bounds it
        ends = [end]
        for word in re.finditer(rf" {_NAME_WORD}", text[end:]):
            if word.start() != ends[-1] - end or len(ends) > 5:
                break
            ends.append(end + word.end())
        yield from ((start, last) for last in reversed(ends))
    else:
        yield start, end


def _unknown(match: re.Match[str]) -> SayerFound | None:
    """A slot that looks like a person's name: capitals throughout, no article in front."""
    start, end = match.span("slot")
    text = _POSSESSIVE.sub("", match["slot"])
    words = text.split()
    if not all(word[0].isupper() for word in words) or any(w.casefold() in _NO_NAME for w in words):
        return None
    return SayerFound(start, end, None, unknown=text)
