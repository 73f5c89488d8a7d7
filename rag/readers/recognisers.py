"""The JSON of AssemblyAI, Deepgram, Google, Amazon and Rev, one small reader each.

Sources: https://www.assemblyai.com/docs/api-reference/transcripts/get,
https://developers.deepgram.com/docs/diarization,
https://cloud.google.com/speech-to-text/docs/reference/rest/v1/speech/recognize,
https://docs.aws.amazon.com/transcribe/latest/dg/diarization-output-batch.html,
https://docs.rev.ai/api/asynchronous/transcribe/.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rag.readers.json_speech import first_node, nodes, seconds, speaker_label, spoken, words_of
from rag.readers.located_json import Items, Node
from rag.readers.segments import Segment
from rag.readers.source import Source
from rag.readers.timestamps import parse_time
from rag.transcript import AUTOMATIC, Transcript

ASSEMBLYAI, DEEPGRAM, GOOGLE, AWS, REV = (
    "assemblyai-json", "deepgram-json", "google-stt-json", "aws-transcribe-json", "rev-json",
)  # fmt: skip


def _root(source: Source) -> Node:
    return source.json if isinstance(source.json, Node) else Node()


def _inner(node: Node, key: str) -> Node:
    value = node.get(key)
    return value if isinstance(value, Node) else Node()


def _written(node: Node, names: Sequence[str]) -> list[str]:
    """Those of a recogniser's own texts that the file holds."""
    return [name.replace("_", " ") for name in names if node.get(name)]


def is_assemblyai(source: Source) -> bool:
    """True for a transcript object of AssemblyAI's."""
    root = _root(source)
    return "audio_url" in root or ("utterances" in root and "words" in root) or "acoustic_model" in root


def read_assemblyai(source: Source) -> Transcript:
    """Read AssemblyAI's utterances, else its words, whose times are milliseconds."""
    root = _root(source)
    found = list(nodes(root.get("utterances"))) or list(nodes(root.get("words")))
    segments = [
        Segment(
            label=speaker_label(node.get("speaker")),
            text=words_of(node.get("text")),
            line=source.line_at(node.at),
            start=seconds(node.get("start"), per_second=1000),
            end=seconds(node.get("end"), per_second=1000),
        )
        for node in found
    ]
    if not segments and words_of(root.get("text")):
        segments = [Segment("", words_of(root["text"]), source.line_at(root.at))]
    written = _written(root, ("summary", "chapters"))
    return spoken(source, ASSEMBLYAI, segments, captions=AUTOMATIC, left_out=written)


def is_deepgram(source: Source) -> bool:
    """True for a response of Deepgram's."""
    return isinstance(_inner(_root(source), "results").get("channels"), Items)


def read_deepgram(source: Source) -> Transcript:
    """Read Deepgram's utterances, else each channel's paragraphs, words or transcript."""
    results = _inner(_root(source), "results")
    channels = list(nodes(results.get("channels")))
    several = len(channels) > 1
    segments = [
        _deepgram(source, node, "transcript", several, node.get("channel"))
        for node in nodes(results.get("utterances"))
    ]
    if not segments:
        for number, channel in enumerate(channels):
            best = first_node(channel.get("alternatives")) or Node()
            segments += _deepgram_channel(source, best, several, number)
        segments.sort(key=lambda segment: segment.start or 0.0) if several else None
    written = _written(results, ("summary", "topics", "intents"))
    return spoken(source, DEEPGRAM, segments, captions=AUTOMATIC, left_out=written)


def _deepgram_channel(source: Source, best: Node, several: bool, channel: int) -> list[Segment]:
    found: list[Segment] = []
    for paragraph in nodes(_inner(best, "paragraphs").get("paragraphs")):
        for sentence in nodes(paragraph.get("sentences")):
            sentence.setdefault("speaker", paragraph.get("speaker"))
            found.append(_deepgram(source, sentence, "text", several, channel))
    for word in () if found else nodes(best.get("words")):
        key = "punctuated_word" if "punctuated_word" in word else "word"
        found.append(_deepgram(source, word, key, several, channel))
    if not found and words_of(best.get("transcript")):
        found.append(_deepgram(source, best, "transcript", several, channel))
    return found


def _deepgram(source: Source, node: Node, key: str, several: bool, channel: object) -> Segment:
    label = speaker_label(node.get("speaker"))
    if several:
        of_channel = speaker_label(channel, kind="Channel")
        label = f"{of_channel}, {label}" if label else of_channel
    return Segment(
        label=label,
        text=words_of(node.get(key)),
        line=source.line_at(node.at),
        start=seconds(node.get("start")),
        end=seconds(node.get("end")),
    )


def is_google(source: Source) -> bool:
    """True for a response of Google's Speech-to-Text, version 1 or 2, or the operation around it."""
    best = first_node(_google_results(_root(source)))
    return best is not None and isinstance(best.get("alternatives"), Items)


def _google_results(root: Node) -> object:
    return _inner(root, "response").get("results") or root.get("results")


def read_google(source: Source) -> Transcript:
    """Read Google's results; with diarization the last one repeats all words with their speakers."""
    results = list(nodes(_google_results(_root(source))))
    best = [first_node(result.get("alternatives")) or Node() for result in results]
    tagged = [node for node in best if any(_google_speaker(word) for word in nodes(node.get("words")))]
    if tagged and (repeats := _repeats(best)):
        segments = [_google_word(source, word) for word in nodes(repeats.get("words"))]
    elif tagged:
        segments = [_google_word(source, word) for node in best for word in nodes(node.get("words"))]
    else:
        segments = [_google_result(source, result, node) for result, node in zip(results, best, strict=True)]
    return spoken(source, GOOGLE, segments, captions=AUTOMATIC)


def _repeats(best: Sequence[Node]) -> Node | None:
    """The last result, where it begins again at the first word's time."""
    words = [list(nodes(node.get("words"))) for node in best]
    if (
        len(words) > 1
        and words[0]
        and words[-1]
        and _google_start(words[-1][0]) == _google_start(words[0][0])
    ):
        return best[-1]
    return None


def _google_speaker(word: Node) -> str:
    return speaker_label(word.get("speakerLabel") or word.get("speakerTag") or None)


def _google_start(word: Node) -> float:
    return seconds(word.get("startTime", word.get("startOffset", "0s"))) or 0.0


def _google_word(source: Source, word: Node) -> Segment:
    end = seconds(word.get("endTime", word.get("endOffset")))
    text = words_of(word.get("word"))
    return Segment(_google_speaker(word), text, source.line_at(word.at), _google_start(word), end)


def _google_result(source: Source, result: Node, best: Node) -> Segment:
    words = list(nodes(best.get("words")))
    start = _google_start(words[0]) if words else None
    end = seconds(result.get("resultEndTime", result.get("resultEndOffset")))
    return Segment("", words_of(best.get("transcript")), source.line_at(best.at), start, end)


def is_aws(source: Source) -> bool:
    """True for a result file of Amazon Transcribe."""
    results = _inner(_root(source), "results")
    return isinstance(results.get("transcripts"), Items) and "items" in results


def read_aws(source: Source) -> Transcript:
    """Read Amazon's segments, else its items with the speakers that stand beside them."""
    results = _inner(_root(source), "results")
    segments = [
        Segment(
            label=speaker_label(node.get("speaker_label")),
            text=words_of(node.get("transcript")),
            line=source.line_at(node.at),
            start=seconds(node.get("start_time")),
            end=seconds(node.get("end_time")),
        )
        for node in nodes(results.get("audio_segments"))
    ]
    return spoken(source, AWS, segments or list(_aws_items(source, results)), captions=AUTOMATIC)


def _aws_items(source: Source, results: Node) -> Iterator[Segment]:
    speakers = {
        words_of(item.get("start_time")): speaker_label(item.get("speaker_label"))
        for segment in nodes(_inner(results, "speaker_labels").get("segments"))
        for item in nodes(segment.get("items"))
    }
    label = ""
    for item in nodes(results.get("items")):
        best = first_node(item.get("alternatives")) or Node()
        start = words_of(item.get("start_time"))
        mark = item.get("type") == "punctuation"
        if not mark:
            label = speaker_label(item.get("speaker_label")) or speakers.get(start, "")
        yield Segment(
            label=label,
            text=words_of(best.get("content")),
            line=source.line_at(item.at),
            start=seconds(item.get("start_time")),
            end=seconds(item.get("end_time")),
            glued=mark,
        )


def is_rev(source: Source) -> bool:
    """True for a transcript of Rev's, by people or by Rev AI."""
    return isinstance(_root(source).get("monologues"), Items)


def read_rev(source: Source) -> Transcript:
    """Read Rev's monologues. Only its machine tells how sure it is of each word."""
    root = _root(source)
    names = {
        node.get("id"): words_of(node.get("name"))
        for node in nodes(root.get("speakers"))
        if isinstance(node.get("id"), str | int)
    }
    sure = False
    segments: list[Segment] = []
    for monologue in nodes(root.get("monologues")):
        speaker = monologue.get("speaker")
        known = names.get(speaker, "") if isinstance(speaker, str | int) else ""
        label = (
            known or words_of(_inner(monologue, "speaker_info").get("display_name")) or speaker_label(speaker)
        )
        opens = True
        for element in nodes(monologue.get("elements")):
            sure = sure or "confidence" in element
            segments.append(_rev_element(source, element, label, opens=opens))
            opens = False
    return spoken(source, REV, segments, captions=AUTOMATIC if sure else None)


def _rev_element(source: Source, element: Node, label: str, *, opens: bool) -> Segment:
    """One element; the spaces are elements of their own, so each is glued to the one before."""
    start, end = (_rev_time(element, *keys) for keys in (("ts", "timestamp"), ("end_ts", "end_timestamp")))
    text = words_of(element.get("value"))
    return Segment(label, text, source.line_at(element.at), start, end, opens=opens, glued=True)


def _rev_time(element: Node, number: str, clock: str) -> float | None:
    found = seconds(element.get(number))
    return found if found is not None else parse_time(words_of(element.get(clock)))
