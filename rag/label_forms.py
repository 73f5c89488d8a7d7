"""Labels taken apart, and what a transcript's labels show: slips of the pen, persons who share a surname."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from rag.speakers import HONORIFICS, MEN, OFFICES, PARTICLES, WOMEN, fold, is_anonymous, parse_name
from rag.surnames import COMMON_SURNAMES

_WORDS = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011’'][^\W\d_]+)*")
_NEAR = 0.8
_MOSTLY = 0.8
"""Share of a surname's turns from which on its label is the one meant and another the exception."""
_SLIP_TURNS, _TIMES_AS_MANY = 2, 5
_SHORTEST_SLIP = 6
_MOST_LABELS = 200
"""With more labels, comparing each with each takes too long, and says less."""


_REMEMBERED = 1 << 15  # labels come again in hundreds of transcripts


@dataclass(frozen=True, slots=True)
class Form:
    """A label that names a person: `titles` are its honorifics and words of offices, folded and in order.

    `given` are its given names, `initials` its single letters, both folded.
    """

    label: str
    titles: tuple[str, ...]
    given: tuple[str, ...]
    initials: tuple[str, ...]
    surname: str

    @property
    def office(self) -> tuple[str, ...]:
        """The words of the office alone: "PRESS SECRETARY PSAKI" has two, "MS. PSAKI" none."""
        return tuple(word for word in self.titles if word not in HONORIFICS)

    @property
    def women(self) -> bool:
        """Whether its honorific is a woman's."""
        return not WOMEN.isdisjoint(self.titles)

    @property
    def men(self) -> bool:
        """Whether its honorific is a man's."""
        return not MEN.isdisjoint(self.titles)

    def contradicts(self, other: Form) -> bool:
        """Whether one honorific is a man's and the other a woman's."""
        return (self.women and other.men) or (self.men and other.women)


@lru_cache(maxsize=_REMEMBERED)
def parse_form(label: str) -> Form | None:
    """The label's parts; None where it names no person."""
    name = parse_name(label)
    if name is None:
        return None
    words = [fold(word) for word in _WORDS.findall(label)]
    names = {*name.given, name.surname}
    first = min(place for place, word in enumerate(words) if word in names)
    titles = tuple(word for word in words[:first] if len(word) > 1 and word not in PARTICLES)
    initials = tuple(word for word in words if len(word) == 1)
    return Form(label, titles, name.given, initials, name.surname)


def find_slips(labels: Mapping[str, int]) -> dict[str, str]:
    """Labels (with their numbers of turns) that are misprints of another of the same transcript.

    DR. WALESNKY beside forty turns of DR. WALENSKY, MODEARTOR beside MODERATOR: letters swapped, doubled
    or left out inside a long word, once or twice, beside a label that stands five times as often. A
    changed letter (ANDERSEN, ANDERSON) or a changed ending (BROWNE) may be another person's name.
    """
    slips: dict[str, str] = {}
    if len(labels) > _MOST_LABELS:
        return slips
    for label, turns in labels.items():
        for other, others in labels.items():
            if (
                (others, other) > (turns, label)
                and _alike(label, other)
                and _misprints(label, turns, other, others)
            ):
                slips[label] = other
    return {label: slips.get(meant, meant) for label, meant in slips.items()}


@lru_cache(maxsize=1 << 17)
def _alike(label: str, other: str) -> bool:
    """Whether one could be the other's misprint, stood it in turns enough; the same pairs come everywhere."""
    return _misprints(label, 1, other, _TIMES_AS_MANY)


def _misprints(label: str, turns: int, other: str, others: int) -> bool:
    return (
        _is_same(label, other)
        or _is_slip(label, turns, other, others)
        or (others >= _TIMES_AS_MANY * turns and _drops_a_letter(label, other))
    )


def _is_same(label: str, other: str) -> bool:
    """Equal but for case, marks and spaces: "MS PSAKI", "MR: ZIENTS", "Mr. ZIENTS"."""
    return bool(label) and _bare_words(label) == _bare_words(other)


@lru_cache(maxsize=_REMEMBERED)
def _bare_words(label: str) -> tuple[str, ...]:
    return tuple(fold(word) for word in re.findall(r"\w+", label))


@lru_cache(maxsize=_REMEMBERED)
def _folded_words(label: str) -> tuple[str, ...]:
    return tuple(fold(label).split())


def _is_slip(label: str, turns: int, other: str, others: int) -> bool:
    one, two = _folded_words(label), _folded_words(other)
    if len(one) != len(two):
        return False
    differing = [(a, b) for a, b in zip(one, two, strict=True) if a != b]
    if len(differing) != 1:
        return False
    wrong, right = differing[0]
    if is_anonymous(other) or right in OFFICES:
        # Words of the language, nobody's name: MODEARTOR, ACTING ADMINSTRATOR SLAVITT; an OPERATOR is one.
        return len(right) >= _SHORTEST_SLIP and _near(wrong, right) and not is_anonymous(wrong)
    often = turns <= _SLIP_TURNS and others >= _TIMES_AS_MANY * turns
    return often and len(right) >= _SHORTEST_SLIP and _letters_slipped(wrong, right)


def _near(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other).ratio() >= _NEAR


def _letters_slipped(wrong: str, right: str) -> bool:
    """Two neighbours swapped, or one letter too many or too few, neither the first nor the last."""
    if wrong[0] != right[0] or wrong[-1] != right[-1]:
        return False
    if len(wrong) == len(right):
        differing = [place for place, (a, b) in enumerate(zip(wrong, right, strict=True)) if a != b]
        first = differing[0]
        swapped = wrong[first : first + 2][::-1] == right[first : first + 2]
        return differing == [first, first + 1] and swapped
    shorter, longer = sorted((wrong, right), key=len)
    return len(longer) == len(shorter) + 1 and any(
        longer[:place] + longer[place + 1 :] == shorter for place in range(1, len(longer) - 1)
    )


def _drops_a_letter(label: str, other: str) -> bool:
    """Whether it is as S. PSAKI beside MS. PSAKI, for a surname that few bear."""
    form, main = parse_form(label), parse_form(other)
    return (
        form is not None
        and main is not None
        and form.surname == main.surname
        and form.surname not in COMMON_SURNAMES
        and not (form.titles or form.given or main.given)
        and len(form.initials) == 1
        and any(form.initials[0] in title for title in main.titles if title in HONORIFICS)
    )


def doubtful(forms: Iterable[Form], turns: Mapping[str, int]) -> frozenset[str]:
    """Labels of one transcript that may not mean the person whom the others of their surname mean.

    MR. and MS. SMITH are two, and CHIEF SMITH and MS. SMITH may be; CHIEF and DR. WALENSKY, with a surname
    that few bear, are one. Only a label with four fifths of the surname's turns is then sure to be the one
    whom a title or an introduction names.
    """
    by_surname: dict[str, list[Form]] = {}
    for form in forms:
        by_surname.setdefault(form.surname, []).append(form)
    found: set[str] = set()
    for group in by_surname.values():
        found |= _doubtful_of_one_surname(group, turns)
    return frozenset(found)


def _doubtful_of_one_surname(group: list[Form], turns: Mapping[str, int]) -> set[str]:
    named = {form.given for form in group if form.given}
    short = [form for form in group if not form.given]
    if len(named) > 1:
        return {form.label for form in short}
    split = any(one.contradicts(other) for one in group for other in group)
    if not split and (len(group) == 1 or group[0].surname not in COMMON_SURNAMES):
        return set()
    total = sum(turns[form.label] for form in group)
    main = max(group, key=lambda form: turns[form.label])
    mostly = turns[main.label] >= _MOSTLY * total
    plain = {form.label for form in short if not (form.titles or form.initials)}
    return {form.label for form in short} - (plain | {main.label} if mostly else set())
