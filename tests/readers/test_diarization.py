"""Who speaks when, from a file beside a transcript."""

import json

import pytest

from rag.errors import NotATranscriptError, UnreadableFileError
from rag.readers import Hints, load_transcript
from rag.readers.diarization import Span, companion, speaker_at

SPANS = (Span(0.0, 4.0, "A"), Span(3.0, 8.0, "B"), Span(20.0, 30.0, "A"))
WHISPER = {
    "language": "en",
    "segments": [
        {"start": 0.0, "end": 3.0, "text": " The crane is back."},
        {"start": 3.0, "end": 4.5, "text": " Both of us."},
        {"start": 5.0, "end": 8.0, "text": " Since Monday?"},
        {"start": 9.0, "end": 10.0, "text": " Nobody."},
    ],
}
DIARIZATION = {
    "audio": "x.wav",
    "segments": [{"start": s.start, "end": s.end, "speaker": s.speaker} for s in SPANS],
}
RTTM = "SPEAKER x 1 0.000 4.000 <NA> <NA> A <NA> <NA>\nSPEAKER x 1 3.0 5.0 <NA> <NA> B <NA> <NA>\n"


@pytest.mark.parametrize(
    ("start", "end", "speaker"),
    [
        pytest.param(0.0, 3.0, "A", id="alone"),
        pytest.param(4.0, 8.0, "B", id="alone, later"),
        pytest.param(3.0, 4.0, "", id="both at once"),
        pytest.param(2.5, 4.0, "", id="one is ahead, but not by twice"),
        pytest.param(2.0, 4.0, "A", id="one is twice ahead"),
        pytest.param(1.0, 4.0, "A", id="one is three times ahead"),
        pytest.param(8.0, 20.0, "", id="silence"),
        pytest.param(10.0, 26.0, "", id="less than half"),
        pytest.param(None, None, "", id="no time"),
    ],
)
def test_a_speaker_has_half_of_a_stretch_and_twice_the_next_one(start, end, speaker):
    assert speaker_at(SPANS, start, end) == speaker


@pytest.mark.parametrize("name", ["x.diarization.json", "x_diar.json", "x.diar.json", "x_diarization.json"])
def test_a_diarization_beside_a_transcript_names_its_speakers(write, name):
    path = write("x.json", json.dumps(WHISPER))
    beside = write(name, json.dumps(DIARIZATION))
    assert companion(path) == beside
    assert [(turn.label, turn.text) for turn in load_transcript(path).turns] == [
        ("Speaker A", "The crane is back."),
        ("", "Both of us."),
        ("Speaker B", "Since Monday?"),
        ("", "Nobody."),
    ]


def test_rttm_is_read_too(write):
    write("x.rttm", RTTM)
    assert [turn.label for turn in load_transcript(write("x.json", json.dumps(WHISPER))).turns] == [
        "A",
        "",
        "B",
        "",
    ]


def test_a_diarization_may_be_named(write):
    path = write("x.json", json.dumps(WHISPER))
    given = write("elsewhere.json", json.dumps(DIARIZATION))
    assert load_transcript(path, Hints(diarization=given)).turns[0].label == "Speaker A"


def test_words_are_given_to_their_own_speakers(write):
    words = [("The", 0.0, 0.5), ("crane?", 0.6, 2.9), ("Since", 4.5, 5.0), ("Monday.", 5.0, 6.0)]
    segment = {"start": 0.0, "end": 6.0, "text": " The crane? Since Monday."}
    segment["words"] = [{"word": word, "start": start, "end": end} for word, start, end in words]
    write("x.diarization.json", json.dumps(DIARIZATION))
    read = load_transcript(write("x.json", json.dumps({"segments": [segment], "language": "en"})))
    assert [(turn.label, turn.text, turn.start, turn.end) for turn in read.turns] == [
        ("Speaker A", "The crane?", 0.0, 4.5),
        ("Speaker B", "Since Monday.", 4.5, 6.0),
    ]


def test_a_diarization_alone_is_refused_with_its_use(write):
    with pytest.raises(
        NotATranscriptError, match="a diarization: 3 times of speakers and no words; it goes with"
    ):
        load_transcript(write("x.json", json.dumps(DIARIZATION)))


@pytest.mark.parametrize("content", ["{", "[]", '{"segments": [{"start": "x"}]}'])
def test_a_broken_diarization_is_named(write, content):
    path = write("x.json", json.dumps(WHISPER))
    beside = write("x.diar.json", content)
    with pytest.raises(UnreadableFileError) as caught:
        load_transcript(path)
    assert caught.value.path == beside
