"""Who probably asked: names by which an answer, or whoever gave the word, addresses the questioner.

Probable, never more: the words that say so go with every name, and are shown with it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from rag.speakers import HONORIFICS, OFFICES, fold
from rag.surnames import is_given_name
from rag.transcript import Turn


@dataclass(frozen=True, slots=True)
class Questioner:
    """Who probably asked: `name` as printed, and the words that say so, `text[start:end]` of turn `turn`."""

    name: str
    turn: int
    start: int
    end: int


_WORD = r"[A-ZÀ-ÖØ-ÞĀ-Ž][^\W\d_]+(?:[-\u2010\u2011’'](?!s\b)[^\W\d_]+)*"
_NAME = rf"(?P<name>{_WORD}(?:\s+{_WORD})?)"
_ENDS = r"(?=\s*(?:[.,;:!?—–-]|$|\s(?:for|and|with)\b))"
_OUTLET = rf"(?:(?:here\s+)?(?:with|from|of|at)\s+(?:the\s+)?{_WORD}|[A-Z]{{2,}}\b)"
_BY_HIMSELF = (
    re.compile(rf"\b(?:[Tt]his(?:\s+is)?|I[’']m|[Mm]y\s+name\s+is)\s+{_NAME},?\s+{_OUTLET}"),
    # Not "Jessie Hellmann with Modern Healthcare wanted to know": that is somebody who isn't here.
    re.compile(rf"(?:^|[.,!]\s+){_NAME},?\s+{_OUTLET}(?=(?:\s+[A-Z][\w’]*)*\s*[.,;:—?!])"),
)
_THANKED = re.compile(
    rf"\b(?:[Tt]hanks|[Tt]hank\s+you)(?:\s+(?:so|very)\s+much|\s+again|\s+a\s+lot)?,?\s+{_NAME}{_ENDS}"
)
_GREETED = re.compile(
    rf"^(?:Hi|Hey|Hello|Yes|Yeah|Sure|Good\s+(?:morning|afternoon|evening)),\s+{_NAME}{_ENDS}"
)
_TURNED_TO = re.compile(rf"\b(?!ahead\b)[a-z’']+,\s+(?P<name>{_WORD})(?=[.!?]|\s*—)")
_CALLED = (
    re.compile(
        r"(?i:\b(?:go\s+ahead|yes|yeah|okay|all\s+right|sure|please|(?<!you\s)next|over\s+to\s+you|you[’']re\s+up|hi|hey)),?\s+"
        rf"{_NAME}\W*$"
    ),
    re.compile(
        rf"(?:^|[.!?—]\s+){_NAME},\s+(?i:go\s+ahead|you[’']re\s+up|please|over\s+to\s+you|your\s+question)\W*$"
    ),
    re.compile(
        r"(?i:\b(?:go|turn|move)\s+(?:over\s+)?to|\b(?:from|question\s+is\s+from|comes\s+from))\s+"
        rf"(?:the\s+line\s+of\s+)?{_NAME}(?:\W*$|(?:,|\s+with|\s+from|\s+at)\s+[^.?!]*\W*$)"
    ),
)
_CALLED_ALONE = re.compile(rf"(?:[.!?—)]\s+|^)(?P<name>{_WORD})[.?!]?\s*$")
_CALLED_BY_NAME = re.compile(rf"[.!?—)]\s+{_WORD}\?$")
_PLACE = re.compile(rf"\b(?:in|into|across|inside|against|towards?|near|throughout)\s+({_WORD})")
_NOBODY = frozenset(
    """everyone everybody all folks guys sir ma'am madam operator moderator mr ms mrs dr press god no yes okay
    great good right today tomorrow monday tuesday wednesday thursday friday saturday sunday january february
    march april may june july august september october november december america americans congress europe
    russia china ukraine iran israel washington afghanistan japan germany france britain canada mexico india
    korea poland taiwan syria iraq yeah yep yup mm-hmm mm-hm hmm uh-huh nope sure oh so well correct sorry
    hello hi hey please thanks absolutely exactly again huh wow not apologies excellent really indeed
    obviously certainly look listen anyway now then but starting french reuters bloomberg politico axios
    yahoo fox cnn
    nbc abc cbs npr""".split()
)
_OPENING, _ENDING = 160, 120
"""Characters of an answer's or a question's beginning, and of the end of what comes before a question."""


def calls_somebody(text: str) -> bool:
    """Whether a turn ends with a name that is given the word: "Go ahead, Steve.", "Steve?"."""
    end = text.rstrip()[-_ENDING:]
    return any(pattern.search(end) for pattern in _CALLED) or _CALLED_BY_NAME.search(end) is not None


class QuestionerFinder:
    """Finds probable questioners in one transcript.

    `speakers` are folded names, given and last, of persons who speak in it: "Thanks, Jeff" between two
    officials is no reporter's name.
    """

    def __init__(self, turns: Sequence[Turn], speakers: Collection[str]) -> None:
        self._turns = turns
        self._speakers = frozenset(speakers)
        text = "\n".join(turn.text for turn in turns)
        self._text = text
        self._places = {fold(name) for name in _PLACE.findall(text)}
        self._sure = frozenset(self._surely_named())

    def find(self, question: int, before: int | None, answer: int | None) -> Questioner | None:
        """Who probably asks the question turn; None where nothing says so or two names stand against it.

        `before` is the turn of another speaker right before it, `answer` the first turn that answers.
        The questioner's own words count first; being called and being thanked must not contradict.
        """
        own = next(self._by_himself(question), None)
        if own is not None:
            return own
        called = next(self._called(before), None) if before is not None else None
        thanked = next(self._addressed(answer), None) if answer is not None else None
        if called is None or thanked is None:
            return called or thanked
        return thanked if agree(called.name, thanked.name) else None

    def _surely_named(self) -> Iterator[str]:
        """First words (folded) of names that are thanked or given the word in so many words."""
        for turn in self._turns:
            if not ("ahead" in turn.text or "hank" in turn.text[:_OPENING] or " to " in turn.text):
                continue
            ending = turn.text.rstrip()[-_ENDING:]
            for pattern, text in ((_THANKED, turn.text[:_OPENING]), *((each, ending) for each in _CALLED)):
                yield from (fold(match["name"].split()[0]) for match in pattern.finditer(text))

    def _by_himself(self, number: int) -> Iterator[Questioner]:
        text = self._turns[number].text[:_OPENING]
        for pattern in _BY_HIMSELF:
            for match in pattern.finditer(text):
                first = match["name"].split()[0].lower()
                if not re.search(rf"\b{re.escape(first)}\b", self._text):  # "Starting with …" names nobody
                    yield from self._named(match, number, 0, sure=True)

    def _called(self, number: int) -> Iterator[Questioner]:
        text = self._turns[number].text.rstrip()
        offset = max(0, len(text) - _ENDING)
        for pattern in _CALLED:
            for match in pattern.finditer(text[offset:]):
                yield from self._named(match, number, offset, sure=True)
        for match in _CALLED_ALONE.finditer(text[offset:]):
            yield from self._named(match, number, offset, sure=False)

    def _addressed(self, number: int) -> Iterator[Questioner]:
        text = self._turns[number].text[:_OPENING]
        for pattern, sure in ((_THANKED, True), (_GREETED, True), (_TURNED_TO, False)):
            for match in pattern.finditer(text):
                yield from self._named(match, number, 0, sure=sure)

    def _named(self, match: re.Match[str], number: int, offset: int, *, sure: bool) -> Iterator[Questioner]:
        name = match["name"]
        words = [fold(word) for word in name.split()]
        if words[0] in HONORIFICS | OFFICES | _NOBODY or not self._speakers.isdisjoint(words):
            return
        if words[0] in self._places or (name.isupper() and len(words) == 1):
            return
        if not sure and words[0] not in self._sure and not is_given_name(words[0]):
            return
        start, end = match.span()
        lead = len(match.group()) - len(match.group().lstrip(".,!?—) \n"))
        yield Questioner(name, number, offset + start + lead, offset + end)


def agree(one: str, other: str) -> bool:
    """Whether two names may be one person's: one's words are among the other's."""
    first, second = set(fold(one).split()), set(fold(other).split())
    return first <= second or second <= first
