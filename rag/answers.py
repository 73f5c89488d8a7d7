"""Answers without a language model: the best passages cut to the sentences that answer, each a citation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from embeddings import Encoder, Vectors
from rag.citations import Citation, Coverage, cite, coverage
from rag.exchanges import Role
from rag.filters import Filters, select
from rag.library.lexical import content_terms, stems
from rag.library.snapshot import Snapshot, StoredTurn
from rag.retriever import Hit, retrieve
from rag.sentences import sentence_spans
from rag.transcript import Span

MOST_CITATIONS = 5
LONGEST_QUOTE = 3
"""Sentences in one quotation, at most."""

WHOLE_PASSAGE = 45
"""A passage of no more words than this is quoted whole."""

_CANDIDATES = 24
_TERM_WEIGHT = 0.35
_QUESTION_PENALTY = 1.5
_MIN_COSINE = 0.38
_MIN_TERM_SHARE = 0.5
_SAME_WORDS = 0.8


@dataclass(frozen=True, slots=True)
class Answer:
    """What the record answers: citations, best first, or the reason why there are none.

    `text` is the answer with [1] marks, None where nothing answers; `nearest` then holds the nearest miss.
    """

    question: str
    answered: bool
    text: str | None
    reason: str | None
    citations: tuple[Citation, ...]
    coverage: Coverage
    nearest: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Passages found for a query, best first."""

    query: str
    hits: tuple[Citation, ...]
    coverage: Coverage


def search(snapshot: Snapshot, encoder: Encoder, query: str, filters: Filters, k: int) -> SearchResult:
    """The `k` passages nearest to the query, as citations. FilterError for filters that can't be met."""
    selection = select(filters, snapshot)
    hits = [
        cite(snapshot, snapshot.turn(hit.transcript, hit.turn), (hit.start, hit.end), hit.rank, hit.score)
        for hit in retrieve(snapshot, encoder, query, selection, k)
    ]
    return SearchResult(query, tuple(hits), coverage(snapshot, selection))


def answer(
    snapshot: Snapshot,
    encoder: Encoder,
    question: str,
    filters: Filters,
    k: int = MOST_CITATIONS,
    history: Sequence[str] = (),
) -> Answer:
    """Answer a question by at most `k` quotations; `history` holds the earlier questions, oldest first.

    FilterError for filters that can't be met.
    """
    selection = select(filters, snapshot)
    searched = coverage(snapshot, selection)
    asked = " ".join([*history[-1:], question])
    hits = retrieve(snapshot, encoder, asked, selection, max(_CANDIDATES, k))
    if not hits:
        return Answer(question, False, None, _nothing(searched, question), (), searched)
    ranked = _ranked(snapshot, hits, question)
    if not _supported(snapshot, [hit for hit, _ in ranked], asked):
        best = ranked[0]
        near = cite(snapshot, best[1], (best[0].start, best[0].end), 1, best[0].score)
        return Answer(question, False, None, _nothing(searched, question), (), searched, (near,))
    citations = tuple(_quoted(snapshot, encoder, asked, ranked, k))
    return Answer(question, True, _answer_text(citations), None, citations, searched)


def _ranked(snapshot: Snapshot, hits: Sequence[Hit], question: str) -> list[tuple[Hit, StoredTurn]]:
    """Hits with their turns; what was asked stands behind what was said, unless questions are wanted."""
    pairs = [(hit, snapshot.turn(hit.transcript, hit.turn)) for hit in hits]
    if _wants_questions(question):
        return pairs
    return sorted(
        pairs, key=lambda pair: -(pair[0].score - _QUESTION_PENALTY * (pair[1].role is Role.QUESTION))
    )


def _wants_questions(question: str) -> bool:
    words = question.casefold()
    return any(sign in words for sign in ("reporter", "who asked", "asked about", "press ask", "journalist"))


def _supported(snapshot: Snapshot, hits: Sequence[Hit], question: str) -> bool:
    """Whether anything found is near enough to the question to stand as an answer."""
    terms = set(content_terms(question))
    for hit in hits[:MOST_CITATIONS]:
        stored = snapshot.turn(hit.transcript, hit.turn)
        share = _term_share(terms, stored.turn.text[hit.start : hit.end])
        if hit.cosine >= _MIN_COSINE or share >= _MIN_TERM_SHARE:
            return True
    return False


def _term_share(terms: set[str], text: str) -> float:
    return len(terms & set(stems(text))) / len(terms) if terms else 0.0


def _quoted(
    snapshot: Snapshot, encoder: Encoder, question: str, ranked: Sequence[tuple[Hit, StoredTurn]], k: int
) -> Iterator[Citation]:
    """The best passages cut to the sentences that answer; the same words are quoted once."""
    chosen = _distinct(ranked, min(k, MOST_CITATIONS) if k <= MOST_CITATIONS else k)
    spans = _best_spans(encoder, question, chosen)
    for n, ((hit, stored), span) in enumerate(zip(chosen, spans, strict=True), start=1):
        yield cite(snapshot, stored, span, n, hit.score)


def _distinct(ranked: Sequence[tuple[Hit, StoredTurn]], k: int) -> list[tuple[Hit, StoredTurn]]:
    chosen: list[tuple[Hit, StoredTurn]] = []
    seen: list[set[str]] = []
    for hit, stored in ranked:
        words = set(stems(stored.turn.text[hit.start : hit.end]))
        if any(len(words & old) >= _SAME_WORDS * len(words | old) for old in seen):
            continue
        seen.append(words)
        chosen.append((hit, stored))
        if len(chosen) == k:
            break
    return chosen


def _best_spans(encoder: Encoder, question: str, chosen: Sequence[tuple[Hit, StoredTurn]]) -> list[Span]:
    """For each passage the run of its sentences that is nearest to the question."""
    sentences = [_sentences(hit, stored) for hit, stored in chosen]
    texts = [
        stored.turn.text[start:end]
        for (_, stored), spans in zip(chosen, sentences, strict=True)
        for start, end in spans
    ]
    vectors = encoder.encode([question, *texts])
    terms = set(content_terms(question))
    best = []
    position = 1
    for (_, stored), spans in zip(chosen, sentences, strict=True):
        own = vectors[position : position + len(spans)]
        position += len(spans)
        best.append(_best_run(stored.turn.text, spans, own, vectors[0], terms))
    return best


def _sentences(hit: Hit, stored: StoredTurn) -> list[Span]:
    text = stored.turn.text[hit.start : hit.end]
    if len(text.split()) <= WHOLE_PASSAGE:
        return [(hit.start, hit.end)]
    return [(hit.start + start, hit.start + end) for start, end in sentence_spans(text)]


def _best_run(text: str, spans: Sequence[Span], vectors: Vectors, query: Vectors, terms: set[str]) -> Span:
    """The run of up to LONGEST_QUOTE sentences nearest in mean direction and in the question's terms."""
    best, best_score = spans[0], -np.inf
    for first in range(len(spans)):
        for last in range(first, min(first + LONGEST_QUOTE, len(spans))):
            mean = vectors[first : last + 1].sum(axis=0)
            cosine = float(mean @ query) / (float(np.linalg.norm(mean)) or 1.0)
            run = (spans[first][0], spans[last][1])
            score = cosine + _TERM_WEIGHT * _term_share(terms, text[slice(*run)])
            if score > best_score + 1e-6:
                best, best_score = run, score
    return best


def _answer_text(citations: Sequence[Citation]) -> str:
    """One line per citation: who, when, and the slice of the record in quotation marks."""
    return "\n".join(f"{_who(citation)}: “{citation.quote}” [{citation.n}]" for citation in citations)


def _who(citation: Citation) -> str:
    speaker = citation.speaker or "Speaker unknown"
    return f"{speaker} ({citation.date.isoformat()})" if citation.date else speaker


def _nothing(searched: Coverage, question: str) -> str:
    if not question.strip():
        return "The question is empty. Ask something about what was said."
    if not searched.transcripts:
        return "The library holds no transcript that fits. Add some with: onrecord index PATH"
    span = ""
    if searched.first_date and searched.last_date:
        span = f" from {searched.first_date} to {searched.last_date}"
    turns = f"{searched.speaker_turns} turns" + (
        "" if searched.speaker_turns == searched.turns else f" of that speaker (of {searched.turns})"
    )
    return (
        f"Nothing in the record answers this. Searched: {turns} in {searched.transcripts} transcripts{span}."
    )
