"""A transcript as HTML, the words that a reader selects, and the route to its recording."""

import re
from html import unescape

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from embeddings.hashing import HashingEncoder
from rag.assistant import Assistant
from rag.indexing import index_paths
from rag.library.library import Library
from tests.app.conftest import HOSTILE
from tests.conftest import BRIEFING, ROOT, write
from ui.app.reader.place import Place, parse_place
from ui.app.reader.quotation import quotation
from ui.app.reader.recording import add_routes
from ui.app.reader.tab import transcript_html

SAMPLE = "2025-03-11-mayors-briefing-on-the-harbour-bridge"
RADIO = {
    "title": "Radio interview",
    "date": "2025-07-02",
    "url": "https://youtu.be/abc",
    "turns": [
        {"speaker": "Host Ana Ruiz", "text": "What will the repair cost?", "start": 0},
        {"speaker": "Ada Lindholm", "text": "Four million.\n\nI don’t expect 🙂 more.", "start": 83.5},
    ],
}


@pytest.fixture(scope="module")
def texts(tmp_path_factory):
    """A folder with a briefing, an interview with times, a sample with corrections, and hostile text."""
    folder = tmp_path_factory.mktemp("reader") / "transcripts"
    for name, transcript in (("briefing", BRIEFING), ("radio", RADIO), ("hostile", HOSTILE)):
        write(folder / f"{name}.json", transcript)
    sample = ROOT / "samples/port-ellery" / f"{SAMPLE}.md"
    (folder / sample.name).write_bytes(sample.read_bytes())
    return folder


@pytest.fixture(scope="module")
def assistant(texts):
    library = Library(texts.parent / "library")
    index_paths(library, [texts], HashingEncoder())
    return Assistant(library, HashingEncoder)


@pytest.fixture
def recording(texts):
    """A file beside the interview for as long as a test lasts."""
    path = texts / "radio.wav"
    path.write_bytes(b"RIFF0123456789")
    yield path
    path.unlink()


def turn_of(html, number):
    return re.search(rf"<article[^>]*data-n='{number}'.*?</article>", html)[0]


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("?transcript=a%20b&turn=3", Place("a b", 3)),
        ("transcript=a&turn=3&start=1&end=5&from=ask", Place("a", 3, (1, 5), "ask")),
        ("?transcript=a", Place("a")),
        ("?transcript=a&turn=0&from=library", Place("a", None, None, "library")),
        ("?transcript=a&turn=-1&start=x&end=9", Place("a")),
        ("?transcript=a&turn=²&start=1", Place("a")),
        ("?transcript=a&turn=99999999999999999999", Place("a")),
        ("?turn=3", None),
        ("", None),
    ],
)
def test_a_place_is_read_from_an_address(query, place):
    assert parse_place(query) == place


@pytest.mark.parametrize("place", [Place("a&b=c d", 3, (1, 5)), Place("é", 3), Place("x")])
def test_a_places_address_leads_back_to_it(place):
    assert parse_place(place.address) == place


def test_the_cited_words_are_marked_and_their_exchange_is_framed(assistant):
    html = transcript_html(assistant, Place("briefing", 2, (0, 3)), "en", whole=True)
    assert "<mark>No.</mark>" in turn_of(html, 2)
    framed = re.search(r"<div class='or-exchange'.*", html)[0].split("</article></div>")[0]
    assert re.findall(r"data-n='(\d+)'", framed) == ["1", "2", "3", "4"]  # with its follow-up
    assert re.findall(r"data-n='(\d+)'", html) == ["0", "1", "2", "3", "4"]


def test_a_question_leads_to_its_answer_and_back(assistant):
    html = transcript_html(assistant, Place("briefing"), "en", whole=True)
    leads = {n: re.findall(r"data-to='(\d+)'>([^<]*)<", turn_of(html, n)) for n in range(5)}
    assert leads == {
        0: [], 1: [("2", "Its answer ↓")], 2: [("1", "Its question ↑")], 3: [("4", "Its answer ↓")],
        4: [("3", "Its question ↑")],
    }  # fmt: skip
    assert "or-exchange" not in html


def test_a_correction_is_struck_through_beside_what_was_meant(assistant):
    html = transcript_html(assistant, Place(SAMPLE), "en", whole=True)
    assert "<s>forty</s> &#91;<ins>fourteen</ins>&#93; extra buses" in turn_of(html, 1)


def test_beside_the_chat_the_question_is_shown_with_its_answer_and_no_tools(assistant):
    html = transcript_html(assistant, Place("briefing", 4), "es", whole=False)
    assert "or-tools" not in html
    assert "Abrir la transcripción completa" in html


def test_the_source_opens_at_the_words_or_at_the_second(assistant):
    words = transcript_html(assistant, Place("briefing", 1, (0, 12)), "en", whole=True)
    assert "https://example.org/briefings/2025-03-04#:~:text=Did%20you%20know" in words
    radio = transcript_html(assistant, Place("radio", 1), "en", whole=True)
    assert "Source, from 1:23" in radio.replace("&#58;", ":")
    assert "href='https://youtu.be/abc?t=83s'" in turn_of(radio, 1)
    assert "#:~:text" not in radio


def test_where_no_transcript_is_named_nothing_stands_above_the_newest(assistant):
    assert transcript_html(assistant, Place(""), "en", whole=True) == ""


@pytest.mark.parametrize(
    ("place", "says"),
    [
        (Place("briefign"), "There is no transcript “briefign” in this library."),
        (Place("<b>"), "There is no transcript “<b>” in this library."),
        (Place("briefing", 99), "This transcript has no turn 99; its last is 4."),
        (Place("briefing", 1, (40, 900)), "The address names words 40 to 900 of a turn of 41 characters"),
    ],
)
def test_an_address_that_leads_nowhere_says_so(assistant, place, says):
    shown = transcript_html(assistant, place, "en", whole=True)
    assert says in unescape(shown)
    assert "<b>" not in shown
    assert "<mark>" not in shown


def test_a_mistyped_transcript_brings_up_the_likest(assistant):
    shown = unescape(transcript_html(assistant, Place("briefign"), "en", whole=True))
    assert "<a href='?transcript=briefing'>Briefing by Harbour Master Ada Lindholm</a>" in shown


def test_selected_words_come_back_as_a_slice_with_who_where_and_when(assistant):
    start, end = 173, 207
    found = quotation(assistant, {"transcript": SAMPLE, "turn": 1, "start": start, "end": end}, "en")
    with assistant.library.snapshot() as snapshot:
        text = snapshot.turn(snapshot.transcripts(SAMPLE)[0].key, 1).turn.text
    assert found["quote"] == text[start:end] == "put on forty [fourteen] extra buse"
    assert found["citation"].split("\n") == [
        "“put on forty [fourteen] extra buse”",
        "Lena Halvorsen, Press Briefing by Mayor Imani Okonkwo and Deputy Mayor Lena Halvorsen, "
        "March 11, 2025, 2025-03-11",
        "Struck through in the source: “forty”",
    ]
    assert found["source"].endswith("#:~:text=put%20on%20forty%20%5Bfourteen%5D%20extra%20buse")
    assert found["place"] == f"?transcript={SAMPLE}&turn=1&start=173&end=207"
    assert found["check"] == "?check=put+on+forty+%5Bfourteen%5D+extra+buse&speaker=Lena+Halvorsen"


def test_a_reporters_words_are_checked_without_a_speaker(assistant):
    found = quotation(assistant, {"transcript": "briefing", "turn": 1, "start": 0, "end": 12}, "en")
    assert found["check"] == "?check=Did+you+know"


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"transcript": "briefing", "turn": 1, "start": 5, "end": 5},
        {"transcript": "briefing", "turn": 1, "start": 0, "end": 42},
        {"transcript": "briefing", "turn": 5, "start": 0, "end": 1},
        {"transcript": "briefing", "turn": -1, "start": 0, "end": 1},
        {"transcript": "briefing", "turn": "1", "start": 0, "end": 1},
        {"transcript": "briefing", "turn": 1 << 70, "start": 0, "end": 1},
        {"transcript": ["briefing"], "turn": 1, "start": 0, "end": 1},
        {"transcript": "nothing", "turn": 1, "start": 0, "end": 1},
    ],
)
def test_words_that_the_library_does_not_have_are_not_offered(assistant, asked):
    assert quotation(assistant, asked, "en") is None


@pytest.fixture
def route(assistant, texts, recording):
    (texts / "secret.mp3").write_bytes(b"another's")
    app = FastAPI()
    add_routes(app, assistant)
    return TestClient(app)


def test_a_recording_comes_in_ranges(route):
    whole = route.get("/recording", params={"transcript": "radio"})
    assert (whole.status_code, whole.content, whole.headers["content-type"]) == (
        200,
        b"RIFF0123456789",
        "audio/wav",
    )
    part = route.get("/recording", params={"transcript": "radio"}, headers={"Range": "bytes=4-6"})
    assert (part.status_code, part.content, part.headers["content-range"]) == (206, b"012", "bytes 4-6/14")
    beyond = route.get("/recording", params={"transcript": "radio"}, headers={"Range": "bytes=99-"})
    assert beyond.status_code == 416
    assert route.head("/recording", params={"transcript": "radio"}).headers["content-length"] == "14"


@pytest.mark.parametrize(
    "transcript", ["briefing", "secret", "../transcripts/radio", "radio.wav", "/etc/passwd", "", "\0"]
)
def test_only_the_recordings_of_the_librarys_transcripts_are_served(route, transcript):
    found = route.get("/recording", params={"transcript": transcript})
    assert found.status_code == 404
    assert "no audio or video file" in found.text


def test_a_player_starts_at_the_cited_second_where_there_is_a_recording(assistant, recording):
    html = transcript_html(assistant, Place("radio", 1), "en", whole=True)
    assert "<audio controls" in html
    assert "src='recording?transcript=radio#t=83.5'" in html
    assert "data-at='83.5'" in turn_of(html, 1)
    assert "or-player" not in transcript_html(assistant, Place("briefing", 1), "en", whole=True)


def test_a_film_gets_a_player_with_pictures(assistant, texts):
    (texts / "radio.mp4").write_bytes(b"ftyp")
    assert "<video controls" in transcript_html(assistant, Place("radio"), "en", whole=True)
    (texts / "radio.mp4").unlink()
