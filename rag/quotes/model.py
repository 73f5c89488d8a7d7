"""What a check of a quotation says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rag.citations import Citation, Coverage
from rag.remarks import Remark, in_english


class Verdict(StrEnum):
    """What the record says of a quotation. Only VERBATIM and CLEANED support it."""

    VERBATIM = "verbatim"
    CLEANED = "cleaned"
    ALTERED = "altered"
    TRUNCATED = "truncated"
    SPLICED = "spliced"
    MISATTRIBUTED = "misattributed"
    PARAPHRASE = "paraphrase"
    NOT_FOUND = "not_found"

    @property
    def supported(self) -> bool:
        """Whether one may print the quotation as it stands."""
        return self in (Verdict.VERBATIM, Verdict.CLEANED)


class Risk(StrEnum):
    """What a change, a cut or the words just outside may do to the meaning."""

    NEGATION = "negation"
    NUMBER = "number"
    NAME = "name"
    MODAL = "modal"
    CONDITION = "condition"
    QUESTION = "question"
    REPORTED_SPEECH = "reported_speech"


class Attribution(StrEnum):
    """How the claimed speaker fares."""

    CONFIRMED = "confirmed"
    DIFFERENT_SPEAKER = "different_speaker"
    ASKED_NOT_SAID = "asked_not_said"
    NOT_GIVEN = "not_given"
    UNKNOWN_SPEAKER = "unknown_speaker"


Diff = tuple[tuple[str, str], ...]
"""("equal" | "delete" | "insert", text) pairs that turn the record's words into the quotation's."""


@dataclass(frozen=True, slots=True)
class QuoteCheck:
    """A quotation, the verdict on it, and the places that show why.

    `matches` are the places that the verdict rests on, the best first: all where the words occur, the pieces
    of a spliced quotation in its own order. `nearest` is what comes closest where there are none. `said_by`
    is who said the words at the best place. `remarks` say why in a sentence or two.
    """

    quote: str
    speaker: str | None
    verdict: Verdict
    risks: tuple[Risk, ...]
    attribution: Attribution
    said_by: str | None
    diff: Diff
    matches: tuple[Citation, ...]
    coverage: Coverage
    remarks: tuple[Remark, ...]
    nearest: tuple[Citation, ...] = ()

    @property
    def note(self) -> str:
        """The remarks in English, as programs get them."""
        return " ".join(map(in_english, self.remarks))

    @property
    def differs(self) -> bool:
        """Whether the diff shows any change."""
        return any(kind != "equal" for kind, _ in self.diff)
