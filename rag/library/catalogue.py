"""What a published state holds, turns aside: its transcripts and speakers."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from rag.analysis import analysed_as
from rag.languages import ENGLISH, UNDETERMINED
from rag.library import beside, who
from rag.offices import Tenure
from rag.terms import Term


@dataclass(frozen=True, slots=True)
class TranscriptEntry:
    """A transcript of the library without its turns; `speakers` in order of their first turn.

    `terms` are what it says about attribution, `editions` the ids of other transcripts of the same event.
    `captions` is "automatic captions" where a machine made the words; `unit` is what lines count: line,
    paragraph or page; `read_as` is what overrode the guess of the format. `language` is an ISO 639-1 code;
    "und" where nothing settles it, and for what an earlier version indexed.
    """

    key: int
    id: str
    title: str
    date: dt.date | None
    url: str | None
    file: str
    format: str
    place: str | None
    begins: str | None
    ends: str | None
    turns: int
    passages: int
    speakers: tuple[str, ...]
    sha256: str
    terms: tuple[Term, ...] = ()
    editions: tuple[str, ...] = ()
    captions: str | None = None
    unit: str = "line"
    read_as: str = ""
    language: str = UNDETERMINED


@dataclass(frozen=True, slots=True)
class SpeakerEntry:
    """Somebody who speaks: the resolved name and every label printed for it."""

    key: int
    name: str
    labels: frozenset[str]


@dataclass(frozen=True, eq=False)
class Catalogue:
    """The transcripts (by key, oldest first) and speakers (by name) of one published state.

    `languages` are those by whose rules the transcripts are searched, by code; `tenures` the offices that
    speakers (by key) are known to have held.
    """

    transcripts: dict[int, TranscriptEntry]
    speakers: tuple[SpeakerEntry, ...]
    languages: tuple[str, ...] = (ENGLISH,)
    tenures: Mapping[int, Sequence[Tenure]] = field(default_factory=dict)

    @cached_property
    def alike(self) -> dict[tuple[str, frozenset[str]], tuple[int, ...]]:
        """Keys of the speakers by what is printed of them: every transcript may have a "Q" of its own."""
        found: dict[tuple[str, frozenset[str]], list[int]] = defaultdict(list)
        for each in self.speakers:
            found[each.name, each.labels].append(each.key)
        return {printed: tuple(keys) for printed, keys in found.items()}

    @cached_property
    def speaker_names(self) -> dict[int, str]:
        """Every speaker's name, and the labels printed for it where they differ, by key."""
        return {each.key: " ".join({each.name, *each.labels}) for each in self.speakers}


def read_catalogue(connection: sqlite3.Connection) -> Catalogue:
    """The catalogue of the state that `connection` sees."""
    transcripts = connection.execute(
        """SELECT key, id, title, date, url, path, format, place, begins, ends, turns, passages, speakers,
                  sha256, captions, unit, read_as
           FROM transcripts WHERE published = 1 ORDER BY date IS NULL, date, id"""
    )
    speakers = connection.execute(
        """SELECT s.key, s.name, json_group_array(DISTINCT r.label) FROM speakers s
           JOIN rulings r ON r.speaker = s.key JOIN transcripts c ON c.key = r.transcript
           WHERE c.published = 1 AND r.label != '' GROUP BY s.key ORDER BY s.name"""
    )
    terms, editions = beside.read_terms(connection), beside.read_editions(connection)
    languages = beside.read_languages(connection)
    entries = {
        row[0]: replace(
            _transcript_entry(row),
            terms=terms.get(row[0], ()),
            editions=editions.get(row[0], ()),
            language=languages.get(row[0], UNDETERMINED),
        )
        for row in transcripts
    }
    searched = sorted({analysed_as(entry.language) for entry in entries.values()})
    return Catalogue(
        entries,
        tuple(SpeakerEntry(key, name, frozenset(json.loads(labels))) for key, name, labels in speakers),
        tuple(searched) or (ENGLISH,),
        _by_speaker(who.tenures(connection)),
    )


def _by_speaker(tenures: Sequence[Tenure]) -> dict[int, list[Tenure]]:
    held: dict[int, list[Tenure]] = defaultdict(list)
    for tenure in tenures:
        held[tenure.speaker].append(tenure)
    return dict(held)


def _transcript_entry(row: tuple[Any, ...]) -> TranscriptEntry:
    key, id_, title, date, url, file, format_, place, begins, ends, turns, passages, speakers, *read = row
    sha256, captions, unit, read_as = read
    return TranscriptEntry(
        key=key,
        id=id_,
        title=title,
        date=dt.date.fromisoformat(date) if date else None,
        url=url,
        file=file,
        format=format_,
        place=place,
        begins=begins,
        ends=ends,
        turns=turns,
        passages=passages,
        speakers=tuple(json.loads(speakers)),
        sha256=sha256,
        captions=captions,
        unit=unit,
        read_as=read_as,
    )
