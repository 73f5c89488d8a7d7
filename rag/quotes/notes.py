"""One plain sentence that says why."""

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
from rag.words import Reading

_FEW_CONTENT_WORDS = 4
_MANY_PLACES = 10
_LONGEST_SHOWN, _LONGEST_QUESTION = 12, 40
_ASSENT = frozenset(
    "yes yeah yep no nope correct right exactly absolutely true certainly indeed sure".split()
)


def place_note(
    place: Place, verdict: Verdict, claim: Claim, quotation: Quotation, turns: int, asked: str | None
) -> str:
    """Why a quotation found at this place gets this verdict.

    `turns` is in how many its words stand, `asked` the question that the turn answers: a bare "yes" says
    nothing without it.
    """
    parts = [_why(place, verdict, claim, quotation)]
    if verdict in (Verdict.ALTERED, Verdict.SPLICED) and not claim.accepts(place.stretch.stored):
        parts.append(f"The nearest words are {_name(place.stretch.stored)}'s, not {claim.name}'s.")
    if place.verdict is not Verdict.TRUNCATED and Risk.CONDITION in place.around.notices:
        parts.append(f"The sentence goes on: “{place.around.words}”.")
    if Risk.REPORTED_SPEECH in place.around.notices:
        parts.append("They report what somebody else said.")
    reading = _reading(place)
    if reading is not Reading.AS_PRINTED:
        parts.append(f"This is the reading {reading.value} of an official correction.")
    if turns > 1:
        parts.append(_how_common(turns))
    if not place.verdict.supported:
        parts.append(quotation.read_in(place.stretch.language).lexicon.unexamined)
    if all(token.key in _ASSENT for token in quotation.tokens) and asked is not None:
        parts.append(f"It answers: “{_last_words(asked)}”")
    if place.exact and _content_words(quotation) < _FEW_CONTENT_WORDS:
        parts.append("A quotation this short proves little.")
    return " ".join(filter(None, parts))


def pieces_note(found: Sequence[Piece], claim: Claim) -> str:
    """Why a quotation made of pieces is spliced."""
    names = list(dict.fromkeys(_name(piece.stretch.stored) for piece in found))
    turns = {(p.stretch.stored.transcript, p.stretch.stored.number) for p in found}
    where = "in one turn, but apart or in another order" if len(turns) == 1 else f"in {len(turns)} turns"
    transcripts = len({transcript for transcript, _ in turns})
    where += f" of {transcripts} transcripts" if transcripts > 1 else ""
    whose = f" of {' and '.join(names)}" if len(names) > 1 or claim.name is None else ""
    return f"The words stand {where}{whose}; the quotation joins them as if said in one go."


def interrupted_note(found: Sequence[Piece], interjections: Sequence[str]) -> str:
    """How a sentence was found that somebody interrupted."""
    said = " and ".join(f"“{words}”" for words in interjections)
    return f"The record has these words from {_name(found[0].stretch.stored)}, interrupted by {said}."


def missing_note(quotation: Quotation, claim: Claim, searched: Coverage) -> str:
    """Why nothing was found."""
    if not quotation.tokens:
        return "There are no words in the quotation to look for."
    note = f"Nobody says these words in the {searched.transcripts} transcripts searched."
    return f"{note} {claim.hint}".rstrip()


def paraphrase_note(stored: StoredTurn) -> str:
    """What a paraphrase rests on."""
    return f"Nobody says it in these words; {_name(stored)} says something like it in others."


def _why(place: Place, verdict: Verdict, claim: Claim, quotation: Quotation) -> str:
    if verdict in (Verdict.VERBATIM, Verdict.MISATTRIBUTED):
        return _whose(place.stretch.stored, claim)
    if place.around.unexamined and not place.around.cuts:
        return f"The words are exact, but cut out of “{place.around.words}”, which can’t be judged."
    if place.around.cuts:
        side = "behind" if place.around.behind else "before"
        outside = f"the record has “{place.around.words}” {side} them"
        return f"The words are exact, but the cut turns them: {outside}."
    hidden = [change for change in place.comparison.changes if change.weight is Weight.HIDDEN]
    if hidden:
        return f"The ellipsis hides “{_words(place, hidden[0].said)}”."
    changes = [c for c in place.comparison.changes if c.weight is place.comparison.weight]
    more = len(changes) - 1
    rest = "" if not more else f" {more} more {'changes' if more > 1 else 'change'} like it."
    return _changed(place, changes[0], quotation) + rest


def _changed(place: Place, change: Change, quotation: Quotation) -> str:
    theirs = _words(place, change.said)
    ours = slice_of(quotation.text, change.quoted)
    if theirs and ours:
        return f"The record has “{theirs}”; the quotation says “{ours}”."
    if ours:
        return f"The quotation adds “{ours}”, which the record hasn't."
    left = f"The quotation leaves out “{theirs}”"
    if change.weight is Weight.SKIPPED:
        return f"{left} without an ellipsis, as if the rest were said in one go."
    return f"{left}." if change.weight is Weight.ALTERED else f"{left}, which only carries the speech."


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


def _whose(stored: StoredTurn, claim: Claim) -> str:
    who, attribution = _name(stored), claim.attribution(stored)
    asked = stored.role is Role.QUESTION
    if attribution is Attribution.CONFIRMED:
        return f"The record has these words from {who}."
    if attribution is Attribution.NOT_GIVEN:
        by = f"asked by a reporter ({who})" if asked else f"from {who}"
        return f"The record has these words, {by}." if asked else f"The record has these words {by}."
    if attribution is Attribution.ASKED_NOT_SAID:
        return f"These words were asked, not said: they are {who}'s, not {claim.name}'s."
    if attribution is Attribution.DIFFERENT_SPEAKER:
        return f"The record has these words from {who}, not from {claim.name}."
    return f"The record has these words from {who}; it knows no {claim.name}. {claim.hint}".rstrip()


def _how_common(turns: int) -> str:
    common = "It is a common phrase, and no evidence by itself: " if turns >= _MANY_PLACES else ""
    return f"{common}{'the' if common else 'The'} words stand in {turns:,} turns."


def _content_words(quotation: Quotation) -> int:
    return sum(token.key not in FUNCTION_WORDS for token in quotation.tokens)


def _name(stored: StoredTurn) -> str:
    return stored.speaker or "a speaker whom the record doesn't name"
