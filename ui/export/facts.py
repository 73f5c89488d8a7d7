"""What reference styles ask of a source: a name in parts, a kind, a day, a place in it, an address."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path

from rag.citations import Citation
from rag.exchanges import Role
from rag.speakers import PARTICLES, SUFFIXES, fold, parse_name

_MONTHS = ("January February March April May June July August September October November December").split()
_KINDS = (
    ("hearing", r"(?:sub)?committee|hearing|deposition|testimony|oral arguments?"),
    ("interview", r"interview|podcast|episode|conversation with"),
    (
        "speech",
        r"background (?:press )?(?:call|briefing)|press (?:briefing|conference|call|gaggle)|gaggle|briefing"
        r"|remarks|speech|address|town hall|debate|(?:\w+ )?meeting|scrum",
    ),
)
_NAMED = {"committee": "hearing", "subcommittee": "hearing", "episode": "podcast"}


@dataclass(frozen=True, slots=True)
class Author:
    """A speaker's name in parts; one that can't be parted safely is all in `family`, `given` is then ""."""

    family: str
    given: str = ""

    @property
    def initials(self) -> str:
        """The given names as initials: "Rochelle P." is "R. P.", "Jean-Luc" is "J.-L."."""
        names = ["-".join(f"{part[0]}." for part in name.split("-") if part) for name in self.given.split()]
        return " ".join(names)


def author_of(citation: Citation) -> Author | None:
    """Whose words these are; None where the transcript doesn't tell a name or a part (as for "Q").

    A name is parted only where it is a given name and a surname and nothing else: "Ana de la Cruz", not
    "Chair Adeyemi" nor "SENIOR CITY OFFICIAL".
    """
    name = " ".join(citation.speaker.split())
    if name in ("", "Q"):
        return None
    parsed, words = parse_name(name), name.split()
    last = len(words) - 1
    while last > 0 and fold(words[last]).strip(".,") in SUFFIXES:
        last -= 1
    folded = [fold(word).strip(".,") for word in words[: last + 1]]
    if parsed is None or not parsed.given or folded[-1] != parsed.surname:
        return Author(name)
    start = last
    while start > 1 and folded[start - 1] in PARTICLES:
        start -= 1
    if any(word not in parsed.given and len(word) > 1 for word in folded[:start]):
        return Author(name)
    return Author(" ".join(words[start:]).replace(",", ""), " ".join(words[:start]))


def kind_of(citation: Citation) -> tuple[str, str]:
    """The kind that citation managers know (speech, interview or hearing), and the title's own word for it.

    The second is "" where the title says nothing: it isn't guessed.
    """
    for kind, words in _KINDS:
        found = re.search(rf"\b(?:{words})\b", citation.title, re.IGNORECASE)
        if found:
            word = " ".join(found.group().lower().split())
            return kind, _NAMED.get(word, word)
    return "speech", ""


def genre_of(citation: Citation) -> str:
    """What the source is: "Press briefing transcript"."""
    word = kind_of(citation)[1]
    genre = f"{word} transcript".strip()
    return genre[0].upper() + genre[1:]


def title_of(citation: Citation) -> str:
    """The transcript's title on one line."""
    return " ".join(citation.title.split())


def long_date(day: dt.date) -> str:
    """March 11, 2025, as English reference styles write it; month names never follow the locale."""
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


def month_of(day: dt.date) -> str:
    """The month's English name."""
    return _MONTHS[day.month - 1]


def locator_of(citation: Citation) -> str:
    """Where in the transcript: its turn, and the time where the source has times."""
    turn = f"turn {citation.turn}"
    return turn if citation.time is None else f"{turn}, at {clock(citation.time)}"


def clock(seconds: float) -> str:
    """Seconds as people read them: 3:07, 1:02:09."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def web_address(citation: Citation) -> str | None:
    """The transcript's address; None where it has none that a browser should open."""
    url = (citation.url or "").strip()
    return re.sub(r"[\s{}\\<>]", "", url) if url.startswith(("https://", "http://")) else None


def file_name(citation: Citation) -> str:
    """The file's name without its folders, which are nobody's business elsewhere."""
    return Path(citation.file).name


def asks(citation: Citation) -> bool:
    """Whether the words are a question that was asked, rather than an answer or a statement."""
    return citation.role is Role.QUESTION
