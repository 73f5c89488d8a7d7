"""Markdown: each quotation as a block quotation, with its source and notes below."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from rag.citations import Citation
from rag.evidence import evidence
from ui.export.facts import author_of, locator_of, long_date, title_of
from ui.export.notes import notes_of

_SPECIAL = re.compile(
    r"[\\`*_\[\]<>~$&|]|^[-+=#]|(?<=^\d)[.)]|(?<=^\d\d)[.)]|(?<=^\d\d\d)[.)]|(?<=^\d{4})[.)]"
)


def markdown(citations: Sequence[Citation], accessed: dt.date) -> str:
    """All citations, parted by blank lines."""
    return "\n".join(_block(citation, accessed) for citation in citations)


def plain(text: str) -> str:
    """Text that Markdown takes for nothing but text, on one line."""
    return _SPECIAL.sub(lambda match: "\\" + match.group(), " ".join(text.split()))


def _block(citation: Citation, accessed: dt.date) -> str:
    author, found = author_of(citation), evidence(citation)
    name = f"{author.given} {author.family}".strip() if author else ""
    who = name or ("A reporter" if citation.speaker == "Q" else "Speaker unknown")
    day = f", {long_date(citation.date)}" if citation.date else ""
    quoted = [plain(part) for part in re.split(r"\n\s*\n", citation.quote)]
    lines = "\n>\n> ".join([f"“{quoted[0]}", *quoted[1:]]) + "”"
    about = plain(f"{who}{day}: {title_of(citation)}, {locator_of(citation)}")
    links = [f"<{link}>" for link in (found.text_link, found.time_link) if link]
    looked = f"accessed {long_date(accessed)}"
    notes = [*(plain(note) for note in notes_of(citation)), ", ".join([*links, looked])]
    return f"> {lines}\n\n{about}\n\n" + "".join(f"- {note}\n" for note in notes)
