"""Sentence boundaries as offsets, robust to `U.S.`, `Mr.` and broken-off words."""

from __future__ import annotations

import re

from syntok import segmenter

from rag.transcript import Span

_PARAGRAPH = re.compile(r"(?:(?!\n\n).)+", re.DOTALL)
# syntok sees no boundary behind a closing round bracket: "(Laughter.) So he …".
_STAGE_DIRECTION_END = re.compile(r"[.!?]\)\s+(?=\S)")


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


def _starts(paragraph: str) -> list[int]:
    """Offsets where sentences begin; only starts are taken, so that no character can fall between two."""
    starts = {0}
    for block in segmenter.analyze(paragraph):
        for tokens in block:
            first = next(iter(tokens), None)
            if first is not None:
                starts.add(first.offset)
    starts.update(match.end() for match in _STAGE_DIRECTION_END.finditer(paragraph))
    return sorted(starts)


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if end > start else None
