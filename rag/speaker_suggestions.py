"""A first draft of speakers.yaml: names that the record's texts offer for labels without a known person."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rag.counts import counted
from rag.library.snapshot import Snapshot
from rag.library.who import SpeakerList, UnresolvedLabel
from rag.namings import full_name_pattern
from rag.speakers import fold, parse_name
from rag.words import fold_words

_MOST_NAMES, _AROUND = 3, 40
_MANY = 1_000_000
_INSIDE = (",", "Dr.", "Mr.", "Ms.", *"abcdefghijklmnopqrstuvwxyz")
"""How what stands before a name ends inside a sentence; its first word is capital whatever it is."""
_HEAD = """\
# A first draft of speakers.yaml, made by: onrecord speakers --suggest
# Nothing of it is applied. Each entry is a guess with its reasons: check it against the record, delete what
# you are not sure of, and save the rest as {path}; then: onrecord speakers --apply"""


@dataclass(frozen=True, slots=True)
class Offer:
    """A full name that texts print for a surname: in how many turns, and the first of them with its words."""

    name: str
    turns: int
    transcript: str
    turn: int
    words: str


@dataclass(frozen=True, slots=True)
class Suggested:
    """One line of a draft: the label may be this person, in these transcripts (ids; all where none is named).

    `turns` print the name, the first with `words` around it; 0 and "" for a person of the library who bears
    the surname. It is a guess.
    """

    label: str
    name: str
    transcripts: tuple[str, ...]
    turns: int
    words: str


def suggestions(snapshot: Snapshot, speakers: SpeakerList) -> list[Suggested]:
    """The draft line by line, labels with most turns first."""
    offers = find_offers(snapshot, speakers.unresolved)
    known = _known(speakers)
    found: list[Suggested] = []
    for label in speakers.unresolved:
        surname, use = _surname(label), label.use
        offered = offers.get(surname, ())
        names = {name: Suggested(use.label, name, use.transcripts, 0, "") for name in known.get(surname, ())}
        for offer in offered:
            names[offer.name] = Suggested(use.label, offer.name, use.transcripts, offer.turns, offer.words)
        found += names.values()
    return found


def suggest(snapshot: Snapshot, speakers: SpeakerList, path: str) -> str:
    """The draft as YAML. A name stands uncommented only where several turns of the library print no other."""
    offers = find_offers(snapshot, speakers.unresolved)
    known = _known(speakers)
    entries = [
        line
        for label in speakers.unresolved
        for line in _entry(label, offers.get(_surname(label), ()), known.get(_surname(label), ()))
    ]
    if not any(line.startswith("  - name") for line in entries):
        return "\n".join([_HEAD.format(path=path), "", *entries, "persons: []", ""])
    return "\n".join([_HEAD.format(path=path), "", "persons:", *entries, ""])


def find_offers(snapshot: Snapshot, labels: Iterable[UnresolvedLabel]) -> Mapping[str, Sequence[Offer]]:
    """Full names in the library's texts by the labels' surnames (folded), the commonest first."""
    surnames = {_surname(label) for label in labels} - {""}
    counts: dict[str, Counter[str]] = {surname: Counter() for surname in surnames}
    first: dict[str, Offer] = {}
    pattern = full_name_pattern(surnames)
    for transcript, turn, text in _texts_with(snapshot, surnames) if pattern else ():
        for match in pattern.finditer(text) if pattern else ():
            name = " ".join(match.group().split())
            if name.split()[0].isupper() or not text[: match.start()].rstrip(" ").endswith(_INSIDE):
                continue
            counts[fold(name.split()[-1])][name] += 1
            around = text[max(0, match.start() - _AROUND) : match.end() + _AROUND]
            first.setdefault(name, Offer(name, 0, transcript, turn, " ".join(around.split())))
    return {
        surname: [
            Offer(name, turns, first[name].transcript, first[name].turn, first[name].words)
            for name, turns in names.most_common(_MOST_NAMES)
        ]
        for surname, names in counts.items()
    }


def _texts_with(snapshot: Snapshot, surnames: Iterable[str]) -> Iterator[tuple[str, int, str]]:
    """The transcript's id, the turn's number and text of the turns that print a surname, the oldest first."""
    if snapshot.derived is None:
        return
    entries = snapshot.transcripts_by_key
    order = {key: place for place, key in enumerate(entries)}
    turns: set[tuple[int, int]] = set()
    for surname in surnames:
        words = [word.folded for word in fold_words(surname)]
        # The possessive is another word to the index.
        for sequence in (words, [*words[:-1], f"{words[-1]}s"]) if words else ():
            turns.update(snapshot.derived.lexical.turns_with_sequence(sequence, _MANY))
    found = sorted((t for t in turns if t[0] in order), key=lambda turn: (order[turn[0]], turn[1]))
    for transcript, turn, _, _, text in snapshot.texts_of(found):
        yield entries[transcript].id, turn, text


def _surname(label: UnresolvedLabel) -> str:
    name = parse_name(label.use.label)
    return name.surname if name else ""


def _known(speakers: SpeakerList) -> dict[str, list[str]]:
    known: dict[str, list[str]] = {}
    for person in speakers.persons:
        known.setdefault(fold(person.name.split()[-1]), []).append(person.name)
    return known


def _entry(label: UnresolvedLabel, offers: Sequence[Offer], known: Sequence[str]) -> Iterator[str]:
    use = label.use
    count = len(use.transcripts)
    yield ""
    where = f"{counted(count, 'transcript')}, first {use.transcripts[0]}"
    yield f"  # {use.label}: {counted(use.turns, 'turn')} in {where}"
    yield f"  # Left open: {label.why}."
    for offer in offers:
        where = f"{counted(offer.turns, 'turn')}, first {offer.transcript}, turn {offer.turn}"
        yield f"  # “{offer.name}” stands in {where}:"
        yield f"  #   … {offer.words} …"
    names = list(dict.fromkeys([*known, *(offer.name for offer in offers)]))
    sure = len(names) == 1 and not known and offers[0].turns > 1
    mark = "  " if sure else "  # "
    for name in names:
        yield f"{mark}- name: {_quoted(name)}"
        yield f"{mark}  aliases: [{_quoted(use.label)}]"
        if count == 1 or not sure:
            yield f"{mark}  transcripts: [{', '.join(_quoted(each) for each in use.transcripts)}]"
    if not names:
        yield "  # - name: (the full name)"
        yield f"  #   aliases: [{_quoted(use.label)}]"


def _quoted(text: str) -> str:
    """A YAML scalar: plain where nothing in it can be taken for YAML, else as in JSON."""
    plain = re.fullmatch(r"[^\W\d_][\w .’'-]*", text) is not None
    return text if plain and text.strip() == text else json.dumps(text, ensure_ascii=False)
