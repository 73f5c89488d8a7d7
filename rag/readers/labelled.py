"""Plain text or markdown in which `Name:` begins a turn: `format="labelled-text"`.

Which prefixes are speakers is decided over the whole file, since "My point:" and "Mayor Okafor:" look
alike on one line. A prefix stands at the start of a line, is at most eight words, each capitalised as in
a name (particles such as "de la" aside), and is none of the words that head lists and notes. It is a
speaker where one of these holds:
- it has a title, an office or a part in it: "Chair Abernathy", "MS. PSAKI", "Speaker 2", "Operator", "Q";
- it is printed in bold, as newspapers and podcasts do;
- it comes back, at the start of at least two lines;
- it is two to four words long, begins a paragraph or follows a finished sentence, and another one of the
  file is a speaker on the grounds above.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from rag import label_words
from rag.languages import language_code
from rag.readers.clock import find_clock, is_closing, last_clock
from rag.readers.dates import date_in_name, parse_date, title_in_name
from rag.readers.front_matter import FrontMatter
from rag.readers.labels import AMBIGUOUS, NEVER, has_title, is_capitals_label, is_name_shaped, words_of
from rag.readers.limits import check_turns
from rag.readers.markdown import bullet_end, is_ornament
from rag.readers.record import Record
from rag.readers.refusals import not_speech
from rag.readers.source import Source
from rag.readers.text import Block, blocks, fold, lines_from
from rag.readers.timestamps import parse_time
from rag.transcript import Transcript

FORMAT, TALK = "labelled-text", "talk-text"

_TIME = r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
# Behind the colon a bare 10:30 may be an answer, so there a time must be bracketed or have its seconds.
_PREFIX = re.compile(
    rf"""
    \s*(?:>\s*)?
    (?:[\[(]?(?P<before>{_TIME})[\])]?\s+)?
    (?:[-–]\s+)?
    (?P<bold>\*\*|__)?
    (?P<label>[^\s:*<>(\[][^:*<>\n(\[]{{0,80}}?)
    (?P<remark>(?:\s*\((?!\d)(?:[^()\n:]|\([^()\n:]{{1,40}}\)){{1,60}}\)){{1,2}})?
    (?:\s*[\[(]?(?P<inside>{_TIME})[\])]?)?
    \s*(?:(?P<closed>\*\*|__):|:(?P<after>\*\*|__)?)
    (?=\s|$)
    (?:[ \t]*(?:[\[(](?P<behind>{_TIME})[\])](?=\s|$)|(?P<alone>\d{{1,2}}:\d{{2}}:\d{{2}})\s*$))?
    """,
    re.VERBOSE,
)
_QUESTION = re.compile(r"\s*(?P<label>Q)(?:\.|(?=\u00a0|\s\s)|$)\s*")
# "P.- ¿Cuándo?" and "R. En junio."; 問　and 答　with the wide space of Japanese minutes.
_PARTS = re.compile(r"\s*(?:\*\*)?(?P<label>[PR]\.|[問答](?=\u3000|\s))(?:\*\*)?\s?[-–—]?\s*(?=\S)")
_PART_LETTERS = frozenset("PR問答")
_WIDE_COLON = re.compile(
    r"[\s○◯●◎◇・]*(?P<bold>\*\*|__)?(?P<label>[^\s：:。、！？「」（(*][^：:。、！？「」（(*]{0,23}?)"
    r"(?P<remark>[（(][^（）()：]{1,40}[）)])?\s*(?:(?P<closed>\*\*|__)：|：(?P<after>\*\*|__)?)\s*"
)
_HEADER = re.compile(
    r"(?:\*\*)?(?P<key>date|place|location|venue|url|source|link|title|event|language"
    rf"|{'|'.join(label_words.HEADERS)})(?:\*\*)?\s*[:：]\s*(?:\*\*)?\s*(?P<value>\S.*)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?…][\"”’)\]]*\s*$")
_KEYS = {"location": "place", "venue": "place", "source": "url", "link": "url", "event": "title"}
_URL = re.compile(r"https?://\S+")
_HEADING = re.compile(r"#{1,6}\s+")
_STAMP = re.compile(r"\\?[\[(]?(\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,3})?)\\?[\])]?")
_INNER_STAMP = re.compile(r"\\?\[\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,3})?\\?\]")
_SILENT = re.compile(
    r"[\W_]*(?:description|abstract|disclaimer|references|links|slides|biograph\w+|notes?)\b", re.IGNORECASE
)
_DISCLAIMER = re.compile(r"[\W_]*disclaimer\b", re.IGNORECASE)
_HEADER_LINES, _HEADER_WORDS = 200, 16
"""No header line has so many words."""


class _Prefix(NamedTuple):
    """What may name a speaker at the start of a line; `stamp` is the time beside it as printed."""

    label: str
    end: int
    bold: bool
    stamp: str | None

    @property
    def start(self) -> float | None:
        return parse_time(self.stamp) if self.stamp else None


def read_labelled(source: Source, *, certain: bool = False) -> Transcript:
    """Read labelled text; raises NotATranscriptError where no line begins with a speaker's name.

    `certain` takes every prefix that is shaped like a name for a speaker's, where the format says so.
    """
    front = source.front
    names, talk = _speakers(blocks(source.numbered(front.body)), certain=certain), is_talk(front)
    if not names and not talk:
        raise not_speech(source)
    record = Record(markdown=source.markdown)
    walk = _Walk(names, record, source.markdown, talk)
    walk.all(blocks(source.numbered(front.body)))
    header, turns, asides = walk.header, record.turns(), record.asides()
    if not turns:
        raise not_speech(source)
    values = _header_values(header) | {key: value for key, value in front.values.items() if value}
    stem = source.path.stem
    return Transcript(
        id=values.get("id") or stem,
        title=values.get("title") or title_in_name(stem),
        date=parse_date(values.get("date")) or date_in_name(stem),
        format=FORMAT if any(turn.label for turn in turns) else TALK,
        turns=turns,
        url=front.first("url", "permalink", "source_url", "link") or values.get("url"),
        place=values.get("place") or values.get("location"),
        begins=next((clock for line in header if (clock := find_clock(line)) and len(line) < 60), None),
        ends=last_clock(asides, turns[-1].last_line),
        asides=asides,
        language=language_code(front.first("language", "lang") or values.get("language")),
    )


def _prefix(text: str) -> _Prefix | None:
    """The `Name:` at the start of a line, whoever or whatever it names."""
    found = _PREFIX.match(text[:200]) if ":" in text[:160] else None
    if found is None:
        return _other_prefix(text)
    stamp = found["before"] or found["inside"] or found["behind"] or found["alone"]
    label = fold(found["label"].replace("\\", "") + (found["remark"] or ""))
    bold = bool(found["bold"] and (found["closed"] or found["after"]))
    return _Prefix(label, found.end(), bold, stamp)


def _other_prefix(text: str) -> _Prefix | None:
    """A label without a colon, or with the wide one of Chinese and Japanese."""
    opening = text.lstrip()[:3]
    if "Q" in opening and (found := _QUESTION.match(text)):
        return _Prefix("Q", found.end(), False, None)
    if not _PART_LETTERS.isdisjoint(opening) and (found := _PARTS.match(text)):
        return _Prefix(found["label"], found.end(), False, None)
    found = _WIDE_COLON.match(text[:200]) if "：" in text[:80] else None
    if found is None:
        return None
    bold = bool(found["bold"] and (found["closed"] or found["after"]))
    return _Prefix(fold(found["label"] + (found["remark"] or "")), found.end(), bold, None)


def is_talk(front: FrontMatter) -> bool:
    """True where the front matter says that the text is what its speakers said, label or not."""
    speakers = front.lists.get("speakers") or front.first("speakers", "speaker")
    return bool(speakers and front.first("transcript_by", "transcriber", "transcribed_by"))


def _speakers(paragraphs: Iterable[Block], *, certain: bool) -> frozenset[str]:
    counts: Counter[str] = Counter()
    bold: Counter[str] = Counter()
    leads: set[str] = set()
    begun = 0
    for paragraph in paragraphs:
        for row, text in enumerate(paragraph.texts):
            prefix = _prefix(text)
            if prefix is None or _HEADER.match(text.strip()) or not _is_shaped(prefix.label.rstrip(".")):
                continue
            check_turns(begun := begun + 1)
            counts[prefix.label] += 1
            bold[prefix.label] += prefix.bold
            if row == 0 or _SENTENCE_END.search(paragraph.texts[row - 1][-20:]):
                leads.add(prefix.label)
    if not {"P.", "R."} <= counts.keys():
        counts = Counter({label: n for label, n in counts.items() if label not in ("P.", "R.")})
    if certain:
        return frozenset(counts)
    found = {label for label, count in counts.items() if count > 1 or bold[label]}
    found |= {label for label in counts if has_title(label) or label == "Q"}
    if found:
        found |= {
            label for label in leads if 2 <= len(words_of(label)) <= 4 and words_of(label)[0] not in AMBIGUOUS
        }
    if "Q" in found:
        found |= {label for label in counts if label == "A"}
    return frozenset(found)


def _is_shaped(label: str) -> bool:
    return is_name_shaped(label) or is_capitals_label(label)


@dataclass(slots=True)
class _Walk:
    """Shares paragraphs out between turns and asides; `header` gathers the lines before the first turn.

    In a `talk`, words under no label are speech of somebody not named, but for the sections that describe it.
    """

    names: frozenset[str]
    record: Record
    markdown: bool
    talk: bool
    header: list[str] = field(default_factory=list)
    silent: bool = False

    def all(self, paragraphs: Iterable[Block]) -> None:
        for paragraph in paragraphs:
            self.paragraph(paragraph)

    def paragraph(self, paragraph: Block) -> None:
        for begins, lines, prefix in _stretches(paragraph, self.names):
            if prefix is not None and prefix.label in self.names:
                self.record.open(prefix.label, lines.numbers[0], prefix.start)
                self.record.say(_without_stamps(lines_from(lines, prefix.end)), paragraph=True)
                continue
            text = fold(lines.joined)
            if self._speaks(text, lines, prefix):
                said = _without_bullet(lines) if self.markdown else lines
                self.record.say(_without_stamps(said), paragraph=begins)
            else:
                self._put_aside(text, lines)

    def _speaks(self, text: str, lines: Block, prefix: _Prefix | None) -> bool:
        if self.talk and not self.record.is_open and not self.silent and _is_said(text, lines):
            self.record.open("", lines.numbers[0])
        return self.record.is_open and not _is_beside(text, prefix, self.markdown)

    def _put_aside(self, text: str, lines: Block) -> None:
        heading = self.talk and _HEADING.match(lines[0][1]) is not None
        if is_closing(text) or heading:
            self.record.close()
        if heading or (self.talk and _DISCLAIMER.match(text)):
            self.silent = _SILENT.match(text) is not None and "/" not in text[-14:]
        elif self.silent and _DISCLAIMER.search(text[-16:]):
            self.silent = False
        if stamp := _STAMP.fullmatch(text):
            self.record.stamp(parse_time(stamp[1]))
        if not self.record.has_turns and len(self.header) < _HEADER_LINES:
            self.header += map(fold, lines.texts[:_HEADER_LINES])
        self.record.put_aside(Block(lines.numbers, list(map(_without_heading, lines.texts))))


def _without_heading(text: str) -> str:
    return _HEADING.sub("", text) if "#" in text else text


def _is_said(text: str, lines: Block) -> bool:
    """True for a sentence or a paragraph, which a talk without labels begins with."""
    if (
        _HEADER.match(text)
        or _HEADING.match(lines[0][1])
        or _STAMP.fullmatch(text)
        or _DISCLAIMER.match(text)
    ):
        return False
    words = text.split(maxsplit=_HEADER_WORDS)
    return len(words) >= _HEADER_WORDS or (
        len(words) > 2 and _SENTENCE_END.search(text) is not None and "://" not in text
    )


def _without_stamps(lines: Block) -> Block:
    """The lines without times of the recording in square brackets, which nobody says."""
    if not any("]" in text for text in lines.texts):
        return lines
    return Block(lines.numbers, [_INNER_STAMP.sub(" ", text) for text in lines.texts])


def _is_beside(text: str, prefix: _Prefix | None, markdown: bool) -> bool:
    """True for what is no speech: END, a line of stars, a heading, a bold label such as **Break:**."""
    if is_closing(text) or is_ornament(text) or (markdown and _HEADING.match(text)):
        return True
    if _STAMP.fullmatch(text):
        return True
    return prefix is not None and prefix.bold and words_of(prefix.label)[0] in NEVER


def _stretches(paragraph: Block, names: frozenset[str]) -> Iterator[tuple[bool, Block, _Prefix | None]]:
    """Cut a paragraph before each line that begins with a speaker, an item's bullet, or END.

    Beside each piece: whether it begins a paragraph or an item, and the prefix of its first line.
    """
    texts = paragraph.texts
    begin, opening = 0, _prefix(texts[0])
    for row in range(1, len(texts)):
        prefix = _prefix(texts[row])
        speaks = prefix is not None and prefix.label in names
        if not speaks and not bullet_end(texts[row]) and not is_closing(fold(texts[row])):
            continue
        yield begin == 0 or bullet_end(texts[begin]) > 0, paragraph[begin:row], opening
        begin, opening = row, prefix
    yield begin == 0 or bullet_end(texts[begin]) > 0, paragraph[begin:], opening


def _without_bullet(lines: Block) -> Block:
    bullet = bullet_end(lines.texts[0])
    return lines.with_first(lines.texts[0][bullet:]) if bullet else lines


def _header_values(header: Sequence[str]) -> dict[str, str]:
    """Title, date, place and address from the lines before the first speaker."""
    values: dict[str, str] = {}
    for text in header:
        line = _HEADING.sub("", text).strip("* ")
        if found := _HEADER.match(line):
            key = found["key"].lower()
            key = label_words.HEADERS.get(key, key)
            values.setdefault(_KEYS.get(key, key), found["value"].strip("* "))
        elif _URL.fullmatch(line):
            values.setdefault("url", line)
        elif parse_date(line):
            values.setdefault("date", line)
        elif find_clock(line) is None and not is_ornament(line):
            values.setdefault("title", line)
    return values
