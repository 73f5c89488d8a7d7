"""The places of the record that a quotation may come from, each judged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.exchanges import Role
from rag.quotes.alignment import Vocabulary, align
from rag.quotes.attribution import Claim
from rag.quotes.candidates import Record, Stretch, TurnKey
from rag.quotes.disfluency import disfluent
from rag.quotes.edits import Comparison, Weight, compare
from rag.quotes.model import Risk, Verdict
from rag.quotes.quotation import Quotation
from rag.quotes.surroundings import Surroundings, look_around
from rag.transcript import Span

MOST_PLACES = 20
"""Places listed at most; the note says how many there are."""

_EXAMINED = 60
_LIKELIEST, _HOPEFUL = 6, 0.35
_SURELY_EDITED, _WORDS_OF_A_PIECE = 0.15, 3
_FAR = 0.75
_VERDICTS = {
    Weight.TYPOGRAPHY: Verdict.VERBATIM,
    Weight.CLEANED: Verdict.CLEANED,
    Weight.HIDDEN: Verdict.TRUNCATED,
    Weight.ALTERED: Verdict.ALTERED,
    Weight.SKIPPED: Verdict.SPLICED,
}
_ASKING_ENDS = ("?", "?”", '?"', "?’", "?'", "?»", "？", "？」", "？』")


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of the record that the quotation was held against, and what came of it, the speaker aside."""

    stretch: Stretch
    comparison: Comparison
    around: Surroundings
    verdict: Verdict

    @property
    def span(self) -> Span:
        """The characters of the turn."""
        return self.comparison.span

    @property
    def risks(self) -> frozenset[Risk]:
        """What the changes, the cut and the surroundings put at risk."""
        return self.comparison.risks | self.around.cuts | self.around.notices

    @property
    def exact(self) -> bool:
        """Whether the words themselves are right, cut or not."""
        return self.verdict.supported or self.verdict is Verdict.TRUNCATED

    @property
    def is_edited(self) -> bool:
        """Whether no more than single words differ, so that it can't be two places joined."""
        weighing = [c for c in self.comparison.changes if c.weight >= Weight.ALTERED]
        added = max((len(change.quoted) for change in weighing), default=0)
        return self.is_near(_SURELY_EDITED) and added < _WORDS_OF_A_PIECE

    def is_near(self, share: float) -> bool:
        """Whether at most this share of the quotation, or two words, differ."""
        size = self.comparison.matched + self.comparison.unmatched
        allowed = max(2.0, share * size)
        return self.comparison.unmatched <= allowed and self.comparison.dropped <= max(3.0, 0.5 * size)


def exact_places(record: Record, quotation: Quotation, claim: Claim) -> tuple[list[Place], int]:
    """Where the words stand in this order, the claimed speaker's first, and in how many turns they do."""
    keys = _by_claim_and_date(record, record.exact(quotation), claim)
    found = [
        place
        for key in keys[:_EXAMINED]
        for place in _distinct(
            _place(quotation, stretch, comparison)
            for stretch in record.stretches(key)
            for comparison in _occurrences(quotation, stretch)
        )
    ]
    return found, len(keys)


def aligned_places(
    record: Record, keys: Sequence[TurnKey], quotation: Quotation, claim: Claim
) -> list[Place]:
    """Where the words stand nearly: the best alignment with each of these turns, the likeliest first.

    The others are looked at only where none of the likeliest explains the quotation, and one comes near.
    """
    vocabulary = Vocabulary()
    found = [place for key in keys[:_LIKELIEST] for place in _aligned(record, quotation, key, vocabulary)]
    best = min(found, key=lambda place: rank(place, claim), default=None)
    if best is None or best.comparison.matched < _HOPEFUL * len(quotation.tokens):
        return found
    if not (claim.accepts(best.stretch.stored) and (best.exact or best.is_edited)):
        for key in keys[_LIKELIEST:]:
            found += _aligned(record, quotation, key, vocabulary)
    return found


def _aligned(record: Record, quotation: Quotation, key: TurnKey, vocabulary: Vocabulary) -> Iterator[Place]:
    for stretch in record.stretches(key):
        text = stretch.stored.turn.text
        read = quotation.read_in(stretch.language)
        cheap = disfluent(stretch.tokens, text, read.lexicon)
        alignment = align(read, stretch.tokens, cheap, vocabulary)
        if alignment is not None and alignment.cost <= _FAR * len(read.tokens):
            comparison = compare(read, stretch.tokens, cheap, text, alignment)
            yield _place(read, stretch, comparison)


def rank(place: Place, claim: Claim) -> tuple[int, float, bool]:
    """Sorts the place that the verdict should rest on first.

    The words as quoted, then cleaned, each whole rather than cut; the same of somebody else; then by how much
    differs. Words as quoted but cut stand before cleaned ones, since they are what was quoted.
    """
    right = claim.accepts(place.stretch.stored)
    asked = place.stretch.stored.role is Role.QUESTION
    if place.exact:
        order = 2 * place.comparison.weight + (place.verdict is Verdict.TRUNCATED)
        return order + (0 if right else 10), 0.0, asked
    comparison = place.comparison
    return 20, comparison.unmatched + 0.5 * comparison.dropped - 0.4 * right, asked


def _by_claim_and_date(record: Record, keys: Sequence[TurnKey], claim: Claim) -> list[TurnKey]:
    order = {key: n for n, key in enumerate(record.snapshot.transcripts_by_key)}
    right = set(record.spoken_by(keys, claim.keys)) if claim.keys else set()
    return sorted(dict.fromkeys(keys), key=lambda key: (key not in right, order[key[0]], key[1]))


def _occurrences(quotation: Quotation, stretch: Stretch) -> Iterator[Comparison]:
    """Where the quotation's tokens stand one after another."""
    keys, said = quotation.read_in(stretch.language).keys, stretch.tokens
    size, text = len(keys), stretch.stored.turn.text
    for i in range(len(said) - size + 1):
        if said[i].key == keys[0] and [token.key for token in said[i : i + size]] == keys:
            span = (said[i].start, said[i + size - 1].end)
            yield Comparison(span, (), (("equal", text[slice(*span)]),), size, 0)


def _distinct(places: Iterator[Place]) -> list[Place]:
    """Several readings of a turn give the same places; each once."""
    return list({place.span: place for place in reversed(list(places))}.values())[::-1]


def _place(quotation: Quotation, stretch: Stretch, comparison: Comparison) -> Place:
    verdict = _VERDICTS[comparison.weight]
    around = Surroundings(frozenset(), frozenset())
    if verdict.supported:
        asks = quotation.text.rstrip().endswith(_ASKING_ENDS)
        around = look_around(stretch.stored, comparison.span, asks=asks, language=stretch.language)
        if around.turns:
            verdict = Verdict.TRUNCATED
    return Place(stretch, comparison, around, verdict)
