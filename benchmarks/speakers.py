"""How labels of a library were resolved: coverage, what stays open, and a random draw to check by hand.

    onrecord index BRIEFINGS --library DIR            # ONRECORD_ENCODER=hashing is enough
    python benchmarks/speakers.py DIR --draw 100 --seed 5
    python benchmarks/speakers.py DIR --draw 100 --seed 5 --whole
    python benchmarks/speakers.py DIR --questioners 50 --seed 5

A draw prints, for each resolution (a label of one transcript and the person it was taken for), the evidence
and the words around the label's first turn. With `--whole` it also prints what the whole transcript has for
and against it: the other labels of that surname, where the surname is said and by whom, how often the given
name is said and where first and last, and the label's first, longest and last turn.
"""

from __future__ import annotations

import argparse
import random
import re
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from rag.library import database, people
from rag.library.library import Library, published_keys
from rag.speakers import is_anonymous

WIDTH, MOST_PLACES = 160, 6


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("library", type=Path)
    parser.add_argument("--draw", type=int, default=0, help="resolutions to print")
    parser.add_argument("--whole", action="store_true", help="with the evidence of the whole transcript")
    parser.add_argument("--questioners", type=int, default=0, help="probable questioners to print")
    parser.add_argument("--seed", type=int, default=5)
    options = parser.parse_args()
    Library(options.library)  # refuses what is no library of this version
    with sqlite3.connect(options.library / database.FILE_NAME) as connection:
        tell_coverage(connection)
        tell_exchanges(connection)
        draw(connection, options.draw, random.Random(options.seed), whole=options.whole)
        draw_questioners(connection, options.questioners, random.Random(options.seed))
        time_resolution(connection)
        connection.rollback()


def tell_coverage(connection: sqlite3.Connection) -> None:
    rows = connection.execute(
        """SELECT r.label, r.rule, r.turns, r.why, s.transcript FROM rulings r
           JOIN speakers s ON s.key = r.speaker"""
    ).fetchall()
    named = [row for row in rows if row[4] == 0 or (row[3] and not is_anonymous(row[0]))]
    resolved = [row for row in named if row[4] == 0]
    turns, all_turns = sum(row[2] for row in resolved), sum(row[2] for row in named)
    print(
        f"{len(resolved)} of {len(named)} labels of persons resolved, {turns} of {all_turns} of their turns: "
        f"{100 * turns / all_turns:.2f} %"
    )
    for rule, count in Counter(row[1] for row in named).most_common():
        print(f"  {rule}: {count} labels, {sum(row[2] for row in named if row[1] == rule)} turns")
    for why, count in Counter(row[3] for row in named if row[4]).most_common():
        labels = sorted({row[0] for row in named if row[3] == why})
        print(f"  open, {why}: {count} ({', '.join(labels)})")


def tell_exchanges(connection: sqlite3.Connection) -> None:
    questions, exchanges, named = connection.execute(
        """SELECT count(*), count(DISTINCT transcript || ' ' || exchange), count(name) FROM questions"""
    ).fetchone()
    print(f"{questions} questions in {exchanges} exchanges; {named} with a probable questioner")


def draw(connection: sqlite3.Connection, count: int, chance: random.Random, *, whole: bool) -> None:
    resolved = connection.execute(
        """SELECT c.id, c.title, c.key, r.label, s.name, r.rule, r.turns, r.source, r.turn, r.start, r."end"
           FROM rulings r JOIN speakers s ON s.key = r.speaker JOIN transcripts c ON c.key = r.transcript
           WHERE s.transcript = 0 ORDER BY c.id, r.label"""
    ).fetchall()
    for number, row in enumerate(chance.sample(resolved, min(count, len(resolved))), start=1):
        id_, title, key, label, name, rule, turns, source, turn, start, end = row
        print(f"\n{number}. {label} = {name} [{rule}, {turns} turns]  {id_}\n   {title}")
        if source is not None and start is not None:
            print(f"   evidence: {_around(connection, source, turn, start, end)}")
        first = connection.execute(
            "SELECT turn, text FROM turns WHERE transcript = ? AND label = ? ORDER BY turn LIMIT 1",
            (key, label),
        ).fetchone()
        before = connection.execute(
            "SELECT label, text FROM turns WHERE transcript = ? AND turn = ?", (key, first[0] - 1)
        ).fetchone()
        if before:
            print(f"   before: {before[0]}: … {' '.join(before[1].split())[-WIDTH:]}")
        print(f"   turn {first[0]}: {' '.join(first[1].split())[:WIDTH]}")
        if whole:
            tell_whole(connection, key, label, name)


def tell_whole(connection: sqlite3.Connection, key: int, label: str, name: str) -> None:
    """All that one transcript says of a label's person."""
    turns = connection.execute(
        "SELECT turn, label, text FROM turns WHERE transcript = ? ORDER BY turn", (key,)
    ).fetchall()
    given, surname = name.split()[0], name.split()[-1]
    others = Counter(row[1] for row in turns if surname.lower() in row[1].lower() and row[1] != label)
    own = [row for row in turns if row[1] == label]
    print(f"   {len(turns)} turns; other labels of that surname: {dict(others) or 'none'}")
    said = list(_said(turns, surname))
    for place in said[:MOST_PLACES]:
        print(f"   said: {place}")
    if len(said) > MOST_PLACES:
        print(f"   said {len(said)} times, last: {said[-1]}")
    called = list(_said(turns, given))
    for place in dict.fromkeys(called[:1] + called[-1:]):
        print(f"   {given} ({len(called)}): {place}")
    longest = max(own, key=lambda row: len(row[2]))
    for turn, _, text in dict.fromkeys((longest, own[-1])):
        folded = " ".join(text.split())
        print(f"   own turn {turn}: {folded[:WIDTH]} … {folded[-WIDTH // 2 :]}")


def _said(turns: list[tuple[int, str, str]], word: str) -> Iterator[str]:
    for turn, label, text in turns:
        folded = " ".join(text.split())
        for found in re.finditer(rf"\b{re.escape(word)}\b", folded):
            shown = folded[max(0, found.start() - WIDTH // 3) : found.end() + WIDTH // 3]
            yield f"[{turn}] {label}: {shown}"


def draw_questioners(connection: sqlite3.Connection, count: int, chance: random.Random) -> None:
    rows = connection.execute(
        """SELECT c.id, q.transcript, q.turn, q.name, q.said, q.start, q."end" FROM questions q
           JOIN transcripts c ON c.key = q.transcript WHERE q.name IS NOT NULL ORDER BY c.id, q.turn"""
    ).fetchall()
    for number, row in enumerate(chance.sample(rows, min(count, len(rows))), start=1):
        id_, key, turn, name, said, start, end = row
        print(f"\n{number}. probably {name}: {_around(connection, key, said, start, end)}  [turn {said}]")
        for label, text in connection.execute(
            "SELECT label, text FROM turns WHERE transcript = ? AND turn BETWEEN ? AND ? ORDER BY turn",
            (key, turn - 1, turn + 1),
        ):
            folded = " ".join(text.split())
            shown = folded if len(folded) <= WIDTH else f"{folded[: WIDTH // 2]} … {folded[-WIDTH // 2 :]}"
            print(f"   {label}: {shown}")
        print(f"   question is turn {turn} of {id_}")


def _around(connection: sqlite3.Connection, key: int, turn: int | None, start: int, end: int) -> str:
    if turn is None:
        (text,) = connection.execute("SELECT title FROM transcripts WHERE key = ?", (key,)).fetchone()
    else:
        (text,) = connection.execute(
            "SELECT text FROM turns WHERE transcript = ? AND turn = ?", (key, turn)
        ).fetchone()
    shown = f"{text[max(0, start - 60) : start]}[{text[start:end]}]{text[end : end + 60]}"
    return " ".join(shown.split())


def time_resolution(connection: sqlite3.Connection) -> None:
    final = published_keys(connection)
    began = time.process_time()
    people.resolve(connection, final, None)
    spent = time.process_time() - began
    print(f"\nresolving {len(final)} transcripts anew takes {spent:.2f} s of CPU")


if __name__ == "__main__":
    main()
