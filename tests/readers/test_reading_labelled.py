import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from rag.errors import NotATranscriptError
from rag.readers import load_transcript
from rag.transcript import Aside, Transcript

Read = Callable[[str, str | bytes], Transcript]
Write = Callable[[str, str | bytes], Path]

COUNCIL = """City Council, Regular Session

Date: March 3, 2025
Place: Council Chambers
Url: https://example.org/council

Chair Abernathy: Good evening. My point: we begin
on time.
Councilmember Ruiz-Ortega: Thank you, Chair.

I have two questions:
first, the bridge. Second: the budget.

Chair Abernathy: Go ahead.
Dana Whitfield: I live on Elm Street. (Applause.)

The Bottom Line: we pay too much.

[End of transcript]
"""


def said(transcript: Transcript) -> list[tuple[str, str]]:
    return [(turn.label, turn.text) for turn in transcript.turns]


def test_speakers_are_told_from_other_words_before_a_colon(read: Read) -> None:
    transcript = read("council.txt", COUNCIL)
    assert said(transcript) == [
        ("Chair Abernathy", "Good evening. My point: we begin on time."),
        (
            "Councilmember Ruiz-Ortega",
            "Thank you, Chair.\n\nI have two questions: first, the bridge. Second: the budget.",
        ),
        ("Chair Abernathy", "Go ahead."),
        ("Dana Whitfield", "I live on Elm Street. (Applause.)\n\nThe Bottom Line: we pay too much."),
    ]
    assert transcript.turns[1].line_map == ((0, 9), (19, 11), (41, 12))


def test_header_lines_give_title_date_place_and_address(read: Read) -> None:
    transcript = read("council.txt", COUNCIL)
    assert (transcript.title, transcript.date) == ("City Council, Regular Session", dt.date(2025, 3, 3))
    assert (transcript.place, transcript.url) == ("Council Chambers", "https://example.org/council")
    assert transcript.format == "labelled-text"
    assert transcript.asides == (
        Aside(1, "City Council, Regular Session"),
        Aside(3, "Date: March 3, 2025"),
        Aside(4, "Place: Council Chambers"),
        Aside(5, "Url: https://example.org/council"),
        Aside(19, "[End of transcript]"),
    )


def test_the_date_may_stand_in_the_files_name(read: Read) -> None:
    assert read("2024-05-06-call.txt", "Host: Hi.\nGuest: Hi.\n").date == dt.date(2024, 5, 6)


def test_front_matter_wins(read: Read) -> None:
    front = "---\ntitle: The Call\ndate: 2024-05-07\nlocation: Studio 2\n---\n\n"
    text = front + "Host: Hi?\n\nAna Ruiz: Hi.\n\nHost: Bye.\n"
    transcript = read("2024-05-06.md", text)
    assert (transcript.title, transcript.date, transcript.place) == (
        "The Call",
        dt.date(2024, 5, 7),
        "Studio 2",
    )
    assert said(transcript) == [("Host", "Hi?"), ("Ana Ruiz", "Hi."), ("Host", "Bye.")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "**Ana Ruiz:** Hi *you*.\n\n**Sam:** Yes.", [("Ana Ruiz", "Hi you."), ("Sam", "Yes.")], id="bold"
        ),
        pytest.param("**Ana Ruiz**: Hi.", [("Ana Ruiz", "Hi.")], id="colon behind the bold"),
        pytest.param(
            "Ana Ruiz:\nHi there.\n\nAna Ruiz:\nBye.",
            [("Ana Ruiz", "Hi there."), ("Ana Ruiz", "Bye.")],
            id="own line",
        ),
        pytest.param(
            "MAYOR OKAFOR: Hi.\nQ   Why?\nQ. When?",
            [("MAYOR OKAFOR", "Hi."), ("Q", "Why?"), ("Q", "When?")],
            id="Q",
        ),
        pytest.param("Q: Why?\nA: Because.", [("Q", "Why?"), ("A", "Because.")], id="Q and A"),
        pytest.param(
            "Speaker 1: Hi.\nSpeaker 2: Yo.", [("Speaker 1", "Hi."), ("Speaker 2", "Yo.")], id="numbered"
        ),
        pytest.param(
            "Third Reporter: Why?\nClerk: Rain.\n\nSecond Question: none.",
            [("Third Reporter", "Why?"), ("Clerk", "Rain.\n\nSecond Question: none.")],
            id="ordinals",
        ),
        pytest.param("Clerk: 10:30 it is.\n", [("Clerk", "10:30 it is.")], id="a time that is said"),
        pytest.param("Clerk: hi\n\n- one\n- two", [("Clerk", "hi\n\none\n\ntwo")], id="list"),
        pytest.param("## Opening\n\nClerk: hi\n\n## Roads\n\nmore", [("Clerk", "hi\n\nmore")], id="headings"),
        pytest.param(
            "**Clerk:** hi\n\n**Break:** \\[01:44\\]\n\n**Clerk:** ho",
            [("Clerk", "hi"), ("Clerk", "ho")],
            id="break",
        ),
        pytest.param(
            "Ana de la Cruz: hi\n\nAna de la Cruz: ho",
            [("Ana de la Cruz", "hi"), ("Ana de la Cruz", "ho")],
            id="particles",
        ),
        pytest.param(
            "Clerk: hi\n\nFirst Amendment: it is law.",
            [("Clerk", "hi\n\nFirst Amendment: it is law.")],
            id="no title",
        ),
        pytest.param("Clerk: hi\nNote: no.\nNote: no.", [("Clerk", "hi Note: no. Note: no.")], id="notes"),
        pytest.param(
            "Clerk: see http://a.b and I will say this: no.",
            [("Clerk", "see http://a.b and I will say this: no.")],
            id="address",
        ),
        pytest.param("Mayor Lee (by phone): hi", [("Mayor Lee (by phone)", "hi")], id="remark"),
    ],
)
def test_labels(read: Read, text: str, expected: list[tuple[str, str]]) -> None:
    assert said(read("x.md", text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "[00:01:23] Ana Ruiz: Hi.",
        "Ana Ruiz [00:01:23]: Hi.",
        "Ana Ruiz: [01:23] Hi.",
        "Ana Ruiz: 00:01:23\n\nHi.",
    ],
)
def test_times_at_the_label(read: Read, text: str) -> None:
    turn = read("x.txt", text + "\n\nAna Ruiz: Bye.").turns[0]
    assert (turn.label, turn.text, turn.start) == ("Ana Ruiz", "Hi.", 83.0)


def test_stars_and_tags_in_plain_text_are_words(read: Read) -> None:
    assert said(read("x.txt", "Clerk: 5*3 <b> & \\n *really*")) == [("Clerk", "5*3 <b> & \\n *really*")]


@pytest.mark.parametrize(
    "text",
    [
        "Just a page of prose.\nIt goes on: and on.\n",
        "Shopping list\n\nMilk: two litres\nEggs: six\n",
        "To: all\nFrom: me\nSubject: lunch\n",
    ],
)
def test_text_without_speakers_is_no_transcript(write: Write, text: str) -> None:
    with pytest.raises(NotATranscriptError, match="no speaker labels found in"):
        load_transcript(write("x.txt", text))


@pytest.mark.parametrize("name", ["Ben", "Al", "Ha Le", "Grad E", "Jo Evans AM"])
def test_a_name_may_end_in_what_is_a_particle_within_one(tmp_path, name):
    """Ben's words were given to whoever spoke before him."""
    path = tmp_path / "talk.txt"
    path.write_text(
        f"Maria: Is the pier closed?\n\n{name}: It is.\n\nMaria: For long?\n\n{name}: Until May.\n"
    )
    turns = load_transcript(path).turns
    assert [(turn.label, turn.text) for turn in turns] == [
        ("Maria", "Is the pier closed?"),
        (name, "It is."),
        ("Maria", "For long?"),
        (name, "Until May."),
    ]


@pytest.mark.parametrize("heading", ["Points Of", "Look At The", "Questions For", "Bank of"])
def test_a_heading_that_ends_in_a_joining_word_names_nobody(tmp_path, heading):
    path = tmp_path / "talk.txt"
    path.write_text(f"Maria: Good morning.\n\n{heading}: order.\n\nMaria: Well.\n\n{heading}: order.\n")
    assert {turn.label for turn in load_transcript(path).turns} == {"Maria"}
