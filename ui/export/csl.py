"""CSL-JSON, which Zotero, Mendeley, Paperpile and pandoc read.

Source: https://github.com/citation-style-language/schema/blob/v1.0.2/schemas/input/csl-data.json. The
quotation is the `abstract`, since managers show that one; what belongs to no field of theirs is `custom`.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

from rag.citations import Citation
from rag.terms import describe
from ui.export.facts import author_of, genre_of, kind_of, locator_of, title_of, web_address
from ui.export.notes import notes_of


def csl(citations: Sequence[Citation], accessed: dt.date) -> str:
    """A list with one item for each citation."""
    return json.dumps([_item(each, accessed) for each in citations], ensure_ascii=False, indent=1) + "\n"


def _item(citation: Citation, accessed: dt.date) -> dict[str, Any]:
    author, url = author_of(citation), web_address(citation)
    item: dict[str, Any] = {
        "id": f"{citation.transcript}-{citation.turn}-{citation.start}-{citation.end}",
        "type": kind_of(citation)[0],
        "title": title_of(citation),
        "genre": genre_of(citation),
        "locator": locator_of(citation),
        "abstract": citation.quote,
        "note": " ".join(notes_of(citation)),
        "custom": _custom(citation),
    }
    if author is not None:
        name = {"family": author.family, "given": author.given} if author.given else None
        item["author"] = [name or {"literal": author.family}]
    if citation.date is not None:
        item["issued"] = _day(citation.date)
    if url is not None:
        item |= {"URL": url, "accessed": _day(accessed)}
    return item


def _custom(citation: Citation) -> dict[str, Any]:
    asked = citation.question
    return {
        "quote": citation.quote,
        "speaker": citation.speaker,
        "label": citation.label,
        "office": citation.office,
        "role": citation.role.value,
        "transcript": citation.transcript,
        "turn": citation.turn,
        "start": citation.start,
        "end": citation.end,
        "place": citation.place,
        "sha256": citation.sha256,
        "terms": describe(citation.terms) or None,
        "captions": citation.captions,
        "question": asked.text if asked else None,
    }


def _day(day: dt.date) -> dict[str, Any]:
    return {"date-parts": [[day.year, day.month, day.day]]}
