"""What a search may look at: speaker, dates and transcript, as people type them, resolved."""

from __future__ import annotations

import calendar
import datetime as dt
import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rag.errors import FilterError, UnknownSpeakerError
from rag.library.catalogue import TranscriptEntry
from rag.library.lexical import Allowed
from rag.library.rows import UNDATED, Rows
from rag.library.snapshot import Snapshot
from rag.remarks import Remark, remark
from rag.speakers import fold, matches, parse_name

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


_Printed = tuple[str, frozenset[str]]  # a speaker's name and labels


@dataclass(frozen=True, slots=True)
class Filters:
    """Filters as given. `after` and `before` are the first and the last day that count, both included."""

    speaker: str | None = None
    after: dt.date | None = None
    before: dt.date | None = None
    transcript: str | None = None


@dataclass(frozen=True, slots=True)
class Selection:
    """Filters resolved to keys of one snapshot; None stands for "all"."""

    speakers: frozenset[int] | None
    transcripts: frozenset[int] | None
    dates: tuple[int, int] | None

    def admits(self, entry: TranscriptEntry) -> bool:
        """Whether a transcript is allowed."""
        if self.transcripts is not None and entry.key not in self.transcripts:
            return False
        ordinal = entry.date.toordinal() if entry.date else UNDATED
        return self.dates is None or self.dates[0] <= ordinal <= self.dates[1]

    def mask(self, rows: Rows) -> NDArray[np.bool_] | None:
        """Which rows are allowed, None if all are."""
        masks = []
        if self.speakers is not None:
            masks.append(np.isin(rows.speaker, list(self.speakers)))
        if self.transcripts is not None:
            masks.append(np.isin(rows.transcript, list(self.transcripts)))
        if self.dates is not None:
            masks.append((rows.date >= self.dates[0]) & (rows.date <= self.dates[1]))
        return np.logical_and.reduce(masks) if masks else None

    def allowed(self) -> Allowed:
        """The same for the lexical index."""
        return Allowed(
            None if self.transcripts is None else sorted(self.transcripts),
            None if self.speakers is None else sorted(self.speakers),
            self.dates,
        )


def parse_filters(
    speaker: str | None, after: str | None, before: str | None, transcript: str | None
) -> Filters:
    """Filters from text; blank means none. Dates are YYYY, YYYY-MM or YYYY-MM-DD. Raises FilterError."""
    first, last = parse_date(after, "after", last=False), parse_date(before, "before", last=True)
    if first and last and first > last:
        raise FilterError(f"No day is both on or after {first} and on or before {last}. Swap the two dates.")
    return Filters((speaker or "").strip() or None, first, last, (transcript or "").strip() or None)


def select(filters: Filters, snapshot: Snapshot) -> Selection:
    """Resolve filters against what the library holds. Raises FilterError with the nearest names."""
    return Selection(
        None if filters.speaker is None else find_speakers(filters.speaker, snapshot),
        None if filters.transcript is None else _find_transcripts(filters.transcript, snapshot),
        _date_range(filters),
    )


def find_speakers(wanted: str, snapshot: Snapshot) -> frozenset[int]:
    """Keys of the speakers that `wanted` means. Raises FilterError where it means nobody, or two persons.

    A name with a given name that the record knows also means the bare surname, unless the record knows
    that surname of somebody else too.
    """
    people = snapshot.speakers_alike()
    found = [
        (name, labels) for name, labels in people if any(matches(wanted, name, label) for label in labels)
    ]
    asked = parse_name(wanted)
    if asked is not None and asked.given:
        found = _without_other_bearers(found, people, asked.surname)
    if not found:
        raise UnknownSpeakerError(_nobody(wanted, [name for name, _ in people]))
    return frozenset(key for printed in found for key in people[printed])


def _without_other_bearers(found: list[_Printed], people: Iterable[_Printed], surname: str) -> list[_Printed]:
    """Drop bare surnames from `found` where somebody with another given name bears the surname too."""
    bearers = [parsed for name, _ in people if (parsed := parse_name(name)) and parsed.surname == surname]
    given = {parsed.given for parsed in bearers if parsed.given}
    chosen = {parsed.given for name, _ in found if (parsed := parse_name(name)) and parsed.given}
    if given - chosen:
        return [each for each in found if (parsed := parse_name(each[0])) and parsed.given]
    return found


def _nobody(wanted: str, names: list[str]) -> Remark:
    by_fold = {fold(name): name for name in names}
    surnames = {parsed.surname: name for name in names if (parsed := parse_name(name))}
    near = difflib.get_close_matches(fold(wanted), [*by_fold, *surnames], n=3, cutoff=0.6)
    hint = "; ".join(dict.fromkeys(by_fold.get(n) or surnames[n] for n in near))
    return remark("near", wanted=wanted, names=hint) if hint else remark("nobody_near", wanted=wanted)


def _find_transcripts(wanted: str, snapshot: Snapshot) -> frozenset[int]:
    entries = snapshot.transcripts_by_key
    exact = {key for key, entry in entries.items() if entry.id == wanted}
    if exact:
        return frozenset(exact)
    folded = fold(wanted)
    partial = {key for key, e in entries.items() if folded in fold(e.id) or folded in fold(e.title)}
    if len(partial) == 1:
        return frozenset(partial)
    if partial:
        some = ", ".join(sorted(entries[key].id for key in partial)[:3])
        raise FilterError(f"{len(partial)} transcripts match {wanted!r}: {some} … Give one whole id.")
    near = difflib.get_close_matches(wanted, [entry.id for entry in entries.values()], n=2, cutoff=0.5)
    hint = f"Nearest: {'; '.join(near)}." if near else "See the ids with: onrecord list"
    raise FilterError(f"No transcript has the id {wanted!r}. {hint}")


def _date_range(filters: Filters) -> tuple[int, int] | None:
    if filters.after is None and filters.before is None:
        return None
    first = filters.after.toordinal() if filters.after else UNDATED + 1
    return first, (filters.before or dt.date.max).toordinal()


def parse_date(text: str | None, name: str, *, last: bool) -> dt.date | None:
    """A day from text, None from blank text; of a month or a year the first day, or the `last`.

    Raises FilterError that calls the text by its `name`.
    """
    text = (text or "").strip()
    if not text:
        return None
    match = _DATE.fullmatch(text)
    try:
        if match is None:
            raise ValueError
        year, month, day = int(match[1]), match[2], match[3]
        if day:
            return dt.date(year, int(month), int(day))
        number = int(month) if month else (12 if last else 1)
        return dt.date(year, number, calendar.monthrange(year, number)[1] if last else 1)
    except ValueError:
        raise FilterError(
            f"{name} is {text!r}, which is no date. Write it as 2022-03-14, 2022-03 or 2022."
        ) from None
