"""BibTeX: `@misc` entries that LaTeX typesets as they stand, with biblatex's `urldate` and `abstract`.

Source: https://ctan.org/pkg/bibtex (entries) and https://ctan.org/pkg/biblatex (fields).
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Sequence

from rag.citations import Citation
from ui.export.facts import author_of, genre_of, locator_of, title_of, web_address
from ui.export.notes import notes_of

# BibTeX counts braces even behind a backslash, so a single brace needs a command of its own; LaTeX joins
# "--", "''" and "``" into other characters unless something stands between.
_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", "`": r"\textasciigrave{}", "#": r"\#", "$": r"\$", "%": r"\%", "&": r"\&",
    "_": r"\_", '"': r"\textquotedbl{}", "<": r"\textless{}", ">": r"\textgreater{}", "|": r"\textbar{}",
}  # fmt: skip
_ESCAPED = re.compile("|".join(map(re.escape, _SPECIAL)) + "|(?<=-)-|(?<=')'")


def bibtex(citations: Sequence[Citation], accessed: dt.date) -> str:
    """One entry for each citation; keys are surname, year and turn, made unique by a letter."""
    entries = []
    taken: set[str] = set()
    for citation in citations:
        key = next(key for key in _keys(citation) if key not in taken)
        taken.add(key)
        entries.append(_entry(key, citation, accessed))
    return "\n".join(entries)


def latex(text: str) -> str:
    """Text that LaTeX typesets character by character; Unicode is kept."""
    return _ESCAPED.sub(lambda match: _SPECIAL.get(match.group(), "{}" + match.group()), text)


def _entry(key: str, citation: Citation, accessed: dt.date) -> str:
    author, day, url = author_of(citation), citation.date, web_address(citation)
    fields = {"title": f"{{{latex(title_of(citation))}}}"}
    if author is not None:
        family, given = latex(author.family), latex(author.given)
        fields["author"] = f"{{{family}}}, {given}" if given else f"{{{family}}}"
    if day is not None:
        fields |= {"year": str(day.year), "month": str(day.month), "date": day.isoformat()}
    fields["howpublished"] = latex(f"{genre_of(citation)}, {locator_of(citation)}")
    if url is not None:
        fields |= {"url": url, "urldate": accessed.isoformat()}
    fields["abstract"] = latex(citation.quote)
    fields["note"] = latex(" ".join(notes_of(citation)))
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@misc{{{key},\n{lines}}}\n"


def _keys(citation: Citation) -> Iterator[str]:
    """Keys of ASCII letters and digits, the plainest first."""
    author = author_of(citation)
    name = author.family if author else "reporter" if citation.speaker == "Q" else "speaker"
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    year = citation.date.year if citation.date else "nd"
    key = f"{re.sub('[^a-z0-9]', '', plain) or 'speaker'}{year}turn{citation.turn}"
    yield key
    for number in range(2, 1 << 30):
        yield f"{key}-{number}"
