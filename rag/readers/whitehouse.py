"""Transcripts as the White House publishes them, turned into markdown: `format="whitehouse-markdown"`.

The files are wrapped at 72 columns, so a line of the page is a *stretch*: lines up to a blank one or up
to a hard break (two spaces at the end). Speakers' labels stand at the beginning of a stretch, in
capitals. Measured over 1,069 files, a label elsewhere is a slip of the typist's: a known label with its
colon in the middle of a line ("… he conveyed MS. PSAKI:  Well, …"), or `Q` and wide space on a wrapped
line. All else in capitals before a colon there ("on COVID:", "at NATO:") is speech.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from rag.counts import counted
from rag.errors import NotATranscriptError
from rag.readers.clock import CLOCK, find_clock, is_closing, last_clock
from rag.readers.dates import date_in_name, parse_date, title_in_name
from rag.readers.labels import accepted, has_title, is_capitals_label
from rag.readers.limits import check_lines, check_turns
from rag.readers.markdown import bullet_end, is_ornament
from rag.readers.record import Record
from rag.readers.refusals import not_speech
from rag.readers.source import Source
from rag.readers.text import Block, blocks, count_words, fold, lines_between
from rag.transcript import Transcript

FORMAT = "whitehouse-markdown"

_QUESTION = re.compile(r"[\s*_]*Q(?:[:.](?=\s|\*|$))?\**(?=\s|$|[–—])")
_QUESTION_INSIDE = re.compile(r"\n[^\S\n]*(?P<label>Q)(?=\u00a0\s?|[^\S\n]{2,})\s*\S")
_MARKS = re.compile(r"[\\*_]")
_LEAD = re.compile(rf"[\s*_]*(?:{CLOCK}\s+(?=[A-Z]))?")
_NO_COLON = re.compile(r"\.?(?:\u00a0|\s\s)|\s[—–]\s")
_COLON = re.compile(r"(?<=[^\W_a-z.])(?:\*{1,2})?:|(?<=\))(?:\*{1,2})?:")
_FIRST_COLON_WITHIN = 110
_LABEL_WORDS = 8
_SHORTEST_INSIDE = 5
_LONGEST_WORD = 30
_HONORIFIC_COLON = re.compile(r"(?:MR|MS|MRS|DR):\s+[A-Z]")
_SLIDES = re.compile(r"To view the .{0,40}\bslides\b", re.IGNORECASE)
_END_LINE = re.compile(r"\s*END(?:\s{2,}|\s*$)")
_GLUED = re.compile(r"Q(?=(?:MR|MS|MRS|DR)\.?\s)")
_SPOKEN_TITLE = re.compile(r"\b(?:remarks|address)\b", re.IGNORECASE)
_WRITTEN_TITLE = re.compile(
    r"\b(?:fact sheet|statement by|statement on|readout|announces|nominations)\b", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"(?<![A-Z])[.!?…:;,—–][”’)]*$")
_SHORT_LINE = 16
"""Characters that a long file's lines have at least, on average; real ones, wrapped at 72, have 26."""
_HEADER_LINES, _HEADER_WORDS = 200, 16
"""No header line has so many words."""


class _Stretch(NamedTuple):
    """Lines of one paragraph up to a hard break; `raw` is their text. A named tuple, since they are many."""

    block: Block
    first: int
    end: int
    begins_paragraph: bool
    raw: str

    @property
    def lines(self) -> Block:
        """The rows from `first` up to `end` of its paragraph."""
        return self.block[self.first : self.end]


@dataclass(frozen=True, slots=True)
class _Label:
    """A speaker's label in a stretch: its words, and where it begins and ends in the stretch's text."""

    text: str
    start: int
    end: int


def is_whitehouse(source: Source) -> bool:
    """True where the front matter is one of the two that White House markdown has."""
    if source.container != "text":
        return False
    front = source.front
    url = front.first("permalink", "source_url") or ""
    return "whitehouse" in url or ("published_time" in front.values and bool(front.first("category", "tags")))


def read_whitehouse(source: Source) -> Transcript:
    """Read White House markdown; raises NotATranscriptError for a release or read-out."""
    check_lines(source.path, source.text, _SHORT_LINE)
    front = source.front
    names = _speakers(_stretches(source, front.body))
    title = front.first("title") or title_in_name(source.path.stem)
    record, header = Record(markdown=True), list[Block]()
    if names or "Q" in source.text:
        header = _walk(_stretches(source, front.body), names, record)
    if not (turns := record.turns()):
        record, header = _unlabelled_speech(source, title), []
        turns = record.turns()
    asides = record.asides()
    place, begins = _place_and_time(header)
    return Transcript(
        id=source.path.stem,
        title=title,
        date=parse_date(front.first("date", "published_time")) or date_in_name(source.path.stem),
        format=FORMAT,
        turns=turns,
        url=front.first("permalink", "source_url"),
        place=place,
        begins=begins,
        ends=last_clock(asides, turns[-1].last_line),
        asides=asides,
    )


def _stretches(source: Source, first: int) -> Iterator[_Stretch]:
    for block in blocks(source.numbered(first)):
        begin, begins_paragraph = 0, True
        for row, (text, follower) in enumerate(zip_longest(block.texts, block.texts[1:])):
            ends = follower is None or text.endswith("  ")
            if ends or bullet_end(follower) or ("END" in follower and _END_LINE.match(follower)):
                raw = text if begin == row else "\n".join(block.texts[begin : row + 1])
                yield _Stretch(block, begin, row + 1, begins_paragraph, raw)
                begin, begins_paragraph = row + 1, not ends or bullet_end(text) > 0


def _speakers(stretches: Iterable[_Stretch]) -> frozenset[str]:
    """The labels of this file, from what stands at the beginning of its stretches."""
    candidates: Counter[str] = Counter()
    wide: set[str] = set()
    begun = 0
    for stretch in stretches:
        if (label := _candidate(stretch.raw)) is not None:
            check_turns(begun := begun + 1)
            candidates[label.text] += 1
            if re.match(r"\u00a0|\s\s", stretch.raw[label.end :]):
                wide.add(label.text)
    return accepted(candidates, wide)


def _candidate(raw: str) -> _Label | None:
    if ":" not in raw:
        return None
    lead = _LEAD.match(raw)
    start = lead.end() if lead else 0
    colon = raw.find(":", start, start + _FIRST_COLON_WITHIN)
    if _HONORIFIC_COLON.match(raw, start):
        colon = raw.find(":", colon + 1, start + _FIRST_COLON_WITHIN)
    if colon <= start:
        return None
    behind = colon + 1
    while raw.startswith("*", behind):
        behind += 1
    if behind < len(raw) and raw[behind].isalnum():
        return None
    text = _printed(raw[start:colon])
    if glued := _GLUED.match(text):
        start, text = start + glued.end(), text[glued.end() :]
    return _Label(text, start, behind) if is_capitals_label(text.replace("MR:", "MR")) else None


# A file repeats its labels, and each line is looked at twice.
@lru_cache(maxsize=4096)
def _printed(raw: str) -> str:
    return _label_text(raw)


def _label_text(raw: str) -> str:
    if _MARKS.search(raw):
        raw = raw.replace("\\", "").replace("*", "").replace("_", " ")
    return fold(raw)


def _labels(raw: str, names: frozenset[str]) -> list[_Label]:
    """All labels in a stretch: one at its beginning, rarely one more inside it."""
    found: list[_Label] = []
    question = _QUESTION.match(raw) if "Q" in raw else None
    first = _candidate(raw)
    if question:
        found.append(_Label("Q", question.start(), question.end()))
    elif first is not None and first.text in names:
        found.append(first)
    elif first is None and (bare := _without_colon(raw, names)) is not None:
        found.append(bare)
    if ":" in raw:
        found += [label for label in _inside(raw, names) if not found or label.start >= found[0].end]
    if "\n" in raw and "Q" in raw:
        found += [_Label("Q", m.start("label"), m.end("label")) for m in _QUESTION_INSIDE.finditer(raw)]
    return sorted(found, key=lambda label: label.start)


def _without_colon(raw: str, names: frozenset[str]) -> _Label | None:
    """A known label at the beginning whose colon became a full stop, a dash or nothing but wide space."""
    start = len(raw) - len(raw.lstrip())
    words = raw[start : start + _FIRST_COLON_WITHIN].split(maxsplit=_LABEL_WORDS)[:_LABEL_WORDS]
    firsts = _first_words(names)
    if not words or (words[0] not in firsts and words[0].rstrip(".") not in firsts):
        return None
    for count in range(len(words), 0, -1):
        name = " ".join(words[:count])
        name = name if name in names else name.rstrip(".")
        stop = _NO_COLON.match(raw, start + len(name))
        if name in names and has_title(name) and raw.startswith(name, start) and stop is not None:
            return _Label(name, start, start + len(name) + stop[0].startswith("."))
    return None


@lru_cache(maxsize=4)
def _first_words(names: frozenset[str]) -> frozenset[str]:
    """Most lines are told by them to begin with no label."""
    return frozenset(name.split()[0] for name in names if name.strip())


def _inside(raw: str, names: frozenset[str]) -> Iterator[_Label]:
    """Known labels with their colon inside a stretch."""
    by_end = _by_last_word(names)
    for colon in _COLON.finditer(raw) if by_end else ():
        before = raw[max(0, colon.start() - _FIRST_COLON_WITHIN) : colon.start()]
        tail = _printed(before[-_LONGEST_WORD:]).rpartition(" ")[2]
        if tail not in by_end:
            continue
        words = f" {' '.join(_printed(before).split())}"
        name = next((name for name in by_end[tail] if words.endswith(f" {name}")), None)
        if name and (printed := _as_printed(name).search(before)):
            yield _Label(name, colon.start() - len(before) + printed.start(), colon.end())


@lru_cache(maxsize=4)
def _by_last_word(names: frozenset[str]) -> dict[str, list[str]]:
    """The names that may stand inside a stretch, the longest first, under their last words."""
    inside = [name for name in names if len(name) >= _SHORTEST_INSIDE and has_title(name)]
    by_end: dict[str, list[str]] = {}
    for name in sorted(inside, key=len, reverse=True):
        by_end.setdefault(name.split()[-1], []).append(name)
    return by_end


@lru_cache(maxsize=256)
def _as_printed(name: str) -> re.Pattern[str]:
    """A name as it ends a text of markdown."""
    parts = [re.escape(word).replace(r"\#", r"\\?\#") for word in name.split()]
    return re.compile(r"[\s\\*]+".join(parts) + "$")


def _walk(stretches: Iterable[_Stretch], names: frozenset[str], record: Record) -> list[Block]:
    """Share the stretches out between turns and asides; returns the header's lines."""
    header: list[Block] = []
    for stretch in stretches:
        labels = _labels(stretch.raw, names)
        in_header = not record.has_turns and len(header) < _HEADER_LINES
        lines = stretch.lines
        before = lines_between(lines, 0, labels[0].start) if labels else lines
        if not labels or any(map(str.strip, before.texts)):
            header += [before] if in_header else []
            _say_unlabelled(before, record, paragraph=stretch.begins_paragraph)
        if labels:
            _say_labelled(stretch, labels, record)
    return header


def _say_unlabelled(lines: Block, record: Record, *, paragraph: bool) -> None:
    """Go on with the open turn, unless the lines are none of anybody's speech."""
    raw = fold(lines.joined)
    text, ornament = _label_text(raw), is_ornament(raw)
    if is_closing(text) or _SLIDES.match(text) or (ornament and "#" in text):
        record.close()
    if not record.is_open or ornament or text == "Q":
        record.put_aside(lines)
    else:
        record.say(_without_bullet(lines), paragraph=paragraph)


def _say_labelled(stretch: _Stretch, labels: Sequence[_Label], record: Record) -> None:
    raw, lines = stretch.raw, stretch.lines
    row, counted = 0, 0
    for label, follower in zip_longest(labels, labels[1:]):
        end = follower.start if follower else len(raw)
        row, counted = row + raw.count("\n", counted, label.start), label.start
        record.open(label.text, lines.numbers[row])
        record.say(lines_between(lines, label.end, end), paragraph=True)


def _without_bullet(lines: Block) -> Block:
    bullet = bullet_end(lines.texts[0])
    return lines.with_first(lines.texts[0][bullet:]) if bullet else lines


def _is_long(text: str) -> bool:
    """True where the text has more words than a header's line."""
    return len(text.split(maxsplit=_HEADER_WORDS)) >= _HEADER_WORDS


def _place_and_time(header: Sequence[Block]) -> tuple[str | None, str | None]:
    """The place and the clock time among the header's lines."""
    begins: str | None = None
    places: list[str] = []
    for block in header:
        raw = block.joined
        text = _label_text(raw)
        clock = find_clock(text)
        if clock and len(text) < 60:
            begins = begins or clock
        elif text and text[0] not in "([#" and not raw.startswith("\\*") and not _is_long(text):
            places.append(text)
    return ", ".join(places) or None, begins


def _unlabelled_speech(source: Source, title: str) -> Record:
    """Read remarks that print no label as turns of nobody named; anything else is no transcript.

    The title says who spoke, but a title is no label: it names hosts, guests and occasions too.
    """
    first = source.front.body
    if not _SPOKEN_TITLE.search(title) or _WRITTEN_TITLE.search(title):
        words = sum(count_words(stretch.raw) for stretch in _stretches(source, first))
        reason = (
            f"{_kind(title)}: no speaker labels found in {counted(len(source.lines), 'line')} "
            f"({counted(words, 'word')}); expected lines such as 'MS. PSAKI:' or 'Q'; "
            f"leave it out, or add the speakers' names"
        )
        raise NotATranscriptError(source.path, reason)
    record = Record(markdown=True)
    for stretch in _stretches(source, first):
        folded = fold(stretch.raw)
        speaks = _SENTENCE_END.search(_label_text(folded)) or _is_long(folded)
        if speaks and not record.has_turns and not is_closing(_label_text(folded)):
            record.open("", stretch.lines[0][0])
        _say_unlabelled(stretch.lines, record, paragraph=stretch.begins_paragraph)
    if not record.has_turns:
        raise not_speech(source)
    return record


def _kind(title: str) -> str:
    lowered = title.lower()
    kinds = {"fact sheet": "a fact sheet", "readout": "a read-out", "nomination": "a list of nominations"}
    kinds |= {"statement": "a written statement", "announce": "an announcement"}
    return next((kind for word, kind in kinds.items() if word in lowered), "a release")
