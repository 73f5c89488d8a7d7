"""Where the record says who bears a surname: titles, introductions, "I'm Ana Ruiz", "over to you, Ana"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rag.exchanges import is_questioner
from rag.speakers import ADDRESSES, HONORIFICS, OFFICES, PARTICLES, fold, full_names, parse_name
from rag.transcript import Turn


class Kind(StrEnum):
    """What kind of place gives a name; all but a mention name somebody who speaks in this transcript."""

    TITLE = "title"
    SELF = "self"
    INTRODUCTION = "introduction"
    HANDOVER = "handover"
    MENTION = "mention"


@dataclass(frozen=True, slots=True)
class Naming:
    """One place that gives a name.

    `name` is as printed: the full name, or the given name alone where the label `speaks` has the rest
    ("over to you, Ana"). `address` is the word right before it ("Dr", "Secretary"), `office` the words of an
    office beside it ("FEMA Administrator"); "" where there are none. `turn` is None for the transcript's
    title; `start` and `end` are offsets in the turn's text, or in the title. `speaks` is the label of whoever
    says his own name or is handed the word, "" elsewhere.
    """

    kind: Kind
    name: str
    address: str
    office: str
    turn: int | None
    start: int
    end: int
    speaks: str = ""


_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀ-Ž][^\W\d_]+(?:[-\u2010\u2011’'](?!s\b)[^\W\d_]+)*"
_INITIALS = r"(?:\s+[A-ZÀ-ÖØ-Þ]\.)*"
_PARTICLES = rf"(?:\s+(?:{'|'.join(sorted(PARTICLES))}))*"
_ADDRESS_WORDS = "|".join(sorted(word.capitalize() for word in (ADDRESSES | HONORIFICS) - {"the"}))
_WORD = re.compile(_CAPITAL)
_GIVEN = re.compile(rf"\b(?P<given>{_CAPITAL}){_INITIALS}{_PARTICLES}\s+$")
_TITLED = re.compile(
    rf"\b(?:{_ADDRESS_WORDS})\.?,?\s+(?P<name>(?P<given>{_CAPITAL}){_INITIALS}{_PARTICLES}\s+{_CAPITAL})"
)
_ADDRESS = re.compile(rf"\b(?P<address>{_ADDRESS_WORDS})\.?,?\s+$")
_CUE = re.compile(
    r"(?i)\b(?:join(?:ed|ing|s)?|introduc\w*|welcom\w*|over|hand|pass|turn\w*|hear from|guests?|speakers?"
    r"|bring|brought|thanks?|thank you|here is|here with|with us)\b[^.?!]*$"
)
_SELF = re.compile(rf"\b(?:I[’']m|I am|[Mm]y name is|[Tt]his is)\s+(?:(?:{_ADDRESS_WORDS})\.?\s+)?$")
_SELF_GIVEN = re.compile(
    rf"\b(?:[Tt]his is|[Mm]y name is)\s+(?P<given>{_CAPITAL})\s+(?:from|with|at|here with|here from)\b"
)
_HANDED = re.compile(
    r"\b(?:over|hand\s+it|pass\s+it|turn\s+it)\s+(?:back\s+)?(?:over\s+)?to(?:\s+you)?,?\s+"
    rf"(?P<given>{_CAPITAL})[.,—\s]*(?:(?P=given)[.?]?)?\s*$"
)
_STARTS_SENTENCE = re.compile(r"(?:^|[.!?:…—–“\"(])\s*$")
_OFFICE_WORD = r"(?:[A-Z][\w’'-]*|of|the|for|and|to|on)"
_OFFICE_BEFORE = re.compile(
    r"(?P<past>(?i:former|ex-|then-|future|next|nominee|nominated|candidate|elect)[^.,;]*?\s?)?"
    rf"(?P<office>\b[A-Z][\w’'-]*(?:\s+{_OFFICE_WORD})*),?\s+(?:(?:Dr|Mr|Ms|Mrs)\.?\s+)?$"
)
_OFFICE_BEHIND = re.compile(rf",\s+(?:(?:the|our|a|an)\s+)?(?P<office>[A-Z][\w’'-]*(?:\s+{_OFFICE_WORD})*)")
_LOOSE_ENDS = re.compile(r"(?:\s+(?:of|the|for|and|to|on))+$")
_LINKS = re.compile(r"\b(?:of|for|to|on)\b")
_FIRST_WORD = re.compile(r"^(?:So|And|But|As|Our|The|When|While|Today|With|Also)\s+")
_LAST_HONORIFIC = re.compile(rf"(?i)(?:\s+|^)(?:{'|'.join(sorted(HONORIFICS - {'the'}))})\.?$")
# Words that stand in offices but make none: "White House", "Press Briefing".
_NO_HEADS = frozenset(
    """and for with of by us white house first response team covid press national finance foreign
    public radio general security state special united states senior acting former office
    party prime principal omb fema hhs cdc epa nsc health policy council congress interface
    human resources marketing project deputy assistant associate vice under leading principal
    staff chairs secretaries officials member""".split()
)
_OPENING, _LEAD, _LONGEST_OFFICE = 240, 160, 120
"""Characters: in which speakers say who they are; that lead to a name; of an office's words."""


def find_namings(title: str, turns: Sequence[Turn]) -> tuple[Naming, ...]:
    """Every place of a transcript that gives a name: its title first, then turn by turn.

    Of persons whom its labels name by surname all places count; of others those where an office or an
    honorific stands before the name ("Secretary Xavier Becerra"), each name once.
    """
    labels = dict.fromkeys(turn.label for turn in turns)
    surnames = dict.fromkeys(parsed.surname for label in labels if (parsed := parse_name(label)))
    found = list(_in_title(title, surnames))
    seen: set[str] = set()
    for number, turn in enumerate(turns):
        found += _own(turn, number, surnames)
        found += _given_alone(turns, number)
        found += _titled(turn, number, surnames, seen)
    return tuple(found)


def names_of_speakers(turns: Sequence[Turn], namings: Sequence[Naming]) -> frozenset[str]:
    """Given names and surnames, folded, of the persons who speak in a transcript, as far as it tells them."""
    parsed = [name for label in {turn.label for turn in turns} if (name := parse_name(label))]
    surnames = {name.surname for name in parsed}
    words = surnames | {given for name in parsed for given in name.given}
    for place in namings:
        names = [fold(word) for word in place.name.split()]
        if place.kind is not Kind.MENTION or names[-1] in surnames:
            words.update(names)
    return frozenset(words)


def _in_title(title: str, surnames: Collection[str]) -> Iterator[Naming]:
    spans = sorted({span for surname in surnames for span in full_names(title, surname)})
    behind = 0
    for start, end in spans:
        yield Naming(Kind.TITLE, title[start:end], "", office_in_title(title[behind:start]), None, start, end)
        behind = end


def office_in_title(lead: str) -> str:
    """The office in the words between a title's beginning, or one name in it, and the next name.

    "Press Briefing by Press Secretary " is Press Secretary; ", and Chair of the Council of Economic
    Advisers " is Chair of the Council of Economic Advisers; "" where no word is an office's.
    """
    words = re.split(r"(?i)\b(?:by|with|featuring)\s+", lead)[-1]
    words = re.sub(r"(?i)^(?:[\s,;:]|and\b|&)+", "", words).strip(" ,")
    words = _LAST_HONORIFIC.sub("", words)
    named = len(words.split()) > 1 and words != lead.strip(" ,")  # by position: "by Wharf Warden "
    return words if named or is_office(words) else ""


def is_office(words: str) -> bool:
    """Whether one of the words heads an office: "Fire Chief" does, "White House" doesn't."""
    heads = OFFICES - _NO_HEADS
    return len(words) <= 2 * _LONGEST_OFFICE and any(
        fold(w) in heads for w in re.findall(r"[^\W\d_]+", words)
    )


def full_name_pattern(surnames: Collection[str]) -> re.Pattern[str] | None:
    """A pattern for full names with one of these surnames (folded), None where there are none."""
    if not surnames:
        return None
    either = "|".join(sorted(map(re.escape, surnames), key=len, reverse=True))
    untitled = "|".join(sorted(HONORIFICS | OFFICES))
    return re.compile(
        rf"\b(?!(?i:{untitled})\b){_CAPITAL}{_INITIALS}{_PARTICLES}\s+(?=[A-ZÀ-ÖØ-Þ])(?i:{either})\b"
    )


def _own(turn: Turn, number: int, surnames: Collection[str]) -> Iterator[Naming]:
    """Full names in a turn whose surname a label of the transcript bears."""
    for word in _WORD.finditer(turn.text):
        surname = fold(word.group())
        if surname not in surnames:
            continue
        lead = turn.text[max(0, word.start() - _LEAD) : word.start()]
        match = _GIVEN.search(lead)
        if match is None or not _is_given(match["given"]):
            continue
        start = word.start() - len(lead) + match.start()
        lead = turn.text[max(0, start - _LEAD) : start]
        kind, speaks = _kind(turn, lead, start, surname)
        if kind is Kind.MENTION and _STARTS_SENTENCE.search(lead) and not _ADDRESS.search(lead):
            continue  # "Does Smith …": a first word is capital whatever it is
        address = _ADDRESS.search(lead)
        behind = turn.text[word.end() : word.end() + _LONGEST_OFFICE]
        office = _office_mentioned(lead, turn) if kind is Kind.MENTION else _office_beside(lead, behind)
        name = turn.text[start : word.end()]
        yield Naming(
            kind, name, address["address"] if address else "", office, number, start, word.end(), speaks
        )


def _is_given(word: str) -> bool:
    return not word.isupper() and fold(word) not in HONORIFICS | OFFICES


def _kind(turn: Turn, lead: str, start: int, surname: str) -> tuple[Kind, str]:
    own = parse_name(turn.label)
    if own is not None and own.surname == surname:
        said = start < _OPENING and _SELF.search(lead) is not None
        return (Kind.SELF, turn.label) if said else (Kind.MENTION, "")
    cued = _CUE.search(_ADDRESS.sub("", lead))
    return (Kind.INTRODUCTION if cued else Kind.MENTION), ""


def _office_beside(before: str, behind: str) -> str:
    """The office right before or right behind a name in running text: "our FEMA Administrator, Deanne …"."""
    found = _OFFICE_BEFORE.search(before)
    if found and found["past"]:
        return ""
    words = found["office"] if found else ""
    first, _, others = words.partition(" and ")
    if others and not is_office(first) and not _LINKS.search(first):
        words = others  # "Ida Veltkamp and Mayor …"
    last = words.rpartition(" and ")[2]
    if _is_whole_office(last):
        return last
    if _is_whole_office(words):
        return words
    found = _OFFICE_BEHIND.match(behind)
    words = _LOOSE_ENDS.sub("", found["office"]) if found and found.end() < len(behind) else ""
    return words if _is_whole_office(words) else ""


def _office_mentioned(before: str, turn: Turn) -> str:
    """The office right before the name of somebody talked about, who may as well have held it long ago.

    A reporter's word doesn't count, a president's office neither: "Vice President Joe Biden told us then".
    """
    if is_questioner(turn.label) or before.rstrip().endswith(","):
        return ""
    office = _FIRST_WORD.sub("", _office_beside(before, ""))
    return "" if "president" in fold(office) else office


def _is_whole_office(words: str) -> bool:
    """Whether nothing but "of …" or "for …" follows the office's last head: not "Director Walensky"."""
    parts = words.split()
    heads = [place for place, word in enumerate(parts) if is_office(word)]
    if not heads or _LOOSE_ENDS.search(words):
        return False
    return heads[-1] == len(parts) - 1 or parts[heads[-1] + 1] in ("of", "for", "to", "on")


def _given_alone(turns: Sequence[Turn], number: int) -> Iterator[Naming]:
    """A given name whose surname stands on a label: "This is Rob from …", "over to you, Ana."."""
    turn = turns[number]
    said = _SELF_GIVEN.search(turn.text, 0, _OPENING)
    if said is not None and parse_name(turn.label) is not None and _is_given(said["given"]):
        yield Naming(Kind.SELF, said["given"], "", "", number, *said.span("given"), speaks=turn.label)
    following = turns[number + 1].label if number + 1 < len(turns) else turn.label
    next_name = parse_name(following)
    if following == turn.label or next_name is None:
        return
    begin = max(0, len(turn.text) - _LEAD)
    handed = _HANDED.search(turn.text, begin)
    if handed and _is_given(handed["given"]) and fold(handed["given"]) != next_name.surname:
        yield Naming(Kind.HANDOVER, handed["given"], "", "", number, *handed.span("given"), speaks=following)


def _titled(turn: Turn, number: int, own: Collection[str], seen: set[str]) -> Iterator[Naming]:
    """Names of persons who don't speak here, as they are addressed: "Secretary Xavier Becerra"."""
    text = turn.text
    for match in _TITLED.finditer(text):
        surname = fold(match["name"].split()[-1])
        if surname in own or match.group() in seen or not _is_given(match["given"]) or surname in OFFICES:
            continue
        seen.add(match.group())
        lead = text[max(0, match.start("name") - _LEAD) : match.start("name")]
        address = _ADDRESS.search(lead)
        yield Naming(
            Kind.MENTION,
            match["name"],
            address["address"] if address else "",
            _office_mentioned(lead, turn),
            number,
            *match.span("name"),
        )
