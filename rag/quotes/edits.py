"""What each difference between a quotation and the record amounts to."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from rag.quotes.alignment import Alignment, Edit, Kind
from rag.quotes.cuts_abroad import JAPANESE, denials
from rag.quotes.disfluency import is_false_start, is_opener, without_fillers
from rag.quotes.lexicon import ENGLISH_LEXICON, Lexicon
from rag.quotes.model import Diff, Risk
from rag.quotes.quotation import Quotation
from rag.quotes.tokens import Token
from rag.quotes.vocabulary import NUMBER_MARK
from rag.transcript import Span

_LONG_SKIP = 6
_ENDING = 4
"""Characters behind a Japanese quotation that may belong to its last word."""

_MOST_REPLACED, _STEM = 6, 4
_SENTENCE_END = re.compile(r"[.?!…][\"”’')\]]*\s")


class Weight(IntEnum):
    """How much a change weighs, the lightest first."""

    TYPOGRAPHY = 0
    CLEANED = 1
    HIDDEN = 2
    """An ellipsis hides a negation or a condition."""
    ALTERED = 3
    SKIPPED = 4
    """Words are left out without an ellipsis, as if two places were one."""


@dataclass(frozen=True, slots=True)
class Change:
    """`said` of the record became `quoted`; both may be empty, not both at once."""

    said: tuple[Token, ...]
    quoted: tuple[Token, ...]
    weight: Weight
    risks: frozenset[Risk]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A quotation held against one stretch of the record.

    `span` are the characters of the turn that it covers. `unmatched` counts tokens of the quotation that the
    record hasn't, brackets aside; `matched` those that it has.
    """

    span: tuple[int, int]
    changes: tuple[Change, ...]
    diff: Diff
    matched: int
    unmatched: int

    @property
    def weight(self) -> Weight:
        """The weight of the heaviest change."""
        return max((change.weight for change in self.changes), default=Weight.TYPOGRAPHY)

    @property
    def risks(self) -> frozenset[Risk]:
        """The risks of all changes."""
        return frozenset().union(*(change.risks for change in self.changes))

    @property
    def dropped(self) -> int:
        """Tokens of the record that were left out and weigh."""
        return sum(len(c.said) for c in self.changes if c.weight >= Weight.ALTERED)


def compare(
    quotation: Quotation, said: Sequence[Token], cheap: Sequence[bool], text: str, alignment: Alignment
) -> Comparison:
    """Judge an alignment of a quotation with the tokens of a turn (`text`)."""
    edits = _widened(quotation, alignment.edits, said, text)
    groups = list(_groups(edits))
    changes: list[Change] = []
    for group in groups:
        if group[0].kind is Kind.EQUAL:
            changes += _contractions(quotation, said, group)
        else:
            changes.append(_judge(quotation, said, cheap, text, group))
    first, last = edits[0].said[0], edits[-1].said[1]
    if quotation.language == JAPANESE:
        stretch = text[said[first].start : said[last - 1].end + _ENDING].split("。")[0]
        changes = _with_risks_of_endings(changes, stretch, quotation.text)
    matched = sum(e.quoted[1] - e.quoted[0] for e in edits if e.kind is Kind.EQUAL)
    unmatched = sum(
        not quotation.bracketed[j] for e in edits if e.kind is not Kind.EQUAL for j in range(*e.quoted)
    )
    return Comparison(
        (said[first].start, said[last - 1].end) if last > first else (0, 0),
        tuple(changes),
        _diff(quotation, said, text, edits),
        matched,
        unmatched,
    )


def _with_risks_of_endings(changes: Sequence[Change], said: str, quoted: str) -> list[Change]:
    """The changes, those that weigh with the risk negation where one text denies more than the other."""
    if denials(said) == denials(quoted):
        return list(changes)
    return [
        replace(change, risks=change.risks | {Risk.NEGATION}) if change.weight >= Weight.HIDDEN else change
        for change in changes
    ]


def _adds_nothing(quotation: Quotation, edits: Sequence[Edit]) -> bool:
    """Whether the quotation's tokens of these edits are only fillers."""
    first, last = min(edit.quoted[0] for edit in edits), max(edit.quoted[1] for edit in edits)
    return not without_fillers(quotation.tokens[first:last], quotation.lexicon)


def _widened(quotation: Quotation, edits: Sequence[Edit], said: Sequence[Token], text: str) -> list[Edit]:
    """Words added at either end stand for those of the record beside them, as far as the sentence goes."""
    found = list(edits)
    for step, order in ((-1, range(len(found))), (1, range(len(found) - 1, -1, -1))):
        run = []
        for place in order:
            if found[place].kind is not Kind.INSERT:
                break
            run.append(place)
        if not run or len(run) == len(found) or _adds_nothing(quotation, [found[n] for n in run]):
            continue
        for place in reversed(run):
            edge = found[place].said[0]
            beside = edge - 1 if step < 0 else edge
            if not 0 <= beside < len(said) or _parted(said, beside, step, text):
                break
            new = (beside, beside + 1)
            found[place] = Edit(Kind.SUBSTITUTE, new, found[place].quoted)
            for other in run[: run.index(place)]:
                at = beside if step < 0 else beside + 1
                found[other] = Edit(Kind.INSERT, (at, at), found[other].quoted)
    return found


def _parted(said: Sequence[Token], beside: int, step: int, text: str) -> bool:
    """Whether a sentence ends between the token `beside` and its neighbour inside the quotation."""
    left, right = (beside, beside + 1) if step < 0 else (beside - 1, beside)
    if not 0 <= left < right < len(said):
        return False
    between = text[said[left].end : said[right].start]
    return any(mark in between for mark in ".?!;:—–\n")


def _groups(edits: Iterable[Edit]) -> Iterator[list[Edit]]:
    """Runs of equal tokens and runs of edits between them, in turn."""
    run: list[Edit] = []
    for edit in edits:
        if run and (
            (run[-1].kind is Kind.EQUAL) != (edit.kind is Kind.EQUAL) or run[-1].elided != edit.elided
        ):
            yield run
            run = []
        run.append(edit)
    if run:
        yield run


def _contractions(quotation: Quotation, said: Sequence[Token], group: Sequence[Edit]) -> Iterator[Change]:
    """Tell "do not" from "don't", either way: the same words, not the same wording."""
    for edit in group:
        theirs, ours = said[slice(*edit.said)], quotation.tokens[slice(*edit.quoted)]
        if len(theirs) == len(ours) == 1 and theirs[0].contracted != ours[0].contracted:
            yield Change(tuple(theirs), tuple(ours), Weight.CLEANED, frozenset())


def _judge(
    quotation: Quotation, said: Sequence[Token], cheap: Sequence[bool], text: str, group: Sequence[Edit]
) -> Change:
    first, last = group[0].said[0], group[-1].said[1]
    theirs = tuple(said[first:last])
    places = range(group[0].quoted[0], group[-1].quoted[1])
    ours = tuple(quotation.tokens[j] for j in places)
    lexicon = quotation.lexicon
    risks = risks_of(theirs, text, lexicon) ^ risks_of(ours, quotation.text, lexicon)
    risks |= _changed(theirs, ours, text, quotation)
    if not ours and [token.key for token in theirs] == ["to"] and _are_numbers(said, first - 1, last):
        return Change(theirs, ours, Weight.TYPOGRAPHY, frozenset())  # "7-12" for "7 to 12"
    if group[0].elided:
        telling = [token for token in theirs if token.key not in lexicon.harmless_when_elided]
        hidden = risks_of(telling, text, lexicon) & {Risk.NEGATION, Risk.CONDITION}
        weight = Weight.HIDDEN if hidden or not lexicon.known else Weight.TYPOGRAPHY
        return Change(theirs, ours, weight, frozenset(hidden))
    if ours and all(quotation.bracketed[j] for j in places):
        return _bracketed(theirs, ours, risks, lexicon)
    before = said[first - 1] if first else None
    after = said[last] if last < len(said) else None
    denies = any(token.key in lexicon.negations for token in (*theirs, *ours))
    if (not denies or _is_said_twice(said, first, last)) and _is_clean(
        theirs, ours, cheap[first:last], before, after, text, lexicon
    ):
        return Change(theirs, ours, Weight.CLEANED, frozenset())
    real = [token for token, mark in zip(theirs, cheap[first:last], strict=True) if not mark]
    ends = _SENTENCE_END.search(text, theirs[0].end, theirs[-1].start + 1) if len(theirs) > 1 else None
    skipped = len(real) - len(ours) >= _LONG_SKIP or (ends is not None and len(real) - len(ours) >= 3)
    return Change(theirs, ours, Weight.SKIPPED if skipped else Weight.ALTERED, frozenset(risks))


def _are_numbers(said: Sequence[Token], *places: int) -> bool:
    return all(0 <= n < len(said) and said[n].key.startswith(NUMBER_MARK) for n in places)


def _is_said_twice(said: Sequence[Token], first: int, last: int) -> bool:
    """Whether these tokens as a whole come again right behind: "it is not — it is not"."""
    keys = [token.key for token in said[first : 2 * last - first]]
    return keys[: last - first] == keys[last - first :]


def _is_clean(
    theirs: Sequence[Token],
    ours: Sequence[Token],
    cheap: Sequence[bool],
    before: Token | None,
    after: Token | None,
    text: str,
    lexicon: Lexicon,
) -> bool:
    """Whether nothing but disfluencies differ."""
    said_clean = (
        not theirs
        or all(cheap)
        or is_opener(theirs, text, lexicon)
        or is_false_start(theirs, before, after, text, lexicon)
    )
    # Leaving out "And so" cleans; putting it in is putting words in somebody's mouth.
    quoted_clean = not without_fillers(ours, lexicon)
    return said_clean and quoted_clean


def _bracketed(
    theirs: tuple[Token, ...], ours: tuple[Token, ...], risks: frozenset[Risk], lexicon: Lexicon
) -> Change:
    """A bracketed insertion may explain, or stand for a pronoun or another form of the word; never deny."""
    negated = not lexicon.known or any(token.key in lexicon.negations for token in (*theirs, *ours))
    replaceable = all(
        token.key in lexicon.function_words or any(token.key[:_STEM] == other.key[:_STEM] for other in ours)
        for token in theirs
    )
    if negated or not replaceable or len(theirs) > _MOST_REPLACED:
        return Change(theirs, ours, Weight.ALTERED, risks)
    return Change(theirs, ours, Weight.TYPOGRAPHY, frozenset())


def risks_of(tokens: Sequence[Token], text: str, lexicon: Lexicon = ENGLISH_LEXICON) -> frozenset[Risk]:
    """The risks that lie in these words being there or not."""
    found = set()
    for n, token in enumerate(tokens):
        if token.key in lexicon.negations:
            found.add(Risk.NEGATION)
        elif token.key.startswith(NUMBER_MARK) or token.key in lexicon.quantities:
            found.add(Risk.NUMBER)
        elif token.key in lexicon.modals:
            found.add(Risk.MODAL)
        elif token.key in lexicon.conditions or [t.key for t in tokens[n : n + 2]] == ["provided", "that"]:
            found.add(Risk.CONDITION)
        elif _is_name(token, text, lexicon):
            found.add(Risk.NAME)
    return frozenset(found)


def _changed(
    theirs: Sequence[Token], ours: Sequence[Token], text: str, quotation: Quotation
) -> frozenset[Risk]:
    """Risks on both sides cancel only where the words are the same: five for fifty is a number changed."""
    lexicon = quotation.lexicon
    both = risks_of(theirs, text, lexicon) & risks_of(ours, quotation.text, lexicon)
    return frozenset(
        risk
        for risk in both
        if _keys_at_risk(theirs, risk, text, lexicon) != _keys_at_risk(ours, risk, quotation.text, lexicon)
    )


def _keys_at_risk(tokens: Sequence[Token], risk: Risk, text: str, lexicon: Lexicon) -> list[str]:
    return sorted(token.key for token in tokens if risk in risks_of([token], text, lexicon))


def _is_name(token: Token, text: str, lexicon: Lexicon) -> bool:
    """A capital inside a sentence, or a day or a month; "I" and words in all-capital texts are none."""
    if token.key in lexicon.calendar and token.key not in ("may", "march"):
        return True
    printed = text[token.start : token.end]
    if (
        not printed[:1].isupper()
        or token.key in lexicon.function_words
        or (text.isupper() and len(text) > 20)
    ):
        return False
    head = text[: token.start].rstrip(" “\"'‘([")
    return bool(head) and head[-1] not in ".?!…:;—–-¿¡\n"


def _diff(quotation: Quotation, said: Sequence[Token], text: str, edits: Sequence[Edit]) -> Diff:
    """What was said and what was quoted, in turns; a word that is part changed ("don't", "do") is changed."""
    units: list[tuple[bool, Span | None, Span | None]] = []
    for edit in edits:
        unit = (edit.kind is Kind.EQUAL, _covered(said, edit.said), _covered(quotation.tokens, edit.quoted))
        while units and (_share(units[-1][1], unit[1]) or _share(units[-1][2], unit[2])):
            before = units.pop()
            unit = (before[0] and unit[0], _joined(before[1], unit[1]), _joined(before[2], unit[2]))
        units.append(unit)
    parts: list[tuple[str, str]] = []
    for equal, run in itertools.groupby(units, key=lambda unit: unit[0]):
        _, theirs, ours = functools.reduce(lambda a, b: (a[0], _joined(a[1], b[1]), _joined(a[2], b[2])), run)
        parts += [("equal" if equal else "delete", text[slice(*theirs)])] if theirs else []
        parts += [("insert", quotation.text[slice(*ours)])] if ours and not equal else []
    return tuple(parts)


def _covered(tokens: Sequence[Token], part: tuple[int, int]) -> Span | None:
    """The characters of some tokens, None for no tokens."""
    return (tokens[part[0]].start, tokens[part[1] - 1].end) if part[0] < part[1] else None


def _share(before: Span | None, behind: Span | None) -> bool:
    """Whether two parts share characters, being tokens of one printed word or number."""
    return before is not None and behind is not None and behind[0] < before[1]


def _joined(before: Span | None, behind: Span | None) -> Span | None:
    if before is None or behind is None:
        return before or behind
    return before[0], max(before[1], behind[1])
