"""Timed Text Markup Language, DFXP too: `format="ttml"`. Source: https://www.w3.org/TR/ttml2/.

Speakers are agents: `<ttm:agent xml:id="a"><ttm:name>Ana Ruiz</ttm:name></ttm:agent>`, to which a
paragraph or a span points by `ttm:agent="a"`; else they stand as `Name:` in the words.
"""

from __future__ import annotations

import html
import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from rag.counts import counted
from rag.errors import NotATranscriptError, UnreadableFileError
from rag.readers.cues import Cue, turns_of
from rag.readers.dates import date_in_name, parse_date, title_in_name
from rag.readers.source import Source
from rag.readers.text import fold
from rag.readers.xml import BadXml, line_of, walk_xml
from rag.transcript import Transcript

FORMAT = "ttml"

_ROOT = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--(?:(?!-->).){0,2000}-->\s*)*+<(?:\w+:)?tt[\s>]", re.DOTALL
)
_CLOCK = re.compile(r"(\d{1,4}):(\d{2}):(\d{2})(?:\.(\d{1,9})|:(\d{1,3})(?:\.\d+)?)?")
_OFFSET = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)(h|ms|m|s|f|t)")
_LONGEST_NAME = 300
_PER_SECOND = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001}


def is_ttml(source: Source) -> bool:
    """True where the root element is TTML's `tt`, or the file is called so."""
    return source.path.suffix.lower() in (".ttml", ".dfxp") or _ROOT.match(source.text[:8000]) is not None


def read_ttml(source: Source) -> Transcript:
    """Read TTML; raises UnreadableFileError for broken XML, NotATranscriptError for no caption."""
    reader = _Reader()
    try:
        walk_xml(source.text.encode(), reader.begin, reader.end, reader.words, encoding="utf-8")
    except BadXml as error:
        reason = f"not XML: {fold(str(error))[:120]}; mend it there, or save the captions as WebVTT"
        raise UnreadableFileError(source.path, reason, line_of(error)) from error
    reader.close()
    paragraphs = len(reader.cues)
    turns = turns_of(_drained(reader.cues))
    if not turns:
        found = counted(paragraphs, "paragraph")
        reason = f"TTML without captions: found {found} and no words; add the words"
        raise NotATranscriptError(source.path, reason)
    stem = source.path.stem
    return Transcript(
        id=stem,
        title=fold(reader.meta.get("title", "")) or title_in_name(stem),
        date=parse_date(reader.meta.get("date")) or date_in_name(stem),
        format=FORMAT,
        turns=turns,
    )


@dataclass(slots=True)
class _Paragraph:
    start: float
    end: float
    lines: list[tuple[int, list[str]]] = field(default_factory=list)
    voice: str = ""

    def cue(self) -> Cue:
        """The paragraph as a caption."""
        lines = tuple((number, "".join(pieces)) for number, pieces in self.lines)
        return Cue(self.start, self.end, lines)


class _Reader:
    def __init__(self) -> None:
        self.cues: deque[Cue] = deque()
        self._paragraph: _Paragraph | None = None
        self.meta: dict[str, str] = {}
        self._agents: dict[str, str] = {}
        self._agent = ""
        self._open: list[str] = []
        self._voices: list[str] = []
        self._shifts: list[float] = [0.0]
        self._rates = {"f": 30.0, "t": 1.0}
        self._breaks, self._inside = False, 0

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        self._open.append(name)
        if name == "tt":
            self._rates["f"] = _number(attributes.get("frameRate"), 30.0)
            self._rates["t"] = _number(attributes.get("tickRate"), self._rates["f"])
        elif name == "agent":
            self._agent = attributes.get("id", "")
        elif name in ("body", "div"):
            self._shifts.append(self._shifts[-1] + self._seconds(attributes.get("begin"), 0.0))
        elif name == "p":
            self._inside += 1
            self._begin_paragraph(attributes)
        elif name == "br":
            self._breaks = True
        if name in ("p", "span", "div", "body"):
            self._voices.append(attributes.get("agent", self._voices[-1] if self._voices else ""))

    def _begin_paragraph(self, attributes: Mapping[str, str]) -> None:
        start = self._shifts[-1] + self._seconds(attributes.get("begin"), 0.0)
        end = self._shifts[-1] + self._seconds(attributes.get("end"), start - self._shifts[-1])
        if "dur" in attributes:
            end = start + self._seconds(attributes["dur"], 0.0)
        self.close()
        self._paragraph = _Paragraph(start, max(start, end))
        self._breaks = True

    def end(self, name: str) -> None:
        if self._open:
            self._open.pop()
        self._inside -= name == "p"
        if name in ("p", "span", "div", "body") and self._voices:
            self._voices.pop()
        if name in ("body", "div") and len(self._shifts) > 1:
            self._shifts.pop()

    def words(self, text: str, line: int) -> None:
        inner = self._open[-1] if self._open else ""
        if self._inside and self._paragraph is not None:
            self._say(self._paragraph, text, line)
        elif inner == "name" and self._agent:
            self._agents[self._agent] = fold(self._agents.get(self._agent, "") + text)[:_LONGEST_NAME]
        elif inner in ("title", "date"):
            self.meta[inner] = (self.meta.get(inner, "") + text)[:_LONGEST_NAME]

    def _say(self, paragraph: _Paragraph, text: str, line: int) -> None:
        lines = paragraph.lines
        voice = self._agents.get(self._voices[-1], "") if self._voices else ""
        if not lines or lines[-1][0] != line or self._breaks:
            lines.append((line, []))
            self._breaks = False
        # Written as WebVTT's voices, so that one set of rules puts captions together.
        if voice != paragraph.voice and text.strip():
            lines[-1][1].append(f"<v {html.escape(voice)}>" if voice else "</v>")
            paragraph.voice = voice
        lines[-1][1].append(html.escape(text, quote=False))

    def close(self) -> None:
        """Keep the open paragraph as a caption, which takes a tenth of its lists."""
        if self._paragraph is not None:
            self.cues.append(self._paragraph.cue())
            self._paragraph = None

    def _seconds(self, text: str | None, default: float) -> float:
        text = (text or "").strip()
        if clock := _CLOCK.fullmatch(text):
            hours, minutes, seconds, fraction, frames = clock.groups()
            whole = int(hours) * 3600 + int(minutes) * 60 + int(seconds)
            return round(whole + float(f"0.{fraction or 0}") + int(frames or 0) / self._rates["f"], 3)
        if offset := _OFFSET.fullmatch(text):
            value, unit = float(offset[1]), offset[2]
            per_second = _PER_SECOND.get(unit) or 1.0 / self._rates[unit]
            return round(value * per_second, 3)
        return default


def _drained(cues: deque[Cue]) -> Iterator[Cue]:
    """The captions in order, each let go once it is used."""
    while cues:
        yield cues.popleft()


def _number(text: str | None, default: float) -> float:
    found = re.fullmatch(r"\d{1,9}", (text or "").strip())
    return float(found[0]) if found and int(found[0]) else default
