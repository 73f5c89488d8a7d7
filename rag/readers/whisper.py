"""Whisper's JSON and its kin: OpenAI's, WhisperX, faster-whisper, whisper.cpp: `format="whisper-json"`.

Sources: https://github.com/openai/whisper, https://github.com/m-bain/whisperX,
https://platform.openai.com/docs/api-reference/audio. Segments of the same shape that bear no mark of a
recogniser are `format="segments-json"`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rag.counts import counted
from rag.errors import NotATranscriptError
from rag.readers.diarization import Span, spans_for, speaker_at
from rag.readers.json_speech import nodes, seconds, speaker_label, spoken, words_of
from rag.readers.located_json import Node
from rag.readers.segments import Segment
from rag.readers.source import Source
from rag.transcript import AUTOMATIC, Transcript

FORMAT, PLAIN = "whisper-json", "segments-json"

_MARKS = frozenset({"avg_logprob", "no_speech_prob", "tokens", "compression_ratio", "words"})
_ROOT_MARKS = frozenset({"language", "word_segments", "task", "model", "usage"})
_BARE = frozenset({"text", "language", "duration", "task", "usage", "words", "logprobs"})


def is_whisper(source: Source) -> bool:
    """True for an object with segments of text and times, and for a bare `{"text": …}`."""
    root = source.json
    if not isinstance(root, Node):
        return False
    if isinstance(root.get("text"), str) and root.keys() <= _BARE:
        return True
    return any(_is_segment(node) for node in _segment_nodes(root))


def is_diarization(source: Source) -> bool:
    """True for speakers' times without a word."""
    root = source.json
    if not isinstance(root, Node):
        return False
    found = list(nodes(root.get("segments")))
    return bool(found) and all("speaker" in node and not words_of(node.get("text")) for node in found)


def refuse_diarization(source: Source) -> Transcript:
    """Say what the file is for."""
    count = len(list(nodes(source.json.get("segments")))) if isinstance(source.json, Node) else 0
    reason = (
        f"a diarization: {counted(count, 'time')} of speakers and no words; it goes with its transcript: "
        f"call it NAME.diarization.json beside NAME.json, or name it with index --diarization"
    )
    raise NotATranscriptError(source.path, reason)


def read_whisper(source: Source) -> Transcript:
    """Read segments, with the speakers of a diarization where there is one."""
    root = source.json
    if not isinstance(root, Node):
        raise source.error("not JSON with segments; expected Whisper's output")
    spans = spans_for(source)
    segments = [piece for node in _segment_nodes(root) for piece in _pieces(source, node, spans)]
    if not segments and isinstance(root.get("text"), str):
        segments = [Segment("", root["text"], source.line_at(root.at))]
    marked = not _ROOT_MARKS.isdisjoint(root) or any(not _MARKS.isdisjoint(n) for n in _segment_nodes(root))
    bare = "segments" not in root and "transcription" not in root
    form = FORMAT if marked or bare else PLAIN
    return spoken(source, form, segments, captions=AUTOMATIC if form == FORMAT else None)


def _segment_nodes(root: Node) -> list[Node]:
    return list(nodes(root.get("segments"))) or list(nodes(root.get("transcription")))


def _is_segment(node: Node) -> bool:
    return isinstance(node.get("text"), str) and ("start" in node or "offsets" in node)


def _times(node: Node) -> tuple[float | None, float | None]:
    offsets = node.get("offsets")
    if isinstance(offsets, Node):  # whisper.cpp: milliseconds
        return seconds(offsets.get("from"), per_second=1000), seconds(offsets.get("to"), per_second=1000)
    return seconds(node.get("start")), seconds(node.get("end"))


def _pieces(source: Source, node: Node, spans: tuple[Span, ...]) -> Iterator[Segment]:
    """The segment, cut where its words change the speaker."""
    text, line = words_of(node.get("text")), source.line_at(node.at)
    start, end = _times(node)
    label = speaker_at(spans, start, end) if spans else speaker_label(node.get("speaker"))
    cuts = _cuts(text, node.get("words"), label, spans)
    for row, (offset, who, begins) in enumerate(cuts):
        until = cuts[row + 1][0] if row + 1 < len(cuts) else len(text)
        ends = cuts[row + 1][2] if row + 1 < len(cuts) else end
        said = text[offset:until]
        glued = row > 0 and not (said[:1].isspace() or text[offset - 1 : offset].isspace())
        yield Segment(who, said, line, begins if row else start, ends, glued=glued)


def _cuts(text: str, words: Any, label: str, spans: tuple[Span, ...]) -> list[tuple[int, str, float | None]]:
    """Where in the segment's text another speaker begins: offset, label, seconds; the first at 0.

    A word without a speaker or without times goes with the word before. Where the words can't be found in
    the text, the segment is left whole.
    """
    cuts: list[tuple[int, str, float | None]] = [(0, label, None)]
    position = 0
    for word in nodes(words):
        spelled = words_of(word.get("word") or word.get("text")).strip()
        found = text.find(spelled, position)
        if not spelled or found < 0:
            return [(0, label, None)]
        begins = seconds(word.get("start"))
        if spans:
            who = speaker_at(spans, begins, seconds(word.get("end"))) if begins is not None else ""
        else:
            who = speaker_label(word.get("speaker"))
        if who and who != cuts[-1][1]:
            cuts = [(0, who, begins)] if not text[:found].strip() else [*cuts, (found, who, begins)]
        position = found + len(spelled)
    return cuts
