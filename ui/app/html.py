"""HTML made of transcript text: every character of the record is escaped, for HTML and for Markdown."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from itertools import pairwise
from urllib.parse import urlencode

from rag.citations import Citation
from rag.corrections import shown
from rag.questions import Understood
from rag.terms import describe
from rag.transcript import Span
from ui.questioner import probably
from ui.texts import said_in, saying, text
from ui.understood import described

_MARKDOWN = re.compile(r"[`*_\[\]()$\\~|#!^{}+=:/@<>&\"'-]")

TYPED = re.compile(r"[&<>\[\]`*_~$\\|#^{}]")


def alert(line: str) -> str:
    """A problem where what was asked for would stand."""
    return f"<p class='or-no' role='alert'>{safe(line)}</p>"


def safe(text: str) -> str:
    """Text that neither a browser nor a Markdown renderer takes for anything but text."""
    return _MARKDOWN.sub(lambda match: f"&#{ord(match.group())};", text)


def safe_line(typed: str) -> str:
    """What a reader typed, for a chat that renders Markdown: shown as typed, fit to be edited."""
    return TYPED.sub(lambda match: f"&#{ord(match.group())};", typed).replace("\n", "<br>")


def paragraphs(text: str) -> str:
    """Escaped text on one line, paragraphs parted by line breaks (a blank line would end an HTML block)."""
    return "<br><br>".join(safe(" ".join(part.split())) for part in text.split("\n\n"))


def marked(text: str, spans: Iterable[tuple[Span, str]]) -> str:
    """Escaped text with elements around spans of it, given as ((start, end), "mark", "s" or "ins").

    Where spans overlap, each stretch between their ends stands in all its elements.
    """
    wanted = sorted(spans)
    cuts = sorted({0, len(text), *(place for span, _ in wanted for place in span)})
    pieces = []
    for start, end in pairwise(cuts):
        elements = [name for (first, last), name in wanted if first <= start and end <= last]
        piece = paragraphs_raw(text[start:end])
        for name in elements:
            # Line by line, or the blank line between two paragraphs would be coloured too.
            lines = (f"<{name}>{line}</{name}>" if line else "" for line in piece.split("<br>"))
            piece = "<br>".join(lines)
        pieces.append(piece)
    return "".join(pieces)


def paragraphs_raw(text: str) -> str:
    """Escaped text as it stands, line breaks as such: as many characters as the text has."""
    return safe(text).replace("\n", "<br>")


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


def card(citation: Citation, origin: str, language: str) -> str:
    """A citation as a card: the words first, then who, when and where."""
    quote = marked(citation.quote, shown(citation.corrections, citation.struck))
    opens = safe(text("card.open", language))
    return (
        f"<article class='or-card'><blockquote class='or-quote'>“{quote}” "
        f"<span class='or-n'>{safe(f'[{citation.n}]')}</span></blockquote>"
        f"<p class='or-who'><strong>{safe(speaker_of(citation.speaker, language))}</strong>"
        f"{office_of(citation.office)}{_label(citation)}"
        f"{_date(citation)}{_captions(citation, language)}{_declined(citation, language)}</p>"
        f"<p class='or-title'>{safe(citation.title)}</p>"
        f"{_conditions(citation, language)}{_asked(citation, language)}"
        f"<p class='or-links'><a class='or-open' href='{link(citation, origin)}'>{opens}</a>"
        f"{_source(citation, language)}</p></article>"
    )


def _asked(citation: Citation, language: str) -> str:
    if citation.question is None:
        return ""
    by = probably(citation.question.questioner, language)
    summary = ", ".join(filter(None, [text("card.question_asked", language), by]))
    return (
        f"<details class='or-asked'><summary>{safe(summary)}</summary>"
        f"<blockquote>{paragraphs(citation.question.text)}</blockquote></details>"
    )


def speaker_of(name: str, language: str) -> str:
    """A speaker's name for reading."""
    if not name:
        return text("card.speaker_unknown", language)
    return text("card.reporter", language) if name == "Q" else name


def office_of(office: str | None) -> str:
    """A speaker's office, behind the name; nothing where the record shows none."""
    return f"<span class='or-office'>, {safe(office)}</span>" if office else ""


def understood_line(understood: Understood | None, language: str) -> str:
    """What was understood of a question beside its topic, and what the library lacks for it."""
    if understood is None:
        return ""
    read = "; ".join(text for _, text in described(understood, language))
    told = safe(text("ask.understood", language, read=read))
    line = f"<p class='or-coverage or-understood'>{told}</p>" if read else ""
    return line + "".join(f"<p>{safe(said_in(each, language))}</p>" for each in understood.remarks)


def _declined(citation: Citation, language: str) -> str:
    declined = safe(text("card.declined", language))
    return f" <span class='or-label'>{declined}</span>" if citation.declines else ""


def _label(citation: Citation) -> str:
    if citation.label in ("", citation.speaker):
        return ""
    return f" <span class='or-label'>{safe(citation.label)}</span>"


def _conditions(citation: Citation, language: str) -> str:
    """Terms of attribution and other editions: what must be known before the words are printed."""
    terms = ""
    if citation.terms:
        words = "<br>".join(f"“{paragraphs(term.words)}”" for term in citation.terms)
        terms = (
            f"<details class='or-terms'><summary>{safe(describe(citation.terms, saying(language)))}</summary>"
            f"<blockquote>{words}</blockquote></details>"
        )
    return terms + edition_links(citation.editions, language)


def edition_links(ids: Iterable[str], language: str) -> str:
    """A line of links to the other editions of a transcript; nothing where there are none."""
    links = ", ".join(
        f"<a href='{html.escape('?' + urlencode({'transcript': each}))}'>{safe(each)}</a>" for each in ids
    )
    other = safe(text("card.other_editions", language))
    return f"<p class='or-title'>{other}: {links}</p>" if links else ""


def _date(citation: Citation) -> str:
    return f" · <time>{citation.date.isoformat()}</time>" if citation.date else ""


def _captions(citation: Citation, language: str) -> str:
    captions = safe(text("card.automatic_captions", language))
    return f" · <span class='or-captions'>{captions}</span>" if citation.captions else ""


def _source(citation: Citation, language: str) -> str:
    if not citation.url or not citation.url.startswith(("https://", "http://")):
        return ""
    name = safe(text("card.source", language))
    return f" · <a href='{html.escape(citation.url)}' rel='noopener' target='_blank'>{name}</a>"
