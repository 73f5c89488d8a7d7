"""The JSON that programs build on: the same objects from the command line and the API.

Keys are never renamed or dropped; new ones may be added.
"""

from __future__ import annotations

from typing_extensions import TypedDict

from rag.answers import Answer, SearchResult
from rag.citations import Citation, Coverage
from rag.corrections import Correction, corrections
from rag.dialogue import question_parts
from rag.evidence import Evidence, evidence
from rag.exchanges import Role
from rag.indexing import IndexReport
from rag.library.snapshot import ProbableQuestioner, StoredTurn, TranscriptEntry
from rag.questions import order_note
from rag.quotes import QuoteCheck, TextReport
from rag.terms import Term
from ui.understood import UnderstoodJSON, understood_json


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
    terms: list[TermJSON]
    editions: list[str]
    corrections: list[CorrectionJSON]
    captions: str | None
    unit: str
    kind: str


class CoverageJSON(TypedDict):
    """What was searched; dates are ISO 8601 days."""

    transcripts: int
    turns: int
    first_date: str | None
    last_date: str | None
    speaker_turns: int


class AnswerJSON(TypedDict):
    """An answer: `answer` has [1] marks that number the citations; null, with a `reason`, where none is.

    `unsaid` are names of the question that stand nowhere in the record. `order` is relevance (best first),
    date (oldest first) or newest; `order_note` says so for reading, "" where the best stand first. `kind` is
    answered, declined (who was asked refuses to answer), elsewhere (not under these filters), topic (spoken
    of, but not answered) or nothing.
    """

    question: str
    answered: bool
    kind: str
    answer: str | None
    reason: str | None
    citations: list[CitationJSON]
    coverage: CoverageJSON
    nearest: list[CitationJSON]
    unsaid: list[str]
    understood: UnderstoodJSON | None
    order: str
    order_note: str


class SearchJSON(TypedDict):
    """Passages found, best first."""

    query: str
    hits: list[CitationJSON]
    coverage: CoverageJSON
    understood: UnderstoodJSON | None


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
    terms: list[TermJSON]
    editions: list[str]
    captions: str | None
    unit: str


class ListJSON(TypedDict):
    """All transcripts, oldest first."""

    transcripts: list[TranscriptJSON]


class TurnJSON(TypedDict):
    """One turn; `time` is seconds from the beginning, `lines` its first and last line in the file.

    `exchange` counts the transcript's exchanges from 0. A question has `parts`: the spans of its text that
    ask one thing each.
    """

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
    exchange: int | None
    probable_questioner: ProbableQuestionerJSON | None
    parts: list[list[int]]
    corrections: list[CorrectionJSON]


class ShowJSON(TypedDict):
    """A transcript and its turns."""

    transcript: TranscriptJSON
    turns: list[TurnJSON]


class SliceJSON(TypedDict):
    """Words of one turn: `text` is `text[start:end]` of the turn."""

    turn: int
    start: int
    end: int
    text: str
    speaker: str


class EditionChangeJSON(TypedDict):
    """Words of the first transcript (`old`) and of the second (`new`) that differ; either may be empty."""

    old: list[SliceJSON]
    new: list[SliceJSON]
    before: str
    after: str


class ReattributionJSON(TypedDict):
    """The same words under two names."""

    old: SliceJSON
    new: SliceJSON


class WordsJSON(TypedDict):
    """Words of two transcripts: the same in both, and all of each."""

    same: int
    old: int
    new: int


class DiffJSON(TypedDict):
    """What changed from one transcript to another; `words` counts those that are the same, and each one's."""

    old: TranscriptJSON
    new: TranscriptJSON
    changes: list[EditionChangeJSON]
    speakers: list[ReattributionJSON]
    words: WordsJSON


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


def answer_json(answer: Answer) -> AnswerJSON:
    """An answer as programs get it."""
    return {
        "question": answer.question,
        "answered": answer.answered,
        "kind": answer.kind.value,
        "answer": answer.text,
        "reason": answer.reason,
        "citations": [citation_json(citation) for citation in answer.citations],
        "coverage": coverage_json(answer.coverage),
        "nearest": [citation_json(citation) for citation in answer.nearest],
        "unsaid": list(answer.unsaid),
        "understood": understood_json(answer.understood) if answer.understood else None,
        "order": answer.order.value,
        "order_note": order_note(answer.order, answer.citations),
    }


def search_json(found: SearchResult) -> SearchJSON:
    """Search hits as programs get them."""
    return {
        "query": found.query,
        "hits": [citation_json(citation) for citation in found.hits],
        "coverage": coverage_json(found.coverage),
        "understood": understood_json(found.understood) if found.understood else None,
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
        "terms": [term_json(term) for term in entry.terms],
        "editions": list(entry.editions),
        "captions": entry.captions,
        "unit": entry.unit,
    }


def turn_json(stored: StoredTurn) -> TurnJSON:
    """A turn as programs get it."""
    asks = stored.role is Role.QUESTION
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
        "exchange": stored.exchange,
        "probable_questioner": questioner_json(stored.questioner),
        "parts": [list(span) for span in question_parts(stored.turn.text)] if asks else [],
        "corrections": [correction_json(each) for each in corrections(stored.turn.text, stored.turn.struck)],
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
