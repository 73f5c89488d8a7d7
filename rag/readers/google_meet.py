"""Google Meet's transcripts, and Gemini's notes beside them, which are no speech: `format="google-meet"`.

A document holds the notes (Summary, Details, Suggested next steps), the transcript, or both, the
transcript last. Source: https://support.google.com/meet/answer/12849897 and 14754931.
"""

from __future__ import annotations

import re
from dataclasses import replace

from rag.errors import NotATranscriptError
from rag.readers.dates import parse_date
from rag.readers.labelled import read_labelled
from rag.readers.source import Source
from rag.readers.text import fold
from rag.transcript import AUTOMATIC, Aside, Transcript

FORMAT = "google-meet"

_HEADING = re.compile(r"(?:📖\s*)?(?:.{0,120}\s[-–—]\s*)?Transcript\W*$", re.IGNORECASE)
_END = re.compile(r"transcription ended|this editable transcript was computer generated", re.IGNORECASE)
_NOTES = re.compile(
    r"notes by gemini|gemini.{0,3}s? notes|you should review gemini|suggested next steps", re.IGNORECASE
)
_SPEAKER = re.compile(r"\s*(?:\*\*)?[^\s:][^:]{0,60}:(?:\*\*)?(?:\s|$)")
_SIGNED_WITHIN = 40


def is_google_meet(source: Source) -> bool:
    """True where the text ends as Meet's transcripts do, or holds Gemini's notes above a transcript."""
    tail = source.lines[-_SIGNED_WITHIN:]
    if any(_END.search(text[:200]) for text in tail):
        return True
    return any(_NOTES.search(text[:200]) for text in source.lines[:_SIGNED_WITHIN]) and _begin(source) > 0


def read_google_meet(source: Source) -> Transcript:
    """Read the transcript and leave the notes out; NotATranscriptError where there are only notes."""
    begin = _begin(source)
    rows = range(begin, len(source.lines))
    end = next((row for row in rows if _END.search(source.lines[row][:200])), len(source.lines))
    part = source.part(begin, end)
    if not any(_SPEAKER.match(text) for text in part.lines):
        raise NotATranscriptError(source.path, "notes written by Gemini: nobody says them; leave it out")
    read = read_labelled(part, certain=True)
    numbered = list(source.numbered())
    before, after = numbered[:begin], numbered[end:]
    asides = [Aside(number, words) for number, text in (*before, *after) if (words := fold(text))]
    notes: tuple[str, ...] = ()
    if any(_NOTES.search(text[:200]) for _, text in before):
        first, last = before[0][0], before[-1][0]
        notes = (
            f"Left out, since nobody says it: notes written by Gemini ({source.unit}s {first} to {last}).",
        )
    days = (parse_date(_first_day(text)) for _, text in numbered[: begin + 6])
    return replace(
        read,
        format=FORMAT,
        title=_title(source, begin) or read.title,
        date=next((day for day in days if day), read.date),
        captions=AUTOMATIC,
        asides=tuple(sorted((*read.asides, *asides), key=lambda aside: aside.line)),
        notes=notes,
    )


def _begin(source: Source) -> int:
    """The row behind the transcript's heading; 0 where there is none."""
    found = [
        row for row, text in enumerate(source.lines) if len(text) < 160 and _HEADING.fullmatch(fold(text))
    ]
    return found[-1] + 1 if found else 0


def _title(source: Source, begin: int) -> str | None:
    heading = fold(source.lines[begin - 1]) if begin else ""
    name = re.sub(r"\W*Transcript\W*$", "", heading, flags=re.IGNORECASE).strip("📖 ")
    if name:
        return name
    first = next((fold(text) for text in source.lines if text.strip()), "")
    return first if first and not _NOTES.search(first) and not _SPEAKER.match(first) else None


def _first_day(text: str) -> str:
    """The day in a line such as "Harbour call – 2025/03/04 15:00 CET – Notes by Gemini"."""
    found = re.search(r"\d{4}[/-]\d{2}[/-]\d{2}", text[:200])
    return found[0].replace("/", "-") if found else fold(text[:60])
