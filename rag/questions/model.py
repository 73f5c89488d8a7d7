"""What a question was understood to ask for beside its topic, and the words that told so."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from rag.filters import Selection, parse_date
from rag.library.rows import UNDATED
from rag.questions.followups import AboutAnswer
from rag.questions.topic import Topic
from rag.remarks import Remark, in_english, remark


class PartKind(StrEnum):
    """What a part of a question tells; each can be undone by itself."""

    SPEAKER = "speaker"
    DATES = "dates"
    LATEST = "latest"
    QUESTIONS = "questions"
    OVER_TIME = "over_time"
    SPELLING = "spelling"
    FOLLOW_UP = "follow_up"


class Order(StrEnum):
    """How the quotations of an answer stand: best first, oldest first or newest first."""

    RELEVANCE = "relevance"
    DATE = "date"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class Part:
    """`text` is `question[start:end]`; `carried` where the question is an earlier one."""

    kind: PartKind
    text: str
    start: int
    end: int
    carried: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """How a question is to be read: as if asked on `today`, None for the day of the newest transcript.

    What is `ignored` is left as typed.
    """

    today: dt.date | None = None
    ignored: frozenset[PartKind] = frozenset()

    @property
    def as_typed(self) -> bool:
        """Whether nothing is understood."""
        return self.ignored == frozenset(PartKind)

    def reads(self, kind: PartKind) -> bool:
        """Whether parts of this kind are understood."""
        return kind not in self.ignored


def parse_reading(today: str | None, *, as_typed: bool) -> Reading:
    """A reading from options as given; `today` is a day like "2022-03-14". Raises FilterError."""
    day = parse_date(today, "today", last=True)
    return Reading(day, frozenset(PartKind) if as_typed else frozenset())


AS_UNDERSTOOD = Reading()
AS_TYPED = Reading(ignored=frozenset(PartKind))


@dataclass(frozen=True, slots=True)
class Sayer:
    """Who is asked about as the one who says it: keys of speakers, and their names for reading.

    With `only`, nobody else is searched; otherwise they come before others who fit as well.
    """

    keys: frozenset[int]
    names: tuple[str, ...]
    only: bool

    @property
    def name(self) -> str:
        """The names as one text."""
        return " or ".join(self.names)


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day, both included, None where that side is open.

    With `only`, no other days are searched; otherwise these come before others that fit as well.
    """

    first: dt.date | None
    last: dt.date | None
    only: bool

    @property
    def ordinals(self) -> tuple[int, int]:
        """As proleptic ordinals; undated transcripts lie outside."""
        first = self.first.toordinal() if self.first else UNDATED + 1
        return first, (self.last or dt.date.max).toordinal()

    @property
    def text(self) -> str:
        """For reading: "2022-03-01 to 2022-03-31"."""
        return in_english(self.remark)

    @property
    def remark(self) -> Remark:
        """The same, for reading in any language."""
        if self.first == self.last and self.first:
            return remark("day", day=str(self.first))
        if self.first and self.last:
            return remark("days", first=str(self.first), last=str(self.last))
        return (
            remark("days_from", first=str(self.first))
            if self.first
            else remark("days_to", last=str(self.last))
        )


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as understood; `question` is what is left to search.

    `latest` wants the newest, `questions` what was asked instead of what was answered, `over_time` the
    positions of several dates. `follow_up` is the earlier question that this one goes on from.
    `unknown` is a name asked about as a speaker that is none in this library.
    `about_answer` tells that it asks about the answer before itself ("who asked that?"). `remarks` tell
    what the question takes for granted and the library doesn't hold. `spelled` are words that nobody says,
    with the record's own spelling of them. `topic` is what the question is about, where it asks for no more
    than words about it.
    """

    question: str
    sayer: Sayer | None = None
    days: Days | None = None
    latest: bool = False
    questions: bool = False
    over_time: bool = False
    follow_up: str | None = None
    unknown: str | None = None
    parts: tuple[Part, ...] = ()
    about_answer: AboutAnswer | None = None
    remarks: tuple[Remark, ...] = ()
    spelled: tuple[tuple[str, str], ...] = ()
    topic: Topic | None = None

    @property
    def notes(self) -> tuple[str, ...]:
        """The remarks in English, as programs get them."""
        return tuple(map(in_english, self.remarks))

    @property
    def order(self) -> Order:
        """How an answer's quotations should stand."""
        if self.over_time:
            return Order.DATE
        return Order.NEWEST if self.latest else Order.RELEVANCE

    def narrowed(self, selection: Selection) -> Selection:
        """The selection, and nothing but what the question asks for; the selection's own filters win."""
        speakers, dates = selection.speakers, selection.dates
        if speakers is None and self.sayer and self.sayer.only:
            speakers = self.sayer.keys
        if dates is None and self.days and self.days.only:
            dates = self.days.ordinals
        return dataclasses.replace(selection, speakers=speakers, dates=dates)
