"""Citations for use elsewhere: documents, spreadsheets, citation managers and running text.

Every format holds the quotation as the exact slice of its turn (but for the format's own escapes), what must
be known before it is printed (terms of attribution, machine captions, corrections), who asked, the link, and
the day on which it was looked up.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rag.citations import Citation
from rag.errors import OnRecordError
from ui.contract import citation_json
from ui.export.bibtex import bibtex
from ui.export.csl import csl
from ui.export.markdown import markdown
from ui.export.styles import ap, apa, chicago
from ui.export.table import csv_table

__all__ = ["FORMATS", "Format", "export"]


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write citations; `suffix` ends the file's name, `encoding` is a file's (Excel wants a BOM)."""

    suffix: str
    write: Callable[[Sequence[Citation], dt.date], str]
    encoding: str = "utf-8"


def _json(citations: Sequence[Citation], accessed: dt.date) -> str:
    found = {
        "citations": [citation_json(citation) for citation in citations],
        "accessed": accessed.isoformat(),
    }
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


FORMATS: Mapping[str, Format] = {
    "markdown": Format(".md", markdown),
    "csv": Format(".csv", csv_table, "utf-8-sig"),
    "json": Format(".json", _json),
    "bibtex": Format(".bib", bibtex),
    "csl": Format(".csl.json", csl),
    "apa": Format(".apa.txt", apa),
    "chicago": Format(".chicago.txt", chicago),
    "ap": Format(".ap.txt", ap),
}


def export(citations: Sequence[Citation], name: str, accessed: dt.date) -> str:
    """The citations in the format of that name; `accessed` is the day on which they were looked up.

    Raises OnRecordError for a name that isn't in FORMATS.
    """
    if name not in FORMATS:
        raise OnRecordError(f"There is no export format {name!r}. Choose one of: {', '.join(FORMATS)}.")
    return FORMATS[name].write(citations, accessed)
