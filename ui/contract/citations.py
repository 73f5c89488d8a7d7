"""A citation with all that belongs to it, and what was searched."""

from __future__ import annotations

from typing_extensions import TypedDict

from rag.citations import Citation, Coverage
from rag.corrections import Correction
from rag.evidence import Evidence, evidence
from rag.library.snapshot import ProbableQuestioner
from rag.terms import Term


class ProbableQuestionerJSON(TypedDict):
    """Who probably asks, never for certain; `words`, `[start:end]` of the text of `turn`, say so."""

    name: str
    turn: int
    start: int
    end: int
    words: str


class QuestionJSON(TypedDict):
    """The question turn that a quotation answers."""

    speaker: str
    text: str
    turn: int
    probable_questioner: ProbableQuestionerJSON | None


class TextQuoteSelectorJSON(TypedDict):
    """https://www.w3.org/TR/annotation-model/#text-quote-selector."""

    type: str
    exact: str
    prefix: str
    suffix: str


class TextPositionSelectorJSON(TypedDict):
    """https://www.w3.org/TR/annotation-model/#text-position-selector, in the turn's text."""

    type: str
    start: int
    end: int


class EvidenceJSON(TypedDict):
    """How to find a citation again; the links are null where there is no address or no times."""

    source: str
    quote_selector: TextQuoteSelectorJSON
    position_selector: TextPositionSelectorJSON
    text_link: str | None
    time_link: str | None
    sha256: str


class TermJSON(TypedDict):
    """A term of attribution in the source's words: `words` are `text[start:end]` of the turn.

    Without a turn they are an aside's, on `line` of the file, or else the title's. `kind` is on_the_record,
    background, deep_background, not_for_attribution, off_the_record, no_direct_quotes, embargo or
    embargo_lifted; `scope` is whole (the whole event), from_here or part (a part that the words name).
    """

    kind: str
    attribution: str | None
    embargo: str | None
    turn: int | None
    start: int
    end: int
    words: str
    scope: str
    line: int | None


class CorrectionJSON(TypedDict):
    """What was said and what was meant, as [start, end] in the text; null where it isn't printed.

    `kind` is struck, footnote, replaced, sic, as_delivered or inserted; `marks` are the editors' signs.
    """

    kind: str
    delivered: list[int] | None
    corrected: list[int] | None
    marks: list[list[int]]


class CitationJSON(TypedDict):
    """A quotation and where it stands; `quote` is `text[start:end]` of the turn.

    `terms` are those under which it was said, `editions` the ids of other transcripts of the same event.
    `captions` is "automatic captions" where a machine made the words, else null; `unit` is what `lines`
    counts: line, paragraph or page. `office` is the one in which the record shows the speaker on that day, as
    printed, else null.
    """

    n: int
    quote: str
    speaker: str
    label: str
    role: str
    transcript: str
    title: str
    date: str | None
    url: str | None
    turn: int
    start: int
    end: int
    file: str
    lines: list[int]
    time: float | None
    question: QuestionJSON | None
    before: str
    after: str
    score: float
    struck: list[list[int]]
    evidence: EvidenceJSON
    terms: list[TermJSON]
    editions: list[str]
    corrections: list[CorrectionJSON]
    captions: str | None
    unit: str
    kind: str
    office: str | None


class CoverageJSON(TypedDict):
    """What was searched; dates are ISO 8601 days."""

    transcripts: int
    turns: int
    first_date: str | None
    last_date: str | None
    speaker_turns: int


def citation_json(citation: Citation) -> CitationJSON:
    """A citation as programs get it."""
    asked = citation.question
    return {
        "n": citation.n,
        "quote": citation.quote,
        "speaker": citation.speaker,
        "label": citation.label,
        "role": citation.role.value,
        "transcript": citation.transcript,
        "title": citation.title,
        "date": citation.date.isoformat() if citation.date else None,
        "url": citation.url,
        "turn": citation.turn,
        "start": citation.start,
        "end": citation.end,
        "file": citation.file,
        "lines": list(citation.lines),
        "time": citation.time,
        "question": None
        if asked is None
        else {
            "speaker": asked.speaker,
            "text": asked.text,
            "turn": asked.turn,
            "probable_questioner": questioner_json(asked.questioner),
        },
        "before": citation.before,
        "after": citation.after,
        "score": citation.score,
        "struck": [list(span) for span in citation.struck],
        "evidence": evidence_json(evidence(citation)),
        "terms": [term_json(term) for term in citation.terms],
        "editions": list(citation.editions),
        "corrections": [correction_json(each) for each in citation.corrections],
        "captions": citation.captions,
        "unit": citation.unit,
        "kind": "declined" if citation.declines else "said",
        "office": citation.office,
    }


def correction_json(correction: Correction) -> CorrectionJSON:
    """A correction as programs get it."""
    return {
        "kind": correction.kind.value,
        "delivered": list(correction.delivered) if correction.delivered else None,
        "corrected": list(correction.corrected) if correction.corrected else None,
        "marks": [list(mark) for mark in correction.marks],
    }


def term_json(term: Term) -> TermJSON:
    """A term of attribution as programs get it."""
    return {
        "kind": term.kind.value,
        "attribution": term.attribution,
        "embargo": term.embargo,
        "turn": term.turn,
        "start": term.start,
        "end": term.end,
        "words": term.words,
        "scope": term.scope.value,
        "line": term.line,
    }


def evidence_json(found: Evidence) -> EvidenceJSON:
    """Evidence as programs get it."""
    return {
        "source": found.source,
        "quote_selector": {
            "type": "TextQuoteSelector",
            "exact": found.exact,
            "prefix": found.prefix,
            "suffix": found.suffix,
        },
        "position_selector": {"type": "TextPositionSelector", "start": found.start, "end": found.end},
        "text_link": found.text_link,
        "time_link": found.time_link,
        "sha256": found.sha256,
    }


def coverage_json(coverage: Coverage) -> CoverageJSON:
    """What was searched, as programs get it."""
    return {
        "transcripts": coverage.transcripts,
        "turns": coverage.turns,
        "first_date": coverage.first_date.isoformat() if coverage.first_date else None,
        "last_date": coverage.last_date.isoformat() if coverage.last_date else None,
        "speaker_turns": coverage.speaker_turns,
    }


def questioner_json(found: ProbableQuestioner | None) -> ProbableQuestionerJSON | None:
    """Who probably asks, as programs get it."""
    if found is None:
        return None
    return {
        "name": found.name,
        "turn": found.turn,
        "start": found.start,
        "end": found.end,
        "words": found.words,
    }
