"""Writing transcripts, unseen by readers until they are published."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from embeddings import Encoder
from rag.editions import sketch
from rag.exchanges import roles
from rag.ground_rules import find_terms
from rag.languages import language_of
from rag.library import people
from rag.library.database import get_meta, set_meta, transaction
from rag.passages import Context, cut_turn, view_hash, view_texts
from rag.speakers import resolve
from rag.transcript import Transcript


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was when it was read, and what overrode the guess of its format (see readers.reading)."""

    path: Path
    sha256: str
    read_as: str = ""


def clear_other_encoder(connection: sqlite3.Connection, encoder_name: str) -> None:
    """Drop what a killed run staged with another encoder; its passages don't fit this one's window."""
    if get_meta(connection, "staged_with") != encoder_name:
        with transaction(connection), sweeping(connection, _staged_keys(connection)):
            connection.execute("DELETE FROM transcripts WHERE published = 0")
            connection.execute("DELETE FROM pending")
            set_meta(connection, "staged_with", encoder_name)


@contextlib.contextmanager
def sweeping(connection: sqlite3.Connection, transcripts: Iterable[int]) -> Iterator[None]:
    """Take out the vectors that were only these transcripts' (keys) and are nobody's after the block."""
    hashes = {
        digest
        for key in transcripts
        for (digest,) in connection.execute(
            "SELECT w.hash FROM passages p JOIN views w ON w.passage = p.key WHERE p.transcript = ?", (key,)
        )
    }
    yield
    statements = (
        "DELETE FROM vectors WHERE hash = ?1 AND NOT EXISTS (SELECT 1 FROM views WHERE hash = ?1)",
        "DELETE FROM token_codes WHERE hash = ?1 AND NOT EXISTS (SELECT 1 FROM views WHERE hash = ?1)",
    )
    for statement in statements:
        connection.executemany(statement, [(digest,) for digest in hashes])


def is_staged(connection: sqlite3.Connection, source: Source) -> bool:
    """Whether an earlier, unfinished run has staged this very file."""
    row = connection.execute(
        "SELECT 1 FROM transcripts WHERE published = 0 AND path = ? AND sha256 = ? AND read_as = ?",
        (str(source.path), source.sha256, source.read_as),
    ).fetchone()
    return row is not None


def stage(connection: sqlite3.Connection, source: Source, transcript: Transcript, encoder: Encoder) -> None:
    """Write a transcript, its turns and passages, in one transaction; its vectors become pending."""
    with transaction(connection), sweeping(connection, _staged_keys(connection, source.path)):
        connection.execute("DELETE FROM transcripts WHERE published = 0 AND path = ?", (str(source.path),))
        names = [resolve(turn.label, transcript.title) for turn in transcript.turns]
        key = _insert_transcript(connection, source, transcript, names)
        _insert_findings(connection, key, transcript)
        places = roles(transcript.turns)
        people.stage(connection, key, transcript, places)
        speakers = people.label_keys(connection, key, [turn.label for turn in transcript.turns])
        connection.executemany(
            "INSERT INTO turns VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    key,
                    number,
                    turn.label,
                    speakers[turn.label],
                    place.role.value,
                    place.question,
                    turn.text,
                    json.dumps(list(turn.line_map), separators=(",", ":")),
                    turn.last_line,
                    turn.start,
                    turn.end,
                    turn.said_at,
                    json.dumps(turn.struck),
                )
                for number, (turn, place) in enumerate(zip(transcript.turns, places, strict=True))
            ],
        )
        for number, (turn, name, place) in enumerate(zip(transcript.turns, names, places, strict=True)):
            asked = None if place.question is None else transcript.turns[place.question].text
            _insert_passages(
                connection, key, number, turn.text, Context(transcript.title, name, asked), encoder
            )
        connection.execute(
            """UPDATE transcripts SET passages = (SELECT count(*) FROM passages WHERE transcript = ?1)
               WHERE key = ?1""",
            (key,),
        )


def complete(connection: sqlite3.Connection) -> dict[str, int]:
    """Path and key of the staged transcripts whose vectors are all there."""
    return dict(
        connection.execute(
            """SELECT c.path, c.key FROM transcripts c WHERE c.published = 0 AND NOT EXISTS (
                 SELECT 1 FROM passages p JOIN views w ON w.passage = p.key
                 WHERE p.transcript = c.key AND w.hash NOT IN (SELECT hash FROM vectors))"""
        )
    )


def forget(connection: sqlite3.Connection, paths: Sequence[Path]) -> None:
    """Drop what is staged from these paths."""
    staged = [key for path in paths for key in _staged_keys(connection, path)]
    with transaction(connection), sweeping(connection, staged):
        connection.executemany("DELETE FROM transcripts WHERE key = ?", [(key,) for key in staged])


def _staged_keys(connection: sqlite3.Connection, path: Path | None = None) -> list[int]:
    """Keys of what is staged, or staged from this path."""
    rows = connection.execute(
        "SELECT key FROM transcripts WHERE published = 0 AND (?1 IS NULL OR path = ?1)",
        (None if path is None else str(path),),
    )
    return [key for (key,) in rows]


def _insert_transcript(
    connection: sqlite3.Connection, source: Source, transcript: Transcript, names: Sequence[str]
) -> int:
    cursor = connection.execute(
        """INSERT INTO transcripts
           (published, id, path, sha256, title, date, url, place, begins, ends, format, asides,
            turns, passages, speakers, captions, unit, read_as)
           VALUES (0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?)""",
        (
            _free_id(connection, source, transcript.id),
            str(source.path),
            source.sha256,
            transcript.title,
            transcript.date.isoformat() if transcript.date else None,
            transcript.url,
            transcript.place,
            transcript.begins,
            transcript.ends,
            transcript.format,
            json.dumps([[aside.line, aside.text] for aside in transcript.asides], ensure_ascii=False),
            len(transcript.turns),
            json.dumps([name for name in dict.fromkeys(names) if name], ensure_ascii=False),
            transcript.captions,
            transcript.unit,
            source.read_as,
        ),
    )
    return int(cursor.lastrowid or 0)


def _free_id(connection: sqlite3.Connection, source: Source, wanted: str) -> str:
    """`wanted`, or with a number behind it where another file has that id already; stable for one path."""
    taken = dict(
        connection.execute(
            "SELECT id, path FROM transcripts WHERE id = ?1 OR id GLOB ?1 || '-[0-9]*'", (wanted,)
        )
    )
    free = wanted
    number = 1
    while taken.get(free, str(source.path)) != str(source.path):
        number += 1
        free = f"{wanted}-{number}"
    return free


def _insert_passages(
    connection: sqlite3.Connection, transcript: int, turn: int, text: str, context: Context, encoder: Encoder
) -> None:
    found = cut_turn(text, encoder.window, encoder.count_tokens)
    if found.sentences is not None:
        starts = json.dumps([start for start, _ in found.sentences], separators=(",", ":"))
        connection.execute("INSERT INTO sentences VALUES (?, ?, ?)", (transcript, turn, starts))
    for start, end in found.passages:
        cursor = connection.execute(
            'INSERT INTO passages (transcript, turn, start, "end") VALUES (?, ?, ?, ?)',
            (transcript, turn, start, end),
        )
        for view, embedded in enumerate(view_texts(text[start:end], context)):
            digest = view_hash(encoder.name, embedded)
            connection.execute("INSERT INTO views VALUES (?, ?, ?)", (cursor.lastrowid, view, digest))
            connection.execute(
                """INSERT OR IGNORE INTO pending (hash, text)
                   SELECT ?1, ?2 WHERE NOT EXISTS (SELECT 1 FROM vectors WHERE hash = ?1) OR
                   (?3 IS NOT NULL AND NOT EXISTS
                    (SELECT 1 FROM token_codes WHERE hash = ?1 AND space = ?3))""",
                (digest, embedded, encoder.token_space),
            )


def _insert_findings(connection: sqlite3.Connection, key: int, transcript: Transcript) -> None:
    """Keep a staged transcript's language, its terms and its sketch."""
    connection.execute("INSERT INTO languages VALUES (?, ?)", (key, language_of(transcript)))
    terms = json.dumps([asdict(term) for term in find_terms(transcript)], ensure_ascii=False)
    connection.execute("INSERT INTO terms VALUES (?, ?)", (key, terms))
    hashes = sketch(transcript.turns).astype("<u4").tobytes()
    connection.execute("INSERT INTO sketches VALUES (?, ?)", (key, hashes))
