"""Edits of a speakers.yaml, one at a time: comments and all else in it stay as they are."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from rag.errors import OnRecordError
from rag.speaker_book import parse_book, same_name


@dataclass(frozen=True, slots=True)
class Give:
    """The label is the person `name`; in these transcripts (ids) only, where any are given."""

    label: str
    name: str
    transcripts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Call:
    """The person `old` is called `new`; where somebody is called so already, the two are one."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Part:
    """The label, or name, is not the person `name`."""

    label: str
    name: str


@dataclass(frozen=True, slots=True)
class Hold:
    """The person held an office, from and to days as text: YYYY-MM-DD, YYYY-MM, YYYY, or blank."""

    name: str
    office: str
    first: str = ""
    last: str = ""


Edit = Give | Call | Part | Hold


def edited(text: str, edit: Edit) -> str:
    """The text of a speakers.yaml with one more edit in it.

    Raises SpeakerBookError where the text can't be followed, before or after, and OnRecordError for an edit
    that lacks a name.
    """
    parse_book(text)
    root = _yaml().load(text) if text.strip() else None
    book: CommentedMap = root if root is not None else CommentedMap()
    match edit:
        case Give():
            _give(book, _named(edit.label, "label"), _named(edit.name, "name"), edit.transcripts)
        case Call():
            _call(book, _named(edit.old, "person"), _named(edit.new, "new name"))
        case Part():
            _part(book, _named(edit.label, "label"), _named(edit.name, "person"))
        case Hold():
            _hold(book, edit)
    out = io.StringIO()
    _yaml().dump(book, out)
    # A file of comments alone has no root to hang them on.
    kept = text if root is None and text.strip() else ""
    made = f"{kept.rstrip()}\n{out.getvalue()}" if kept else out.getvalue()
    parse_book(made)
    return made


def _yaml() -> YAML:
    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = 4096
    yaml.allow_unicode = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _named(text: str, what: str) -> str:
    found = " ".join(text.split())
    if not found:
        raise OnRecordError(f"The {what} is blank. Choose one, or type it.")
    return found


def _give(book: CommentedMap, label: str, name: str, transcripts: tuple[str, ...]) -> None:
    for person in _persons(book):
        if _scope(person) == set(transcripts) and not same_name(person["name"], name):
            _drop(person, label)
    person = _person(book, name, transcripts)
    aliases = _list(person, "aliases")
    if not any(same_name(alias, label) for alias in aliases) and not same_name(label, name):
        aliases.append(label)


def _call(book: CommentedMap, old: str, new: str) -> None:
    if old == new:
        raise OnRecordError(f"{old} is called so already. Type another name.")
    for person in _persons(book):
        if same_name(person["name"], old):
            person["name"] = new
    for group in book.get("merge") or ():
        if same_name(group[0], old):
            group[0] = new
    _give(book, old, new, ())
    _drop(_person(book, new, ()), new)


def _part(book: CommentedMap, label: str, name: str) -> None:
    for person in _persons(book):
        if same_name(person["name"], name):
            _drop(person, label)
    pairs = _list(book, "never_merge")
    pair = CommentedSeq([label, name])
    pair.fa.set_flow_style()
    pairs.append(pair)


def _hold(book: CommentedMap, edit: Hold) -> None:
    role = CommentedMap({"office": _named(edit.office, "office")})
    for key, day in (("from", edit.first.strip()), ("to", edit.last.strip())):
        if day:
            role[key] = day
    _list(_person(book, _named(edit.name, "person"), ()), "roles").append(role)


def _persons(book: CommentedMap) -> Iterator[CommentedMap]:
    yield from book.get("persons") or ()


def _person(book: CommentedMap, name: str, transcripts: tuple[str, ...]) -> CommentedMap:
    """The entry of a person for exactly these transcripts, made where there is none."""
    for person in _persons(book):
        if same_name(person["name"], name) and _scope(person) == set(transcripts):
            return person
    person = CommentedMap({"name": name})
    if transcripts:
        person["transcripts"] = _flow(transcripts)
    _list(book, "persons").append(person)
    return person


def _scope(person: CommentedMap) -> set[str]:
    return {str(each) for each in person.get("transcripts") or ()}


def _drop(person: CommentedMap, label: str) -> None:
    aliases = person.get("aliases") or []
    for place in reversed(range(len(aliases))):
        if same_name(aliases[place], label):
            del aliases[place]


def _list(holder: CommentedMap, key: str) -> Any:
    """The list under a key, made where there is none."""
    if not holder.get(key):
        holder[key] = _flow(()) if key == "aliases" else CommentedSeq()
    return holder[key]


def _flow(items: tuple[str, ...]) -> CommentedSeq:
    made = CommentedSeq(items)
    made.fa.set_flow_style()
    return made
