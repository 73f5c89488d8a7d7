"""Which person each label of a library names, from all its transcripts at once; doubt leaves a label alone.

Nothing is read or stored here: `resolve_library` is a function of labels, namings and the user's book, so
that a library is resolved anew whenever a transcript comes or goes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rag.label_forms import Form
from rag.namings import Naming
from rag.speaker_book import EMPTY_BOOK, SpeakerBook
from rag.speaker_evidence import Person, Reading, Rule, Sheet, fits, person_of, read_sheet
from rag.speakers import fold, is_anonymous
from rag.surnames import COMMON_SURNAMES, is_given_name, same_given


@dataclass(frozen=True, slots=True)
class Ruling:
    """Whom a label of one transcript names.

    `name` is the person's full name, None where it is not known; `label` the label that this one stands
    for: itself, or the one that it misprints. `naming` is the place that says so, in the transcript with the
    key `source`; both are None where the label says it itself, or the book. `identity` is the same for all
    printings of one person's name, "" where `name` is None; `why` then says why it isn't known, "" for a
    label that names a part and nobody.
    """

    rule: Rule
    label: str
    name: str | None = None
    naming: Naming | None = None
    source: int | None = None
    identity: str = ""
    why: str = ""


Rulings = dict[tuple[int, str], Ruling]
"""By transcript key and label."""

_ENOUGH = 2
"""Transcripts that must call somebody who never introduces himself by the same name."""


@dataclass(slots=True)
class _Bearer:
    """A person of the library: how places print the name, and how, where and beside whom labels do."""

    rule: Rule
    naming: Naming | None
    source: int
    names: Counter[str] = field(default_factory=Counter)
    titles: set[tuple[str, ...]] = field(default_factory=set)
    office_words: set[str] = field(default_factory=set)
    publishers: set[str] = field(default_factory=set)
    beside: set[str] = field(default_factory=set)
    women: bool = False
    men: bool = False

    @property
    def name(self) -> str:
        """The name as most places print it; in small letters rather than capitals, longer among equals."""
        return max(self.names, key=lambda name: (not name.isupper(), self.names[name], len(name), name))

    def seen(self, reading: Reading, form: Form | None, naming: Naming | None) -> None:
        """Take note of one more place where the person is met, under `form` if under a label."""
        self.publishers.add(reading.sheet.publisher)
        self.office_words |= set(fold(naming.office).split()) if naming else set()
        if form is not None:
            self.titles.add(form.titles)
            self.office_words |= set(form.office)
            self.beside |= {other.surname for other in reading.forms.values()} - {form.surname}
            self.women |= form.women
            self.men |= form.men


_Bearers = dict[Person, _Bearer]


def resolve_library(sheets: Sequence[Sheet], book: SpeakerBook = EMPTY_BOOK) -> Rulings:
    """Rule on every label of every transcript."""
    readings = [
        read_sheet(sheet, {label for label in sheet.labels if book.named(sheet.id, label)})
        for sheet in sheets
    ]
    split = _split_by_initials(readings)
    bearers = _bearers(readings, split)
    _add_mentioned(readings, bearers)
    by_surname: dict[str, list[_Bearer]] = defaultdict(list)
    for person, bearer in bearers.items():
        by_surname[person.surname].append(bearer)
    rulings: Rulings = {}
    for reading in readings:
        for label, meant in ((label, reading.slips.get(label, label)) for label in reading.sheet.labels):
            own = _ruling(reading, meant, bearers, by_surname, split)
            ruling = _amended(own, book, reading.sheet.id, label)
            if ruling.name is not None:
                ruling = replace(ruling, identity=_identity(ruling.name, split))
            rulings[reading.sheet.key, label] = ruling
    return rulings


def _identity(name: str, split: frozenset[tuple[str, str]]) -> str:
    person = person_of(name)
    initial = person.initial if (person.given, person.surname) in split else ""
    return " ".join(part for part in (person.given, initial, person.surname) if part)


def _amended(ruling: Ruling, book: SpeakerBook, transcript: str, label: str) -> Ruling:
    """A ruling as the user's book will have it."""
    name = book.named(transcript, label) or book.named(transcript, ruling.label)
    if name is not None:
        return Ruling(Rule.BOOK, ruling.label, name)
    if ruling.name is None:
        return ruling
    if book.forbids(label, ruling.name) or book.forbids(ruling.label, ruling.name):
        return Ruling(Rule.UNRESOLVED, ruling.label, why=f"speakers.yaml says that it is not {ruling.name}")
    name = book.canonical(ruling.name)
    return ruling if name == ruling.name else replace(ruling, name=name)


def _split_by_initials(readings: Sequence[Reading]) -> frozenset[tuple[str, str]]:
    """Names (given, surname) that the library prints with two initials: John A. and John B. Smith are two."""
    initials: dict[tuple[str, str], set[str]] = defaultdict(set)
    for reading in readings:
        for found in reading.found.values():
            person = person_of(found.name)
            initials[person.given, person.surname] |= {person.initial} - {""}
    return frozenset(name for name, letters in initials.items() if len(letters) > 1)


def _person(name: str, split: frozenset[tuple[str, str]]) -> Person | None:
    """Whom a full name means; None where it may mean two."""
    person = person_of(name)
    if (person.given, person.surname) not in split:
        return replace(person, initial="")
    return person if person.initial else None


def _bearers(readings: Sequence[Reading], split: frozenset[tuple[str, str]]) -> _Bearers:
    bearers: _Bearers = {}
    for reading in readings:
        for label, found in reading.found.items():
            person = _person(found.name, split)
            if person is not None:
                bearer = bearers.setdefault(person, _Bearer(found.rule, found.naming, reading.sheet.key))
                bearer.names[found.name] += 1
                bearer.seen(reading, reading.forms[label], found.naming)
    return bearers


def _add_mentioned(readings: Sequence[Reading], bearers: _Bearers) -> None:
    """Add persons whom nobody introduces, but whom the library's texts call by one name and title.

    DR. WALENSKY is Rochelle Walensky where two of the transcripts in which she speaks call her so, and none
    calls anybody else of that surname otherwise; SECRETARY BECERRA is Xavier Becerra where two transcripts
    name a Secretary Becerra, and never another.
    """
    known = {person.surname for person in bearers}
    mentions = _mentions(readings)
    meant: dict[Form, list[tuple[Reading, Naming]]] = {}  # a label means the same wherever it stands
    for reading in readings:
        for form in reading.forms.values():
            if form.surname not in known and form.surname in mentions:
                if form not in meant:
                    meant[form] = _meant(form, mentions[form.surname])
                if meant[form]:
                    _add(bearers, form, meant[form])


def _meant(form: Form, everybody: Sequence[tuple[Reading, Naming]]) -> list[tuple[Reading, Naming]]:
    """The places that name the one person whom a label must mean; none if it may mean nobody, or several."""
    places = [(reading, place) for reading, place in everybody if _called_alike(form, place)]
    if form.office:
        everybody = places
    else:
        places = [(reading, place) for reading, place in places if _speaks_in(reading, form)]
    enough = len({reading.sheet.key for reading, _ in places}) >= _ENOUGH
    return places if enough and _one_given(everybody) else []


def _mentions(readings: Sequence[Reading]) -> dict[str, list[tuple[Reading, Naming]]]:
    found: dict[str, list[tuple[Reading, Naming]]] = defaultdict(list)
    for reading in readings:
        for place in reading.sheet.namings:
            if len(place.name.split()) > 1:
                found[person_of(place.name).surname].append((reading, place))
    return found


def _called_alike(form: Form, place: Naming) -> bool:
    """Whether the text calls the person by the label's honorific or head of office."""
    return fold(place.address) in form.titles and (not form.office or fold(place.address) in form.office)


def _speaks_in(reading: Reading, form: Form) -> bool:
    return any(
        other.titles == form.titles and other.surname == form.surname for other in reading.forms.values()
    )


def _one_given(places: Sequence[tuple[Reading, Naming]]) -> bool:
    given = {person_of(place.name).given for _, place in places}
    return all(same_given(one, other) for one in given for other in given)


def _add(bearers: _Bearers, form: Form, places: Sequence[tuple[Reading, Naming]]) -> None:
    first, naming = places[0]
    person = replace(person_of(naming.name), initial="")
    bearer = bearers.setdefault(person, _Bearer(Rule.MENTION, naming, first.sheet.key))
    for reading, place in places:
        bearer.names[place.name] += 1
        bearer.seen(reading, None, place)
    bearer.titles.add(form.titles)
    bearer.office_words |= set(form.office)
    bearer.women |= form.women
    bearer.men |= form.men


def _ruling(
    reading: Reading,
    label: str,
    bearers: _Bearers,
    by_surname: Mapping[str, Sequence[_Bearer]],
    split: frozenset[tuple[str, str]],
) -> Ruling:
    form, found = reading.forms.get(label), reading.found.get(label)
    if form is None:
        part = is_anonymous(label)
        return Ruling(Rule.UNRESOLVED, label, why="" if part else "it names an office and nobody")
    if found is not None:
        person = _person(found.name, split)
        if person is None:
            return Ruling(Rule.UNRESOLVED, label, why=f"the record has {found.name} with several initials")
        return Ruling(found.rule, label, bearers[person].name, found.naming, reading.sheet.key)
    known = by_surname.get(form.surname, ())
    if label in reading.doubtful:
        return Ruling(Rule.UNRESOLVED, label, why="others speak under this surname in the same transcript")
    if not known:
        return Ruling(Rule.UNRESOLVED, label, why="no title and no introduction gives a full name")
    if len(known) > 1:
        names = " and ".join(sorted(bearer.name for bearer in known))
        return Ruling(Rule.UNRESOLVED, label, why=f"it may be one of {names}")
    if not _is_bearer(reading, form, known[0]):
        return Ruling(Rule.UNRESOLVED, label, why=f"it may be somebody else than {known[0].name}")
    rule = Rule.MENTION if known[0].rule is Rule.MENTION else Rule.LIBRARY
    return Ruling(rule, label, known[0].name, known[0].naming, known[0].source)


def _is_bearer(reading: Reading, form: Form, bearer: _Bearer) -> bool:
    """Whether a label without a name of its own must mean the library's only bearer of its surname."""
    given = person_of(bearer.name).given
    if (form.women and bearer.men) or (form.men and bearer.women):
        return False
    if form.initials and form.initials[0] != given[0]:
        return False
    if any(not same_given(given, other) for other in _given_here(reading, form)):
        return False
    near = bool(
        reading.sheet.publisher and reading.sheet.publisher in bearer.publishers
    ) or not bearer.beside.isdisjoint(other.surname for other in reading.forms.values())
    if not form.titles:
        return not is_given_name(form.surname) and (near or form.surname not in COMMON_SURNAMES)
    if form.office and not (form.titles in bearer.titles or bearer.office_words.issuperset(form.office)):
        return False
    return near or form.surname not in COMMON_SURNAMES


def _given_here(reading: Reading, form: Form) -> Iterator[str]:
    """Given names that this transcript gives to bearers of the label's surname whom it may mean."""
    for place in reading.sheet.namings:
        if len(place.name.split()) > 1 and fits(place, form):
            yield person_of(place.name).given
