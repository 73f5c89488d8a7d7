"""Cutting a passage down to the run of its sentences that answers the question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from embeddings import Encoder, Vectors
from rag.library.lexical import content_terms, stems
from rag.sentences import sentence_spans
from rag.transcript import Span

LONGEST_RUN = 3
"""Sentences in one quotation, at most."""

WHOLE = 45
"""A passage of no more words than this is quoted whole."""

_TERM_WEIGHT = 0.35
_KIND_WEIGHT = 0.15

_NUMBER = (
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|twenty|thirty|forty|fifty|"
    r"hundred|thousand|million|billion|half|double|triple)\b"
)
_DURATION = rf"(?:{_NUMBER})[\w,. -]{{0,20}}\b(?:second|minute|hour|day|week|month|year|decade)s?\b"
_TIME = (
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|"
    r"wednesday|thursday|friday|saturday|sunday|today|tomorrow|yesterday|week|month|year|spring|summer|autumn|"
    r"fall|winter|morning|afternoon|evening|tonight|soon)\b|\b(?:19|20)\d\d\b|\d\s?[ap]\.?m\b"
)
# What kind of answer a question wants, and how such an answer looks.
_KINDS = (
    (re.compile(r"\bhow (?:long|soon)\b|\bfor how\b", re.I), re.compile(_DURATION, re.I)),
    (
        re.compile(r"\bhow (?:many|much|big|far|often)\b|\b(?:cost|price|percent|number of|total)\b", re.I),
        re.compile(_NUMBER, re.I),
    ),
    (re.compile(r"\bwhen\b|\bwhat (?:date|day|time|year|month)\b", re.I), re.compile(_TIME, re.I)),
)


@dataclass(frozen=True, slots=True)
class Extract:
    """A run of sentences of a turn's text; `of_kind` if it holds the kind of answer that is asked for."""

    span: Span
    of_kind: bool


def extract(encoder: Encoder, question: str, passages: Sequence[tuple[str, Span]]) -> list[Extract]:
    """For each passage, given as a turn's text and a span of it, the run of sentences that answers best."""
    sentences = [_sentences(text, span) for text, span in passages]
    texts = [
        text[start:end] for (text, _), spans in zip(passages, sentences, strict=True) for start, end in spans
    ]
    asked = encoder.encode([question])[0]
    vectors = encoder.sketch(texts)
    terms = set(content_terms(question))
    expected = [answer for wanted, answer in _KINDS if wanted.search(question)]
    found = []
    position = 0
    for (text, _), spans in zip(passages, sentences, strict=True):
        own = vectors[position : position + len(spans)]
        position += len(spans)
        found.append(_best_run(text, spans, own @ asked, own, terms, expected))
    return found


@lru_cache(4096)
def _sentences(text: str, span: Span) -> tuple[Span, ...]:
    start, end = span
    if len(text[start:end].split()) <= WHOLE:
        return (span,)
    return tuple((start + first, start + last) for first, last in sentence_spans(text[start:end]))


def _best_run(
    text: str,
    spans: Sequence[Span],
    cosines: Vectors,
    vectors: Vectors,
    terms: set[str],
    expected: Sequence[re.Pattern[str]],
) -> Extract:
    """The run with the best mean direction, most of the question's terms and the kind of answer wanted."""
    best, best_score = Extract(spans[0], of_kind=False), -np.inf
    for first in range(len(spans)):
        for last in range(first, min(first + LONGEST_RUN, len(spans))):
            run = (spans[first][0], spans[last][1])
            said = text[slice(*run)]
            norm = float(np.linalg.norm(vectors[first : last + 1].sum(axis=0))) or 1.0
            cosine = float(cosines[first : last + 1].sum()) / norm
            score = cosine + _TERM_WEIGHT * term_share(terms, said)
            of_kind = any(kind.search(said) for kind in expected)
            score += _KIND_WEIGHT * of_kind
            if score > best_score + 1e-6:
                best, best_score = Extract(run, of_kind), score
    return best


def term_share(terms: set[str], text: str) -> float:
    """Share of the stemmed terms that the text holds, from 0 to 1."""
    return len(terms & set(stems(text))) / len(terms) if terms else 0.0
