"""Who a label names: kept as printed unless the transcript itself gives the full name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

_HONORIFICS = frozenset({"mr", "ms", "mrs", "miss", "mx", "dr", "sir", "prof", "the", "hon"})
# Words of offices, so that they never pass for a given name: "Press Secretary Psaki", "Chair Rouse".
_OFFICES = frozenset(
    """acting administrator adviser advisor aide ambassador analyst assistant attorney captain chair chairman
    chairwoman chairperson chancellor chief clerk colonel commissioner congressman congresswoman coordinator
    council councillor councilman councilwoman councilmember counsel deputy director doctor envoy executive
    first fire finance foreign former general governor host inspector judge justice lady lord lieutenant major
    manager mayor member minister moderator national office officer official officials party planner planning
    police premier president press prime principal professor public radio reporter representative rep
    secretary security senator sen senior spokesman spokesperson spokeswoman state superintendent surgeon
    treasurer treasury us vice white house covid response team nsc omb fema hhs cdc epa and for with of
    by""".split()
)
_ANONYMOUS = re.compile(
    r"(?i)^(?:q|question|questioner|reporter|press|participant|operator|moderator|host|interviewer|narrator"
    r"|aide|unknown|speaker|(?:unidentified|male|female)\b.*|speaker[ _]?\w{1,3}"
    r"|spk[ _]?\d{1,3}|channel \d{1,2}.*"
    r"|.*\bofficials?(?:\s*(?:#?\s?\d+|one|two|three))?"
    r"|.*spokes(?:person|man|woman)|photojournalist|audience.*|crowd|all|)$"
)
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class PersonName:
    """The name words of a label, folded: `surname` is the last, `given` those before it."""

    given: tuple[str, ...]
    surname: str


@lru_cache(maxsize=1 << 14)
def fold(text: str) -> str:
    """Lower case without accents, for comparing names."""
    stripped = unicodedata.normalize("NFKD", text)
    return "".join(c for c in stripped if not unicodedata.combining(c)).casefold().replace("’", "'")


def is_anonymous(label: str) -> bool:
    """Whether the label names a part and no person (`Q`, `SENIOR OFFICIAL #2`, `SPEAKER_01`)."""
    return _ANONYMOUS.match(label.strip()) is not None


@lru_cache(maxsize=1 << 14)
def parse_name(label: str) -> PersonName | None:
    """The person that a label names, None for anonymous labels and bare offices (`THE PRESIDENT`)."""
    if is_anonymous(label):
        return None
    words = [fold(match) for match in _WORD.findall(label)]
    names = [w for w in words if w not in _HONORIFICS and w not in _OFFICES and len(w) > 1]
    return PersonName(tuple(names[:-1]), names[-1]) if names else None


def resolve(label: str, title: str) -> str:
    """The speaker's full name where the transcript's title gives it, else the label as printed.

    `MS. PSAKI` in "Press Briefing by Press Secretary Jen Psaki" is Jen Psaki. A surname that the title
    gives with two different given names is left alone: a wrong name is worse than no name.
    """
    name = parse_name(label)
    if name is None:
        return label
    candidates = {full for full in _full_names(title, name.surname) if _fits(name, full)}
    return candidates.pop() if len(candidates) == 1 else label


def _fits(name: PersonName, full_name: str) -> bool:
    """Whether the given names on the label, if any, are among those of the full name."""
    words = {fold(word) for word in _WORD.findall(full_name)}
    return all(given in words for given in name.given)


def _full_names(title: str, surname: str) -> Iterable[str]:
    words = list(_WORD.finditer(title))
    for position, word in enumerate(words):
        if fold(word.group()) != surname or position == 0:
            continue
        before = words[position - 1]
        gap = title[before.end() : word.start()]
        given = before.group()
        if gap.strip(" .\u00a0") or not given[0].isupper() or fold(given) in _HONORIFICS | _OFFICES:
            continue
        if len(given) == 1 and position > 1:  # "Rochelle P. Walensky": the initial is no given name
            first = words[position - 2].group()
            if first[0].isupper() and fold(first) not in _HONORIFICS | _OFFICES:
                yield f"{first} {given}. {word.group()}"
            continue
        yield f"{given} {word.group()}"


def matches(wanted: str, name: str, label: str) -> bool:
    """Whether a speaker filter, typed as people type names, means this speaker.

    Case, accents, honorifics and offices don't count; a part of the name is enough ("psaki", "jean").
    A given name must not contradict: "Dana Smith" never means "Robert Smith". It does mean a bare
    "Council Member Smith", whose given name the record doesn't tell; `Selection` sorts out the rest.
    """
    if fold(wanted).strip() in (fold(name), fold(label)):
        return True
    asked, known = parse_name(wanted), parse_name(name) or parse_name(label)
    if asked is None or known is None:
        # An office or an anonymous part is asked for: all its words must stand in the label.
        words = {fold(w) for w in _WORD.findall(f"{name} {label}")}
        wanted_words = [fold(w) for w in _WORD.findall(wanted)]
        return bool(wanted_words) and asked is None and all(w in words for w in wanted_words)
    return _same_person(asked, known)


def _same_person(asked: PersonName, known: PersonName) -> bool:
    known_words = (*known.given, known.surname)
    if not asked.given:
        return any(_part(asked.surname, word) for word in known_words)
    if not _part(asked.surname, known.surname):
        return False
    return not known.given or all(any(_part(g, word) for word in known.given) for g in asked.given)


def _part(asked: str, word: str) -> bool:
    """Whether `asked` is the word, one of its hyphenated parts, or its first three letters or more."""
    return asked == word or asked in re.split(r"[-']", word) or (len(asked) >= 3 and word.startswith(asked))
