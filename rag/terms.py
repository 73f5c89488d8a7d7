"""Terms of attribution: what a reporter who quotes from a transcript has agreed to.

The kinds follow the press's own words; agencies differ on what each allows, so the words that set a term are
always kept and shown beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rag.remarks import Remark, in_english, remark

Say = Callable[[Remark], str]
"""Says a remark in some language."""


class TermKind(StrEnum):
    """What is agreed. An embargo stands beside one of the others; a lifted one restricts nothing."""

    ON_RECORD = "on_the_record"
    BACKGROUND = "background"
    DEEP_BACKGROUND = "deep_background"
    NOT_FOR_ATTRIBUTION = "not_for_attribution"
    OFF_RECORD = "off_the_record"
    NO_DIRECT_QUOTES = "no_direct_quotes"
    EMBARGO = "embargo"
    EMBARGO_LIFTED = "embargo_lifted"


class Scope(StrEnum):
    """How far a term reaches: the whole event, from its words on, or a part that its words name."""

    WHOLE = "whole"
    FROM_HERE = "from_here"
    PART = "part"


@dataclass(frozen=True, slots=True)
class Term:
    """One term as somebody set it.

    `words` are `text[start:end]` of the turn numbered `turn`; where that is None, of the aside on `line` of
    the file; where that is None too, of the title. `attribution` is how the speaker may be named and
    `embargo` how long nothing may be published, both in the source's words, None where these don't say.
    """

    kind: TermKind
    attribution: str | None
    embargo: str | None
    turn: int | None
    start: int
    end: int
    words: str
    scope: Scope = Scope.WHOLE
    line: int | None = None
    before_turn: int = 0
    """The turn that follows the words, where they are an aside's; what stands behind it falls under them."""

    @property
    def place(self) -> tuple[int, int]:
        """Sorts terms in the order in which they were set, the title first."""
        if self.turn is not None:
            return self.turn, self.start
        return (-1, 0) if self.line is None else (self.before_turn - 1, 1 << 40)


_EMBARGOES = (TermKind.EMBARGO, TermKind.EMBARGO_LIFTED)
_UNNAMED = (TermKind.BACKGROUND, TermKind.DEEP_BACKGROUND, TermKind.NOT_FOR_ATTRIBUTION)


_NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), start=1
    )
}


def in_force(terms: Sequence[Term], turn: int, start: int = 0, end: int = 0) -> tuple[Term, ...]:
    """The terms under which a turn's words from `start` to `end` were said, in the order of their setting.

    The newest words before the place hold, and what the whole event was told to be where there are none: the
    reminder at a call's end may be the first to say it. Terms of a part that only their words name are
    always given, since nobody but a reader can tell where such a part ends.
    """
    ordered = sorted(terms, key=lambda term: term.place)
    status = [term for term in ordered if term.kind not in (*_EMBARGOES, TermKind.NO_DIRECT_QUOTES)]
    found = [term for term in ordered if term.scope is Scope.PART]
    first = _held(status, (turn, start))
    changes = [t for t in status if (turn, start) < t.place < (turn, end) and t.scope is Scope.FROM_HERE]
    for held in (first, *changes):
        found += [] if held is None else [held, *_attribution(status, held)]
    found += _embargo(ordered)
    found += [t for t in ordered if t.kind is TermKind.NO_DIRECT_QUOTES and _reaches(t, (turn, start))][:1]
    return tuple(sorted(dict.fromkeys(found), key=lambda term: term.place))


def describe(terms: Sequence[Term], say: Say = in_english) -> str:
    """The terms in one line for reading: what is agreed, then how to name the speaker; "" for none.

    `say` says a remark in the reader's language.
    """
    parts: dict[str, str] = {}
    embargoed = any(term.kind is TermKind.EMBARGO for term in terms)
    for term in sorted(terms, key=lambda term: term.kind in _EMBARGOES):
        said = say(_agreed(term, embargoed=embargoed))
        about = ""
        if term.kind in _EMBARGOES and term.embargo:
            about = say(remark("term_until", words=term.embargo))
        if term.attribution:
            about = say(remark("term_attributable", who=term.attribution))
        if about or said not in parts:
            comma = " " if term.kind is TermKind.EMBARGO else ", "
            parts[said] = f"{parts[said]}; {about}" if parts.get(said) else comma + about if about else ""
    line = "; ".join(said + about for said, about in parts.items())
    return line[:1].upper() + line[1:]


def _agreed(term: Term, *, embargoed: bool) -> Remark:
    if term.kind is TermKind.EMBARGO_LIFTED and not embargoed:
        return remark("term_no_embargo")
    agreed = remark(f"term_{term.kind.value}")
    return remark("term_part", term=agreed) if term.scope is Scope.PART else agreed


def describe_whole(terms: Sequence[Term], say: Say = in_english) -> str:
    """A transcript's terms in one line: those at its beginning, and where they change; "" for none."""
    changes = sorted(
        {t.turn for t in terms if t.turn and t.scope is Scope.FROM_HERE and t.kind not in _EMBARGOES}
    )
    line = describe(in_force(terms, 0), say)
    where = say(remark("term_changes", turns=", ".join(map(str, changes)))) if changes else ""
    return "; ".join(filter(None, [line, where]))


def _held(status: Sequence[Term], place: tuple[int, int]) -> Term | None:
    whole = [term for term in status if term.scope is not Scope.PART]
    before = [term for term in whole if term.place <= place]
    # A name that isn't for attribution says nothing of the words: background, where it is told, says more.
    ranked = [t for t in before if t.kind is not TermKind.NOT_FOR_ATTRIBUTION] or before
    later = (term for term in whole if term.place > place and term.scope is Scope.WHOLE)
    return ranked[-1] if ranked else next(later, None)


def _attribution(status: Sequence[Term], held: Term) -> Sequence[Term]:
    """Who told how the speaker may be named, where the words that hold didn't."""
    if held.kind not in _UNNAMED or held.attribution:
        return ()
    alike = [t for t in status if t.attribution and t.kind is held.kind and t.scope is not Scope.PART]
    spoken = [t for t in alike if t.turn is not None] or alike
    earlier = [t for t in spoken if t.place <= held.place]
    return earlier[-1:] or spoken[:1]


def _embargo(ordered: Sequence[Term]) -> Sequence[Term]:
    """The embargo as it was set, as it was last told if that differs in its time, and its end."""
    set_ = [t for t in ordered if t.kind is TermKind.EMBARGO and t.scope is not Scope.PART]
    timed = [t for t in set_ if t.embargo] or set_
    lifted = [t for t in ordered if t.kind is TermKind.EMBARGO_LIFTED]
    first, last = timed[:1], [t for t in timed[-1:] if _time(t) != _time(timed[0])]
    return [*first, *last, *lifted[-1:]]


def _time(term: Term) -> frozenset[str]:
    """The hours of an embargo: "5:00 a.m. tomorrow" and "tomorrow at five o'clock" are one time."""
    said = (term.embargo or "").casefold()
    clocks = re.findall(r"\d{1,2}:\d\d|\w+(?=\s+o[’']clock|\s+[ap]\.?m)", said)
    if not clocks and re.search("end|conclu|complet", said):
        return frozenset({"end"})
    return frozenset(_NUMBERS.get(clock, clock.removesuffix(":00")) for clock in clocks) or frozenset({said})


def _reaches(term: Term, place: tuple[int, int]) -> bool:
    return term.scope is Scope.WHOLE or term.place <= place
