"""CSV (RFC 4180) that a spreadsheet shows and never runs."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Mapping, Sequence

from rag.citations import Citation
from rag.evidence import evidence
from rag.terms import describe
from ui.export.facts import file_name, locator_of, web_address
from ui.export.notes import notes_of
from ui.questioner import probably

# Source: https://owasp.org/www-community/attacks/CSV_Injection; the wide forms start formulas in some
# editions of Excel, and importers that trim cells find what stands behind white space.
_FORMULA = re.compile(r"'*[\s\0]*[=+\-@＝＋－＠]|'*[\t\r\n]")


def csv_table(citations: Sequence[Citation], accessed: dt.date) -> str:
    """One row for each citation under a row of headings."""
    return write_csv(_row(citation, accessed) for citation in citations)


def write_csv(rows: Iterable[Mapping[str, object]]) -> str:
    """Rows of one shape as CSV under their keys; None is an empty cell. "" without rows."""
    out = io.StringIO()
    writer: csv.DictWriter[str] | None = None
    for row in rows:
        if writer is None:
            writer = csv.DictWriter(out, list(row))
            writer.writeheader()
        writer.writerow({key: inert(value) for key, value in row.items()})
    return out.getvalue()


def inert(value: object) -> object:
    """The cell, with an apostrophe before what a spreadsheet would take for a formula; numbers stay."""
    if not isinstance(value, str):
        return value
    return f"'{value}" if _FORMULA.match(value) else value


def _row(citation: Citation, accessed: dt.date) -> dict[str, object]:
    found, asked = evidence(citation), citation.question
    return {
        "n": citation.n,
        "quote": citation.quote,
        "speaker": citation.speaker,
        "label": citation.label,
        "office": citation.office,
        "role": citation.role.value,
        "date": citation.date.isoformat() if citation.date else None,
        "title": citation.title,
        "place": locator_of(citation),
        "link": found.text_link or web_address(citation),
        "time_link": found.time_link,
        "accessed": accessed.isoformat(),
        "terms": describe(citation.terms) or None,
        "captions": citation.captions,
        "asked_by": asked.speaker if asked else None,
        "probably_asked_by": probably(asked.questioner) or None if asked else None,
        "question": asked.text if asked else None,
        "notes": " ".join(notes_of(citation)),
        "transcript": citation.transcript,
        "turn": citation.turn,
        "start": citation.start,
        "end": citation.end,
        "file": file_name(citation),
        "lines": citation.place,
        "sha256": citation.sha256,
    }
