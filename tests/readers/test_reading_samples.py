"""One small file of our own for each format, in tests/readers/samples, and all that must come of it."""
# ruff: noqa: E501 - a turn's words stand on one line

from pathlib import Path

import pytest

from rag.errors import NotATranscriptError
from rag.readers import NAMES, Hints, load_transcript
from rag.readers.registry import FORMATS

SAMPLES = Path(__file__).parent / "samples"
AUTOMATIC = "automatic captions"
LENA, TOMAS = "Lena Halvorsen", "Tomas Brandt"

# Per file: the format, who made the words, and each turn's label, words, seconds from and to, lines from and to.
EXPECTED = {
    "teams.vtt": ("webvtt", AUTOMATIC, [
        (LENA, "Let's start with the quay. The survey came back on Friday. It is worse than we hoped.", 3.12, 8.91, 5, 10),
        (TOMAS, "How much worse?", 9.2, 11.0, 14, 14),
    ]),
    "zoom.transcript.vtt": ("webvtt", AUTOMATIC, [
        ("Imani Okonkwo", "Good morning, and thank you for coming. The bridge stays closed.", 2.13, 7.89, 5, 9),
        ("Rosa Delgado", "Until when?", 8.11, 9.87, 13, 13),
    ]),
    "youtube.vtt": ("webvtt", AUTOMATIC, [("", "the harbour wall was built twice and fell once", 0.16, 6.0, 7, 23)]),
    "youtube.sbv": ("sbv", None, [
        ("MAYOR OKONKWO", "We open in August. All of it, the footpath too.", 1.0, 5.0, 2, 6),
        ("", "In August of this year?", 5.4, 7.0, 9, 9),
    ]),
    "subrip.srt": ("srt", None, [
        ("LENA HALVORSEN", "The crane is back. It came on Monday.", 1.0, 5.0, 3, 7),
        ("TOMAS BRANDT", "On Monday?", 5.2, 6.9, 11, 11),
    ]),
    "captions.ttml": ("ttml", None, [
        (LENA, "The quay is ours, and so is the debt.", 1.5, 4.0, 13, 14),
        (TOMAS, "Since when?", 4.0, 6.5, 15, 15),
        (LENA, "Since 1974 & before.", 7.2, 9.0, 16, 16),
    ]),
    "whisperx.json": ("whisper-json", AUTOMATIC, [
        ("SPEAKER_00", "The survey is done.", 0.5, 3.0, 6, 6),
        ("SPEAKER_01", "Is it public?", 3.0, 4.2, 6, 6),
        ("SPEAKER_00", "From 2014 on.", 5.0, 6.0, 21, 21),
        ("", "Right.", 7.0, 7.5, 29, 29),
    ]),
    "whisper-cpp.json": ("whisper-json", AUTOMATIC, [("", "The crane is back.", 0.0, 2.5, 9, 9)]),
    "assemblyai.json": ("assemblyai-json", AUTOMATIC, [
        ("Speaker A", "The crane is back.", 0.25, 1.9, 8, 8),
        ("Speaker B", "Since Monday?", 2.0, 2.8, 9, 9),
        ("Speaker A", "Since Monday.", 3.0, 3.9, 10, 10),
    ]),
    "deepgram.json": ("deepgram-json", AUTOMATIC, [
        ("Speaker 0", "The crane is back.", 0.1, 1.2, 11, 14),
        ("Speaker 1", "Since Monday?", 2.0, 2.8, 15, 16),
    ]),
    "google.json": ("google-stt-json", AUTOMATIC, [
        ("Speaker 1", "the crane is back", 0.0, 1.4, 21, 24),
        ("Speaker 2", "since Monday", 2.0, 2.8, 25, 26),
    ]),
    "aws.json": ("aws-transcribe-json", AUTOMATIC, [
        ("spk_0", "It's back.", 0.25, 1.2, 27, 29),
        ("spk_1", "Since Monday?", 2.0, 2.8, 30, 32),
    ]),
    "rev-ai.json": ("rev-json", AUTOMATIC, [
        ("Speaker 0", "It's back.", 0.25, 1.2, 6, 9),
        ("Speaker 1", "Since <inaudible>?", 2.0, 2.3, 15, 18),
    ]),
    "rev.json": ("rev-json", None, [(LENA, "It's back.", 1.35, 2.1, 7, 8)]),
    "podcast.json": ("podcast-json", None, [
        ("Nadia Vance", "Welcome to the harbour.", 0.5, 2.0, 4, 5),
        ("Piet Aalders", "Hello.", 2.5, 3.0, 6, 6),
    ]),
    "podcast.html": ("podcast-html", None, [
        ("Nadia Vance", "Welcome to the harbour, it's windy.", 5.0, None, 3, 4),
        ("Piet Aalders", "Hello again.\n\nAnd good night.", 3723.0, None, 7, 8),
    ]),
    "oyez.json": ("oyez-json", None, [
        ("Vera Lind", "We'll hear argument first in Case 7.", 0.0, 4.5, 13, 14),
        ("", "(Coughs.)", 4.5, 5.0, 17, 17),
    ]),
    "otter.txt": ("otter-text", AUTOMATIC, [
        (LENA, "The crane is back. I have three points: the cost, the date, the name.", 5.0, None, 11, 12),
        ("Speaker 2", "Since Monday?", 31.0, None, 15, 15),
        (LENA, "Since Monday.", 3723.0, None, 18, 18),
    ]),
    "zoom-saved.txt": ("zoom-text", AUTOMATIC, [
        (LENA, "The crane is back.", None, None, 2, 2),
        (TOMAS, "Since Monday?", None, None, 5, 5),
        (LENA, "Since Monday.", None, None, 8, 8),
    ]),
    "trint.txt": ("stamped-text", None, [
        (LENA, "The crane is back.", 5.0, None, 2, 2),
        (TOMAS, "Since Monday?", 9.0, None, 5, 5),
        (LENA, "Since Monday.", 12.0, None, 8, 8),
    ]),
    "teams.txt": ("teams-text", AUTOMATIC, [
        (LENA, "The crane is back.", 3.0, None, 8, 8),
        ("Brandt, Tomas (Harbour)", "Since Monday?", 7.0, None, 11, 11),
    ]),
    "meet.txt": ("google-meet", AUTOMATIC, [
        (LENA, "The crane is back.", 0.0, None, 22, 22),
        (TOMAS, "Since Monday?", None, None, 23, 23),
        (LENA, "Since Monday.", 301.0, None, 27, 27),
    ]),
    "hearing.txt": ("hearing-text", None, [
        ("Chairman Adeyemi", "The committee will come to order. Mr. Brandt is not here yet. We begin without him.", None, None, 21, 23),
        ("Ms. Halvorsen of Ellery", "Thank you, Mr. Chairman. I ask that my statement be part of the record.", None, None, 25, 26),
        ("The Chairman", "Without objection. How much was it?", None, None, 36, 36),
        ("Mr. Brandt", "Four million crowns. (Laughter.)", None, None, 38, 38),
    ]),
    "record.txt": ("hearing-text", None, [
        ("Mr. BRANDT", "Mr. Speaker, I yield myself such time as I may consume. The crane is back.", None, None, 3, 4),
        ("The SPEAKER pro tempore", "The gentleman is recognized.", None, None, 5, 5),
        ("Ms. DE LA CRUZ of Ellery", "Mr. Speaker, will the gentleman yield?", None, None, 6, 6),
        ("Mr. BRANDT", "I yield.", None, None, 7, 7),
    ]),
    "hansard.txt": ("labelled-text", None, [
        ("The Prime Minister (Imani Okonkwo)", "The crane is back.", None, None, 5, 5),
        ("Tomas Brandt (Ellery North) (Ind)", "Since Monday?", None, None, 7, 7),
        ("The Prime Minister", "Since Monday.", None, None, 9, 9),
        ("Mr Speaker", "Order. I call Lena Halvorsen.", None, None, 11, 11),
    ]),
    "debate.txt": ("labelled-text", None, [
        ("Vera Lind", "Good evening. The first question goes to Mayor Okonkwo.", None, None, 2, 3),
        ("Mayor Imani Okonkwo", "Thank you. The crane is back.", None, None, 6, 6),
        ("Vera Lind", "Since when?", None, None, 9, 9),
    ]),
    "descript.txt": ("labelled-text", None, [
        (LENA, "The crane is back. It came on Monday.", 5.0, None, 1, 1),
        (TOMAS, "On Monday?", 12.0, None, 3, 3),
        (LENA, "On Monday.", 62.0, None, 5, 5),
    ]),
    "rev.txt": ("labelled-text", None, [
        ("Speaker 1", "The crane is back.", 0.0, None, 2, 2),
        (LENA, "Since [inaudible 00:00:05] Monday?", 4.0, None, 5, 5),
        ("Speaker 1", "Since Monday. (silence)", 70.0, None, 8, 8),
    ]),
    "show.md": ("labelled-text", None, [
        ("Nadia Vance", "Welcome to the harbour. Really welcome.", None, None, 6, 6),
        ("Piet Aalders", "Hello! Is this on?\n\nIt is on.", None, None, 8, 10),
        ("Nadia Vance", "And we are back.", None, None, 14, 14),
    ]),
    "stamps.md": ("labelled-text", None, [
        ("Nadia Vance", "Welcome to the harbour.", 70.0, None, 8, 8),
        ("Piet Aalders", "Hello. What is on [10:30] tonight?", 75.0, None, 12, 12),
        ("Nadia Vance", "The tide.", 3723.0, None, 16, 16),
    ]),
    "table.csv": ("csv", None, [
        (LENA, "The crane is back.", 5.0, None, 2, 2),
        (TOMAS, 'Since "Monday"?', 9.5, None, 4, 4),
        (LENA, "Since Monday.", None, None, 6, 6),
    ]),
    "page.html": ("labelled-text", None, [
        ("Nadia Vance", "The crane & the quay: what now?", None, None, 8, 9),
        (LENA, "It is back. It costs forty [fourteen] crowns * 2.", None, None, 10, 10),
    ]),
    "talk.md": ("labelled-text", None, [
        ("", "The crane is back.\n\nIt came on Monday.", None, None, 16, 18),
        ("Q", "Since when?", None, None, 22, 22),
        ("A", "Since Monday.", None, None, 24, 24),
        ("", "Thank you all for coming.", None, None, 28, 28),
    ]),
}  # fmt: skip

REFUSED = {
    "gemini-notes.txt": "a summary written by a machine: no speaker labels found in 11 lines (31 words)",
    "oyez-case.json": "an Oyez case file (Port of Ellery v. Halvorsen): it tells of the case and holds none",
    "zoom-chat.txt": "a chat log: its messages were typed, nobody says them",
    "whatsapp.txt": "a chat log: its messages were typed, nobody says them",
    "slack.json": "a chat log: its messages were typed, nobody says them",
    "named.tsv": "a table of the columns 'WER', 'WAS', 'TAG': no columns of speakers and words found",
}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_sample_is_read_to_the_last_word(name):
    read = load_transcript(SAMPLES / name)
    turns = [(t.label, t.text, t.start, t.end, *t.lines()) for t in read.turns]
    assert (read.format, read.captions, turns) == EXPECTED[name]


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_transcript_is_refused_by_name(name):
    with pytest.raises(NotATranscriptError) as caught:
        load_transcript(SAMPLES / name)
    assert caught.value.reason[: len(REFUSED[name])] == REFUSED[name]


def test_every_sample_is_expected_or_refused():
    assert {path.name for path in SAMPLES.iterdir()} == EXPECTED.keys() | REFUSED.keys()


def test_every_format_that_is_read_has_a_sample_or_tests_of_its_own():
    elsewhere = {
        "turns-json",
        "whitehouse-markdown",
        "segments-json",
        "talk-text",
        "diarization",
        "chat-log",
    }
    assert {form for form, _, _ in EXPECTED.values()} | elsewhere == set(NAMES)


def test_the_form_that_takes_all_is_tried_last():
    assert [form.names[0] for form in FORMATS][-1] == "labelled-text"


def test_columns_are_named_where_their_headings_say_nothing():
    hints = Hints(columns=(("speaker", "WER"), ("text", "WAS"), ("date", "TAG")))
    read = load_transcript(SAMPLES / "named.tsv", hints)
    assert [(turn.label, turn.text) for turn in read.turns] == [
        (LENA, "The crane is back."),
        (TOMAS, "Since Monday?"),
    ]
    assert str(read.date) == "2025-03-04"


@pytest.mark.parametrize(
    ("name", "title", "date"),
    [
        ("meet.txt", "Harbour call", "2025-03-04"),
        ("otter.txt", "Harbour call", "None"),
        ("teams.txt", "Harbour call-20250304_100000-Meeting Recording", "2025-03-04"),
        ("hearing.txt", "THE STATE OF THE HARBOUR", "2025-03-04"),
        ("hansard.txt", "Harbour Bill", "2025-03-04"),
        ("page.html", "Harbour interview", "2025-03-04"),
        ("oyez.json", "PORT OF ELLERY v. HALVORSEN – Oral Argument - March 04, 2025", "2025-03-04"),
        ("captions.ttml", "Harbour hearing", "None"),
    ],
)
def test_title_and_date_are_found(name, title, date):
    read = load_transcript(SAMPLES / name)
    assert (read.title, str(read.date)) == (title, date)


@pytest.mark.parametrize(
    ("name", "notes"),
    [
        ("meet.txt", ("Left out, since nobody says it: notes written by Gemini (lines 1 to 19).",)),
        (
            "hearing.txt",
            ("Left out, since nobody says it: The prepared statement of Ms. Halvorsen follows:.",),
        ),
        ("deepgram.json", ("Left out, since nobody says it: summary (written by a machine).",)),
        ("teams.vtt", ()),
    ],
)
def test_what_was_left_out_is_named(name, notes):
    assert load_transcript(SAMPLES / name).notes == notes


def test_what_is_left_out_is_kept_aside():
    asides = [aside.text for aside in load_transcript(SAMPLES / "meet.txt").asides]
    assert "Lena Halvorsen reported that the crane had returned." in asides
    assert "Transcription ended after 00:12:30" in asides


def test_a_strike_in_html_is_a_correction():
    turn = load_transcript(SAMPLES / "page.html").turns[1]
    assert [turn.text[start:end] for start, end in turn.struck] == ["forty"]


def test_zooms_clock_is_said_at():
    assert [turn.said_at for turn in load_transcript(SAMPLES / "zoom-saved.txt").turns] == [
        "10:03:04",
        "10:03:09",
        "10:03:12",
    ]
