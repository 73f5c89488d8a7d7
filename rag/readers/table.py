"""Tables of turns, CSV and TSV: `format="csv"`. The columns are found by their headings, or named.

`index --columns speaker=WHO,text=WORDS` names them; start, end and date may be named too.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator, Mapping

from rag.errors import NotATranscriptError
from rag.readers.dates import date_in_name, parse_date, title_in_name
from rag.readers.files import LARGEST
from rag.readers.json_speech import seconds, speaker_label
from rag.readers.limits import MOST_COLUMNS, keep
from rag.readers.source import Source
from rag.readers.text import fold, vocabulary
from rag.readers.timestamps import parse_time
from rag.readers.turns_json import fold_paragraphs
from rag.transcript import Transcript, Turn

FORMAT = "csv"

ROLES = ("speaker", "text", "start", "end", "date", "said_at")
"""What a column may hold."""

_HEADINGS: Mapping[str, frozenset[str]] = {
    "speaker": vocabulary(
        """speaker speaker_name speakername name who participant person label speaker_label role
        speaker_id"""
    ),
    "text": vocabulary(
        """text utterance utterances content transcript words message sentence body speech statement
        dialogue quote"""
    ),
    "start": frozenset(
        "start start_time starttime begin from time timestamp timecode start_seconds offset".split()
    ),
    "end": frozenset("end end_time endtime stop to end_seconds".split()),
    "date": frozenset("date day".split()),
    "said_at": frozenset({"said_at", "clock"}),
}
_FEW_COLUMNS = 100
# What is left of a cell in quotation marks, two of which stand for one.
_QUOTED = re.compile(r'(?:[^"]+|"")*+"')
_DELIMITERS = ",\t;|"
_SUFFIXES = (".csv", ".tsv", ".tab")


def is_table(source: Source) -> bool:
    """True for a file that is called a table."""
    return source.container == "text" and source.path.suffix.lower() in _SUFFIXES


def read_table(source: Source) -> Transcript:
    """Read a table; NotATranscriptError where its columns of speakers and words can't be told."""
    rows = _rows(source)
    _, headings = next(rows, (1, []))
    columns = _columns(source, headings)
    turns: list[Turn] = []
    dates: set[str] = set()
    for line, row in rows:
        values = {role: row[column] for role, column in columns.items() if column < len(row)}
        if not (text := fold_paragraphs(values.get("text", ""))):
            continue
        dates.add(fold(values.get("date", "")))
        turn = Turn(
            label=sys.intern(fold(speaker_label(values.get("speaker", "")))),
            text=text,
            line_map=((0, line),),
            last_line=line,
            start=_time(values.get("start")),
            end=_time(values.get("end")),
            said_at=fold(values.get("said_at", "")) or None,
        )
        keep(turns, turn)
    if not turns:
        raise NotATranscriptError(
            source.path, f"a table without words in its column {headings[columns['text']]!r}"
        )
    stem = source.path.stem
    day = parse_date(dates.pop()) if len(dates) == 1 else None
    return Transcript(stem, title_in_name(stem), day or date_in_name(stem), FORMAT, tuple(turns))


def _rows(source: Source) -> Iterator[tuple[int, list[str]]]:
    """The rows that aren't blank, each with the line that it begins on."""
    csv.field_size_limit(LARGEST)
    delimiter = _delimiter(source)
    lines = _Lines(source, delimiter)
    reader = csv.reader(lines, delimiter=delimiter)
    line = 1
    while True:
        lines.begins_row = True
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise source.error(
                f"no table that can be read ({error}); mend it there", reader.line_num
            ) from error
        if any(cell.strip() for cell in row):
            yield line, row
        line = reader.line_num + 1


class _Lines(Iterator[str]):
    """The lines as the csv module takes them, up to a row of more than MOST_COLUMNS columns.

    Its list of cells takes seventy times the bytes of a row of commas, so they are counted before.
    """

    def __init__(self, source: Source, delimiter: str) -> None:
        self._source, self._delimiter = source, delimiter
        self._lines = enumerate(source.lines, start=1)
        self.begins_row = True
        self._columns = 0

    def __next__(self) -> str:
        number, text = next(self._lines)
        if self.begins_row:
            self._columns = 0
        self._columns += self._count(text)
        if self._columns > MOST_COLUMNS:
            raise self._source.error(
                f"a row of more than {MOST_COLUMNS:,} columns; expected one turn in a row; "
                f"mend its line ends and quotation marks",
                number,
            )
        # The module asks for more lines of the same row where a quotation mark is open.
        self.begins_row = False
        return f"{text}\n"

    def _count(self, text: str) -> int:
        """The cells that end in a line; of a line of few delimiters, as many as it may have."""
        if text.count(self._delimiter) <= _FEW_COLUMNS and self.begins_row:
            return text.count(self._delimiter)
        count, at = 0, 0
        quoted = not self.begins_row
        while 0 <= at < len(text) and count <= MOST_COLUMNS:
            if quoted or text[at] == '"':
                cell = _QUOTED.match(text, at + (not quoted))
                if cell is None:
                    return count
                at = cell.end()
            quoted = False
            count += 1
            at = text.find(self._delimiter, at) + 1 or -1
        return count


def _delimiter(source: Source) -> str:
    heading = next((text for text in source.lines if text.strip()), "")
    return max(_DELIMITERS, key=heading.count)


def _columns(source: Source, headings: list[str]) -> dict[str, int]:
    """Which column holds what, as named or as the headings tell."""
    names = [fold(heading) for heading in headings]
    plain = [re.sub(r"[^a-z]+", "_", name[:100].lower()).strip("_") for name in names]
    columns: dict[str, int] = {}
    for role, name in source.hints.columns:
        if name not in names:
            raise source.error(f"no column {name!r}; found {_listed(names)}; name one of these")
        columns[role] = names.index(name)
    for role, known in _HEADINGS.items():
        found = next((row for row, name in enumerate(plain) if name in known), None)
        if role not in columns and found is not None and found not in columns.values():
            columns[role] = found
    if "text" not in columns or not columns.keys() & {"speaker", "start"}:
        raise NotATranscriptError(
            source.path,
            f"a table of {_listed(names)}: no columns of speakers and words found; name them with "
            f"index --columns 'speaker=COLUMN,text=COLUMN', or leave it out",
        )
    return columns


def _listed(names: list[str]) -> str:
    shown = ", ".join(repr(name[:40]) for name in names[:8])
    return f"the columns {shown}" + (f" and {len(names) - 8} more" if len(names) > 8 else "")


def _time(text: str | None) -> float | None:
    if text is None:
        return None
    found = parse_time(text)
    return found if found is not None else seconds(text)
