"""What is too much for one file: floods of tiny lines and of tiny turns, whatever the format."""

import contextlib
import json
import tracemalloc

import pytest

from rag.errors import NotATranscriptError, TranscriptError, UnreadableFileError
from rag.readers import load_transcript
from rag.readers.limits import MANY_LINES, MOST_TURNS
from tests.readers import office

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


def test_an_endless_caption_is_refused(tmp_path):
    assert refusal(
        tmp_path / "talk.srt", "1\n00:00:01,000 --> 00:00:02,000\n" + "and so on and on\n" * 1001
    ) == ("a caption of more than 1,000 lines; expected a line or two; put a blank line between captions")


def test_front_matter_longer_than_any_is_refused_before_it_is_parsed(tmp_path):
    path = tmp_path / "talk.md"
    block = "speakers:\n" + "  - by: Ana Ruiz\n" * 3000
    assert refusal(path, f"---\n{block}---\nAna Ruiz: Yes.\n") == (
        "the front matter has 51,009 characters; expected at most 50,000; end it with a line of --- above "
        "the words"
    )
    assert peak_of_reading(path) < 20 * len(block)


def test_what_is_nearly_a_timing_is_looked_at_once(tmp_path):
    """Three ways to share out the digits before the comma, and after it, were all tried."""
    path = tmp_path / "talk.sbv"
    path.write_text("0:00:01.000,0:00:02.000\nAna: Yes.\n\n" + "1:" * 50_000 + "," + "1:" * 50_000 + "#\n")
    assert [aside.text[-1] for aside in load_transcript(path).asides] == ["#"]


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
        ("talk.csv", "speaker,text\n" + "Ana,yes it is open by now\n" * TOO_MANY),
        (
            "talk.vtt",
            "WEBVTT\n\n"
            + "00:01.000 --> 00:02.000\n<v Ana>Yes, it is open now.\n<v Tom>No, it is shut by now.\n\n"
            * (TOO_MANY // 2 + 1),
        ),
        (
            "talk.json",
            json.dumps({"turns": [{"speaker": "Ana", "text": "Yes, it is open by now."}] * TOO_MANY}),
        ),
    ],
)
def test_a_file_with_more_turns_than_any_event_is_refused(tmp_path, name, text):
    assert refusal(tmp_path / name, text) == (
        "holds more than 25,000 turns, or names with colons at the beginning of lines, as no event does; "
        "expected the transcript of one event; split the file by events"
    )


def test_a_file_with_just_as_many_turns_is_read(tmp_path):
    path = tmp_path / "talk.csv"
    path.write_text("speaker,text\n" + "Ana,yes it is open by now\n" * MOST_TURNS)
    assert len(load_transcript(path).turns) == MOST_TURNS


def test_a_flood_of_comments_is_looked_through_once(tmp_path):
    """The end of each was a way to go on from the beginning of each: nobody would have waited for it."""
    path = tmp_path / "flood.txt"
    path.write_text(
        "<!---->" * 1000 + "\n\n" + "Ana Ruiz: The bridge is closed.\nTom Berg: Until when?\n" * 2
    )
    labels = [turn.label for turn in load_transcript(path).turns]
    assert labels == ["Ana Ruiz", "Tom Berg", "Ana Ruiz", "Tom Berg"]


SPEAKERS = "Ana: Hi.\nBen: Ho.\nAna: Yes.\nBen: No.\n"
TTML = '<tt xmlns="http://www.w3.org/ns/ttml"><body><div>{}</div></body></tt>'
WHITEHOUSE = "---\npermalink: https://www.whitehouse.gov/x\ntitle: Remarks\n---\n"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("a.txt", SPEAKERS + "\n" + "abcdefghi\n" * 12_000, id="speech"),
        pytest.param("b.txt", "abcdefghi\n" * 12_000 + "\n" + SPEAKERS, id="above the first speaker"),
        pytest.param("c.txt", "abc defgh\n" * 12_000, id="nobody"),
        pytest.param("d.html", "<p>" + SPEAKERS.replace("\n", "<br>") + "abcdefghi\n" * 12_000, id="HTML"),
        pytest.param("f.html", f"<p>{SPEAKERS}" + "<p>abcdefghijklmnop\n" * 8_000, id="paragraphs of HTML"),
        pytest.param("g.ttml", TTML.format('<p begin="1s" end="2s">Ana: Hi.</p>\n' * 12_000), id="captions"),
    ],
)
def test_short_lines_take_less_than_twenty_times_their_size(tmp_path, name, text):
    """A tuple for each line of a paragraph and of a turn, an object for each aside took up to 34 times."""
    path = tmp_path / name
    path.write_text(text)
    assert peak_of_reading(path) < 20 * len(text)


def peak_of_reading(path):
    # What the first file of its kind loads is no cost of the file.
    for traced in (False, True):
        if traced:
            tracemalloc.start()
        with contextlib.suppress(TranscriptError):
            load_transcript(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def test_a_row_of_endless_columns_is_refused_before_its_cells_are_cut(tmp_path):
    path = tmp_path / "wide.csv"
    assert refusal(path, "speaker,text\n" + "U," * 100_000) == (
        "a row of more than 1,000 columns; expected one turn in a row; mend its line ends and quotation marks"
    )
    assert peak_of_reading(path) < 8 * path.stat().st_size


def test_commas_in_quotation_marks_are_no_columns(tmp_path):
    path = tmp_path / "talk.csv"
    speech = 'one, ""two"", ' * 2000
    path.write_text(f'speaker,text\nAna,"{speech}\n{speech}"\nBen,"Yes, ""indeed"", ' + "so, " * 1500 + '"\n')
    ana, ben = load_transcript(path).turns
    assert (ana.text.count("one,"), ben.text.count("so,")) == (4000, 1500)


def test_labels_without_words_are_counted_like_turns(tmp_path):
    assert refusal(tmp_path / "empty.txt", "Ana Ruiz:\nTom Berg:\n" * (TOO_MANY // 2 + 1)).startswith(
        "holds more than 25,000 turns, or names with colons"
    )


def test_a_list_of_words_is_no_transcript_of_turns(tmp_path):
    assert refusal(tmp_path / "words.csv", "speaker,text\n" + "Ana,word\n" * 12_000) == (
        "holds more than 10,000 turns of fewer than 20 characters on average, like a list of words; "
        "expected turns; join what one speaker says"
    )


def test_remarks_of_which_nothing_is_said_are_refused(tmp_path):
    path = tmp_path / "empty.md"
    path.write_text(WHITEHOUSE + "MS. PSAKI:  \n" * 3)
    with pytest.raises(NotATranscriptError, match="no speaker labels found"):
        load_transcript(path)


def test_a_pdf_that_is_searched_without_end_is_given_up(tmp_path):
    """Each stream without an end is looked through up to the file's: fifteen seconds for a megabyte."""
    path = tmp_path / "broken.pdf"
    stream = b"4 0 obj\n<< /Length 93 >>\nstream\nBT (Clerk: Good morning.) Tj\n"
    path.write_bytes(b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n" + stream * 1500)
    with pytest.raises(UnreadableFileError, match="a damaged PDF, not understood after reading 20 times"):
        load_transcript(path)


def test_a_pdf_that_unpacks_to_a_thousand_times_its_size_costs_its_own_process(tmp_path):
    path = tmp_path / "bomb.pdf"
    path.write_bytes(office.pdf_that_unpacks(900))
    assert path.stat().st_size < 2**20
    with pytest.raises(UnreadableFileError, match="more time or memory than any real one"):
        load_transcript(path)
