"""What is too much for one file: floods of tiny lines and of tiny turns, whatever the format."""

import json

import pytest

from rag.errors import UnreadableFileError
from rag.readers import load_transcript
from rag.readers.limits import MANY_LINES, MOST_TURNS

TOO_MANY = MOST_TURNS + 1


def refusal(path, text):
    path.write_text(text)
    with pytest.raises(UnreadableFileError) as caught:
        load_transcript(path)
    return caught.value.reason


def test_a_flood_of_lines_below_nine_characters_is_refused(tmp_path):
    assert refusal(tmp_path / "flood.txt", "Ana: hi\nno one\n" * (MANY_LINES // 2 + 1)) == (
        "holds 20,002 lines of 7.5 characters on average; expected a transcript; take the empty lines out"
    )


def test_a_flood_of_tags_is_refused(tmp_path):
    assert refusal(tmp_path / "flood.html", "<html>" + "<p><s>" * MANY_LINES) == (
        "holds 40,001 tags of 3.0 characters on average; expected a transcript; save the page as text"
    )


def test_a_tag_of_many_classes_in_captions_is_read_like_one_of_few(tmp_path):
    path = tmp_path / "talk.vtt"
    path.write_text(f"WEBVTT\n\n00:01.000 --> 00:02.000\n<v{'.x' * 50_000} Ana>Yes.</v>\n")
    assert [(turn.label, turn.text) for turn in load_transcript(path).turns] == [("Ana", "Yes.")]


def test_captions_of_a_word_or_two_each_are_no_flood(tmp_path):
    path = tmp_path / "words.srt"
    cues = [
        f"{n}\n00:{n // 60:02}:{n % 60:02},000 --> 00:{n // 60:02}:{n % 60:02},900\nWord {n}.\n\n"
        for n in range(3600)
    ]
    path.write_text("".join(cues) * 2)
    assert path.read_text().count("\n") > MANY_LINES
    assert sum(len(turn.text.split()) for turn in load_transcript(path).turns) == 14400


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("talk.txt", "Ana Ruiz: Yes.\nTom Berg: Why?\n" * (TOO_MANY // 2 + 1)),
        ("talk.csv", "speaker,text\n" + "Ana,yes it is\n" * TOO_MANY),
        (
            "talk.vtt",
            "WEBVTT\n\n" + "00:01.000 --> 00:02.000\n<v Ana>Yes.\n<v Tom>No.\n\n" * (TOO_MANY // 2 + 1),
        ),
        ("talk.json", json.dumps({"turns": [{"speaker": "Ana", "text": "Yes."}] * TOO_MANY})),
    ],
)
def test_a_file_with_more_turns_than_any_event_is_refused(tmp_path, name, text):
    assert refusal(tmp_path / name, text) == (
        "holds more than 25,000 turns, as no event does; expected the transcript of one event; "
        "split the file by events"
    )


def test_a_file_with_just_as_many_turns_is_read(tmp_path):
    path = tmp_path / "talk.csv"
    path.write_text("speaker,text\n" + "Ana,yes it is\n" * MOST_TURNS)
    assert len(load_transcript(path).turns) == MOST_TURNS


def test_a_flood_of_comments_is_looked_through_once(tmp_path):
    """The end of each was a way to go on from the beginning of each: nobody would have waited for it."""
    path = tmp_path / "flood.txt"
    path.write_text(
        "<!---->" * 1000 + "\n\n" + "Ana Ruiz: The bridge is closed.\nTom Berg: Until when?\n" * 2
    )
    labels = [turn.label for turn in load_transcript(path).turns]
    assert labels == ["Ana Ruiz", "Tom Berg", "Ana Ruiz", "Tom Berg"]
