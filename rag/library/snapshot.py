"""Reading one published state: transcripts, turns, speakers."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from rag.analysis import analysed_as
from rag.columns import LineMap
from rag.exchanges import Role
from rag.library import who
from rag.library.catalogue import Catalogue, SpeakerEntry, TranscriptEntry
from rag.library.derived import Derived
from rag.library.who import SpeakerList
from rag.offices import Tenure, office_on
from rag.sentences import sentences_around, spans_from
from rag.transcript import Span, Turn

if TYPE_CHECKING:
    from rag.library.book_preview import BookPreview


@dataclass(frozen=True, slots=True)
class ProbableQuestioner:
    """Who probably asks a question, and the `words` that say so: `text[start:end]` of the turn `turn`."""

    name: str
    turn: int
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class StoredTurn:
    """A turn of the library: what was read, and what was made of it.

    `transcript` is the transcript's key, `number` counts from 0, `speaker` is the resolved name
    (`speaker_key` its key), `question` the number of the turn that this one answers. `exchange` counts the
    transcript's exchanges from 0; None for a turn in none. `questioner` is who probably asks this question.
    `sentence_starts` is JSON of where the sentences begin, None where that wasn't kept.
    """

    transcript: int
    number: int
    turn: Turn
    speaker: str
    speaker_key: int
    role: Role
    question: int | None
    exchange: int | None = None
    questioner: ProbableQuestioner | None = None
    sentence_starts: str | None = None

    def sentences_around(self, span: Span) -> list[Span]:
        """The sentences that a span of the turn's text lies in, whole, in order."""
        if self.sentence_starts is None:
            return list(_sought(self.turn.text, span))
        spans = spans_from(self.turn.text, json.loads(self.sentence_starts))
        return [(start, end) for start, end in spans if start < span[1] and end > span[0]]

    def sentences_within(self, span: Span) -> list[Span]:
        """The sentences that a span of the turn's text lies in, cut to it, in order."""
        first, last = span
        return [(max(start, first), min(end, last)) for start, end in self.sentences_around(span)]

    @property
    def sentences(self) -> list[Span]:
        """The sentences of the turn, in order."""
        return self.sentences_around((0, len(self.turn.text)))


@dataclass(frozen=True, slots=True)
class Voice:
    """A person, or a label (or none) that stands for somebody else in every transcript."""

    name: str
    person: bool


_TURN_COLUMNS = """t.transcript, t.turn, t.label, t.text, t.line_map, t.last_line, t.start, t."end",
                   t.said_at, t.struck, s.name, t.speaker, t.role, t.question,
                   coalesce(q.exchange, a.exchange), q.name, q.said, q.start, q."end", w.text,
                   b.starts"""
_TURN_TABLES = """turns t JOIN speakers s ON s.key = t.speaker
                  LEFT JOIN questions q ON q.transcript = t.transcript AND q.turn = t.turn
                  LEFT JOIN questions a ON a.transcript = t.transcript AND a.turn = t.question
                  LEFT JOIN turns w ON w.transcript = t.transcript AND w.turn = q.said
                  LEFT JOIN sentences b ON b.transcript = t.transcript AND b.turn = t.turn"""


class Snapshot:
    """One published state, read in one SQLite transaction; get it from `Library.snapshot`."""

    def __init__(self, connection: sqlite3.Connection, derived: Derived | None, catalogue: Catalogue) -> None:
        self._connection = connection
        self._catalogue = catalogue
        self.derived = derived
        """The search indexes; None while nothing has been published."""

    @property
    def state(self) -> str:
        """The published state's name, which changes whenever anything does; "" while there is none."""
        return self.derived.name if self.derived else ""

    def transcripts(self, id: str | None = None) -> list[TranscriptEntry]:  # noqa: A002 - the contract's word
        """All transcripts, or those with this id, oldest first."""
        entries = self.transcripts_by_key.values()
        return [entry for entry in entries if id is None or entry.id == id]

    @property
    def transcripts_by_key(self) -> dict[int, TranscriptEntry]:
        """All transcripts by their key, oldest first."""
        return self._catalogue.transcripts

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages by whose rules the transcripts are searched, by code."""
        return self._catalogue.languages

    def language(self, transcript: int) -> str:
        """The language by whose rules the transcript with this key is searched."""
        return analysed_as(self._catalogue.transcripts[transcript].language)

    def speakers(self) -> tuple[SpeakerEntry, ...]:
        """Everybody who speaks under a label, by name."""
        return self._catalogue.speakers

    def speakers_alike(self) -> dict[tuple[str, frozenset[str]], tuple[int, ...]]:
        """Keys of everybody who speaks under a label, by name and labels."""
        return self._catalogue.alike

    def speaker_names(self) -> dict[int, str]:
        """Every speaker's name, and the labels printed for it where they differ, by key."""
        return self._catalogue.speaker_names

    def turns(self, transcript: int, first: int = 0, last: int | None = None) -> list[StoredTurn]:
        """The turns `first` to `last`, both counted in and from 0, of the transcript with this key."""
        rows = self._connection.execute(
            f"""SELECT {_TURN_COLUMNS} FROM {_TURN_TABLES}
                WHERE t.transcript = ? AND t.turn BETWEEN ? AND ? ORDER BY t.turn""",  # noqa: S608 - a constant
            (transcript, first, 2**31 if last is None else last),
        )
        return [_stored_turn(row) for row in rows]

    def turn(self, transcript: int, number: int) -> StoredTurn:
        """One turn; KeyError where there is none."""
        found = self.turns(transcript, number, number)
        if not found:
            raise KeyError((transcript, number))
        return found[0]

    def turns_at(self, turns: Sequence[tuple[int, int]]) -> list[StoredTurn]:
        """These (transcript, turn), in order, in one query; KeyError for the first that there isn't."""
        rows = self._connection.execute(
            f"""SELECT {_TURN_COLUMNS} FROM json_each(?) e CROSS JOIN {_TURN_TABLES}
                WHERE t.transcript = e.value >> 32 AND t.turn = e.value & 0xFFFFFFFF""",  # noqa: S608 - a constant
            (json.dumps([_packed(each) for each in dict.fromkeys(turns)]),),
        )
        found = {(stored.transcript, stored.number): stored for stored in map(_stored_turn, rows)}
        return [found[each] for each in turns]

    def words(self, transcript: int, first: int, last: int) -> list[tuple[str, str]]:
        """Text and speaker of the turns `first` to `last`, both counted in, in order."""
        return self._connection.execute(
            """SELECT t.text, s.name FROM turns t JOIN speakers s ON s.key = t.speaker
               WHERE t.transcript = ? AND t.turn BETWEEN ? AND ? ORDER BY t.turn""",
            (transcript, first, last),
        ).fetchall()

    def turns_of(self, turns: Sequence[tuple[int, int]], speakers: Collection[int]) -> list[tuple[int, int]]:
        """Those of `turns`, as (transcript, turn), that one of these speakers (keys) says."""
        rows = self._connection.execute(
            # CROSS: a speaker's turns may be half the library, these are a few hundred.
            """SELECT t.transcript, t.turn FROM json_each(?1) e
               CROSS JOIN turns t ON t.transcript = e.value >> 32 AND t.turn = e.value & 0xFFFFFFFF
               WHERE t.speaker IN (SELECT value FROM json_each(?2))""",
            (json.dumps([_packed(each) for each in turns]), json.dumps(sorted(speakers))),
        )
        return rows.fetchall()

    def turns_spoken(self, transcripts: Sequence[int], speakers: Sequence[int]) -> int:
        """How many turns in these transcripts (keys) are these speakers' (keys)."""
        (count,) = self._connection.execute(
            """SELECT coalesce(sum(turns), 0) FROM rulings WHERE speaker IN (SELECT value FROM json_each(?2))
               AND transcript IN (SELECT value FROM json_each(?1))""",
            (json.dumps(list(transcripts)), json.dumps(list(speakers))),
        ).fetchone()
        return int(count)

    def sources(self) -> Iterator[tuple[TranscriptEntry, list[tuple[int, str]]]]:
        """Every transcript with its asides (line, text)."""
        for key, entry in self.transcripts_by_key.items():
            (asides,) = self._connection.execute(
                "SELECT asides FROM transcripts WHERE key = ?", (key,)
            ).fetchone()
            yield entry, [(line, text) for line, text in json.loads(asides)]

    def speaker_list(self) -> SpeakerList:
        """Everybody who speaks, with labels, offices and evidence."""
        return who.list_speakers(self._connection)

    def applied_book(self) -> str:
        """The text of speakers.yaml that this state was resolved with; "" if none."""
        return who.applied_book(self._connection)

    def preview_book(self, text: str) -> BookPreview:
        """What this text of speakers.yaml would change. Raises SpeakerBookError."""
        from rag.library import book_preview  # resolving speakers needs much that no other reading does

        return book_preview.preview_book(self._connection, text)

    def texts(self) -> Iterator[tuple[str, int, str]]:
        """Every turn's text: the transcript's id, the turn's number, the text, oldest transcript first."""
        for entry in self.transcripts():
            for number, text in self._connection.execute(
                "SELECT turn, text FROM turns WHERE transcript = ? ORDER BY turn", (entry.key,)
            ):
                yield entry.id, number, text

    def spoken(self) -> Iterator[tuple[int, int, str]]:
        """Every turn's transcript (key), speaker (key) and text, in no order."""
        yield from self._connection.execute(
            """SELECT t.transcript, t.speaker, t.text FROM turns t
               JOIN transcripts c ON c.key = t.transcript WHERE c.published = 1"""
        )

    def labels(self) -> dict[int, dict[str, int]]:
        """How many turns stand under each label as printed, by transcript (key)."""
        found: dict[int, dict[str, int]] = {key: {} for key in self.transcripts_by_key}
        for transcript, label, turns in self._connection.execute(
            "SELECT transcript, label, count(*) FROM turns GROUP BY transcript, label ORDER BY min(turn)"
        ):
            if transcript in found:
                found[transcript][label] = turns
        return found

    def voices(self) -> dict[int, Voice]:
        """Every speaker by key."""
        rows = self._connection.execute("SELECT key, name, transcript = 0 FROM speakers")
        return {key: Voice(name, bool(person)) for key, name, person in rows}

    def texts_of(self, turns: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, int, Role, str]]:
        """Transcript, turn, speaker (key), role and text of these (transcript, turn), in order."""
        rows = self._connection.execute(
            """SELECT t.transcript, t.turn, t.speaker, t.role, t.text FROM json_each(?) e
               JOIN turns t ON t.transcript = e.value >> 32 AND t.turn = e.value & 0xFFFFFFFF
               ORDER BY e.key""",
            (json.dumps([_packed(each) for each in turns]),),
        )
        for transcript, turn, speaker, role, text in rows:
            yield transcript, turn, speaker, Role(role), text

    def answers(self) -> Iterator[tuple[int, int, int, int]]:
        """Transcript, question turn, answering turn and its speaker (key) of every answer, in order."""
        yield from self._connection.execute(
            """SELECT t.transcript, t.question, t.turn, t.speaker FROM turns t
               JOIN transcripts c ON c.key = t.transcript
               WHERE c.published = 1 AND t.question IS NOT NULL AND t.turn > t.question
               ORDER BY t.transcript, t.turn"""
        )

    def tenures(self) -> list[Tenure]:
        """Everybody who is known to have held an office and when; ask it with `rag.offices.holders`."""
        return who.tenures(self._connection)

    def office(self, speaker: int, transcript: int) -> str | None:
        """The office that a speaker (key) is known to hold on the day of a transcript (key), as printed."""
        day = self._catalogue.transcripts[transcript].date
        return office_on(self._catalogue.tenures.get(speaker, ()), day)

    def skipped(self) -> list[tuple[str, int | None, str]]:
        """Files that the newest runs did not take: path, line, reason."""
        rows = self._connection.execute("SELECT path, line, reason FROM skipped ORDER BY path")
        return [(path, line, reason) for path, line, reason in rows]


def _packed(turn: tuple[int, int]) -> int:
    """A (transcript, turn) as one number, which SQLite takes apart faster than a list."""
    return turn[0] << 32 | turn[1]


def _stored_turn(row: tuple[Any, ...]) -> StoredTurn:
    transcript, number, label, text, line_map, last_line, start, end, said_at, struck, *made = row
    name, key, role, question, exchange, *asked, starts = made
    return StoredTurn(
        transcript=transcript,
        number=number,
        turn=Turn(
            label=label,
            text=text,
            line_map=LineMap.of_json(line_map),
            last_line=last_line,
            start=start,
            end=end,
            said_at=said_at,
            struck=() if struck == "[]" else tuple((first, last) for first, last in json.loads(struck)),
        ),
        speaker=name,
        speaker_key=key,
        role=Role(role),
        question=question,
        exchange=exchange,
        questioner=_questioner(*asked),
        sentence_starts=starts,
    )


@lru_cache(4096)
def _sought(text: str, span: Span) -> tuple[Span, ...]:
    return tuple(sentences_around(text, span))


def _questioner(
    name: str | None, said: int, start: int, end: int, text: str | None
) -> ProbableQuestioner | None:
    return None if name is None else ProbableQuestioner(name, said, start, end, (text or "")[start:end])
