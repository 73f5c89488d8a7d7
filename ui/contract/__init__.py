"""The JSON that programs build on: the same objects from the command line and the API.

Keys are never renamed or dropped; new ones may be added.
"""

from __future__ import annotations

from ui.contract.answers import AnswerJSON, SearchJSON, answer_json, search_json
from ui.contract.checks import (
    ArticleCheckJSON,
    AttributionJSON,
    ChangeJSON,
    CheckJSON,
    CheckTextJSON,
    RecheckJSON,
    UncheckedJSON,
    check_json,
    check_text_json,
)
from ui.contract.citations import (
    CitationJSON,
    CorrectionJSON,
    CoverageJSON,
    EvidenceJSON,
    ProbableQuestionerJSON,
    QuestionJSON,
    TermJSON,
    TextPositionSelectorJSON,
    TextQuoteSelectorJSON,
    citation_json,
    correction_json,
    coverage_json,
    evidence_json,
    questioner_json,
    term_json,
)
from ui.contract.editions import DiffJSON, EditionChangeJSON, ReattributionJSON, SliceJSON, WordsJSON
from ui.contract.imports import HealthJSON, IndexJSON, NoteJSON, SkipJSON, index_json
from ui.contract.transcripts import ListJSON, ShowJSON, TranscriptJSON, TurnJSON, transcript_json, turn_json
from ui.contract.understood import PartJSON, SayerJSON, UnderstoodJSON, understood_json

__all__ = [
    "AnswerJSON",
    "ArticleCheckJSON",
    "AttributionJSON",
    "ChangeJSON",
    "CheckJSON",
    "CheckTextJSON",
    "CitationJSON",
    "CorrectionJSON",
    "CoverageJSON",
    "DiffJSON",
    "EditionChangeJSON",
    "EvidenceJSON",
    "HealthJSON",
    "IndexJSON",
    "ListJSON",
    "NoteJSON",
    "PartJSON",
    "ProbableQuestionerJSON",
    "QuestionJSON",
    "ReattributionJSON",
    "RecheckJSON",
    "SayerJSON",
    "SearchJSON",
    "ShowJSON",
    "SkipJSON",
    "SliceJSON",
    "TermJSON",
    "TextPositionSelectorJSON",
    "TextQuoteSelectorJSON",
    "TranscriptJSON",
    "TurnJSON",
    "UncheckedJSON",
    "UnderstoodJSON",
    "WordsJSON",
    "answer_json",
    "check_json",
    "check_text_json",
    "citation_json",
    "correction_json",
    "coverage_json",
    "evidence_json",
    "index_json",
    "questioner_json",
    "search_json",
    "term_json",
    "transcript_json",
    "turn_json",
    "understood_json",
]
