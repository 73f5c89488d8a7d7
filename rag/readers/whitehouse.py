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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.errors import NotATranscriptError
from rag.readers.clock import find_clock, is_closing
from rag.readers.dates import date_in_name, parse_date
from rag.readers.front_matter import FrontMatter
from rag.readers.labels import accepted, has_title, is_capitals_label
from rag.readers.markdown import add_markdown, bullet_end, is_ornament
from rag.readers.record import Record
from rag.readers.source import Source
from rag.readers.text import Block, blocks, fold, lines_between
from rag.transcript import Transcript

FORMAT = "whitehouse-markdown"

_QUESTION = re.compile(r"[\s*_]*Q(?:[:.](?=\s|\*|$))?\**(?=\s|$|[–—])")
_QUESTION_INSIDE = re.compile(r"\n[^\S\n]*(?P<label>Q)(?=\u00a0\s?|[^\S\n]{2,})\s*\S")
_LEAD = re.compile(r"[\s*_]*")
_COLON = re.compile(r"(?<=[^\W_a-z.])(?:\*{1,2})?:|(?<=\))(?:\*{1,2})?:")
_FIRST_COLON_WITHIN = 110
_HONORIFIC_COLON = re.compile(r"(?:MR|MS|MRS|DR):\s+[A-Z]")
_SLIDES = re.compile(r"To view the .{0,40}\bslides\b", re.IGNORECASE)
_GLUED = re.compile(r"Q(?=(?:MR|MS|MRS|DR)\.?\s)")
_SPOKEN_TITLE = re.compile(r"\b(?:remarks|address)\b", re.IGNORECASE)
_WRITTEN_TITLE = re.compile(
    r"\b(?:fact sheet|statement by|statement on|readout|announces|nominations)\b", re.IGNORECASE
)
_SPEECH_WORDS = 16
"""A paragraph of so many words is no header line."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    lines: Block
    begins_paragraph: bool

    @property
    def raw(self) -> str:
        return "\n".join(text for _, text in self.lines)


@dataclass(frozen=True, slots=True)
class _Label:
    """A speaker's label in a stretch: its words, and where it begins and ends in the stretch's text."""

    text: str
    start: int
    end: int


def is_whitehouse(front: FrontMatter) -> bool:
    """True where the front matter is one of the two that White House markdown has."""
    url = front.first("permalink", "source_url") or ""
    return "whitehouse" in url or ("published_time" in front.values and bool(front.first("category", "tags")))


def read_whitehouse(source: Source, front: FrontMatter) -> Transcript:
    """Read White House markdown; raises NotATranscriptError for a release or read-out."""
    stretches = list(_stretches(source, front.body))
    names = _speakers(stretches)
    title = front.first("title") or source.path.stem
    record = Record(add_markdown)
    header = _walk(stretches, names, record)
    turns = record.turns()
    if not turns:
        record = _unlabelled_speech(source, title, stretches)
        header = []
        turns = record.turns()
    asides = record.asides()
    place, begins = _place_and_time(header)
    last = turns[-1].last_line
    ends = [clock for aside in asides if aside.line >= last and (clock := find_clock(aside.text))]
    return Transcript(
        id=source.path.stem,
        title=title,
        date=parse_date(front.first("date", "published_time")) or date_in_name(source.path.stem),
        format=FORMAT,
        turns=turns,
        url=front.first("permalink", "source_url"),
        place=place,
        begins=begins,
        ends=ends[-1] if ends else None,
        asides=asides,
    )


def _stretches(source: Source, first: int) -> Iterator[_Stretch]:
    for block in blocks(source.numbered(first)):
        begin, begins_paragraph = 0, True
        for row, (_, text) in enumerate(block):
            ends = text.endswith("  ") or row + 1 == len(block)
            if ends or bullet_end(block[row + 1][1]) or is_ornament(text):
                yield _Stretch(block[begin : row + 1], begins_paragraph)
                begin, begins_paragraph = row + 1, bool(not ends or bullet_end(text))


def _speakers(stretches: Sequence[_Stretch]) -> frozenset[str]:
    """The labels of this file, from what stands at the beginning of its stretches."""
    candidates: Counter[str] = Counter()
    wide: set[str] = set()
    for stretch in stretches:
        if (label := _candidate(stretch.raw)) is not None:
            candidates[label.text] += 1
            if re.match(r"\u00a0|\s\s", stretch.raw[label.end :]):
                wide.add(label.text)
    return accepted(candidates, wide)


def _candidate(raw: str) -> _Label | None:
    lead = _LEAD.match(raw)
    start = lead.end() if lead else 0
    colon = raw.find(":", start, start + _FIRST_COLON_WITHIN)
    if _HONORIFIC_COLON.match(raw, start):
        colon = raw.find(":", colon + 1, start + _FIRST_COLON_WITHIN)
    if colon <= start:
        return None
    end = re.compile(r"\**").match(raw, colon + 1)
    behind = end.end() if end else colon + 1
    if behind < len(raw) and raw[behind].isalnum():
        return None
    text = _label_text(raw[start:colon])
    if glued := _GLUED.match(text):
        start, text = start + glued.end(), text[glued.end() :]
    return _Label(text, start, behind) if is_capitals_label(text.replace("MR:", "MR")) else None


def _label_text(raw: str) -> str:
    return fold(raw.replace("\\", "").replace("*", "").replace("_", " "))


def _labels(raw: str, names: frozenset[str]) -> list[_Label]:
    """All labels in a stretch: one at its beginning, rarely one more inside it."""
    found: list[_Label] = []
    question = _QUESTION.match(raw)
    first = _candidate(raw)
    if question:
        found.append(_Label("Q", question.start(), question.end()))
    elif first is not None and first.text in names:
        found.append(first)
    if ":" in raw:
        found += [label for label in _inside(raw, names) if not found or label.start >= found[0].end]
    if "\n" in raw and "Q" in raw:
        found += [_Label("Q", m.start("label"), m.end("label")) for m in _QUESTION_INSIDE.finditer(raw)]
    return sorted(found, key=lambda label: label.start)


def _inside(raw: str, names: frozenset[str]) -> Iterator[_Label]:
    for colon in _COLON.finditer(raw):
        before = raw[max(0, colon.start() - 100) : colon.start()]
        folded = _label_text(before)
        known = [name for name in names if folded.endswith(name) and has_title(name) and len(name) > 4]
        if not known:
            continue
        name = max(known, key=len)
        printed = re.search(
            r"[\s\\*]+".join(map(re.escape, name.split())).replace(r"\#", r"\\?\#") + "$", before
        )
        if printed and not before[: printed.start()][-1:].isalnum():
            yield _Label(name, max(0, colon.start() - 100) + printed.start(), colon.end())


def _walk(stretches: Sequence[_Stretch], names: frozenset[str], record: Record) -> list[Block]:
    """Share the stretches out between turns and asides; returns the header's lines."""
    header: list[Block] = []
    closed = False
    for stretch in stretches:
        raw = stretch.raw
        labels = _labels(raw, names)
        if not labels:
            folded = fold(raw)
            if is_closing(_label_text(raw)) or is_ornament(folded) or _SLIDES.match(folded):
                closed = closed or record.is_open
                record.close()
            if record.is_open:
                record.say(_without_bullet(stretch.lines), paragraph=stretch.begins_paragraph)
            else:
                record.put_aside(stretch.lines)
                if not closed:
                    header.append(stretch.lines)
            continue
        if labels[0].start > 0:
            before = lines_between(stretch.lines, 0, labels[0].start)
            if record.is_open:
                record.say(before, paragraph=stretch.begins_paragraph)
            else:
                record.put_aside(before)
                header += [before] if not closed else []
        _say_labelled(stretch, labels, record)
        closed = False
    return header


def _say_labelled(stretch: _Stretch, labels: Sequence[_Label], record: Record) -> None:
    raw = stretch.raw
    ends = [label.start for label in labels[1:]] + [len(raw)]
    for label, end in zip(labels, ends, strict=True):
        line = stretch.lines[raw.count("\n", 0, label.start)][0]
        record.open(label.text, line)
        record.say(lines_between(stretch.lines, label.end, end), paragraph=True)


def _without_bullet(lines: Block) -> Block:
    number, text = lines[0]
    return [(number, text[bullet_end(text) :]), *lines[1:]]


def _place_and_time(header: Sequence[Block]) -> tuple[str | None, str | None]:
    """The place and the clock time among the header's lines."""
    begins: str | None = None
    places: list[str] = []
    for block in header:
        text = _label_text("\n".join(part for _, part in block))
        clock = find_clock(text)
        if clock and len(text) < 60:
            begins = begins or clock
        elif text and begins is None and text[0] not in "([" and len(text.split()) < _SPEECH_WORDS:
            places.append(text)
    return ", ".join(places) or None, begins


def _unlabelled_speech(source: Source, title: str, stretches: Sequence[_Stretch]) -> Record:
    """Read remarks that print no label as turns of nobody named; anything else is no transcript.

    The title says who spoke, but a title is no label: it names hosts, guests and occasions too.
    """
    words = sum(len(stretch.raw.split()) for stretch in stretches)
    if not _SPOKEN_TITLE.search(title) or _WRITTEN_TITLE.search(title):
        reason = (
            f"{_kind(title)}: no speaker labels found in {len(source.lines)} lines ({words} words); "
            f"expected lines such as 'MS. PSAKI:' or 'Q'; leave it out, or add the speakers' names"
        )
        raise NotATranscriptError(source.path, reason)
    record = Record(add_markdown)
    for stretch in stretches:
        folded = fold(stretch.raw)
        if not record.is_open and len(folded.split()) >= _SPEECH_WORDS:
            record.open("", stretch.lines[0][0])
        if is_closing(_label_text(folded)) or is_ornament(folded):
            record.close()
        if record.is_open:
            record.say(_without_bullet(stretch.lines), paragraph=stretch.begins_paragraph)
        else:
            record.put_aside(stretch.lines)
    return record


def _kind(title: str) -> str:
    lowered = title.lower()
    kinds = {"fact sheet": "a fact sheet", "readout": "a read-out", "nomination": "a list of nominations"}
    kinds |= {"statement": "a written statement", "announce": "an announcement"}
    return next((kind for word, kind in kinds.items() if word in lowered), "a release")
