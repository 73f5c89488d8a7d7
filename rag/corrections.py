"""Corrections that a transcript's editors print in it: what was said, what was meant, and their marks.

- `<s>forty</s> [fourteen]`: the struck words were said, those in brackets were meant; punctuation, a star or
  the rest of a word may stand between. Without brackets the struck words were said and nothing was meant.
- `under [over]*`, `crowd [yell]*`: a footnote's star behind the brackets; as many words before were said.
- `listed [lifted]`: the same without a star, where as many words before the brackets look alike.
- `eighty*`: a footnote's star alone; what was meant isn't printed there.
- `[sic]`, `(as delivered)`: the words before them stand as they were said.
- `[the]`, `hose[s]`: words or letters put in for the reader; they were not said.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rag.transcript import Span


class CorrectionKind(StrEnum):
    """How a correction is printed."""

    STRUCK = "struck"
    FOOTNOTE = "footnote"
    REPLACED = "replaced"
    SIC = "sic"
    AS_DELIVERED = "as_delivered"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction in a turn's text.

    `delivered` are the words that were said, None for an insertion; `corrected` those that were meant, inside
    their brackets, None where none are printed; `marks` are the editors' signs, which nobody said.
    """

    kind: CorrectionKind
    delivered: Span | None
    corrected: Span | None
    marks: tuple[Span, ...] = ()

    @property
    def changes(self) -> bool:
        """Whether two readings come of it that both have words."""
        return self.kind not in (CorrectionKind.SIC, CorrectionKind.AS_DELIVERED)


_BRACKET = re.compile(r"\[([^\[\]]{1,200})\]")
_BEHIND_STRUCK = re.compile(r"\w*[\s”’\"'*.,;:]*(?=\[)")
_STAR = re.compile(r"\s?\*(?![\w*])")
_LONE_STAR = re.compile(r"(?<=[\w”’\")\]])(?:\*(?=[\s.,;:!?)”’\"—–-]|$)|\s\*(?=[.,;:!?]))")
_NO_WORDS = re.compile(r"(?i)(?:inaudible|laugh(?:s|ter)|crosstalk|applause|pause|redacted)\.?")
_SIC = re.compile(r"[\[(]\s*sic\.?\s*[\])]", re.IGNORECASE)
_AS_DELIVERED = re.compile(r"[\[(]\s*as\s+(?:delivered|spoken|said)\.?\s*[\])]", re.IGNORECASE)
_WORD = re.compile(r"[^\s\[\]]+")
_LETTERS = re.compile(r"(?<=[^\W\d_])\[[^\W\d_]{1,4}\]|\[[^\W\d_]{1,4}\](?=[^\W\d_])")
_ALIKE = 0.6


def corrections(text: str, struck: Sequence[Span] = ()) -> tuple[Correction, ...]:
    """All corrections in a turn's text, in order of their places; `struck` are its struck spans."""
    if not struck and not any(sign in text for sign in ("[", "*", "(")):
        return ()
    found = [_struck(text, span) for span in struck]
    taken = {c.corrected for c in found}
    found += [c for c in _bracketed(text) if c.corrected not in taken]
    found += [*_marked(text, _SIC, CorrectionKind.SIC)]
    found += [*_marked(text, _AS_DELIVERED, CorrectionKind.AS_DELIVERED)]
    starred = {mark for c in found for mark in c.marks}
    found += [
        Correction(CorrectionKind.FOOTNOTE, _word_before(text, star.start()), None, (star.span(),))
        for star in _LONE_STAR.finditer(text)
        if star.span() not in starred
    ]
    return tuple(sorted(found, key=_place))


def is_letters(text: str, bracket: Span) -> bool:
    """Whether brackets put letters into a word, as in "hose[s]"."""
    return _LETTERS.match(text, *bracket) is not None


def shown(found: Sequence[Correction], struck: Sequence[Span]) -> list[tuple[Span, str]]:
    """How to show them: what the source strikes as "s", what was meant, in its brackets, as "ins"."""
    paired = [each.corrected for each in found if each.kind is not CorrectionKind.INSERTED and each.corrected]
    return [*((span, "s") for span in struck), *((span, "ins") for span in paired)]


def within(found: Sequence[Correction], span: Span) -> tuple[Correction, ...]:
    """Those corrections that a span of the text touches, cut to it and counted from its start."""
    start, end = span

    def cut(part: Span | None) -> Span | None:
        if part is None or part[0] >= end or part[1] <= start:
            return None
        return max(part[0], start) - start, min(part[1], end) - start

    kept = []
    for each in found:
        delivered, corrected = cut(each.delivered), cut(each.corrected)
        marks = tuple(mark for mark in map(cut, each.marks) if mark is not None)
        if corrected or marks or (delivered and each.changes):
            kept.append(Correction(each.kind, delivered, corrected, marks))
    return tuple(kept)


def spans_within(spans: Sequence[Span], span: Span) -> tuple[Span, ...]:
    """The parts of `spans` that lie in `span`, counted from its start."""
    start, end = span
    return tuple((max(a, start) - start, min(b, end) - start) for a, b in spans if a < end and b > start)


def _place(correction: Correction) -> Span:
    return correction.delivered or correction.corrected or correction.marks[0]


def _struck(text: str, span: Span) -> Correction:
    """A struck span with the brackets that belong to it, if any do."""
    between = _BEHIND_STRUCK.match(text, span[1])
    bracket = _BRACKET.match(text, between.end()) if between else None
    if between is None or bracket is None or _SIC.match(bracket.group()):
        return Correction(CorrectionKind.STRUCK, span, None)
    # "lowe" struck of "lower" before [slower]: the whole word was said and is replaced.
    rest = re.compile(r"\w*").match(text, span[1])
    end = rest.end() if rest and not text[span[1] - 1].isspace() else span[1]
    stars = [match.span() for match in re.compile(r"\*").finditer(text, end, bracket.start())]
    star = _STAR.match(text, bracket.end())
    marks = (*stars, *((star.span(),) if star else ()))
    return Correction(CorrectionKind.STRUCK, (span[0], end), bracket.span(1), marks)


def _bracketed(text: str) -> Iterator[Correction]:
    for bracket in _BRACKET.finditer(text):
        if any(p.fullmatch(bracket.group()) for p in (_SIC, _AS_DELIVERED)) or _NO_WORDS.fullmatch(
            bracket[1]
        ):
            continue
        star = _STAR.match(text, bracket.end())
        before = _words_before(text, bracket.start(), len(bracket[1].split()))
        if star:
            yield Correction(CorrectionKind.FOOTNOTE, before, bracket.span(1), (star.span(),))
        elif (
            before and not is_letters(text, bracket.span()) and _look_alike(text[slice(*before)], bracket[1])
        ):
            yield Correction(CorrectionKind.REPLACED, before, bracket.span(1))
        else:
            yield Correction(CorrectionKind.INSERTED, None, bracket.span(1))


def _look_alike(said: str, meant: str) -> bool:
    """Whether each word looks like its counterpart, and not all are the same."""
    ours, theirs = ([word.strip(".,;:") for word in side.casefold().split()] for side in (said, meant))
    return "]" not in said and ours != theirs and all(map(_is_like, ours, theirs))


def _is_like(one: str, other: str) -> bool:
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE


def _marked(text: str, pattern: re.Pattern[str], kind: CorrectionKind) -> Iterator[Correction]:
    for mark in pattern.finditer(text):
        yield Correction(kind, _word_before(text, mark.start()), None, (mark.span(),))


def _word_before(text: str, end: int) -> Span | None:
    return _words_before(text, end, 1)


def _words_before(text: str, end: int, count: int) -> Span | None:
    """The last `count` words before `end` in its sentence's reach, None where there are fewer."""
    reach = max(0, end - 40 * count)
    words = [match.span() for match in _WORD.finditer(text, reach, end)]
    return (words[-count][0], words[-1][1]) if 0 < count <= len(words) else None
