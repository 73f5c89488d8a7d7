"""What the user knows better: persons, their names and labels, offices with dates, merges and refusals.

The file is speakers.yaml; docs/speakers.md describes it.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from rag.errors import OnRecordError
from rag.speakers import fold
from rag.yaml_text import Marked, YamlError, parse_marked

FILE_NAME = "speakers.yaml"
PREVIOUS_NAME = "speakers.previous.yaml"
_TOP_KEYS = ("persons", "merge", "never_merge")
_PERSON_KEYS = ("name", "aliases", "transcripts", "roles")
_ROLE_KEYS = ("office", "from", "to")
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


class SpeakerBookError(OnRecordError):
    """A speakers.yaml that can't be followed; `line` counts from 1."""

    def __init__(self, place: str, line: int, reason: str) -> None:
        self.line, self.reason = line, reason
        super().__init__(f"{place}:{line}: {reason}")


@dataclass(frozen=True, slots=True)
class BookRole:
    """An office that a person held, from `first` to `last`, both included; None where that end is open."""

    name: str
    office: str
    first: dt.date | None
    last: dt.date | None


@dataclass(frozen=True, slots=True)
class SpeakerBook:
    """A parsed speakers.yaml.

    `labels` leads from (transcript id or "" for all, folded label) to a name, `names` from a folded name to
    the one that is kept, `never` holds pairs (folded label or name, folded name) that are two persons.
    """

    labels: Mapping[tuple[str, str], str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    never: frozenset[tuple[str, str]] = frozenset()
    roles: tuple[BookRole, ...] = ()

    def named(self, transcript: str, label: str) -> str | None:
        """The person whom the book gives this label of this transcript to, None if none."""
        folded = _key(label)
        return self.labels.get((transcript, folded)) or self.labels.get(("", folded))

    def canonical(self, name: str) -> str:
        """The name that the book keeps for a full name; the name itself where it keeps none."""
        return self.names.get(_key(name), name)

    def forbids(self, label: str, name: str) -> bool:
        """Whether the book says that the label, or name, is not this person."""
        return (_key(label), _key(name)) in self.never


EMPTY_BOOK = SpeakerBook()


def parse_book(text: str, place: str = FILE_NAME) -> SpeakerBook:
    """Parse the text of a speakers.yaml; `place` names the file in errors. Raises SpeakerBookError."""
    try:
        root = parse_marked(text)
    except YamlError as error:
        raise SpeakerBookError(place, error.line or 1, f"this is not YAML: {error.problem}") from error
    if root is None:
        return EMPTY_BOOK
    try:
        return _book(root)
    except _Wrong as wrong:
        raise SpeakerBookError(place, wrong.line, wrong.reason) from None


def read_book(folder: Path) -> str:
    """The text of a library's speakers.yaml, "" where it has none.

    Raises SpeakerBookError where it can't be followed, so that nothing is done by halves.
    """
    path = folder / FILE_NAME
    text = _read(path) if path.exists() else ""
    parse_book(text, str(path))
    return text


def install_book(source: Path, folder: Path) -> None:
    """Make a file the library's speakers.yaml; one that stands there is kept as speakers.previous.yaml.

    Raises SpeakerBookError where the file can't be followed, and then changes nothing.
    """
    text = _read(source)
    parse_book(text, str(source))
    target = folder / FILE_NAME
    if target.exists() and _read(target) != text:
        target.replace(folder / PREVIOUS_NAME)
    making = folder / f"{FILE_NAME}.making"
    making.write_text(text, encoding="utf-8")
    making.replace(target)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise SpeakerBookError(str(path), line, "this is not UTF-8; save it as UTF-8") from None
    except OSError as error:
        raise OnRecordError(f"{path} can't be read: {error.strerror or error}.") from None


class _Wrong(Exception):  # noqa: N818 - never leaves this module
    def __init__(self, line: int, reason: str) -> None:
        self.line, self.reason = line, reason


def _book(root: Marked) -> SpeakerBook:
    top = _mapping(root, _TOP_KEYS, "the file")
    labels: dict[tuple[str, str], str] = {}
    names: dict[str, str] = {}
    roles: list[BookRole] = []
    for person in _items(top.get("persons")):
        _read_person(person, labels, names, roles)
    for line, (kept, *others) in _groups(top.get("merge")):
        for other in others:
            _put(names, _key(other), kept, line)
            _put(labels, ("", _key(other)), kept, line)
    never = set()
    for _, group in _groups(top.get("never_merge")):
        never |= {(_key(one), _key(other)) for one in group for other in group if one != other}
    return SpeakerBook(labels, names, frozenset(never), tuple(roles))


def _read_person(
    person: Marked, labels: dict[tuple[str, str], str], names: dict[str, str], roles: list[BookRole]
) -> None:
    entry = _mapping(person, _PERSON_KEYS, "a person")
    if "name" not in entry:
        raise _Wrong(person.line, "a person has no name; write name: with the full name")
    name = _text(entry["name"])
    transcripts = [_text(each) for each in _items(entry.get("transcripts"))] or [""]
    for alias in _items(entry.get("aliases")):
        for transcript in transcripts:
            _put(labels, (transcript, _key(_text(alias))), name, alias.line)
        if transcripts == [""]:
            _put(names, _key(_text(alias)), name, alias.line)
    _put(names, _key(name), name, entry["name"].line)
    roles.extend(_role(role, name) for role in _items(entry.get("roles")))


def _role(role: Marked, name: str) -> BookRole:
    entry = _mapping(role, _ROLE_KEYS, "a role")
    if "office" not in entry:
        raise _Wrong(role.line, "a role has no office; write office: with its name")
    first, last = _day(entry.get("from"), last=False), _day(entry.get("to"), last=True)
    if first and last and first > last:
        raise _Wrong(role.line, f"a role ends on {last}, before it begins on {first}; swap the two")
    return BookRole(name, _text(entry["office"]), first, last)


_Key = TypeVar("_Key", str, tuple[str, str])


def _put(known: dict[_Key, str], key: _Key, name: str, line: int) -> None:
    if known.setdefault(key, name) != name:
        shown = key[1] if isinstance(key, tuple) else key
        raise _Wrong(
            line, f"{shown!r} is given to {known[key]} and to {name}; keep one, or limit both by transcripts:"
        )


def _groups(marked: Marked | None) -> Iterator[tuple[int, list[str]]]:
    for group in _items(marked):
        names = [_text(each) for each in _items(group)]
        if len(names) < 2:
            raise _Wrong(
                group.line, "expected two names or more in brackets, such as [Jen Klein, Jennifer Klein]"
            )
        yield group.line, names


def _mapping(marked: Marked, keys: tuple[str, ...], what: str) -> dict[str, Marked]:
    if not isinstance(marked.value, dict):
        raise _Wrong(marked.line, f"expected {what} to have the keys {', '.join(keys)}, each with a colon")
    for key, value in marked.value.items():
        if key not in keys:
            raise _Wrong(value.line, f"{key!r} is no key of {what}; the keys are {', '.join(keys)}")
    return marked.value


def _items(marked: Marked | None) -> tuple[Marked, ...]:
    if marked is None or marked.value == "":
        return ()
    if not isinstance(marked.value, tuple):
        raise _Wrong(marked.line, "expected a list: lines that begin with -, or [one, another]")
    return marked.value


def _text(marked: Marked) -> str:
    if not isinstance(marked.value, str) or not marked.value.strip():
        raise _Wrong(marked.line, "expected a name or a word; put it in quotation marks if it has : or #")
    return " ".join(marked.value.split())


def _day(marked: Marked | None, *, last: bool) -> dt.date | None:
    if marked is None or marked.value == "":
        return None
    text = _text(marked)
    try:
        match = _DAY.fullmatch(text)
        year, month, day = (int(part) if part else None for part in match.groups()) if match else (0, 0, 0)
        month = month or (12 if last else 1)
        return dt.date(year or 0, month, day or (calendar.monthrange(year or 0, month)[1] if last else 1))
    except ValueError:
        raise _Wrong(marked.line, f"{text!r} is no date; write it as 2022-03-14, 2022-03 or 2022") from None


def same_name(one: str, other: str) -> bool:
    """Whether two names or labels are one to a speakers.yaml: case, accents and white space don't count."""
    return _key(str(one)) == _key(str(other))


def _key(name: str) -> str:
    return " ".join(fold(name).split())
