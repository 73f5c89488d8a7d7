"""Running text in three styles: the quotation, its reference, and what must be known of it.

Titles keep their own capitals (lower-casing could spoil a name), and the quotation keeps its own punctuation.
The sha256 and the file's name stay with the other formats. Rules:

- APA 7: https://apastyle.apa.org/style-grammar-guidelines/references/elements-list-entry and, for quotations
  without page numbers, https://apastyle.apa.org/style-grammar-guidelines/citations/quotations
- Chicago 17, notes: https://www.chicagomanualofstyle.org/tools_citationguide/citation-guide-1.html (14.12 on
  access dates, 14.217 on lectures and papers)
- AP: https://www.apstylebook.com (months, attribution, colon before quotations of several sentences)
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from rag.citations import Citation
from ui.export.facts import (
    Author,
    asks,
    author_of,
    file_name,
    genre_of,
    locator_of,
    long_date,
    month_of,
    title_of,
    web_address,
)
from ui.export.notes import notes_of

_AP_MONTHS = {
    "January": "Jan.", "February": "Feb.", "August": "Aug.", "September": "Sept.", "October": "Oct.",
    "November": "Nov.", "December": "Dec.",
}  # fmt: skip


def apa(citations: Sequence[Citation], accessed: dt.date) -> str:
    """APA 7: the quotation with its citation in the text, then the entry for the list of references."""
    return _blocks(citations, accessed, _apa)


def chicago(citations: Sequence[Citation], accessed: dt.date) -> str:
    """Chicago 17, notes and bibliography: the quotation, then its note."""
    return _blocks(citations, accessed, _chicago)


def ap(citations: Sequence[Citation], accessed: dt.date) -> str:
    """AP: the attribution and the quotation as a story has them, then the source for the desk."""
    return _blocks(citations, accessed, _ap)


def _blocks(
    citations: Sequence[Citation], accessed: dt.date, style: Callable[[Citation, dt.date], list[str]]
) -> str:
    blocks = []
    for citation in citations:
        # The last note is the file and its digest: evidence, and no part of a reference.
        notes = [f"[{note}]" for note in notes_of(citation)[:-1]]
        blocks.append("\n".join([*style(citation, accessed), *notes]))
    return "\n\n".join(blocks) + ("\n" if blocks else "")


def _apa(citation: Citation, accessed: dt.date) -> list[str]:
    author, title, day = author_of(citation), title_of(citation), citation.date
    year = str(day.year) if day else "n.d."
    when = f"{day.year}, {month_of(day)} {day.day}" if day else "n.d."
    url = web_address(citation)
    genre = genre_of(citation) if url else f"{genre_of(citation)}, file {file_name(citation)}"
    place = locator_of(citation)
    if author is None:
        who = _unnamed(citation)
        entry, cited = f"{title} [{genre}]. ({when}).", f"{who}, “{_inner(title)},” {year}, {place}"
    else:
        name = f"{author.family}, {author.initials}" if author.given else f"{author.family.rstrip('.')}."
        entry, cited = f"{name} ({when}). {title} [{genre}].", f"{author.family}, {year}, {place}"
    found = f" Retrieved {long_date(accessed)}, from {url}" if url else ""
    return [f"“{citation.quote}” ({cited}).", f"{entry}{found}"]


def _chicago(citation: Citation, accessed: dt.date) -> list[str]:
    author = author_of(citation)
    who = _whole(author) if author else _unnamed(citation).capitalize()
    genre = genre_of(citation)
    about = f"{genre[0].lower()}{genre[1:]}, {long_date(citation.date) if citation.date else 'n.d.'}"
    url = web_address(citation)
    found = f"accessed {long_date(accessed)}, {url}" if url else f"file {file_name(citation)}"
    note = f"{citation.n}. {who}, “{_inner(title_of(citation))}” ({about}), {locator_of(citation)}, {found}."
    return [f"“{citation.quote}”", note]


def _ap(citation: Citation, accessed: dt.date) -> list[str]:
    author = author_of(citation)
    who = _whole(author) if author else f"A{_unnamed(citation)[1:]}"
    verb = "asked" if asks(citation) else "said"
    day = f" {_ap_date(citation.date)}" if citation.date else ""
    url = web_address(citation)
    found = f"{url} (accessed {_ap_date(accessed)})" if url else f"file {file_name(citation)}"
    source = f"Source: {title_of(citation)}, {genre_of(citation).lower()}, {locator_of(citation)}, {found}"
    return [f"{who} {verb}{day}: “{citation.quote}”", source]


def _ap_date(day: dt.date) -> str:
    month = month_of(day)
    return f"{_AP_MONTHS.get(month, month)} {day.day}, {day.year}"


def _whole(author: Author) -> str:
    return f"{author.given} {author.family}".strip()


def _unnamed(citation: Citation) -> str:
    return "a reporter" if citation.speaker == "Q" else "an unidentified speaker"


def _inner(title: str) -> str:
    """A title within quotation marks: the marks inside it become single ones."""
    return title.replace("“", "‘").replace("”", "’").replace('"', "'")
