"""What the readers of speech recognisers' JSON share: values as they come, and the transcript at the end."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rag.counts import counted
from rag.errors import NotATranscriptError
from rag.languages import language_code
from rag.readers.dates import date_in_name, title_in_name
from rag.readers.located_json import Items, Node
from rag.readers.segments import Segment, joined
from rag.readers.source import Source
from rag.transcript import Transcript

_SECONDS = re.compile(r"(\d{1,9}(?:\.\d{1,12})?)s?")


def nodes(value: Any) -> Iterator[Node]:
    """The objects of an array; nothing for anything else."""
    if isinstance(value, Items):
        yield from (item for item in value if isinstance(item, Node))


def first_node(value: Any) -> Node | None:
    """The first object of an array."""
    return next(nodes(value), None)


def words_of(value: Any) -> str:
    """A string, "" for anything else."""
    return value if isinstance(value, str) else ""


def seconds(value: Any, *, per_second: float = 1.0) -> float | None:
    """Seconds from a number, "1.250" or "1.250s"; None for anything else and for what no recording has."""
    if isinstance(value, str) and (found := _SECONDS.fullmatch(value.strip())):
        value = float(found[1])
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return round(float(value) / per_second, 3) if 0 <= value < 1e12 else None


def speaker_label(value: Any, *, kind: str = "Speaker") -> str:
    """A label as it stands in the file; a bare number or letter is a speaker's, as the makers print it."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    text = " ".join(str(value).split())[:120]
    return f"{kind} {text}" if text.isdigit() or (len(text) == 1 and text.isalpha()) else text


def spoken(
    source: Source,
    form: str,
    segments: Sequence[Segment],
    *,
    captions: str | None,
    left_out: Iterable[str] = (),
) -> Transcript:
    """The transcript that the segments make; NotATranscriptError where they hold no word."""
    turns = joined(segments, named=any(segment.label for segment in segments))
    if not turns:
        pieces = counted(len(segments), "piece of speech")
        raise NotATranscriptError(source.path, f"{form} without words: found {pieces}, none with text")
    left = ", ".join(left_out)
    notes = (f"Left out, since nobody says it: {left} (written by a machine).",) if left else ()
    stem = source.path.stem
    return Transcript(
        id=stem,
        title=title_in_name(stem),
        date=date_in_name(stem),
        format=form,
        turns=turns,
        captions=captions,
        notes=notes,
        language=language_code(source.json.get("language")) if isinstance(source.json, Node) else None,
    )
