"""Who a label names: kept as printed unless the transcript itself gives the full name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rag import label_words
from rag.label_words import is_foreign_part
from rag.scripts import is_unspaced
from rag.transcript import Span

HONORIFICS = frozenset(
    {"mr", "ms", "mrs", "miss", "mx", "dr", "drs", "doctors", "sir", "prof", "the", "hon"}
    | {"sra", "srta", "senor", "senora", "senorita"}
)
MEN = frozenset({"mr", "sir", "senor"})
WOMEN = frozenset({"ms", "mrs", "miss", "madam", "sra", "srta", "senora", "senorita"})
ADDRESSES = frozenset(
    """administrator ambassador chair chairman chairwoman chancellor chief colonel commissioner congressman
    congresswoman director general governor judge justice king lieutenant major mayor minister president
    prince princess queen secretary senator sheriff superintendent""".split()
)
"""Offices by which their holders are addressed: "Senator Smith" is never plain "Mr. Smith" in one record."""
_SURNAMES_TOO = frozenset("bishop dean judge king major marshal prince queen".split())
PARTICLES = frozenset("al bin da de del della der di do dos du el ibn la le van von y".split())
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
# Words of offices, so that they never pass for a given name: "Press Secretary Psaki", "Chair Rouse".
_ENGLISH_OFFICES = frozenset(
    """acting administrator adviser advisor aide ambassador analyst assistant attorney captain chair chairman
    chairwoman chairperson chancellor chief clerk colonel commissioner congressman congresswoman coordinator
    council councillor councilman councilwoman councilmember counsel deputy director doctor envoy executive
    first fire finance foreign former general governor host inspector judge justice lady lord lieutenant major
    manager mayor member minister moderator national office officer official officials party planner planning
    police premier president press prime principal professor public radio reporter representative rep
    secretary security senator sen senior spokesman spokesperson spokeswoman state superintendent surgeon
    treasurer treasury us vice white house covid response team nsc omb fema hhs cdc epa and for with of
    by adm admiral administration advocate archbishop associate baroness barrister bishop brigadier captain
    chairs chancellor columnist commander comptroller congress coordinator correspondent dame dean delegate
    designer economist editor emperor engineer envoy expert gen gov grad human imam industrial interface
    interviewer journalist king leader lt lawyer leading madam marketing marshal mp nurse
    master ombudsman parliamentary pastor phd policy postdoc prince princess professor project prosecutor
    queen rabbi speaker researcher resources rev reverend scientist secretaries sergeant sheriff sheikh
    solicitor special sultan student supervisor teacher trustee under undersecretary united states user
    warden""".split()
)
OFFICES = _ENGLISH_OFFICES | label_words.OFFICES
_ANONYMOUS = re.compile(
    r"(?i)^(?:q|question|questioner|reporter|press|participant|operator|moderator|host|interviewer|narrator"
    r"|aide|unknown|speaker|(?:unidentified|male|female)\b.*|speaker[ _]?\w{1,3}"
    r"|(?:new|next|other|another|unknown|multiple|several)[ _]speakers?(?:[ _]?\d{1,3})?"
    r"|spk[ _]?\d{1,3}|channel \d{1,2}.*"
    r"|.*\bofficials?(?:\s*(?:#?\s?\d+|one|two|three))?"
    r"|.*spokes(?:person|man|woman)|photojournalist|audience.*|crowd|all|)$"
)
_REMARK = re.compile(r"[(\[][^()\[\]]*[)\]]")
_LINKS = frozenset("and for with of by".split())
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011’'][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class PersonName:
    """The name words of a label, folded: `surname` is the last, `given` those before it."""

    given: tuple[str, ...]
    surname: str


@lru_cache(maxsize=1 << 14)
def fold(text: str) -> str:
    """Lower case without accents, for comparing names."""
    stripped = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in stripped if not unicodedata.combining(c)).casefold()
    return plain.replace("’", "'").replace("\u2010", "-").replace("\u2011", "-")


def is_anonymous(label: str) -> bool:
    """Whether the label names a part and no person (`Q`, `SENIOR OFFICIAL #2`, `SPEAKER_01`)."""
    return _ANONYMOUS.match(label.strip()) is not None or is_foreign_part(label)


@lru_cache(maxsize=1 << 14)
def parse_name(label: str) -> PersonName | None:
    """The person that a label names, None for anonymous labels and bare offices (`THE PRESIDENT`)."""
    if is_anonymous(label):
        return None
    head, _, rest = label.partition(",")
    # "Ana Ruiz, Harbour FM" is Ana Ruiz; "Ruiz, Ana" isn't meant by any label that we have met.
    named = _names_in(head) if rest else _names_in(label)
    return PersonName(named[:-1], named[-1]) if named else None


def _names_in(label: str) -> tuple[str, ...]:
    """The words of a label that are names: what stands behind the last word of an office or an honorific."""
    words = [fold(match) for match in _WORD.findall(_REMARK.sub("", label))]
    words = [word for word in words if len(word) > 1 and word not in SUFFIXES]
    last = len(words) - 1
    titled = [
        place
        for place, word in enumerate(words)
        if word in HONORIFICS | OFFICES - _LINKS and not (word in _SURNAMES_TOO and place == last > 0)
    ]
    begin = titled[-1] + 1 if titled and titled[-1] < last else 0
    names: list[str] = []
    for place, word in enumerate(words[begin:]):
        if word in _LINKS and names:
            break  # "Mr. Smith of Texas"
        particle = word in PARTICLES and (place or begin) and place + begin < last
        if not particle and (word in _SURNAMES_TOO or word not in HONORIFICS | OFFICES):
            names.append(word)
    return tuple(names)


def resolve(label: str, title: str) -> str:
    """The speaker's full name where the transcript's title gives it, else the label as printed.

    `MS. PSAKI` in "Press Briefing by Press Secretary Jen Psaki" is Jen Psaki. A surname that the title
    gives with two different given names is left alone: a wrong name is worse than no name.
    """
    name = parse_name(label)
    if name is None:
        return label
    printed = {title[start:end] for start, end in full_names(title, name.surname)}
    candidates = {full for full in printed if _fits(name, full)}
    return candidates.pop() if len(candidates) == 1 else label


def _fits(name: PersonName, full_name: str) -> bool:
    """Whether the given names on the label, if any, are among those of the full name."""
    words = {fold(word) for word in _WORD.findall(full_name)}
    return all(given in words for given in name.given)


def full_names(title: str, surname: str) -> Iterator[Span]:
    """Where a title prints a given name before this surname (folded), as spans of the full names.

    One given name, initials and particles: "Rochelle P. Walensky", "Ana de la Cruz". Words of offices and
    honorifics are no given names.
    """
    words = list(_WORD.finditer(title))
    for position, word in enumerate(words):
        if fold(word.group()) == surname:
            first = _given_before(title, words, position)
            if first is not None:
                yield first.start(), word.end()


def _given_before(title: str, words: list[re.Match[str]], position: int) -> re.Match[str] | None:
    """The given name that leads to the surname at `position`."""
    for place in range(position - 1, -1, -1):
        word, text = words[place], words[place].group()
        if title[word.end() : words[place + 1].start()].strip(" .\u00a0"):
            return None
        if text in PARTICLES or (len(text) == 1 and text.isupper()):
            continue
        if not text[0].isupper() or fold(text) in HONORIFICS | OFFICES:
            return None
        return word
    return None


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
    # A Japanese surname has two characters, and its office stands glued to it: 田中市長.
    enough = 2 if is_unspaced(asked) else 3
    return (
        asked == word or asked in re.split(r"[-']", word) or (len(asked) >= enough and word.startswith(asked))
    )
