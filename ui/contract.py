"""The JSON that programs build on: the same objects from the command line and the API.

Keys are never renamed or dropped; new ones may be added.
"""

from __future__ import annotations

from typing_extensions import TypedDict

from rag.answers import Answer, SearchResult
from rag.citations import Citation, Coverage
from rag.evidence import Evidence, evidence
from rag.indexing import IndexReport
from rag.library.snapshot import StoredTurn, TranscriptEntry
from rag.quotes import QuoteCheck, TextReport


class QuestionJSON(TypedDict):
    """The question turn that a quotation answers."""

    speaker: str
    text: str
    turn: int


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


class CitationJSON(TypedDict):
    """A quotation and where it stands; `quote` is `text[start:end]` of the turn.

    `captions` is "automatic captions" where a machine made the words, else null; `unit` is what `lines`
    counts: line, paragraph or page.
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
    captions: str | None
    unit: str


class CoverageJSON(TypedDict):
    """What was searched; dates are ISO 8601 days."""

    transcripts: int
    turns: int
    first_date: str | None
    last_date: str | None
    speaker_turns: int


class AnswerJSON(TypedDict):
    """An answer: `answer` has [1] marks that number the citations; null, with a `reason`, where none is.

    `unsaid` are names of the question that stand nowhere in the record.
    """

    question: str
    answered: bool
    answer: str | None
    reason: str | None
    citations: list[CitationJSON]
    coverage: CoverageJSON
    nearest: list[CitationJSON]
    unsaid: list[str]


class SearchJSON(TypedDict):
    """Passages found, best first."""

    query: str
    hits: list[CitationJSON]
    coverage: CoverageJSON


class AttributionJSON(TypedDict):
    """confirmed, different_speaker, asked_not_said, not_given or unknown_speaker; and who said it."""

    status: str
    said_by: str | None


class CheckJSON(TypedDict):
    """The verdict on a quotation; `diff` holds ["equal" | "delete" | "insert", text] pairs."""

    quote: str
    speaker: str | None
    verdict: str
    supported: bool
    risks: list[str]
    attribution: AttributionJSON
    diff: list[list[str]]
    matches: list[CitationJSON]
    coverage: CoverageJSON
    note: str
    nearest: list[CitationJSON]


class ArticleCheckJSON(CheckJSON):
    """A verdict, the paragraph of the quotation (from 1), and the words that say whose it is."""

    paragraph: int
    cue: str | None


class UncheckedJSON(TypedDict):
    """A quotation of one to three words: a term or a title, which nobody can check."""

    quote: str
    paragraph: int


class CheckTextJSON(TypedDict):
    """The verdicts on all quotations of a text, in order."""

    checks: list[ArticleCheckJSON]
    unchecked: list[UncheckedJSON]
    quotations: int
    supported: int


class ChangeJSON(TypedDict):
    """A quotation whose verdict or whose places are no longer what a saved report says."""

    quote: str
    was: str
    now: str
    what: str


class RecheckJSON(TypedDict):
    """A saved report checked again."""

    checks: list[CheckJSON]
    changes: list[ChangeJSON]
    quotations: int
    supported: int


class TranscriptJSON(TypedDict):
    """One transcript of the library."""

    id: str
    title: str
    date: str | None
    url: str | None
    file: str
    format: str
    turns: int
    passages: int
    speakers: list[str]
    place: str | None
    begins: str | None
    ends: str | None
    captions: str | None
    unit: str


class ListJSON(TypedDict):
    """All transcripts, oldest first."""

    transcripts: list[TranscriptJSON]


class TurnJSON(TypedDict):
    """One turn; `time` is seconds from the beginning, `lines` its first and last line in the file."""

    turn: int
    speaker: str
    label: str
    role: str
    text: str
    time: float | None
    lines: list[int]
    question: int | None
    said_at: str | None
    struck: list[list[int]]


class ShowJSON(TypedDict):
    """A transcript and its turns."""

    transcript: TranscriptJSON
    turns: list[TurnJSON]


class SkipJSON(TypedDict):
    """A file that was not taken, and why."""

    path: str
    line: int | None
    reason: str


class NoteJSON(TypedDict):
    """What whoever imports a file should know of it."""

    path: str
    note: str


class IndexJSON(TypedDict):
    """What an indexing run did, and the library's numbers after it."""

    added: int
    updated: int
    unchanged: int
    removed: int
    skipped: list[SkipJSON]
    transcripts: int
    turns: int
    passages: int
    seconds: float
    interrupted: bool
    notes: list[NoteJSON]


class HealthJSON(TypedDict):
    """The state of the library behind a server."""

    status: str
    version: str
    library: str
    encoder: str | None
    transcripts: int
    turns: int
    passages: int
    problems: list[str]
    skipped: list[SkipJSON]


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
        else {"speaker": asked.speaker, "text": asked.text, "turn": asked.turn},
        "before": citation.before,
        "after": citation.after,
        "score": citation.score,
        "struck": [list(span) for span in citation.struck],
        "evidence": evidence_json(evidence(citation)),
        "captions": citation.captions,
        "unit": citation.unit,
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


def answer_json(answer: Answer) -> AnswerJSON:
    """An answer as programs get it."""
    return {
        "question": answer.question,
        "answered": answer.answered,
        "answer": answer.text,
        "reason": answer.reason,
        "citations": [citation_json(citation) for citation in answer.citations],
        "coverage": coverage_json(answer.coverage),
        "nearest": [citation_json(citation) for citation in answer.nearest],
        "unsaid": list(answer.unsaid),
    }


def search_json(found: SearchResult) -> SearchJSON:
    """Search hits as programs get them."""
    return {
        "query": found.query,
        "hits": [citation_json(citation) for citation in found.hits],
        "coverage": coverage_json(found.coverage),
    }


def check_json(check: QuoteCheck) -> CheckJSON:
    """A verdict as programs get it."""
    return {
        "quote": check.quote,
        "speaker": check.speaker,
        "verdict": check.verdict.value,
        "supported": check.verdict.supported,
        "risks": list(check.risks),
        "attribution": {"status": check.attribution.value, "said_by": check.said_by},
        "diff": [[kind, text] for kind, text in check.diff],
        "matches": [citation_json(citation) for citation in check.matches],
        "coverage": coverage_json(check.coverage),
        "note": check.note,
        "nearest": [citation_json(citation) for citation in check.nearest],
    }


def check_text_json(report: TextReport) -> CheckTextJSON:
    """The verdicts on a text as programs get them."""
    return {
        "checks": [
            {**check_json(each.check), "paragraph": each.quotation.paragraph, "cue": each.quotation.cue}
            for each in report.checks
        ],
        "unchecked": [{"quote": each.text, "paragraph": each.paragraph} for each in report.unchecked],
        "quotations": len(report.checks),
        "supported": report.supported,
    }


def transcript_json(entry: TranscriptEntry) -> TranscriptJSON:
    """A transcript's entry as programs get it."""
    return {
        "id": entry.id,
        "title": entry.title,
        "date": entry.date.isoformat() if entry.date else None,
        "url": entry.url,
        "file": entry.file,
        "format": entry.format,
        "turns": entry.turns,
        "passages": entry.passages,
        "speakers": list(entry.speakers),
        "place": entry.place,
        "begins": entry.begins,
        "ends": entry.ends,
        "captions": entry.captions,
        "unit": entry.unit,
    }


def turn_json(stored: StoredTurn) -> TurnJSON:
    """A turn as programs get it."""
    return {
        "turn": stored.number,
        "speaker": stored.speaker,
        "label": stored.turn.label,
        "role": stored.role.value,
        "text": stored.turn.text,
        "time": stored.turn.start,
        "lines": list(stored.turn.lines()),
        "question": stored.question,
        "said_at": stored.turn.said_at,
        "struck": [list(span) for span in stored.turn.struck],
    }


def index_json(report: IndexReport) -> IndexJSON:
    """An indexing report as programs get it."""
    return {
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "removed": report.removed,
        "skipped": [
            {"path": str(skip.path), "line": skip.line, "reason": skip.reason} for skip in report.skipped
        ],
        "transcripts": report.transcripts,
        "turns": report.turns,
        "passages": report.passages,
        "seconds": round(report.seconds, 3),
        "interrupted": report.interrupted,
        "notes": [{"path": str(each.path), "note": each.note} for each in report.notes],
    }
