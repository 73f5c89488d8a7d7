"""Answers without a language model: the best passages cut to the sentences that answer, each a citation."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from embeddings import Encoder
from rag.citations import Citation, Coverage, cite, coverage
from rag.exchanges import is_questioner
from rag.extraction import Extract, extract, term_share
from rag.filters import Filters, select
from rag.library.lexical import content_terms, stems
from rag.library.snapshot import Snapshot, StoredTurn
from rag.questions import AS_UNDERSTOOD, Order, Reading, Understood, arranged, find, spread, understand
from rag.questions.again import from_answer_before
from rag.retriever import Hit

MOST_CITATIONS = 5
NEAR_ENOUGH = 0.42
"""Cosine of the best passage from which on it stands as an answer whatever its words."""

_CANDIDATES = 24
_KIND_BONUS, _ASKS_BACK = 0.8, 1.0
_NEAR_WITH_WORDS = 0.25
_MOST_WORDS = 0.7
_RARE = 0.3
_SAME_WORDS = 0.8
_SAME_IN_EDITIONS = 0.7


@dataclass(frozen=True, slots=True)
class Answer:
    """What the record answers: citations, best first, or the reason why there are none.

    `text` is the answer with [1] marks, None where nothing answers; `nearest` then holds the nearest miss.
    `unsaid` are names of the question that stand nowhere in the library: the quotations can't be about them.
    """

    question: str
    answered: bool
    text: str | None
    reason: str | None
    citations: tuple[Citation, ...]
    coverage: Coverage
    nearest: tuple[Citation, ...] = ()
    unsaid: tuple[str, ...] = ()
    understood: Understood | None = None
    order: Order = Order.RELEVANCE


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Passages found for a query, best first."""

    query: str
    hits: tuple[Citation, ...]
    coverage: Coverage
    understood: Understood | None = None


def search(
    snapshot: Snapshot,
    encoder: Encoder,
    query: str,
    filters: Filters,
    k: int,
    reading: Reading = AS_UNDERSTOOD,
) -> SearchResult:
    """The `k` passages nearest to the query, as citations. FilterError for filters that can't be met."""
    understood = understand(snapshot, query, filters, reading=reading)
    selection = understood.narrowed(select(filters, snapshot))
    hits = [
        cite(snapshot, snapshot.turn(hit.transcript, hit.turn), (hit.start, hit.end), hit.rank, hit.score)
        for hit in find(snapshot, encoder, understood, selection, k)
    ]
    return SearchResult(query, tuple(hits), coverage(snapshot, selection), understood)


def answer(
    snapshot: Snapshot,
    encoder: Encoder,
    question: str,
    filters: Filters,
    k: int = MOST_CITATIONS,
    history: Sequence[str] = (),
    reading: Reading = AS_UNDERSTOOD,
) -> Answer:
    """Answer a question by at most `k` quotations; `history` holds the earlier questions, oldest first.

    FilterError for filters that can't be met.
    """
    understood = understand(snapshot, question, filters, history, reading)
    if understood.about_answer:
        before = answer(snapshot, encoder, history[-1], filters, k, history[:-1], reading)
        return _about(snapshot, before, question, understood)
    found = _answer(snapshot, encoder, question, filters, k, understood)
    return dataclasses.replace(found, understood=understood)


def _answer(
    snapshot: Snapshot, encoder: Encoder, question: str, filters: Filters, k: int, understood: Understood
) -> Answer:
    selection = understood.narrowed(select(filters, snapshot))
    searched = coverage(snapshot, selection)
    asked = understood.question
    hits = find(snapshot, encoder, understood, selection, max(_CANDIDATES, k))
    hits = spread(snapshot, hits, k) if understood.over_time else hits
    if not hits:
        return Answer(question, False, None, _nothing(searched, question), (), searched)
    unsaid = tuple(snapshot.derived.lexical.unsaid_names(question)) if snapshot.derived else ()
    ranked = [(hit, snapshot.turn(hit.transcript, hit.turn)) for hit in hits]
    if not _supported(snapshot, ranked, asked):
        hit, stored = ranked[0]
        near = cite(snapshot, stored, (hit.start, hit.end), 1, hit.score)
        return Answer(question, False, None, _nothing(searched, question), (), searched, (near,), unsaid)
    quoted = _quoted(snapshot, encoder, asked, ranked, k, questions_last=not understood.questions)
    citations, order = arranged(quoted, understood.order)
    text = _answer_text(citations)
    return Answer(question, True, text, None, citations, searched, unsaid=unsaid, order=order)


def unsaid_note(found: Answer) -> str:
    """A sentence on the names that nobody says; empty where there are none."""
    names = " or ".join(f"“{name}”" for name in found.unsaid)
    return f"Nobody in the record says {names}." if names else ""


def _about(snapshot: Snapshot, before: Answer, question: str, understood: Understood) -> Answer:
    """An answer that is about the one before it: its words again, or the question that they answer."""
    citations = from_answer_before(snapshot, before.citations, understood)
    reason = None
    if not citations:
        reason = before.reason or "What was quoted before answers no question: it is a statement."
    return dataclasses.replace(
        before,
        question=question,
        answered=bool(citations),
        text=_answer_text(citations) if citations else None,
        reason=reason,
        citations=citations,
        understood=understood,
    )


def _supported(snapshot: Snapshot, ranked: Sequence[tuple[Hit, StoredTurn]], question: str) -> bool:
    """Whether the best passages are near enough to the question to stand as an answer."""
    if ranked[0][0].cosine >= NEAR_ENOUGH:
        return True
    terms = set(content_terms(question))
    return any(
        hit.cosine >= _NEAR_WITH_WORDS
        and (hit.named >= _RARE or term_share(terms, _asked_and_said(snapshot, hit, stored)) >= _MOST_WORDS)
        for hit, stored in ranked[:3]
    )


def _asked_and_said(snapshot: Snapshot, hit: Hit, stored: StoredTurn) -> str:
    said = stored.turn.text[hit.start : hit.end]
    if stored.question is None:
        return said
    return f"{snapshot.turn(stored.transcript, stored.question).turn.text} {said}"


def _quoted(
    snapshot: Snapshot,
    encoder: Encoder,
    question: str,
    ranked: Sequence[tuple[Hit, StoredTurn]],
    k: int,
    *,
    questions_last: bool,
) -> list[Citation]:
    """The best passages cut to the sentences that answer, best first; the same words are quoted once."""
    chosen = _distinct(snapshot, ranked, 2 * k)
    extracts = extract(
        encoder, question, [(stored.turn.text, (hit.start, hit.end)) for hit, stored in chosen]
    )
    scored = sorted(
        (
            (hit.score + _fitness(stored, found, answers_wanted=questions_last), stored, found.span)
            for (hit, stored), found in zip(chosen, extracts, strict=True)
        ),
        key=lambda one: -one[0],
    )[:k]
    if questions_last:
        scored.sort(key=lambda one: is_questioner(one[1].turn.label))
    return [cite(snapshot, stored, span, n, score) for n, (score, stored, span) in enumerate(scored, start=1)]


def _fitness(stored: StoredTurn, found: Extract, *, answers_wanted: bool) -> float:
    """What an extract gains or loses beside its passage's score: the kind asked for; asking back."""
    asks_back = answers_wanted and stored.turn.text[slice(*found.span)].rstrip(' ”"').endswith("?")
    return _KIND_BONUS * found.of_kind - _ASKS_BACK * asks_back


def _distinct(
    snapshot: Snapshot, ranked: Sequence[tuple[Hit, StoredTurn]], k: int
) -> list[tuple[Hit, StoredTurn]]:
    """The best passages whose words differ; two editions of one event cut the same words differently."""
    chosen: list[tuple[Hit, StoredTurn]] = []
    seen: list[tuple[str, set[str]]] = []
    for hit, stored in ranked:
        entry = snapshot.transcripts_by_key[stored.transcript]
        words = set(stems(stored.turn.text[hit.start : hit.end]))
        if any(_alike(words, old, edition=id_ in entry.editions) for id_, old in seen):
            continue
        seen.append((entry.id, words))
        chosen.append((hit, stored))
        if len(chosen) == k:
            break
    return chosen


def _alike(words: set[str], old: set[str], *, edition: bool) -> bool:
    shared = len(words & old)
    if edition and shared >= _SAME_IN_EDITIONS * min(len(words), len(old)):
        return True
    return shared >= _SAME_WORDS * len(words | old)


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
