"""Answers without a language model: the best passages cut to the sentences that answer, each a citation."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from embeddings import Encoder
from rag.abstention import CALIBRATED_FOR, THRESHOLD, Evidence, Kind, weigh
from rag.answer_kinds import expected
from rag.citations import MOST_CITATIONS, Citation, Coverage, cite, cite_hit, coverage, read_hits
from rag.exchanges import gives_the_word, is_questioner
from rag.extraction import Extract, extract, term_share
from rag.filters import Filters, Selection, select
from rag.languages import ENGLISH, language_among
from rag.library.lexical import content_terms
from rag.library.snapshot import Snapshot, StoredTurn
from rag.on_topic import on_topic
from rag.questions import AS_UNDERSTOOD, Order, Reading, Understood
from rag.questions.again import from_answer_before
from rag.questions.finding import find
from rag.questions.outside import is_after_all, of_speaking, other_days, speak_of_it
from rag.questions.overtime import arranged, spread
from rag.questions.understanding import understand
from rag.repeats import distinct
from rag.retriever import Hit
from rag.transcript import Span
from rag.word_evidence import weigh_words
from rag.words import is_said

NEAR_ENOUGH = 0.42
"""Cosine of the best passage from which on it stands as an answer whatever its words."""

_CANDIDATES = 24
_KIND_BONUS, _ASKS_BACK = 0.8, 1.0
_NEAR_WITH_WORDS = 0.25
_MOST_WORDS = 0.7
_RARE = 0.3
_TOPIC = 0.5
"""Share of the question's names, and cosine, from which on a topic counts as spoken of."""

_NO_ANSWER = "Nothing in the record answers this."
_ADD_SOME = " Add some with: onrecord index PATH"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the record answers: citations, best first, or the reason why there are none.

    `kind` tells an answer from a refusal to answer and from the ways in which there is none.
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
    kind: Kind = Kind.ANSWERED

    @property
    def unsaid_note(self) -> str:
        """A sentence on the names that nobody says; empty where there are none."""
        names = " or ".join(f"“{name}”" for name in self.unsaid)
        return f"Nobody in the record says {names}." if names else ""


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
    found = find(snapshot, encoder, understood, selection, k)
    hits = tuple(cite_hit(snapshot, hit, hit.rank) for hit in found)
    return SearchResult(query, hits, coverage(snapshot, selection), understood)


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
    return _answer(snapshot, encoder, question, filters, k, understood)


def _answer(
    snapshot: Snapshot, encoder: Encoder, question: str, filters: Filters, k: int, understood: Understood
) -> Answer:
    selection = understood.narrowed(select(filters, snapshot))
    found = _look(snapshot, encoder, understood, selection, k)
    if found is None or not found.supported:
        return _unanswered(snapshot, encoder, question, understood, selection, found, k)
    if is_after_all(snapshot, understood) and not speak_of_it(
        understood, _said_and_asked(snapshot, found, k)
    ):
        return _answer(snapshot, encoder, question, filters, k, of_speaking(understood))
    quoted = _quoted(snapshot, encoder, understood, found, k)
    citations, order = arranged(quoted, understood.order)
    elsewhen = other_days(understood, citations)
    if elsewhen and not understood.remarks:
        understood = dataclasses.replace(understood, remarks=(elsewhen,))
    return Answer(
        question,
        True,
        _answer_text(citations),
        None,
        citations,
        coverage(snapshot, selection),
        unsaid=found.unsaid,
        understood=understood,
        order=order,
        kind=Kind.DECLINED if citations[0].declines else Kind.ANSWERED,
    )


def find_evidence(
    snapshot: Snapshot, encoder: Encoder, question: str, history: Sequence[str] = ()
) -> Evidence | None:
    """What speaks for an answer to the question; None with an encoder for which it isn't calibrated."""
    understood = understand(snapshot, question, Filters(), history)
    found = _look(
        snapshot, encoder, understood, understood.narrowed(select(Filters(), snapshot)), MOST_CITATIONS
    )
    return found.evidence if found else None


@dataclass(frozen=True, slots=True)
class _Found:
    """What a search brought: distinct passages, best first.

    `evidence` is None with an encoder for which it isn't calibrated, and for questions in other languages
    than English; `is_topic` tells that the topic at least is spoken of.
    """

    chosen: tuple[tuple[Hit, StoredTurn], ...]
    unsaid: tuple[str, ...]
    evidence: Evidence | None
    supported: bool
    is_topic: bool = False


def _look(
    snapshot: Snapshot, encoder: Encoder, understood: Understood, selection: Selection, k: int
) -> _Found | None:
    """Search and weigh; None where no passage is allowed."""
    asked = understood.question
    hits = find(snapshot, encoder, understood, selection, max(_CANDIDATES, k))
    hits = spread(snapshot, hits, k) if understood.over_time else hits
    if snapshot.derived is None or not hits:
        return None
    derived = snapshot.derived
    lexical = derived.lexical
    unheard = lexical.unheard_names(asked)
    unsaid = _unsaid(unheard, lexical.unsaid_names(asked, snapshot.languages))
    saying_something = filter(_says_something, read_hits(snapshot, hits))
    chosen = distinct(snapshot, derived, saying_something, 2 * k) or distinct(
        snapshot, derived, read_hits(snapshot, hits), 2 * k
    )
    language = language_among(asked, snapshot.languages)
    if language != ENGLISH:
        said = weigh_words(snapshot, derived, asked, language, chosen)
        return _Found(tuple(chosen), unsaid, None, said.answers, said.is_topic)
    if encoder.name != CALIBRATED_FOR:
        return _Found(tuple(chosen), unsaid, None, _near_enough(snapshot, chosen, asked))
    evidence = weigh(snapshot, derived, asked, chosen, unheard)
    is_topic = evidence.names >= _TOPIC and evidence.nearest >= _TOPIC
    if understood.topic is None:
        return _Found(tuple(chosen), unsaid, evidence, evidence.chance >= THRESHOLD, is_topic)
    speaking = on_topic(snapshot, understood.topic, chosen)
    supported = speaking.named or (speaking.near and evidence.chance >= THRESHOLD)
    return _Found(speaking.passages if supported else tuple(chosen), unsaid, evidence, supported, is_topic)


def _unsaid(whole: Sequence[str], words: Sequence[str]) -> tuple[str, ...]:
    """Names of the question that stand nowhere: whole ones, and single words that are in none of those."""
    return (*whole, *(word for word in words if not any(word in name for name in whole)))


def _unanswered(
    snapshot: Snapshot,
    encoder: Encoder,
    question: str,
    understood: Understood,
    selection: Selection,
    found: _Found | None,
    k: int,
) -> Answer:
    """Why there is no answer: it is elsewhere, the topic is there but no answer, or nothing is."""
    searched = coverage(snapshot, selection)
    kind, nearest, reason = Kind.NOTHING, found.chosen[:1] if found else (), _nothing(searched, question)
    elsewhere = _elsewhere(snapshot, encoder, understood, selection, k)
    if elsewhere is not None:
        kind, nearest = Kind.ELSEWHERE, elsewhere.chosen[:1]
        reason = (
            f"{reason.removesuffix(_ADD_SOME)} Elsewhere in the record something does: the nearest is shown; "
            f"ask without the filter."
        )
    elif found is not None and found.is_topic:
        kind = Kind.TOPIC
        reason = reason.replace(
            _NO_ANSWER, "The record speaks of this, but nothing in it answers the question."
        )
    near = tuple(cite(snapshot, stored, (hit.start, hit.end), 1, hit.score) for hit, stored in nearest)
    unsaid = found.unsaid if found else ()
    return Answer(question, False, None, reason, (), searched, near, unsaid, understood, kind=kind)


def _elsewhere(
    snapshot: Snapshot, encoder: Encoder, understood: Understood, selection: Selection, k: int
) -> _Found | None:
    """What answers outside the selection: by the same speakers on other days first, then by anybody."""
    everywhere = Selection(None, None, None)
    wider = [dataclasses.replace(everywhere, speakers=selection.speakers), everywhere]
    for other in dict.fromkeys(wider):
        found = None if other == selection else _look(snapshot, encoder, understood, other, k)
        if found is not None and found.supported:
            return found
    return None


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


def _near_enough(snapshot: Snapshot, ranked: Sequence[tuple[Hit, StoredTurn]], question: str) -> bool:
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


def _said_and_asked(snapshot: Snapshot, found: _Found, k: int) -> list[str]:
    return [_asked_and_said(snapshot, hit, stored) for hit, stored in found.chosen[:k]]


def _quoted(
    snapshot: Snapshot, encoder: Encoder, understood: Understood, found: _Found, k: int
) -> list[Citation]:
    """The best passages cut to the sentences that answer, best first."""
    questions_last = not understood.questions
    best = _cut(snapshot, encoder, understood, found.chosen[:k])
    # To cut one takes long, and what is further behind than a cut can gain needs none.
    languages = {snapshot.language(hit.transcript) for hit, _ in found.chosen}
    of_kind = any(expected(understood.question, language) for language in languages)
    least = min(score for score, _, _ in best) - _KIND_BONUS * of_kind
    rest = [one for one in found.chosen[k:] if one[0].score > least]
    scored = sorted([*best, *_cut(snapshot, encoder, understood, rest)], key=lambda one: -one[0])[:k]
    if questions_last:
        scored.sort(key=lambda one: is_questioner(one[1].turn.label))
    return [cite(snapshot, stored, span, n, score) for n, (score, stored, span) in enumerate(scored, start=1)]


def _cut(
    snapshot: Snapshot,
    encoder: Encoder,
    understood: Understood,
    chosen: Sequence[tuple[Hit, StoredTurn]],
) -> list[tuple[float, StoredTurn, Span]]:
    """The passages cut to sentences, in their order, each with its score and what the cut adds to it."""
    if not chosen:
        return []
    spans = [(stored, (hit.start, hit.end)) for hit, stored in chosen]
    languages = [snapshot.language(hit.transcript) for hit, _ in chosen]
    extracts = extract(encoder, understood.question, spans, languages)
    return [
        (hit.score + _fitness(stored, cut, answers_wanted=not understood.questions), stored, cut.span)
        for (hit, stored), cut in zip(chosen, extracts, strict=True)
    ]


def _fitness(stored: StoredTurn, found: Extract, *, answers_wanted: bool) -> float:
    """What an extract gains or loses beside its passage's score: the kind asked for; asking back."""
    asks_back = answers_wanted and stored.turn.text[slice(*found.span)].rstrip(' ”"').endswith("?")
    return _KIND_BONUS * found.of_kind - _ASKS_BACK * asks_back


def _says_something(found: tuple[Hit, StoredTurn]) -> bool:
    """Not "Okay, go ahead.", found through the question that it lets somebody ask, nor "(Laughter.)"."""
    hit, stored = found
    words = stored.turn.text[hit.start : hit.end]
    return is_said(words) and not gives_the_word(words)


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
        return f"The library holds no transcript that fits.{_ADD_SOME}"
    span = ""
    if searched.first_date and searched.last_date:
        span = f" from {searched.first_date} to {searched.last_date}"
    turns = f"{searched.speaker_turns} turns" + (
        "" if searched.speaker_turns == searched.turns else f" of that speaker (of {searched.turns})"
    )
    return f"{_NO_ANSWER} Searched: {turns} in {searched.transcripts} transcripts{span}."
