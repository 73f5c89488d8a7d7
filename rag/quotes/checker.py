"""Did they really say that? A quotation held against the record, word by word.

The place is found by the words, over everybody's turns; the edits between the quotation and the place give
the verdict; the speaker is judged after. Likeness in meaning comes last and never supports.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import replace

from embeddings import Encoder
from rag.citations import Citation, Coverage, cite, coverage
from rag.errors import OnRecordError
from rag.filters import Filters, select
from rag.languages import ENGLISH, language_among
from rag.library.snapshot import Snapshot, StoredTurn
from rag.quotes.attribution import Claim, resolve_claim
from rag.quotes.candidates import Record
from rag.quotes.model import Attribution, Diff, QuoteCheck, Risk, Verdict
from rag.quotes.notes import interrupted_note, missing_note, paraphrase_note, pieces_note, place_note
from rag.quotes.paraphrase import nearest_in_meaning
from rag.quotes.pieces import Piece, pieces
from rag.quotes.places import MOST_PLACES, Place, aligned_places, exact_places, rank
from rag.quotes.quotation import Quotation, parse_quotation
from rag.quotes.tokens import slice_of
from rag.remarks import Remark
from rag.scripts import count_words
from rag.transcript import Span

LONGEST_QUOTATION = 10_000
"""Characters of a quotation that are checked at most: aligning takes time by its length times a turn's."""

_STILL_ALTERED, _FEWEST_ALIKE = 0.4, 3
_INTERJECTION_WORDS = 3
_READ = 2000


def check_quote(
    snapshot: Snapshot, quote: str, filters: Filters, load_encoder: Callable[[], Encoder] | None = None
) -> QuoteCheck:
    """Judge a quotation, claimed to be `filters.speaker`'s if one is named, by the allowed record.

    The encoder is loaded only where the wording is found nowhere; without one, a paraphrase is not told
    from what nobody said. Raises OnRecordError for more than LONGEST_QUOTATION characters and FilterError for
    an unknown transcript.
    """
    if len(quote) > LONGEST_QUOTATION:
        raise OnRecordError(
            f"The quotation has {len(quote):,} characters; at most {LONGEST_QUOTATION:,} are checked. "
            f"Check it in parts, or as an article with: onrecord check-text FILE"
        )
    quotation = parse_quotation(quote, language_among(quote[:_READ], snapshot.languages))
    check = _Check(snapshot, quotation, filters, load_encoder).result()
    begun = None if check.verdict.supported else quotation.with_number_begun()
    if begun is None:
        return check
    other = _Check(snapshot, begun, filters, load_encoder).result()
    return other if other.verdict.supported or check.verdict is Verdict.NOT_FOUND else check


class _Check:
    def __init__(
        self,
        snapshot: Snapshot,
        quotation: Quotation,
        filters: Filters,
        load_encoder: Callable[[], Encoder] | None,
    ) -> None:
        self._snapshot = snapshot
        self._quotation = quotation
        self._selection = select(replace(filters, speaker=None), snapshot)
        self._record = Record(snapshot, self._selection)
        self._claim: Claim = resolve_claim(filters.speaker, snapshot)
        self._searched: Coverage = coverage(snapshot, self._selection)
        self._load_encoder = load_encoder

    def result(self) -> QuoteCheck:
        if not self._quotation.tokens:
            return self._nothing([])
        places, turns = exact_places(self._record, self._quotation, self._claim)
        places.sort(key=self._rank)
        if places and places[0].verdict.supported and self._claim.accepts(places[0].stretch.stored):
            return self._found(places, turns)
        keys = self._record.near(self._quotation)
        near = aligned_places(self._record, keys, self._quotation, self._claim)
        places = sorted([*places, *_new(near, places)], key=self._rank)
        if places and (places[0].exact or places[0].is_edited):
            return self._found(places, turns)
        joined = pieces(self._quotation, [s for key in keys for s in self._record.stretches(key)])
        if joined:
            return self._joined(joined)
        if places and self._is_altered(places[0]):
            return self._found(places, turns)
        return self._otherwise_said(places)

    def _is_altered(self, place: Place) -> bool:
        """Whether enough is the same for a changed quotation, rather than words that happen to be alike."""
        alike = place.is_near(_STILL_ALTERED) and place.comparison.matched >= _FEWEST_ALIKE
        return alike and self._claim.accepts(place.stretch.stored)

    def _rank(self, place: Place) -> tuple[int, float, bool]:
        return rank(place, self._claim)

    def _found(self, places: Sequence[Place], turns: int) -> QuoteCheck:
        best = places[0]
        attribution = self._claim.attribution(best.stretch.stored)
        verdict = best.verdict
        if best.exact and attribution not in (Attribution.CONFIRMED, Attribution.NOT_GIVEN):
            verdict = Verdict.MISATTRIBUTED
        alike = [place for place in places if place.verdict is best.verdict] if best.exact else [best]
        stored = best.stretch.stored
        asked = None
        if stored.question is not None:
            asked = self._snapshot.turn(stored.transcript, stored.question).turn.text
        return self._check(
            verdict,
            best.risks,
            attribution,
            best.comparison.diff,
            [(place.stretch.stored, place.span) for place in alike[:MOST_PLACES]],
            place_note(best, verdict, self._claim, self._quotation, turns, asked),
        )

    def _joined(self, found: Sequence[Piece]) -> QuoteCheck:
        interjections = self._interjections(found)
        attribution = self._claim.attribution(found[0].stretch.stored)
        verdict, note = Verdict.SPLICED, pieces_note(found, self._claim)
        if interjections is not None:
            right = attribution in (Attribution.CONFIRMED, Attribution.NOT_GIVEN)
            verdict = Verdict.VERBATIM if right else Verdict.MISATTRIBUTED
            note = interrupted_note(found, interjections)
        return self._check(
            verdict,
            frozenset(),
            attribution,
            _pieces_diff(self._quotation, found),
            [(piece.stretch.stored, piece.span) for piece in found],
            note,
        )

    def _interjections(self, found: Sequence[Piece]) -> list[str] | None:
        """What somebody else threw in between the pieces, where that is all that parts them."""
        words = []
        for left, right in itertools.pairwise(found):
            one, two = left.stretch.stored, right.stretch.stored
            if (one.transcript, one.speaker_key, one.number + 2) != (
                two.transcript,
                two.speaker_key,
                two.number,
            ):
                return None
            between = self._snapshot.turn(one.transcript, one.number + 1)
            goes_on = left.said[1] == len(left.stretch.tokens) and right.said[0] == 0
            if not goes_on or count_words(between.turn.text) > _INTERJECTION_WORDS:
                return None
            words.append(between.turn.text)
        return words

    def _otherwise_said(self, places: Sequence[Place]) -> QuoteCheck:
        """Nobody said it in these words: a paraphrase of something, or nothing on record."""
        # The packaged encoder knows English: elsewhere likeness in meaning would be chance.
        if self._load_encoder is None or self._quotation.language != ENGLISH:
            return self._nothing(places)
        like = nearest_in_meaning(
            self._snapshot, self._load_encoder(), self._quotation, self._selection, self._claim
        )
        if like is None or not like.says_the_same(self._claim):
            return self._nothing(places)
        return self._check(
            Verdict.PARAPHRASE,
            frozenset(),
            self._claim.attribution(like.stored),
            (("delete", like.stored.turn.text[slice(*like.span)]), ("insert", self._quotation.text)),
            [(like.stored, like.span)],
            paraphrase_note(like.stored),
            score=like.likeness,
        )

    def _nothing(self, places: Sequence[Place]) -> QuoteCheck:
        nearest = places[:1]
        citations = tuple(cite(self._snapshot, p.stretch.stored, p.span, 1, _share(p)) for p in nearest)
        return QuoteCheck(
            self._quotation.text,
            self._claim.name,
            Verdict.NOT_FOUND,
            (),
            self._claim.unplaced,
            None,
            nearest[0].comparison.diff if nearest else (),
            (),
            self._searched,
            tuple(missing_note(self._quotation, self._claim, self._searched)),
            citations,
        )

    def _check(
        self,
        verdict: Verdict,
        risks: frozenset[Risk],
        attribution: Attribution,
        diff: Diff,
        where: Sequence[tuple[StoredTurn, Span]],
        note: Sequence[Remark],
        score: float = 1.0,
    ) -> QuoteCheck:
        matches: list[Citation] = [
            cite(self._snapshot, stored, span, n, score) for n, (stored, span) in enumerate(where, start=1)
        ]
        return QuoteCheck(
            self._quotation.text,
            self._claim.name,
            verdict,
            tuple(risk for risk in Risk if risk in risks),
            attribution,
            matches[0].speaker,
            diff,
            tuple(matches),
            self._searched,
            tuple(note),
        )


def _new(near: Sequence[Place], known: Sequence[Place]) -> list[Place]:
    seen = {(p.stretch.stored.transcript, p.stretch.stored.number, p.span) for p in known}
    return [p for p in near if (p.stretch.stored.transcript, p.stretch.stored.number, p.span) not in seen]


def _share(place: Place) -> float:
    return place.comparison.matched / max(1, place.comparison.matched + place.comparison.unmatched)


def _pieces_diff(quotation: Quotation, found: Sequence[Piece]) -> Diff:
    parts: list[tuple[str, str]] = []
    at = 0
    for piece in found:
        start, end = piece.span
        parts.append(("insert", slice_of(quotation.text, quotation.tokens[at : piece.quoted[0]])))
        parts.append(("equal", piece.stretch.stored.turn.text[start:end]))
        at = piece.quoted[1]
    parts.append(("insert", slice_of(quotation.text, quotation.tokens[at:])))
    return tuple((kind, words) for kind, words in parts if words)
