"""What one transcript itself says about whom its labels name: its title, introductions, "I'm Ana Ruiz"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rag.label_forms import Form, doubtful, find_slips, parse_form
from rag.namings import Kind, Naming
from rag.speakers import PARTICLES, SUFFIXES, fold
from rag.surnames import same_given


class Rule(StrEnum):
    """What a resolution rests on."""

    BOOK = "speakers.yaml"
    LABEL = "label"
    TITLE = "title"
    SELF = "self"
    INTRODUCTION = "introduction"
    HANDOVER = "handover"
    MENTION = "mention"
    LIBRARY = "library"
    UNRESOLVED = "unresolved"


_RULES = {
    Kind.TITLE: Rule.TITLE,
    Kind.SELF: Rule.SELF,
    Kind.INTRODUCTION: Rule.INTRODUCTION,
    Kind.HANDOVER: Rule.HANDOVER,
}
STRICT = frozenset(
    """ambassador chancellor colonel congressman congresswoman general governor judge justice king lieutenant
    major mayor minister president prince princess queen secretary senator sheriff""".split()
)
"""Whom a text calls so a label calls so too: "Prime Minister Boris Johnson" is no MR. JOHNSON."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one transcript brings: `labels` with their numbers of turns, and its namings.

    `publisher` is the host of its address, "" where it has none.
    """

    key: int
    id: str
    date: dt.date | None
    publisher: str
    labels: Mapping[str, int]
    namings: tuple[Naming, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """A full name taken apart and folded; `initial` is "" where the name prints none."""

    given: str
    surname: str
    initial: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A full name for a label, and the place that gives it (None: the label itself)."""

    rule: Rule
    name: str
    naming: Naming | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A transcript's labels read by themselves.

    `slips` leads from misprinted labels to those they misprint; `forms` are the labels that name persons,
    without the misprinted; `found` those whose full name the transcript gives; `doubtful` those that may not
    mean the person whom their surname means elsewhere.
    """

    sheet: Sheet
    slips: Mapping[str, str]
    forms: Mapping[str, Form]
    found: Mapping[str, Found]
    doubtful: frozenset[str]


def read_sheet(sheet: Sheet, settled: Collection[str] = ()) -> Reading:
    """Read one transcript's labels by themselves, without those that the user has `settled`."""
    slips = find_slips(sheet.labels)
    left = (label for label in sheet.labels if label not in slips and label not in settled)
    parsed = ((label, parse_form(label)) for label in left)
    forms = {label: form for label, form in parsed if form is not None}
    unsure = doubtful(forms.values(), sheet.labels)
    found = {}
    for label, form in forms.items():
        own = _own(sheet, form, list(forms.values()), unsure=label in unsure)
        if own is not None:
            found[label] = own
    return Reading(sheet, slips, forms, found, unsure)


@lru_cache(maxsize=1 << 15)
def _words(name: str) -> tuple[str, ...]:
    return tuple(fold(word.strip(".,")) for word in name.split())


@lru_cache(maxsize=1 << 15)
def person_of(name: str) -> Person:
    """A full name's parts: "Vivek H. Murthy" is vivek, murthy, h."""
    words = [word for word in _words(name) if word and word not in SUFFIXES]
    if not words:
        return Person("", fold(name))
    middle = [word for word in words[1:-1] if word not in PARTICLES]
    return Person(words[0] if len(words) > 1 else "", words[-1], middle[0][0] if middle else "")


def fits(place: Naming, form: Form) -> bool:
    """Whether a naming may be of the person on this label, as far as names, initials and titles go."""
    if place.speaks and place.speaks != form.label:
        return False
    words = _words(place.name)
    if len(words) == 1:
        return bool(place.speaks)
    if words[-1] != form.surname or not set(form.given) <= set(words):
        return False
    if form.initials and form.initials[0] != words[0][0]:
        return False
    if place.kind in (Kind.SELF, Kind.TITLE) or not form.titles:
        return True
    return _addressed_alike(fold(place.address), fold(place.office), form)


def _addressed_alike(address: str, office: str, form: Form) -> bool:
    if address in STRICT:
        return address in form.titles or "surgeon" in office
    return not ((address in ("ms", "mrs", "miss") and form.men) or (address == "mr" and form.women))


def _own(sheet: Sheet, form: Form, forms: Sequence[Form], *, unsure: bool) -> Found | None:
    """The name that the transcript gives to a label, None where it gives none or leaves doubt."""
    places = [place for place in sheet.namings if place.kind is not Kind.MENTION and fits(place, form)]
    if form.given:
        return Found(Rule.LABEL, _fullest(form, places))
    if unsure and not _only_this_office(places, form, forms):
        return None
    by_self = [place for place in places if place.kind is Kind.SELF]
    titled = [place for place in places if place.kind is Kind.TITLE]
    if not places or not _one_given(by_self or places):
        return None
    place = (titled or by_self or _longest_first(places))[0]
    full = len(place.name.split()) > 1
    return Found(_RULES[place.kind], place.name if full else f"{place.name} {_surname_on(form)}", place)


def _longest_first(places: Iterable[Naming]) -> list[Naming]:
    """Full names before given names alone, otherwise in order."""
    return sorted(places, key=lambda place: len(place.name.split()) == 1)


def _fullest(form: Form, places: Iterable[Naming]) -> str:
    """The name on a label that prints it whole, in a title's spelling where there is one."""
    names = [place.name for place in places if fold(place.name.split()[0]) == form.given[0]]
    return next((name for name in names if len(name.split()) > 1), _name_on(form))


def _only_this_office(places: Iterable[Naming], form: Form, forms: Iterable[Form]) -> bool:
    """Whether a place gives this label's own office to its surname, and no other label's of the surname."""
    offices = {word for place in places for word in fold(place.office).split()}
    others = [other for other in forms if other.surname == form.surname and other is not form]
    return (
        bool(form.office)
        and offices.issuperset(form.office)
        and not any(other.office and offices.issuperset(other.office) for other in others)
    )


def _one_given(places: Iterable[Naming]) -> bool:
    given = {fold(place.name.split()[0]) for place in places}
    return all(same_given(one, other) for one in given for other in given)


def _name_on(form: Form) -> str:
    """The name words of a label as printed: "Mayor Ana de la Cruz" is Ana de la Cruz."""
    words = form.label.partition(",")[0].split()
    kept = [word for word in words if fold(word.strip(".:")) not in form.titles and fold(word) != "the"]
    return " ".join(kept) or form.label


def _surname_on(form: Form) -> str:
    """The surname on a label, in small letters where capitals hide nothing (McCARTHY stays as it is)."""
    printed = _name_on(form).split()[-1]
    plain = printed.isupper() and not printed.startswith(("MC", "MAC"))
    return "-".join(part.capitalize() for part in printed.split("-")) if plain else printed
