"""Podcasting 2.0 HTML: `format="podcast-html"`. `<cite>` names the speaker, `<time>` says when, `<p>` what.

Source: https://podcasting2.org/docs/podcast-namespace/tags/transcript.
"""

from __future__ import annotations

import re

from rag.errors import NotATranscriptError
from rag.readers.dates import date_in_name, parse_date, title_in_name
from rag.readers.record import Record
from rag.readers.source import Source
from rag.readers.timestamps import parse_time
from rag.transcript import Transcript

FORMAT = "podcast-html"

_OPENING = re.compile(
    r"<cite[\s>][^<]{0,200}</cite>\s*(?:<time[\s>][^<]{0,60}</time>\s*)?<p[\s>]", re.IGNORECASE
)


def is_podcast_html(source: Source) -> bool:
    """True where a speaker's `<cite>` stands before a paragraph."""
    return source.raw is not None and _OPENING.search(source.raw) is not None


def read_podcast_html(source: Source) -> Transcript:
    """Read it; raises NotATranscriptError where there are no words."""
    front = source.front
    record = Record(markdown=True)
    for block in source.blocks:
        if block.tag == "cite":
            record.open(block.words.removesuffix(":").rstrip(), block.rows.numbers[0])
        elif block.tag == "time" and (start := parse_time(block.words)) is not None:
            record.begin_at(start)
        elif block.tag == "p" and record.is_open:
            record.say(block.rows, paragraph=True)
        else:
            record.put_aside(block.rows)
    turns, asides = record.turns(), record.asides()
    if not turns:
        raise NotATranscriptError(source.path, "a podcast's HTML without words behind its <cite> elements")
    stem = source.path.stem
    return Transcript(
        id=stem,
        title=front.first("title") or title_in_name(stem),
        date=parse_date(front.first("date")) or date_in_name(stem),
        format=FORMAT,
        turns=turns,
        url=front.first("url"),
        asides=asides,
    )
