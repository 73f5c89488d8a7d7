"""Hearings and debates as official printers set them: `format="hearing-text"`.

A speaker opens a paragraph with a title and a surname and a full stop, and no colon: "Mr. SMITH. I thank
the Chair.", "    The Chairman. Thank you.", "Senator GRASSLEY of Iowa. Yes.". As in the Congressional
Record, https://www.govinfo.gov/help/crec, and in committee prints, https://www.govinfo.gov/help/chrg.
A prepared statement that is printed into the record was not said, and is left out and named.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from rag.errors import NotATranscriptError
from rag.readers.clock import is_closing
from rag.readers.dates import date_in_name, parse_date, title_in_name
from rag.readers.markdown import is_ornament
from rag.readers.record import Record
from rag.readers.source import Source
from rag.readers.text import Block, blocks, fold, lines_from
from rag.transcript import Aside, Transcript

FORMAT = "hearing-text"

_TITLE = (
    r"(?:M(?:r|s|rs|x)|MR|MS|MRS|Dr|DR|Hon|Prof|Gen|Adm|Col|Sen|Rep)\.(?=\s)|Miss|Senator|Representative"
    r"|(?:Acting |Vice |Ranking )?(?:Chair(?:man|woman|person)?|Member)|Secretary|Director|Administrator"
    r"|Commissioner|Ambassador|Governor|Attorney General|General|Admiral|Judge|Justice|Chief Justice|Colonel"
    r"|Mayor|Delegate|Sergeant|Lieutenant|Captain|Inspector General|Congress(?:man|woman)|Under Secretary"
)
_NAME = r"(?:[A-Z][\w’'-]*|de|la|van|von|der|den)(?:\s(?:[A-Z][\w’'-]*|de|la|van|von|der|den)){0,2}"
_OFFICE = (
    r"(?:The|THE)\s(?:[Aa]cting\s|[Vv]ice\s|ACTING\s|VICE\s)?(?:Chair(?:man|woman|person)?|CHAIR(?:MAN|WOMAN|PERSON)?"
    r"|PRESIDENT(?: pro tempore)?|PRESIDING OFFICER|SPEAKER(?: pro tempore)?|CLERK|Clerk|Witness|WITNESS"
    r"|President|Speaker|Presiding Officer|Court|COURT|Moderator|MODERATOR|Reporter|REPORTER)"
)
_LABEL = re.compile(
    rf"\s*(?P<label>{_OFFICE}|(?:{_TITLE})\s+{_NAME}(?:\s+of\s+(?:the\s)?[A-Z]\w+(?:\s[A-Z]\w+)?)?)"
    rf"(?:\s*\([^()\n]{{1,60}}\))?\.(?=\s+[\"“‘(\\\[A-Z0-9$]|\s*$)"
)
_STATEMENT = re.compile(
    r"\W*(?:the )?(?:\w+ ){0,3}statements? (?:of|by|from) .{1,200}follows?\W*$"
    r"|\W*the (?:information|material|document|article|letter|report)s?\b.{0,200}follows?\W*$",
    re.IGNORECASE | re.DOTALL,
)
_PAGE = re.compile(r"\s*\\?\[+(?:\\\[)?\s*Page\s\w+\s*\\?\]+(?:\\?\])?\s*$|\s*\d{1,4}\s*$")
_SIGN = re.compile(
    r"\bhearing\b|congressional record|committee|\bhansard\b|parliament|senate|house of", re.IGNORECASE
)
# Bounded, or a megabyte of letters would be tried from each of them.
_DAY = re.compile(r"(?:[A-Z]{3,6}DAY, )?([A-Z][A-Za-z]{2,9}\.? \d{1,2}, (?:19|20)\d\d)")
_COLON_LABEL = re.compile(r"\s*(?:\*\*)?[A-Z][\w. ’'-]{1,40}:(?:\*\*)?(?:\s|$)")
_FEWEST = 3


def is_hearing(source: Source) -> bool:
    """True where three paragraphs or more begin with such a label, and more than begin with a colon's."""
    if source.front.values and source.container == "text":
        return False
    labels: Counter[str] = Counter()
    colons = 0
    for _, text in source.numbered():
        found = _LABEL.match(text[:160]) if "." in text[:160] else None
        if found:
            labels[fold(found["label"])] += 1
        colons += ":" in text[:60] and _COLON_LABEL.match(text[:60]) is not None
    count = sum(labels.values())
    signed = any(_SIGN.search(text[:200]) for text in source.lines[:60])
    return count > colons and (count >= _FEWEST or (count >= 2 and signed))


def read_hearing(source: Source) -> Transcript:
    """Read it; raises NotATranscriptError where no paragraph begins with such a label."""
    record = Record(markdown=source.markdown)
    statements: list[str] = []
    for paragraph in blocks(source.numbered()):
        for lines, end in _stretches(paragraph):
            _put(record, lines, end, statements)
    turns, asides = record.turns(), record.asides()
    if not turns:
        reason = (
            "no speakers found; expected paragraphs such as 'Mr. SMITH. I thank the Chair.'; leave it out"
        )
        raise NotATranscriptError(source.path, reason)
    stem = source.path.stem
    header = [aside for aside in asides if aside.line <= turns[0].line_map[0][1]]
    notes = (f"Left out, since nobody says it: {'; '.join(statements[:20])}.",) if statements else ()
    day = next((parse_date(found[1].title()) for a in header if (found := _DAY.search(a.text))), None)
    return Transcript(
        id=stem,
        title=source.front.first("title") or _title(header) or title_in_name(stem),
        date=day or parse_date(source.front.first("date")) or date_in_name(stem),
        format=FORMAT,
        turns=turns,
        url=source.front.first("url"),
        asides=asides,
        notes=notes,
    )


def _stretches(paragraph: Block) -> Iterator[tuple[Block, int]]:
    """Cut a paragraph before each line that opens with a label or is a page's mark; with the label's end."""
    begin = 0
    for row in range(1, len(paragraph) + 1):
        if row == len(paragraph) or _opens(paragraph[row][1]) or _opens_page(paragraph[row - 1][1]):
            part = paragraph[begin:row]
            found = _LABEL.match(part[0][1][:160])
            yield part, found.end() if found else 0
            begin = row


def _opens(text: str) -> bool:
    return _LABEL.match(text[:160]) is not None or _opens_page(text)


def _opens_page(text: str) -> bool:
    return len(text) < 60 and _PAGE.match(text) is not None


def _put(record: Record, lines: Block, end: int, statements: list[str]) -> None:
    """Share a stretch out between turns and asides."""
    text = fold(lines.joined)
    if end:
        found = _LABEL.match(lines[0][1])
        record.open(fold(found["label"]) if found else "", lines[0][0])
        record.say(lines_from(lines, end), paragraph=True)
    elif text.lstrip("\\").startswith(("[", "(")) and len(text) < 400 and _STATEMENT.match(text):
        statements.append(text.replace("\\", "").strip("[]() .")[:120])
        record.close()
        record.put_aside(lines)
    elif (
        not record.is_open
        or _is_procedure(text)
        or _opens_page(lines[0][1])
        or is_ornament(text)
        or is_closing(text)
        or _is_heading(lines)
    ):
        record.put_aside(lines)
    else:
        record.say(lines, paragraph=True)


def _is_procedure(text: str) -> bool:
    """True for a paragraph such as "[Whereupon, the committee recessed.]"; "[Laughter.]" is a remark."""
    bare = text.replace("\\", "")
    return bare.startswith("[") and bare.rstrip(".").endswith("]") and len(bare.split(maxsplit=3)) > 3


def _is_heading(lines: Block) -> bool:
    """True for a centred heading in capitals, such as "STATEMENT OF ANA RUIZ, HARBOUR MASTER"."""
    first = lines[0][1]
    words = fold(lines.joined)
    return (
        words.isupper()
        and len(words.split(maxsplit=1)) > 1
        and (first[:8].isspace() or words.startswith("STATEMENT OF"))
    )


def _title(header: list[Aside]) -> str | None:
    """The first line in capitals of two words or more that is no printer's formula."""
    for aside in header:
        words = aside.text.strip("=_- ")
        if words.isupper() and len(words.split(maxsplit=1)) > 1 and not _DAY.fullmatch(words):
            return words
    return next((aside.text for aside in header if len(aside.text.split(maxsplit=2)) > 2), None)
