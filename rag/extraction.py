"""Cutting a passage down to the run of its sentences that answers the question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from embeddings import Encoder, Vectors
from rag.answer_kinds import expected
from rag.languages import ENGLISH
from rag.library.lexical import content_terms, stems
from rag.scripts import count_words
from rag.sentences import sentence_spans
from rag.transcript import Span
from rag.words import is_said

LONGEST_RUN = 3
"""Sentences in one quotation, at most."""

WHOLE = 45
"""A passage of no more words than this is quoted whole."""

_TERM_WEIGHT = 0.35
_KIND_WEIGHT = 0.15


@dataclass(frozen=True, slots=True)
class Extract:
    """A run of sentences of a turn's text; `of_kind` if it holds the kind of answer that is asked for."""

    span: Span
    of_kind: bool


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a question wants of words in one language: its terms, and how the kind of answer looks."""

    terms: set[str]
    kinds: list[re.Pattern[str]]
    language: str

    @classmethod
    def by(cls, question: str, language: str) -> _Wanted:
        return cls(set(content_terms(question, language)), expected(question, language), language)


def extract(
    encoder: Encoder,
    question: str,
    passages: Sequence[tuple[str, Span]],
    languages: Sequence[str] | None = None,
) -> list[Extract]:
    """For each passage, given as a turn's text and a span of it, the run of sentences that answers best.

    `languages` has each passage's; all are English where it is left out.
    """
    sentences = [_sentences(text, span) for text, span in passages]
    texts = [
        text[start:end] for (text, _), spans in zip(passages, sentences, strict=True) for start, end in spans
    ]
    asked = encoder.encode([question])[0]
    vectors = encoder.sketch(texts)
    each = languages if languages is not None else [ENGLISH] * len(passages)
    wanted = {language: _Wanted.by(question, language) for language in dict.fromkeys(each)}
    found = []
    position = 0
    for (text, _), spans, language in zip(passages, sentences, each, strict=True):
        own = vectors[position : position + len(spans)]
        position += len(spans)
        found.append(_best_run(text, spans, own, asked, wanted[language]))
    return found


@lru_cache(4096)
def _sentences(text: str, span: Span) -> tuple[Span, ...]:
    start, end = span
    if count_words(text[start:end]) <= WHOLE:
        return (span,)
    spans = [(start + first, start + last) for first, last in sentence_spans(text[start:end])]
    return tuple(span for span in spans if is_said(text[slice(*span)])) or (span,)


def _best_run(text: str, spans: Sequence[Span], vectors: Vectors, asked: Vectors, wanted: _Wanted) -> Extract:
    """The run with the best mean direction, most of the question's terms and the kind of answer wanted."""
    held = [wanted.terms & set(stems(text[slice(*span)], wanted.language)) for span in spans]
    runs = [
        slice(a, b) for a in range(len(spans)) for b in range(a + 1, min(a + LONGEST_RUN, len(spans)) + 1)
    ]
    directions = np.array([vectors[run].sum(axis=0) for run in runs])
    lengths = np.linalg.norm(directions, axis=1)
    cosines = (directions @ asked) / np.where(lengths > 0, lengths, 1.0)
    best, best_score = Extract(spans[0], of_kind=False), -np.inf
    for run, score in zip(runs, cosines.tolist(), strict=True):
        span = spans[run][0][0], spans[run][-1][1]
        of_kind = any(kind.search(text[slice(*span)]) for kind in wanted.kinds)
        score += _KIND_WEIGHT * of_kind
        score += _TERM_WEIGHT * len(set().union(*held[run])) / max(1, len(wanted.terms))
        if score > best_score + 1e-6:
            best, best_score = Extract(span, of_kind), score
    return best


def term_share(terms: set[str], text: str, language: str = ENGLISH) -> float:
    """Share of the stemmed terms that the text holds, from 0 to 1."""
    return len(terms & set(stems(text, language))) / len(terms) if terms else 0.0
