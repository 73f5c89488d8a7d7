"""HTML made of transcript text: every character of the record is escaped, for HTML and for Markdown."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from urllib.parse import urlencode

from rag.citations import Citation, Coverage
from rag.transcript import Span

_MARKDOWN = re.compile(r"[`*_\[\]()$\\~|#!^{}+=:/@<>&\"'-]")


def safe(text: str) -> str:
    """Text that neither a browser nor a Markdown renderer takes for anything but text."""
    return _MARKDOWN.sub(lambda match: f"&#{ord(match.group())};", text)


def paragraphs(text: str) -> str:
    """Escaped text on one line, paragraphs parted by line breaks (a blank line would end an HTML block)."""
    return "<br><br>".join(safe(" ".join(part.split())) for part in text.split("\n\n"))


def marked(text: str, spans: Iterable[tuple[Span, str]]) -> str:
    """Escaped text with elements around spans of it, given as ((start, end), "mark" or "s"); none overlap."""
    pieces, position = [], 0
    for (start, end), element in sorted(spans):
        if start < position:
            continue
        pieces += [paragraphs_raw(text[position:start]), f"<{element}>", paragraphs_raw(text[start:end])]
        pieces.append(f"</{element}>")
        position = end
    pieces.append(paragraphs_raw(text[position:]))
    return "".join(pieces)


def paragraphs_raw(text: str) -> str:
    """Escaped text as it stands, its blank lines as line breaks."""
    return safe(text).replace("\n\n", "<br><br>").replace("\n", " ")


def link(citation: Citation, origin: str) -> str:
    """The address at which this page opens a citation in its transcript."""
    place = {
        "transcript": citation.transcript,
        "turn": citation.turn,
        "start": citation.start,
        "end": citation.end,
        "from": origin,
    }
    return html.escape("?" + urlencode(place))


def card(citation: Citation, origin: str) -> str:
    """A citation as a card: the words first, then who, when and where."""
    quote = marked(citation.quote, [(span, "s") for span in citation.struck])
    asked = ""
    if citation.question is not None:
        asked = (
            f"<details class='or-asked'><summary>The question asked</summary>"
            f"<blockquote>{paragraphs(citation.question.text)}</blockquote></details>"
        )
    return (
        f"<article class='or-card'><blockquote class='or-quote'>“{quote}” "
        f"<span class='or-n'>{safe(f'[{citation.n}]')}</span></blockquote>"
        f"<p class='or-who'><strong>{safe(speaker_of(citation.speaker))}</strong>{_label(citation)}"
        f"{_date(citation)}{_captions(citation)}</p><p class='or-title'>{safe(citation.title)}</p>{asked}"
        f"<p class='or-links'><a class='or-open' href='{link(citation, origin)}'>In the transcript</a>"
        f"{_source(citation)}</p></article>"
    )


def speaker_of(name: str) -> str:
    """A speaker's name for reading."""
    if not name:
        return "Speaker unknown"
    return "A reporter (Q)" if name == "Q" else name


def coverage_line(coverage: Coverage) -> str:
    """What was searched, in one line."""
    span = f", {coverage.first_date} to {coverage.last_date}" if coverage.first_date else ""
    return f"Searched: {coverage.transcripts} transcripts, {coverage.turns:,} turns{span}."


def _label(citation: Citation) -> str:
    if citation.label in ("", citation.speaker):
        return ""
    return f" <span class='or-label'>{safe(citation.label)}</span>"


def _date(citation: Citation) -> str:
    return f" · <time>{citation.date.isoformat()}</time>" if citation.date else ""


def _captions(citation: Citation) -> str:
    return f" · <span class='or-captions'>{safe(citation.captions)}</span>" if citation.captions else ""


def _source(citation: Citation) -> str:
    if not citation.url or not citation.url.startswith(("https://", "http://")):
        return ""
    return f" · <a href='{html.escape(citation.url)}' rel='noopener' target='_blank'>Source</a>"
