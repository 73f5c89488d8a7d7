"""Words that a reader selects: the citation to copy, and the addresses that open and check them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from typing_extensions import TypedDict

from rag.assistant import Assistant
from rag.citations import Citation, cite
from rag.evidence import evidence
from rag.exchanges import is_questioner
from rag.terms import describe
from ui.app.html import speaker_of
from ui.app.reader.place import Place
from ui.app.reader.turns import fits
from ui.questioner import probably
from ui.texts import saying, text

LONGEST_CHECKED = 2_000
"""Characters of a quotation that still fit into an address."""


class Quotation(TypedDict):
    """Selected words as the page's script gets them.

    `quote` is the slice of the stored turn, `citation` it with who, where and when; `source` is the
    source's address at these words, None where it has none; `place` and `check` are queries of this page's
    own address, `check` None where the words are too long for one.
    """

    quote: str
    citation: str
    source: str | None
    place: str
    check: str | None


def quotation(assistant: Assistant, asked: dict[str, Any], language: str) -> Quotation | None:
    """What can be done with `text[start:end]` of a turn; None where the library has no such words.

    `asked` holds `transcript`, `turn`, `start` and `end`, as a browser sent them.
    """
    transcript, turn, *span = (asked.get(name) for name in ("transcript", "turn", "start", "end"))
    numbers = [number for number in (turn, *span) if isinstance(number, int) and 0 <= number < 1 << 31]
    if not isinstance(transcript, str) or len(numbers) != 3:
        return None
    turn, start, end = numbers
    with assistant.library.snapshot() as snapshot:
        found = snapshot.transcripts(transcript)
        turns = snapshot.turns(found[0].key, turn, turn) if found else []
        if not turns or not fits((start, end), turns[0].turn.text):
            return None
        return _offered(cite(snapshot, turns[0], (start, end), 1, 0.0), turns[0].questioner, language)


def _offered(citation: Citation, questioner: Any, language: str) -> Quotation:
    speaker = "" if is_questioner(citation.speaker) else citation.speaker
    check = "?" + urlencode({"check": citation.quote, **({"speaker": speaker} if speaker else {})})
    return {
        "quote": citation.quote,
        "citation": "\n".join(_lines(citation, probably(questioner, language), language)),
        "source": evidence(citation).text_link,
        "place": Place(citation.transcript, citation.turn, (citation.start, citation.end)).address,
        "check": check if len(citation.quote) <= LONGEST_CHECKED else None,
    }


def _lines(citation: Citation, questioner: str, language: str) -> list[str]:
    """The words first, then who, where and when, and what must be known before they are printed."""
    who = " ".join(filter(None, [speaker_of(citation.speaker, language), questioner and f"({questioner})"]))
    date = citation.date.isoformat() if citation.date else text("read.undated", language)
    lines = [f"“{citation.quote}”", f"{who}, {citation.title}, {date}"]
    if citation.struck:
        words = ", ".join(f"“{citation.quote[start:end]}”" for start, end in citation.struck)
        lines.append(text("read.struck", language, words=words))
    if citation.captions:
        lines.append(text("card.automatic_captions", language))
    if citation.terms:
        lines.append(describe(citation.terms, saying(language)))
    return lines
