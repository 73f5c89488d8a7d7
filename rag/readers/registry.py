"""All formats in one table. To add one: a small module with a detector and a reader, and a line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rag.readers import (
    events_json,
    google_meet,
    hearing,
    labelled,
    podcast_html,
    recognisers,
    refusals,
    sbv,
    srt,
    stamped,
    table,
    ttml,
    turns_json,
    webvtt,
    whisper,
    whitehouse,
)
from rag.readers.source import Source
from rag.readers.text import vocabulary
from rag.transcript import Transcript


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the names that its reader gives to what it reads, and what the format is.

    `detect` looks at a file's content first and at its name last. `read` raises UnreadableFileError or
    NotATranscriptError; so does `detect` where it needs a front matter that is broken.
    """

    names: tuple[str, ...]
    title: str
    detect: Callable[[Source], bool]
    read: Callable[[Source], Transcript]


FORMATS: tuple[Format, ...] = (
    Format(("chat-log",), "Typed messages: refused", refusals.is_chat_log, refusals.refuse_chat_log),
    Format((webvtt.FORMAT,), "WebVTT captions", webvtt.is_webvtt, webvtt.read_webvtt),
    Format((srt.FORMAT,), "SubRip captions", srt.is_srt, srt.read_srt),
    Format((sbv.FORMAT,), "SubViewer captions", sbv.is_sbv, sbv.read_sbv),
    Format((ttml.FORMAT,), "TTML or DFXP captions", ttml.is_ttml, ttml.read_ttml),
    Format((events_json.OYEZ,), "Oyez oral argument", events_json.is_oyez, events_json.read_oyez),
    Format(
        (events_json.PODCAST,),
        "Podcasting 2.0 JSON",
        events_json.is_podcast_json,
        events_json.read_podcast_json,
    ),
    Format((recognisers.REV,), "Rev JSON", recognisers.is_rev, recognisers.read_rev),
    Format((recognisers.AWS,), "AWS Transcribe JSON", recognisers.is_aws, recognisers.read_aws),
    Format((recognisers.DEEPGRAM,), "Deepgram JSON", recognisers.is_deepgram, recognisers.read_deepgram),
    Format(
        (recognisers.GOOGLE,), "Google Speech-to-Text JSON", recognisers.is_google, recognisers.read_google
    ),
    Format(
        (recognisers.ASSEMBLYAI,), "AssemblyAI JSON", recognisers.is_assemblyai, recognisers.read_assemblyai
    ),
    Format(("diarization",), "Speakers' times: refused", whisper.is_diarization, whisper.refuse_diarization),
    Format(
        (whisper.FORMAT, whisper.PLAIN), "Whisper or WhisperX JSON", whisper.is_whisper, whisper.read_whisper
    ),
    Format((turns_json.FORMAT,), "JSON of turns", turns_json.is_turns_json, turns_json.read_turns_json),
    Format((table.FORMAT,), "CSV or TSV", table.is_table, table.read_table),
    Format(
        (podcast_html.FORMAT,),
        "Podcasting 2.0 HTML",
        podcast_html.is_podcast_html,
        podcast_html.read_podcast_html,
    ),
    Format(
        (whitehouse.FORMAT,), "White House markdown", whitehouse.is_whitehouse, whitehouse.read_whitehouse
    ),
    Format((google_meet.FORMAT,), "Google Meet", google_meet.is_google_meet, google_meet.read_google_meet),
    Format(
        (stamped.OTTER, stamped.TEAMS, stamped.ZOOM, stamped.STAMPED),
        "Names and times on lines of their own: Otter, Teams, Zoom, Trint",
        stamped.is_stamped,
        stamped.read_stamped,
    ),
    Format((hearing.FORMAT,), "Hearings: Mr. SMITH.", hearing.is_hearing, hearing.read_hearing),
    Format(
        (labelled.FORMAT, labelled.TALK),
        "Text with Name: labels",
        lambda source: True,
        labelled.read_labelled,
    ),
)
"""In the order in which they are tried: what is told by its signature first, labelled text last."""

SUFFIXES: frozenset[str] = vocabulary(
    ".md .markdown .txt .text .json .vtt .srt .sbv .ttml .dfxp .html .htm .docx .pdf .csv .tsv .zip"
)
"""File endings, in small letters, that a walk through a folder picks up."""

NAMES: tuple[str, ...] = tuple(sorted(name for form in FORMATS for name in form.names))
"""What `--format` takes."""


def format_named(name: str) -> Format:
    """The format of that name; KeyError where there is none."""
    return next(form for form in FORMATS if name in form.names) if name in NAMES else _unknown(name)


def format_of(source: Source) -> Format:
    """The first format that the source looks like."""
    return next(form for form in FORMATS if form.detect(source))


def _unknown(name: str) -> Format:
    raise KeyError(name)
