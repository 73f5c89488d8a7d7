"""SubRip captions: `format="srt"`.

Our own small parser: pysubs2 forgets the line numbers and drops broken cues without a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.counts import counted
from rag.errors import NotATranscriptError
from rag.readers.cues import Cue, turns_of
from rag.readers.dates import date_in_name, title_in_name
from rag.readers.source import Source
from rag.readers.text import Line, fold
from rag.readers.timestamps import parse_range
from rag.transcript import Asides, Transcript

FORMAT = "srt"

_OPENING = re.compile(r"\s*\d+[ \t]*\n[^\n]{0,40}-->")


def is_srt(source: Source) -> bool:
    """True where the text begins as SubRip does: a number, then a timing; or the file is called so."""
    return source.path.suffix.lower() == ".srt" or _OPENING.match(source.text[:400]) is not None


def read_srt(source: Source) -> Transcript:
    """Read SubRip; raises UnreadableFileError for a broken timing, NotATranscriptError for no cue."""
    asides = Asides()
    turns = turns_of(_cues(source, asides))
    if not turns:
        timings = sum("-->" in text for text in source.lines)
        reason = f"SubRip without captions: found {counted(timings, 'timing')} and no words; add the words"
        raise NotATranscriptError(source.path, reason)
    stem = source.path.stem
    return Transcript(stem, title_in_name(stem), date_in_name(stem), FORMAT, turns, asides=asides)


def _cues(source: Source, asides: Asides) -> Iterator[Cue]:
    """The file's cues; lines that belong to none go to `asides`."""
    times: tuple[float, float] | None = None
    words: list[Line] = []
    for row, (number, text) in enumerate(source.numbered()):
        if "-->" in text:
            if times is not None:
                yield Cue(*times, tuple(words))
            times, words = parse_range(text), []
            if times is None:
                reason = f"{fold(text)[:60]!r} is no timing; expected 00:01:02,000 --> 00:01:04,000; mend it"
                raise source.error(reason, number)
        elif not text.strip() or _is_number(source.lines, row):
            if times is not None and words:
                yield Cue(*times, tuple(words))
                times = None
        elif times is not None:
            words.append((number, text))
        else:
            asides.add(number, fold(text))
    if times is not None:
        yield Cue(*times, tuple(words))


def _is_number(lines: Sequence[str], row: int) -> bool:
    """True for a cue's number: digits right above a timing."""
    return lines[row].strip().isdigit() and row + 1 < len(lines) and "-->" in lines[row + 1]
