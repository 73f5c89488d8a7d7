"""SubViewer captions as YouTube exports them: `format="sbv"`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.counts import counted
from rag.errors import NotATranscriptError
from rag.readers.cues import Cue, turns_of
from rag.readers.dates import date_in_name, title_in_name
from rag.readers.source import Source
from rag.readers.text import blocks, fold
from rag.readers.timestamps import parse_time
from rag.transcript import Asides, Transcript

FORMAT = "sbv"

_SHAPE = "0:01:02.000,0:01:04.000"

_TIMING = re.compile(r"\s*(\d{1,3}:\d{2}:\d{2}\.\d{3})\s*,\s*(\d{1,3}:\d{2}:\d{2}\.\d{3})\s*$")
_LIKE_TIMING = re.compile(r"\s*\d++:[\w:.]*+,\d++:[\w:.]*+\s*$")


def is_sbv(source: Source) -> bool:
    """True where the first line that isn't blank is a timing of SBV, or the file is called so."""
    first = source.text.lstrip()[:80].partition("\n")[0]
    return source.path.suffix.lower() == ".sbv" or _TIMING.match(first) is not None


def read_sbv(source: Source) -> Transcript:
    """Read SBV; raises UnreadableFileError for a broken timing, NotATranscriptError for no caption."""
    asides = Asides()
    turns = turns_of(_cues(source, asides))
    if not turns:
        timings = sum(_TIMING.match(text) is not None for text in source.lines)
        reason = f"SBV without captions: found {counted(timings, 'timing')} and no words; add the words"
        if not timings:
            reason = f"SBV without captions: found no timing such as {_SHAPE}; add the captions"
        raise NotATranscriptError(source.path, reason)
    stem = source.path.stem
    return Transcript(stem, title_in_name(stem), date_in_name(stem), FORMAT, turns, asides=asides)


def _cues(source: Source, asides: Asides) -> Iterator[Cue]:
    """The file's cues; lines that belong to none go to `asides`."""
    for block in blocks(source.numbered()):
        number, text = block[0]
        timing = _TIMING.match(text)
        start, end = (parse_time(timing[1]), parse_time(timing[2])) if timing else (None, None)
        if start is not None and end is not None:
            yield Cue(start, end, block[1:])
        elif timing or _LIKE_TIMING.match(text):
            reason = f"{fold(text)[:60]!r} is no timing; expected {_SHAPE}; mend it"
            raise source.error(reason, number)
        else:
            for line, words in block:
                asides.add(line, fold(words))
