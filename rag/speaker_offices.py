"""The offices in which a library's titles, introductions and labels show its persons."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rag.label_forms import parse_form
from rag.namings import Kind, is_office
from rag.offices import office_words
from rag.speaker_evidence import Person, Sheet, person_of
from rag.speaker_resolution import Ruling
from rag.speakers import fold
from rag.surnames import same_given


@dataclass(frozen=True, slots=True)
class HeldOffice:
    """A person (by identity) in an office, as printed most often; the first and last day, None if undated."""

    identity: str
    office: str
    first: dt.date | None
    last: dt.date | None


def held_offices(
    sheets: Sequence[Sheet], rulings: Mapping[tuple[int, str], Ruling]
) -> tuple[HeldOffice, ...]:
    """Every person's offices, from titles, labels and texts, by person and first day.

    A single word counts on a label or in a title only: in a text, "Secretary" is a form of address.
    """
    printed: dict[tuple[str, tuple[str, ...]], Counter[str]] = defaultdict(Counter)
    days: dict[tuple[str, tuple[str, ...]], list[dt.date]] = defaultdict(list)
    for sheet, identity, office in _seen(sheets, rulings):
        key = identity, tuple(sorted(office_words(office)))
        printed[key][office] += 1
        days[key] += [sheet.date] if sheet.date else []
    held = [
        HeldOffice(
            key[0],
            max(spellings, key=lambda office: (spellings[office], office)),
            min(days[key], default=None),
            max(days[key], default=None),
        )
        for key, spellings in printed.items()
    ]
    return tuple(sorted(held, key=lambda each: (each.identity, each.first or dt.date.min, each.office)))


def _seen(
    sheets: Sequence[Sheet], rulings: Mapping[tuple[int, str], Ruling]
) -> Iterator[tuple[Sheet, str, str]]:
    """Every place where a person of the library (by identity) stands in an office."""
    by_surname: dict[str, dict[str, str]] = defaultdict(dict)
    for ruling in rulings.values():
        if ruling.name is not None:
            by_surname[person_of(ruling.name).surname][ruling.identity] = person_of(ruling.name).given
    for sheet in sheets:
        for label in sheet.labels:
            ruling = rulings[sheet.key, label]
            office = _label_office(label) if ruling.name and ruling.label == label else ""
            if office:
                yield sheet, ruling.identity, office
        for person, office in _named_offices(sheet):
            for identity, given in by_surname.get(person.surname, {}).items():
                if same_given(person.given, given):
                    yield sheet, identity, office


def _label_office(label: str) -> str:
    """The office on a label: "PRESS SECRETARY PSAKI" is Press Secretary; "" where there is none."""
    form = parse_form(label)
    if form is None or not form.office:
        return ""
    words = [word for word in label.split() if fold(word.strip(".,:")) in form.office]
    office = " ".join(word.capitalize() if word.isupper() and len(word) > 4 else word for word in words)
    return office if is_office(office) else ""


def _named_offices(sheet: Sheet) -> Iterator[tuple[Person, str]]:
    """Offices that a transcript gives to full names."""
    for place in sheet.namings:
        if place.office and len(place.name.split()) > 1:
            titled = place.kind is Kind.TITLE
            for office in split_offices(place.office) if titled else [place.office]:
                if titled or len(office_words(office)) > 1:
                    yield person_of(place.name), office


def split_offices(words: str) -> list[str]:
    """Two offices that "and" joins, where either side is one: "NIAID Director and Chief Medical Advisor"."""
    parts = re.split(r"\s+and\s+|(?<=\w\s)(?=Ambassador$)", words)
    parts = [part.strip() for part in parts]
    joined = [parts[0]]
    for part in parts[1:]:
        if is_office(part) and is_office(joined[-1]):
            joined.append(part)
        else:
            joined[-1] += f" and {part}"
    return joined
