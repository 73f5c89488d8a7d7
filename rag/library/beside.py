"""What is kept beside a transcript's own words: its language, terms of attribution and other editions."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Mapping

from rag.terms import Scope, Term, TermKind


def read_languages(connection: sqlite3.Connection) -> Mapping[int, str]:
    """The language of every transcript that an earlier version didn't index, by its key."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'languages'").fetchone():
        return {}
    return dict(connection.execute("SELECT transcript, language FROM languages"))


def read_terms(connection: sqlite3.Connection) -> Mapping[int, tuple[Term, ...]]:
    """The terms of every published transcript that has any, by its key."""
    rows = connection.execute(
        """SELECT t.transcript, t.terms FROM terms t JOIN transcripts c ON c.key = t.transcript
           WHERE c.published = 1 AND t.terms != '[]'"""
    )
    return {key: tuple(_term(found) for found in json.loads(terms)) for key, terms in rows}


def read_editions(connection: sqlite3.Connection) -> Mapping[int, tuple[str, ...]]:
    """The ids of every published transcript's other editions, the likest first, by its key."""
    found: dict[int, list[str]] = defaultdict(list)
    for key, other in connection.execute(
        """SELECT e.transcript, o.id FROM editions e JOIN transcripts o ON o.key = e.other
           JOIN transcripts c ON c.key = e.transcript
           WHERE o.published = 1 AND c.published = 1 ORDER BY e.transcript, e.share DESC, o.id"""
    ):
        found[key].append(other)
    return {key: tuple(ids) for key, ids in found.items()}


def _term(stored: dict[str, object]) -> Term:
    made = dict(stored)
    return Term(**{**made, "kind": TermKind(made["kind"]), "scope": Scope(made["scope"])})  # type: ignore[arg-type]
