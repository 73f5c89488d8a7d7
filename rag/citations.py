"""Citations: slices of stored turns with all that is needed to find them again."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rag.corrections import Correction, corrections, spans_within, within
from rag.exchanges import Role
from rag.filters import Selection
from rag.library.snapshot import ProbableQuestioner, Snapshot, StoredTurn
from rag.refusals import is_refusal
from rag.sentences import whole_sentences
from rag.terms import Term, in_force
from rag.transcript import Span

if TYPE_CHECKING:
    from rag.retriever import Hit

MOST_CITATIONS = 5
"""Quotations in an answer, where nobody asks for more or fewer."""

AROUND = 280
"""Characters of the turn shown on either side of a quotation, at most."""

_AT_ONCE = 12


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """The question turn that a quotation answers, and who probably asked it."""

    speaker: str
    text: str
    turn: int
    questioner: ProbableQuestioner | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A quotation and where it stands: `quote` is `text[start:end]` of the turn numbered `turn`.

    `n` counts from 1 within one answer. `lines` are the first and last line in `file`. `time` is seconds
    from the beginning of the recording. `before` and `after` are the turn's words around the quotation.
    `struck` are spans of `quote` that an official correction strikes through, `corrections` all that its
    editors corrected, in offsets of `quote`. `score` compares citations of one answer; higher is better.
    `sha256` is the file's when it was read. `terms` are those under which the words were said, `editions`
    the ids of other transcripts of the same event. `captions` is "automatic captions" where a machine made
    the words; `unit` is what `lines` counts: line, paragraph or page. `office` is the one that the record
    shows the speaker in on that day, as printed.
    """

    n: int
    quote: str
    speaker: str
    label: str
    role: Role
    transcript: str
    title: str
    date: dt.date | None
    url: str | None
    turn: int
    start: int
    end: int
    file: str
    lines: tuple[int, int]
    time: float | None
    question: AskedQuestion | None
    before: str
    after: str
    score: float
    struck: tuple[Span, ...] = ()
    sha256: str = ""
    terms: tuple[Term, ...] = ()
    editions: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()
    captions: str | None = None
    unit: str = "line"
    office: str | None = None

    @property
    def declines(self) -> bool:
        """Whether the words are an answer that declines to answer."""
        return self.role is Role.ANSWER and is_refusal(self.quote)

    @property
    def place(self) -> str:
        """The lines in words: "line 12", "lines 12-14", "paragraph 3", "pages 7-8"."""
        first, last = self.lines
        return f"{self.unit} {first}" if first == last else f"{self.unit}s {first}-{last}"


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was searched: transcripts and turns under the filters, and the span of their dates.

    `speaker_turns` are the turns of the speaker asked for; all turns where none was.
    """

    transcripts: int
    turns: int
    first_date: dt.date | None
    last_date: dt.date | None
    speaker_turns: int


def read_hits(snapshot: Snapshot, hits: Sequence[Hit]) -> Iterator[tuple[Hit, StoredTurn]]:
    """Each hit with the whole of its sentences, and its turn; one too long for a passage was cut.

    Turns are read, and sentences sought, as the hits are taken: an answer needs half of what it finds.
    """
    for start in range(0, len(hits), _AT_ONCE):
        some = hits[start : start + _AT_ONCE]
        yield from map(_whole, some, snapshot.turns_at([(hit.transcript, hit.turn) for hit in some]))


def _whole(hit: Hit, stored: StoredTurn) -> tuple[Hit, StoredTurn]:
    start, end = whole_sentences(stored.turn.text, (hit.start, hit.end), stored.sentences_around)
    return replace(hit, start=start, end=end), stored


def cite_hit(snapshot: Snapshot, hit: Hit, n: int) -> Citation:
    """The citation of a passage that a search found."""
    whole, stored = next(read_hits(snapshot, [hit]))
    return cite(snapshot, stored, (whole.start, whole.end), n, hit.score)


def cite(snapshot: Snapshot, stored: StoredTurn, span: Span, n: int, score: float) -> Citation:
    """The citation of `span` of a stored turn."""
    start, end = span
    turn = stored.turn
    entry = snapshot.transcripts_by_key[stored.transcript]
    asked = None
    if stored.question is not None:
        question = snapshot.turn(stored.transcript, stored.question)
        asked = AskedQuestion(question.speaker, question.turn.text, question.number, question.questioner)
    return Citation(
        n=n,
        quote=turn.text[start:end],
        speaker=stored.speaker,
        label=turn.label,
        role=stored.role,
        transcript=entry.id,
        title=entry.title,
        date=entry.date,
        url=entry.url,
        turn=stored.number,
        start=start,
        end=end,
        file=entry.file,
        lines=turn.lines(start, end),
        time=turn.start,
        question=asked,
        before=_words_before(turn.text, start),
        after=_words_after(turn.text, end),
        score=score,
        struck=spans_within(turn.struck, span),
        sha256=entry.sha256,
        terms=in_force(entry.terms, stored.number, start, end),
        editions=entry.editions,
        corrections=within(corrections(turn.text, turn.struck), span),
        captions=entry.captions,
        unit=entry.unit,
        office=snapshot.office(stored.speaker_key, stored.transcript),
    )


def coverage(snapshot: Snapshot, selection: Selection) -> Coverage:
    """What a search under this selection looks at."""
    entries = [entry for entry in snapshot.transcripts() if selection.admits(entry)]
    dates = [entry.date for entry in entries if entry.date]
    turns = sum(entry.turns for entry in entries)
    speaker_turns = turns
    if selection.speakers is not None:
        speaker_turns = snapshot.turns_spoken([e.key for e in entries], sorted(selection.speakers))
    return Coverage(len(entries), turns, min(dates, default=None), max(dates, default=None), speaker_turns)


def _words_before(text: str, start: int) -> str:
    if start <= AROUND:
        return text[:start]
    cut = re.search(r"\s", text[start - AROUND : start])
    return "…" + text[start - AROUND + (cut.start() if cut else 0) : start]


def _words_after(text: str, end: int) -> str:
    if len(text) - end <= AROUND:
        return text[end:]
    piece = text[end : end + AROUND]
    return (piece.rsplit(None, 1)[0] if " " in piece else piece) + " …"
