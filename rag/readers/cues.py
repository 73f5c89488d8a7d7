"""From timed captions to turns, for WebVTT, SubRip, SBV and TTML alike.

Who speaks in a cue:
- A cue that names its speaker, `<v Name>` or `Name:` at the start of a line, is that speaker's.
- Where labels are printed as `Name:`, they are printed when the speaker changes; a cue without one goes
  on with the speaker before, as in SubRip files of podcasts.
- Where voices are marked `<v Name>`, every cue is marked; one that isn't belongs to the speaker before
  only while that sentence is unfinished, and else to nobody named (label "").
- `>>` or, in a cue of several lines, `-` at the start of a line says that the speaker changes: nobody named.
- In a file that names nobody, a turn ends with a sentence at a pause of a second or after 600 characters,
  so that each keeps a time of its own.

Rolling captions show a line twice, as the new one and then as the old one above the next; where a fifth
of the cues do, lines that the cue before has already shown are dropped.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rag.readers.labels import has_title, is_capitals_label, is_name_shaped
from rag.readers.limits import check_caption
from rag.readers.segments import Segment, ends_sentence, joined
from rag.readers.text import Line, fold
from rag.transcript import Turn

_TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z]*)(?:\.[^\s<>]*)?(?:[ \t]+(?P<text>[^<>]*))?>|<[\d:.]+>")
_TAGS = frozenset({"", "b", "c", "font", "i", "lang", "ruby", "rt", "s", "u", "v"})
_STYLING = re.compile(r"\{\\[^{}]{1,100}\}")
_CHANGE = re.compile(r"\s*(?P<mark>>>+|-(?=\s?[^\s\d-]))\s*")
_PREFIX = re.compile(r"\s*(?P<label>[^\s:<>][^:<>\n]{0,60}):(?=\s|$)")
_LABELS_PER_CUE = 40
_MOST_ROLLING = 8
"""Lines that a rolling caption repeats at most."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One caption: seconds from the beginning, and its lines with their numbers."""

    start: float
    end: float
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words of one line; `voice` is who says them, None where the line doesn't say."""

    voice: str | None
    text: str
    line: int


def turns_of(cues: Iterable[Cue]) -> tuple[Turn, ...]:
    """Put cues together to turns; of each cue only its times and the pieces of its lines are kept."""
    times: list[tuple[float, float]] = []
    shown: list[list[_Piece]] = []
    for cue in cues:
        check_caption(len(cue.lines))
        times.append((cue.start, cue.end))
        shown.append(_pieces(cue))
    marked = any(piece.voice is not None for pieces in shown for piece in pieces)
    named = any(piece.voice for pieces in shown for piece in pieces)
    if _rolls(shown):
        shown = list(_unrolled(shown))
    prefixes = frozenset() if marked else _prefixes(shown)
    return joined(_segments(times, shown, prefixes, marked=marked), named=named or bool(prefixes))


def _segments(
    times: Sequence[tuple[float, float]],
    shown: Sequence[Sequence[_Piece]],
    prefixes: frozenset[str],
    *,
    marked: bool,
) -> Iterator[Segment]:
    """The pieces with their speakers; one that names nobody is the heir of the piece before."""
    label, before = "", ""
    for (start, end), pieces in zip(times, shown, strict=True):
        for piece in pieces:
            if not marked:
                piece = _with_prefix(piece, prefixes, len(pieces) > 1)
            if piece.voice is not None:
                label = piece.voice
            elif marked and ends_sentence(before):
                label = ""
            yield Segment(label, piece.text, piece.line, start, end, opens=piece.voice == "")
            before = piece.text


def _pieces(cue: Cue) -> list[_Piece]:
    """The cue's lines without tags, cut where the voice changes; a voice lasts until the cue ends."""
    pieces: list[_Piece] = []
    voice: str | None = None
    for number, raw in cue.lines:
        text = _STYLING.sub("", raw) if "{" in raw else raw
        if "<" not in text:
            pieces += _piece(voice, text, number)
            continue
        position, said = 0, ""
        for tag in _TAG.finditer(text):
            name = (tag["name"] or "").lower()
            said += text[position : tag.start()]
            position = tag.end()
            if name not in _TAGS:
                said += tag[0]
            elif name == "v":
                pieces += _piece(voice, said, number)
                voice, said = None if tag["close"] else fold(html.unescape(tag["text"] or "")), ""
        pieces += _piece(voice, said + text[position:], number)
    return pieces


def _piece(voice: str | None, text: str, number: int) -> list[_Piece]:
    text = html.unescape(text) if "&" in text else text
    return [_Piece(voice, text, number)] if fold(text) else []


def _prefixes(shown: Sequence[Sequence[_Piece]]) -> frozenset[str]:
    """The `Name:` prefixes of this file that are speakers: name-shaped, and certain or coming back."""
    counts: Counter[str] = Counter()
    for pieces in shown:
        for piece in pieces:
            if ":" in piece.text and (prefix := _prefix(piece.text)):
                counts[fold(prefix["label"])] += 1
    shaped = [label for label in counts if is_name_shaped(label) or is_capitals_label(label)]
    certain = {label for label in shaped if has_title(label) or counts[label] > 1}
    # One "Look:" among hundreds of captions is a word; in a short file the single names are its speakers.
    printed = sum(counts[label] for label in shaped)
    many, most = printed * _LABELS_PER_CUE >= len(shown), len(shaped) > 1 and printed * 4 >= len(shown)
    certain |= {label for label in shaped if certain or most or (many and len(label.split()) == 1)}
    return frozenset(certain)


def _prefix(text: str) -> re.Match[str] | None:
    change = _CHANGE.match(text)
    return _PREFIX.match(text, change.end() if change else 0)


def _with_prefix(piece: _Piece, prefixes: frozenset[str], several: bool) -> _Piece:
    prefix = _prefix(piece.text) if ":" in piece.text else None
    if prefix and (label := fold(prefix["label"])) in prefixes:
        return _Piece(label, piece.text[prefix.end() :], piece.line)
    change = _CHANGE.match(piece.text)
    if change and (change["mark"] != "-" or several):
        return _Piece("", piece.text[change.end() :], piece.line)
    return piece


def _rolls(shown: Sequence[Sequence[_Piece]]) -> bool:
    if len(shown) < 3:
        return False
    pairs = [(before, now) for before, now in pairwise(shown) if before and now]
    repeats = sum(fold(before[-1].text) == fold(now[0].text) for before, now in pairs)
    return repeats >= 2 and repeats * 5 >= len(pairs)


def _unrolled(shown: Sequence[Sequence[_Piece]]) -> Iterator[list[_Piece]]:
    last: list[str] = []
    for pieces in shown:
        lines = [fold(piece.text) for piece in pieces]
        most = min(len(last), len(lines), _MOST_ROLLING)
        overlap = next((size for size in range(most, 0, -1) if last[-size:] == lines[:size]), 0)
        yield list(pieces[overlap:])
        last = lines or last
