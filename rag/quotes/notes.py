"""Plain sentences that say why, as remarks."""

from __future__ import annotations

from collections.abc import Sequence

from rag.citations import Coverage
from rag.corrections import CorrectionKind, corrections, within
from rag.exchanges import Role
from rag.library.snapshot import StoredTurn
from rag.quotes.attribution import Claim
from rag.quotes.edits import Change, Weight
from rag.quotes.model import Attribution, Risk, Verdict
from rag.quotes.pieces import Piece
from rag.quotes.places import Place
from rag.quotes.quotation import Quotation
from rag.quotes.tokens import Token, slice_of
from rag.quotes.vocabulary import FUNCTION_WORDS
from rag.remarks import Remark, Value, enumerated, remark
from rag.words import Reading

_FEW_CONTENT_WORDS = 4
_MANY_PLACES = 10
_LONGEST_SHOWN, _LONGEST_QUESTION = 12, 40
_READINGS = {Reading.AS_DELIVERED: "as_delivered", Reading.AS_CORRECTED: "as_corrected"}
_ASSENT = frozenset(
    "yes yeah yep no nope correct right exactly absolutely true certainly indeed sure".split()
)


def place_note(
    place: Place, verdict: Verdict, claim: Claim, quotation: Quotation, turns: int, asked: str | None
) -> list[Remark]:
    """Why a quotation found at this place gets this verdict.

    `turns` is in how many its words stand, `asked` the question that the turn answers: a bare "yes" says
    nothing without it.
    """
    parts = _why(place, verdict, claim, quotation)
    if verdict in (Verdict.ALTERED, Verdict.SPLICED) and not claim.accepts(place.stretch.stored):
        parts.append(remark("nearest_are", who=_name(place.stretch.stored), claimed=claim.name or ""))
    if place.verdict is not Verdict.TRUNCATED and Risk.CONDITION in place.around.notices:
        parts.append(remark("goes_on", words=place.around.words))
    if Risk.REPORTED_SPEECH in place.around.notices:
        parts.append(remark("reported"))
    reading = _reading(place)
    if reading is not Reading.AS_PRINTED:
        parts.append(remark(_READINGS[reading]))
    if turns > 1:
        parts.append(remark("common" if turns >= _MANY_PLACES else "in_turns", turns=turns))
    unexamined = quotation.read_in(place.stretch.language).lexicon.unexamined
    if not place.verdict.supported and unexamined is not None:
        parts.append(unexamined)
    if all(token.key in _ASSENT for token in quotation.tokens) and asked is not None:
        parts.append(remark("it_answers", words=_last_words(asked)))
    if place.exact and _content_words(quotation) < _FEW_CONTENT_WORDS:
        parts.append(remark("short"))
    return parts


def pieces_note(found: Sequence[Piece], claim: Claim) -> list[Remark]:
    """Why a quotation made of pieces is spliced."""
    names = list(dict.fromkeys(_name(piece.stretch.stored) for piece in found))
    turns = {(p.stretch.stored.transcript, p.stretch.stored.number) for p in found}
    transcripts = len({transcript for transcript, _ in turns})
    told = len(names) > 1 or claim.name is None
    whose: Value = remark("whose", names=enumerated(names)) if told else ""
    if len(turns) == 1:
        return [remark("joined_in_turn", whose=whose)]
    if transcripts == 1:
        return [remark("joined_of_turns", turns=len(turns), whose=whose)]
    return [remark("joined_of_transcripts", turns=len(turns), transcripts=transcripts, whose=whose)]


def interrupted_note(found: Sequence[Piece], interjections: Sequence[str]) -> list[Remark]:
    """How a sentence was found that somebody interrupted."""
    said = enumerated([remark("quoted", words=words) for words in interjections])
    return [remark("interrupted", who=_name(found[0].stretch.stored), words=said)]


def missing_note(quotation: Quotation, claim: Claim, searched: Coverage) -> list[Remark]:
    """Why nothing was found."""
    if not quotation.tokens:
        return [remark("no_words")]
    return [remark("said_by_nobody", transcripts=searched.transcripts), *_hint(claim)]


def paraphrase_note(stored: StoredTurn) -> list[Remark]:
    """What a paraphrase rests on."""
    return [remark("in_other_words", who=_name(stored))]


def _why(place: Place, verdict: Verdict, claim: Claim, quotation: Quotation) -> list[Remark]:
    if verdict in (Verdict.VERBATIM, Verdict.MISATTRIBUTED):
        return _whose(place.stretch.stored, claim)
    if place.around.unexamined and not place.around.cuts:
        return [remark("cut_unknown", words=place.around.words)]
    if place.around.cuts:
        return [remark("cut_behind" if place.around.behind else "cut_before", words=place.around.words)]
    hidden = [change for change in place.comparison.changes if change.weight is Weight.HIDDEN]
    if hidden:
        return [remark("ellipsis_hides", words=_words(place, hidden[0].said))]
    changes = [c for c in place.comparison.changes if c.weight is place.comparison.weight]
    more = [remark("more_changes", n=len(changes) - 1)] if len(changes) > 1 else []
    return [_changed(place, changes[0], quotation), *more]


def _changed(place: Place, change: Change, quotation: Quotation) -> Remark:
    theirs = _words(place, change.said)
    ours = slice_of(quotation.text, change.quoted)
    if theirs and ours:
        return remark("replaced", theirs=theirs, ours=ours)
    if ours:
        return remark("added", ours=ours)
    if change.weight is Weight.SKIPPED:
        return remark("left_out_unmarked", theirs=theirs)
    return remark("left_out" if change.weight is Weight.ALTERED else "left_out_carrier", theirs=theirs)


def _words(place: Place, tokens: Sequence[Token]) -> str:
    text = slice_of(place.stretch.stored.turn.text, tokens)
    words = text.split()
    return text if len(words) <= _LONGEST_SHOWN else " ".join(words[:_LONGEST_SHOWN]) + " …"


def _last_words(text: str) -> str:
    words = text.split()
    return " ".join(words if len(words) <= _LONGEST_QUESTION else ["…", *words[-_LONGEST_QUESTION:]])


def _reading(place: Place) -> Reading:
    """How the place reads a correction; as printed where it touches none, or holds both its readings."""
    turn = place.stretch.stored.turn
    touched = [c for c in within(corrections(turn.text, turn.struck), place.span) if c.changes]
    if not touched or place.stretch.reading is not Reading.AS_PRINTED:
        return place.stretch.reading if touched else Reading.AS_PRINTED
    paired = [c for c in touched if c.kind is not CorrectionKind.INSERTED]
    if paired and not any(c.corrected for c in paired):
        return Reading.AS_DELIVERED
    return Reading.AS_CORRECTED if paired and not any(c.delivered for c in paired) else Reading.AS_PRINTED


def _whose(stored: StoredTurn, claim: Claim) -> list[Remark]:
    who, claimed, attribution = _name(stored), claim.name or "", claim.attribution(stored)
    if attribution is Attribution.NOT_GIVEN and stored.role is Role.QUESTION:
        return [remark("asked_by", who=who)]
    if attribution in (Attribution.CONFIRMED, Attribution.NOT_GIVEN):
        return [remark("from_who", who=who)]
    if attribution is Attribution.ASKED_NOT_SAID:
        return [remark("asked_not_said", who=who, claimed=claimed)]
    if attribution is Attribution.DIFFERENT_SPEAKER:
        return [remark("from_other", who=who, claimed=claimed)]
    return [remark("claimed_unknown", who=who, claimed=claimed), *_hint(claim)]


def _hint(claim: Claim) -> list[Remark]:
    return [claim.hint] if claim.hint else []


def _content_words(quotation: Quotation) -> int:
    return sum(token.key not in FUNCTION_WORDS for token in quotation.tokens)


def _name(stored: StoredTurn) -> Value:
    return stored.speaker or remark("unnamed")
