"""Cutting a passage down to the run of its sentences that answers the question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from embeddings import Encoder, Vectors
from rag.answer_kinds import expected
from rag.languages import ENGLISH
from rag.library.lexical import content_terms, stems
from rag.library.snapshot import StoredTurn
from rag.passages import WHOLE
from rag.scripts import count_words
from rag.transcript import Span
from rag.words import is_said

LONGEST_RUN = 3
"""Sentences in one quotation, at most."""

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

    def is_kind(self, text: str, span: Span) -> bool:
        """Whether a span of the text holds the kind of answer that is asked for."""
        return any(kind.search(text[slice(*span)]) for kind in self.kinds)


def extract(
    encoder: Encoder,
    question: str,
    passages: Sequence[tuple[StoredTurn, Span]],
    languages: Sequence[str],
) -> list[Extract]:
    """For each passage, a span of a turn's text, the run of its sentences that answers best.

    `languages` has each passage's.
    """
    sentences = [_sentences(stored, span) for stored, span in passages]
    asked = encoder.encode([question])[0]
    vectors = iter(encoder.sketch(_to_choose_among(passages, sentences)))
    wanted = {language: _Wanted.by(question, language) for language in dict.fromkeys(languages)}
    found = []
    for (stored, _), spans, language in zip(passages, sentences, languages, strict=True):
        text, own = stored.turn.text, wanted[language]
        if len(spans) == 1:
            found.append(Extract(spans[0], own.is_kind(text, spans[0])))
        else:
            found.append(_best_run(text, spans, np.array([next(vectors) for _ in spans]), asked, own))
    return found


def _to_choose_among(
    passages: Sequence[tuple[StoredTurn, Span]], sentences: Sequence[Sequence[Span]]
) -> list[str]:
    """The sentences of the passages that have several, one behind the other."""
    return [
        stored.turn.text[slice(*span)]
        for (stored, _), spans in zip(passages, sentences, strict=True)
        for span in spans
        if len(spans) > 1
    ]


def _sentences(stored: StoredTurn, span: Span) -> Sequence[Span]:
    text = stored.turn.text
    if count_words(text[slice(*span)]) <= WHOLE:
        return (span,)
    return [each for each in stored.sentences_within(span) if is_said(text[slice(*each)])] or (span,)


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
        of_kind = wanted.is_kind(text, span)
        score += _KIND_WEIGHT * of_kind
        score += _TERM_WEIGHT * len(set().union(*held[run])) / max(1, len(wanted.terms))
        if score > best_score + 1e-6:
            best, best_score = Extract(span, of_kind), score
    return best


def term_share(terms: set[str], text: str, language: str = ENGLISH) -> float:
    """Share of the stemmed terms that the text holds, from 0 to 1."""
    return len(terms & set(stems(text, language))) / len(terms) if terms else 0.0
