"""Who speaks when, from a file beside a transcript that doesn't say: pyannote's JSON, or RTTM.

For `talk.json` these are looked for: `talk.diarization.json`, `talk.diar.json`, `talk_diar.json` and
`talk.rttm`. RTTM: https://github.com/nryant/dscore#rttm.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from pathlib import Path

from rag.readers.encoding import decode
from rag.readers.files import exists, read_bytes
from rag.readers.json_speech import nodes, seconds, speaker_label
from rag.readers.located_json import Node, parse_json
from rag.readers.source import Source

_ENDINGS = (".diarization.json", "_diarization.json", ".diar.json", "_diar.json", ".rttm")
_ENOUGH, _AHEAD = 0.5, 2.0
"""A speaker must have half of a stretch, and twice what the next speaker has: else nobody is named."""
_LONGEST = 600.0
"""Seconds: no stretch of one speaker is looked for further back, so that many spans stay cheap."""


@dataclass(frozen=True, slots=True)
class Span:
    """One speaker's stretch, in seconds from the beginning."""

    start: float
    end: float
    speaker: str


def companion(path: Path) -> Path | None:
    """The diarization beside a transcript, None where there is none."""
    if path.suffix.lower() != ".json":
        return None
    return next((found for end in _ENDINGS if exists(found := path.with_name(path.stem + end))), None)


def spans_for(source: Source) -> tuple[Span, ...]:
    """The spans of the diarization that is given or lies beside the transcript, by their beginnings."""
    path = source.hints.diarization or companion(source.path)
    return load_spans(path) if path else ()


def load_spans(path: Path) -> tuple[Span, ...]:
    """Read a diarization; UnreadableFileError where it is none."""
    source = Source(path, text := decode(path, read_bytes(path)).text, tuple(text.splitlines()) or ("",))
    spans = _from_rttm(source) if path.suffix.lower() == ".rttm" else _from_json(source)
    if not spans:
        raise source.error(
            'no diarization; expected {"segments": [{"start", "end", "speaker"}, …]} or RTTM; take it away'
        )
    return tuple(sorted(spans, key=lambda span: span.start))


def speaker_at(spans: tuple[Span, ...], start: float | None, end: float | None) -> str:
    """Who speaks from `start` to `end`: "" where no one has half of it, or two come close."""
    if start is None:
        return ""
    end = max(end if end is not None else start, start + 0.01)
    shares: dict[str, float] = {}
    for row in range(bisect_left(spans, end, key=lambda span: span.start) - 1, -1, -1):
        span = spans[row]
        if span.start < start - _LONGEST:
            break
        overlap = min(end, span.end) - max(start, span.start)
        if overlap > 0:
            shares[span.speaker] = shares.get(span.speaker, 0.0) + overlap
    ranked = sorted(shares.items(), key=lambda item: -item[1])
    if not ranked or ranked[0][1] < _ENOUGH * (end - start):
        return ""
    if len(ranked) > 1 and ranked[0][1] < _AHEAD * ranked[1][1]:
        return ""
    return ranked[0][0]


def _from_json(source: Source) -> list[Span]:
    try:
        root = parse_json(source.text)
    except ValueError as error:
        raise source.error(f"a diarization that is not JSON: {error}; mend it or take it away") from error
    found = nodes(root.get("segments")) if isinstance(root, Node) else nodes(root)
    spans = []
    for node in found:
        start, end = seconds(node.get("start")), seconds(node.get("end"))
        speaker = speaker_label(node.get("speaker"))
        if start is not None and end is not None and speaker:
            spans.append(Span(start, end, speaker))
    return spans


def _from_rttm(source: Source) -> list[Span]:
    spans = []
    for line in source.lines:
        fields = line.split()
        if len(fields) >= 8 and fields[0] == "SPEAKER":
            start, length = seconds(fields[3]), seconds(fields[4])
            if start is not None and length is not None:
                spans.append(Span(start, start + length, fields[7]))
    return spans
