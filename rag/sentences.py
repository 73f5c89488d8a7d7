"""Sentence boundaries as offsets, robust to `U.S.`, `Mr.` and broken-off words.

syntok knows English, Spanish and German; scripts without spaces are cut here, at 。！？ outside quotations.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import repeat

from syntok import segmenter

from rag.scripts import UNSPACED, count_words
from rag.transcript import Span

LONGEST = 250
"""Words up to which a sentence is quoted whole; beyond, it is speech that nobody has punctuated."""

_ENDED = re.compile(r"""(?:[.!?…。！？][”"’'」』)\]]*|\n\s*\n|^)\s*$""")
_PARAGRAPH = re.compile(r"(?:(?!\n\n).)+", re.DOTALL)
# syntok sees no boundary behind a closing round bracket: "(Laughter.) So he …".
_STAGE_DIRECTION_END = re.compile(r"[.!?]\)\s+(?=\S)")
# Abbreviations behind which syntok sees a sentence end; none is an English word. "4. März" is a day.
_ABBREVIATED = re.compile(
    r"(?<!\w)(?:EE|Dña|Dra|Drª|Srta|Avda|Gral|Cnel|Lic|Ing|Arq|Mons|Dpto|Depto|Excma|[Nn]úms?|[Pp]ágs?|arts"
    r"|Mmes?|Mlle|bzw|ggf|evtl|Nr)\.\s+$"
)
_NUMBERED = re.compile(r"(?<!\w)\d{1,2}\.\s+$")
_GERMAN_MONTH = re.compile(r"(?:Jänner|Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember)\b")
_LOOK_BACK = 16
_CLOSING = "»”’)]"
_UNSPACED = re.compile(f"[{UNSPACED}]")
_MOSTLY = 0.3
# In 「…。」と the sentence goes on behind the bracket.
_QUOTED = re.compile(r"「[^「」]*」|『[^『』]*』|（[^（）]*）")
_UNSPACED_END = re.compile(r"[。｡！？!?]+[」』）〕】”’)]*|(?<=[。！？])）")
_GOES_ON = re.compile(r"(?:と|って|という|は|が|を|も|の|に|で)")


def sentence_spans(text: str) -> list[Span]:
    """Spans of the sentences of `text` in order; together they hold every character but white space."""
    spans: list[Span] = []
    for paragraph in _PARAGRAPH.finditer(text):
        starts = _starts(paragraph.group())
        ends = [*starts[1:], len(paragraph.group())]
        for start, end in zip(starts, ends, strict=True):
            span = _trimmed(text, paragraph.start() + start, paragraph.start() + end)
            if span is not None:
                spans.append(span)
    return spans


def spans_from(text: str, starts: Sequence[int]) -> list[Span]:
    """`sentence_spans` again, from where each begins."""
    ends = [*starts[1:], len(text)]
    return [span for span in map(_trimmed, repeat(text), starts, ends) if span is not None]


def whole_sentences(text: str, span: Span, sentences_of: Callable[[Span], Sequence[Span]]) -> Span:
    """The span, widened to the sentences that it cuts; as it is where one has over `LONGEST` words.

    `sentences_of` gives the sentences that a span lies in; they are sought only where one may be cut.
    """
    start, end = span
    begins = _ENDED.search(text, max(0, start - _LOOK_BACK), start) is not None
    ends = end == len(text) or _ENDED.search(text, max(start, end - _LOOK_BACK), end) is not None
    if begins and ends:
        return span
    held = sentences_of(span)
    if not held or any(count_words(text[a:b]) > LONGEST for a, b in held):
        return span
    return held[0][0], held[-1][1]


def sentences_around(text: str, span: Span) -> list[Span]:
    """The sentences that the span lies in, in order; no other paragraphs are cut."""
    start, end = span
    first, last = text.rfind("\n\n", 0, start) + 1, text.find("\n\n", end)
    around = sentence_spans(text[first : len(text) if last < 0 else last])
    return [(first + a, first + b) for a, b in around if first + a < end and first + b > start]


def _starts(paragraph: str) -> list[int]:
    """Offsets where sentences begin; only starts are taken, so that no character can fall between two."""
    if not paragraph.isascii() and len(_UNSPACED.findall(paragraph)) >= _MOSTLY * len(paragraph):
        return _unspaced_starts(paragraph)
    starts = {0}
    for block in segmenter.analyze(paragraph):
        for tokens in block:
            first = next(iter(tokens), None)
            if first is not None:
                starts.add(first.offset)
    starts.update(match.end() for match in _STAGE_DIRECTION_END.finditer(paragraph))
    return sorted(start for start in starts if not _is_inside(paragraph, start))


def _is_inside(paragraph: str, start: int) -> bool:
    """Whether only an abbreviation's full stop, or one within quotation marks, stands before `start`."""
    if not start:
        return False
    if paragraph[start : start + 1] in _CLOSING:
        return True
    head = paragraph[max(0, start - _LOOK_BACK) : start]
    dated = _NUMBERED.search(head) and _GERMAN_MONTH.match(paragraph, start)
    return bool(dated or _ABBREVIATED.search(head))


def _unspaced_starts(paragraph: str) -> list[int]:
    """Where sentences of Japanese and the like begin: behind 。！？ outside quotation marks."""
    quoted = [match.span() for match in _QUOTED.finditer(paragraph)]
    starts = {0}
    for match in _UNSPACED_END.finditer(paragraph):
        inside = next((span for span in quoted if span[0] < match.start() < span[1]), None)
        end = match.end() if inside is None else max(match.end(), inside[1])
        if inside is not None and (end != match.end() or _GOES_ON.match(paragraph, end)):
            continue
        starts.add(end)
    return sorted(starts)


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if end > start else None
