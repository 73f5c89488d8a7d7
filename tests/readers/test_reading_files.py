"""What a file comes in: Word, PDF, HTML, archives, encodings; and the limits on its size."""

import io
import struct
import zipfile

import pytest

from rag.errors import NotATranscriptError, UnreadableFileError
from rag.readers import SUFFIXES, Hints, files, load_transcript
from rag.readers.raw_lines import raw_lines
from tests.readers import office

TALK = "Clerk: Good morning.\nMayor Lee: Is it?\n"


def said(read):
    return [(turn.label, turn.text, turn.lines()) for turn in read.turns]


def test_lines_of_a_word_file_are_its_paragraphs(read):
    transcript = read("x.docx", office.docx("Hearing", "", "Clerk: Good\nmorning.", "Mayor Lee: Is it?"))
    assert said(transcript) == [("Clerk", "Good morning.", (3, 3)), ("Mayor Lee", "Is it?", (4, 4))]
    assert (transcript.unit, transcript.title) == ("paragraph", "Hearing")


def test_word_keeps_tables_and_insertions_and_leaves_deletions_out(read):
    cell = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    table = f"<w:tbl><w:tr><w:tc>{cell.format('Clerk: It is ')}</w:tc></w:tr></w:tbl>"
    tracked = (
        "<w:p><w:ins><w:r><w:t>Mayor Lee: fourteen</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>forty</w:delText></w:r></w:del></w:p>"
    )
    assert said(read("x.docx", office.docx(body=table + tracked))) == [
        ("Clerk", "It is", (1, 1)),
        ("Mayor Lee", "fourteen", (2, 2)),
    ]


def test_teams_word_files_put_name_time_and_words_into_one_paragraph(read):
    document = office.docx(
        "Harbour call", "March 4, 2025, 9:00AM",
        "Lena Halvorsen   0:03\nThe crane is back.", "Brandt, Tomas   1:00:07\nSince Monday?",
        "Lena Halvorsen stopped transcription",
    )  # fmt: skip
    transcript = read("x.docx", document)
    assert said(transcript) == [
        ("Lena Halvorsen", "The crane is back.", (3, 3)),
        ("Brandt, Tomas", "Since Monday?", (4, 4)),
    ]
    assert [turn.start for turn in transcript.turns] == [3.0, 3607.0]
    assert (transcript.format, transcript.captions) == ("teams-text", "automatic captions")
    assert (transcript.title, str(transcript.date)) == ("Harbour call", "2025-03-04")


def test_older_teams_word_files_print_ranges(read):
    document = office.docx(
        "0:0:1.280 --> 0:0:4.960\nLena Halvorsen\nThe crane is back.",
        "0:0:5.0 --> 0:0:6.10\nTomas Brandt\nSince Monday?",
    )
    transcript = read("x.docx", document)
    assert [(turn.label, turn.text, turn.start) for turn in transcript.turns] == [
        ("Lena Halvorsen", "The crane is back.", 1.28),
        ("Tomas Brandt", "Since Monday?", 5.0),
    ]


def test_geminis_notes_in_a_word_file_are_left_out_and_named(read):
    document = office.docx(
        "📝 Notes", "Summary", "The crane returned.", "Suggested next steps", "📖 Transcript",
        "Harbour call - Transcript", "00:00:00", "Lena Halvorsen: The crane is back.",
        "Transcription ended after 00:01:00", "This editable transcript was computer generated.",
    )  # fmt: skip
    transcript = read("x.docx", document)
    assert said(transcript) == [("Lena Halvorsen", "The crane is back.", (8, 8))]
    assert transcript.notes == (
        "Left out, since nobody says it: notes written by Gemini (paragraphs 1 to 6).",
    )


def test_lines_of_a_pdf_are_its_pages(read):
    transcript = read(
        "x.pdf", office.pdf(["Clerk: Good morning."], ["Mayor Lee: Is it? I", "am not sure at all."])
    )
    assert said(transcript) == [
        ("Clerk", "Good morning.", (1, 1)),
        ("Mayor Lee", "Is it? I am not sure at all.", (2, 2)),
    ]
    assert transcript.unit == "page"


def test_running_heads_and_page_numbers_of_a_pdf_are_no_speech(read):
    pages = [
        ["HARBOUR BOARD 2025", f"Clerk: This is page {n}", f"and {n} goes on.", str(n)] for n in range(1, 5)
    ]
    transcript = read("x.pdf", office.pdf(*pages))
    assert said(transcript)[1] == ("Clerk", "This is page 2 and 2 goes on.", (2, 2))
    heads = [(aside.line, aside.text) for aside in transcript.asides]
    assert heads == [(n, text) for n in range(1, 5) for text in ("HARBOUR BOARD 2025", str(n))]


def test_line_numbers_of_court_reporters_are_no_speech(read):
    said_lines = ["Clerk: One,", *(f"and {n}," for n in range(2, 12)), "and done."]
    page = [f"{n}  {text}" for n, text in enumerate(said_lines, start=1)]
    assert read("x.pdf", office.pdf(page)).turns[0].text == " ".join(said_lines).removeprefix("Clerk: ")


def test_a_scan_is_refused(write):
    with pytest.raises(UnreadableFileError, match="is a PDF of 2 pages with no text layer, a scan"):
        load_transcript(write("x.pdf", office.pdf([], [])))


@pytest.mark.parametrize(
    ("name", "members", "reason"),
    [
        ("x.xlsx", {"xl/workbook.xml": ""}, "is an Excel workbook; save the sheet as CSV"),
        ("x.odt", {"mimetype": "x"}, "is an OpenDocument or EPUB file; save it as .docx"),
        ("x.docx", {"word/document.xml": "<w:p"}, "is no Word file that can be read ("),
        (
            "x.docx",
            {"word/document.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x/>'},
            "is no Word file that can be",
        ),
        ("x.bin", {"a.txt": TALK}, "is a ZIP archive, not one transcript"),
    ],
)
def test_other_archives_are_refused_by_name(write, name, members, reason):
    with pytest.raises(UnreadableFileError) as caught:
        load_transcript(write(name, office.zipped(members)))
    assert caught.value.reason.startswith(reason)


@pytest.mark.parametrize(
    ("beginning", "kind"),
    [
        (b"{\\rtf1 x", "a rich text file"),
        (b"\xd0\xcf\x11\xe0 x", "an old Office document"),
        (b"ID3\x04", "an audio file"),
        (b"\0\0\0\x20ftypisom", "an audio or video file"),
        (b"\x89PNG x", "an image"),
        (b"\x1f\x8b x", "a gzip archive"),
    ],
)
def test_what_holds_no_text_is_refused_with_what_to_do(write, beginning, kind):
    with pytest.raises(UnreadableFileError) as caught:
        load_transcript(write("x.txt", beginning))
    assert caught.value.reason.startswith(f"is {kind}; ")


MAC = "Clerk: We donÕt know. ÒMaybe,Ó he said."


def test_mac_roman_bytes_are_read_as_such_and_told(read):
    transcript = read("x.txt", "Clerk: We don’t know. “Maybe,” he said.".encode("mac_roman"))
    assert transcript.turns[0].text == "We don’t know. “Maybe,” he said."
    assert transcript.notes == ("The text is not Unicode; it was read as Mac Roman, which is a guess.",)


def test_mac_roman_saved_as_another_encoding_is_reported_and_kept(read):
    transcript = read("x.txt", "\n" + MAC)
    assert transcript.turns[0].text == MAC.removeprefix("Clerk: ")
    assert transcript.notes[0].startswith(
        "Mac Roman letters were saved as if they were another encoding: 'nÕt'"
    )
    assert "stands in line 2" in transcript.notes[0]


def test_utf8_saved_as_windows_1252_is_reported(read):
    transcript = read("x.txt", "Clerk: We donâ€™t know.")
    assert transcript.notes[0].startswith(
        "UTF-8 was saved as if it were Windows-1252: 'â€™' stands in line 1"
    )


def test_windows_1252_is_told_to_be_a_guess(read):
    transcript = read("x.txt", "Clerk: We don’t know.".encode("cp1252"))
    assert transcript.notes == ("The text is not Unicode; it was read as Windows-1252, which is a guess.",)


def test_a_format_that_is_named_overrides_the_guess(write):
    path = write("x.txt", "00:00:01.000 --> 00:00:02.000\nClerk: Hi.\n")
    read = load_transcript(path, Hints(format="srt"))
    assert (read.format, [turn.text for turn in read.turns]) == ("srt", ["Hi."])
    with pytest.raises(UnreadableFileError, match="expected WEBVTT"):
        load_transcript(path, Hints(format="webvtt"))


def test_raw_lines_are_the_files_own(write):
    assert raw_lines(write("x.html", "<html>\n<p>Clerk:\n hi</p></html>")) == {
        1: "<html>",
        2: "<p>Clerk:",
        3: " hi</p></html>",
    }
    assert raw_lines(write("x.docx", office.docx("Clerk: a\nb", "Mayor Lee: c"))) == {
        1: "Clerk: a\nb",
        2: "Mayor Lee: c",
    }
    assert raw_lines(write("x.pdf", office.pdf(["Clerk: Good morning."], ["Mayor: So it is."]))) == {
        1: "Clerk: Good morning.",
        2: "Mayor: So it is.",
    }


def test_a_file_of_200_megabytes_is_refused_unread(tmp_path):
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(200 * 10**6)
    with pytest.raises(UnreadableFileError, match="has 190 MB; at most 64 MB are read; split it"):
        load_transcript(path)


def test_a_pipe_is_refused_instead_of_waited_for(tmp_path):
    import os

    path = tmp_path / "pipe.txt"
    os.mkfifo(path)
    with pytest.raises(UnreadableFileError, match="it is no ordinary file"):
        load_transcript(path)


def members(path):
    return files.members(path, SUFFIXES)


def test_members_of_an_archive_are_read_by_a_path_below_it(write):
    archive = write(
        "x.zip", office.zipped({"2025/a.txt": TALK, "b.docx": office.docx("Clerk: Ho."), "c.png": b"x"})
    )
    found = members(archive)
    assert [str(path.relative_to(archive)) for path in found.paths] == ["2025/a.txt", "b.docx"]
    assert [turn.text for path in found.paths for turn in load_transcript(path).turns] == [
        "Good morning.", "Is it?", "Ho.",
    ]  # fmt: skip
    assert (files.exists(archive / "2025/a.txt"), files.exists(archive / "none.txt")) == (True, False)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../../evil.txt", "leads out of the archive"),
        ("/etc/evil.txt", "leads out of the archive"),
        ("..\\evil.txt", "leads out of the archive"),
        ("inner.zip", "is an archive inside the archive"),
    ],
)
def test_members_that_lead_elsewhere_are_refused_and_the_rest_is_read(write, name, reason):
    archive = write("x.zip", office.zipped({name: TALK, "good.txt": TALK}))
    found = members(archive)
    assert [path.name for path in found.paths] == ["good.txt"]
    assert [reason in error.reason for error in found.refused] == [True]


def test_a_zip_bomb_is_refused_without_being_unpacked(write):
    archive = write("x.zip", office.zipped({"bomb.txt": b"a" * 20_000_000, "good.txt": TALK}))
    found = members(archive)
    assert [path.name for path in found.paths] == ["good.txt"]
    assert "times its size, as no text does" in found.refused[0].reason
    with pytest.raises(UnreadableFileError, match="times its size"):
        files.read_bytes(archive / "bomb.txt")


def test_a_bomb_in_a_word_file_is_refused(write):
    body = "<w:p><w:r><w:t>" + "a" * 20_000_000 + "</w:t></w:r></w:p>"
    with pytest.raises(UnreadableFileError, match="times its size"):
        load_transcript(write("x.docx", office.docx(body=body)))


def test_a_member_that_lies_about_its_size_is_cut_off(write):
    """The directory says 10 bytes; the deflated data hold 70 MB of noise-free text in small pieces."""
    data = bytearray(office.zipped({"liar.txt": b"Clerk: hi. " * 10_000}))
    at = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 10)
    archive = write("x.zip", bytes(data))
    with pytest.raises(UnreadableFileError, match="can't be unpacked"):
        files.read_bytes(archive / "liar.txt")


def test_an_archive_of_thousands_of_files_is_refused(write):
    archive = write("x.zip", office.zipped({f"{n}.txt": "x" for n in range(1_001)}))
    with pytest.raises(UnreadableFileError, match="holds 1,001 files; at most 1,000 are read"):
        members(archive)


def test_an_archive_that_unpacks_to_too_much_is_refused(write, monkeypatch):
    monkeypatch.setattr(files, "LARGEST_ARCHIVE", 10)
    with pytest.raises(UnreadableFileError, match="unpacks to 0 MB; at most 0 MB are read"):
        members(write("x.zip", office.zipped({"a.txt": TALK})))


def test_an_archive_locked_by_a_password_is_refused(write):
    data = bytearray(office.zipped({"a.txt": TALK}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    assert "is locked by a password" in members(write("x.zip", bytes(data))).refused[0].reason


def test_a_damaged_archive_is_refused(write):
    archive = write("x.zip", b"PK\x03\x04" + b"x" * 100)
    with pytest.raises(UnreadableFileError, match="is no ZIP archive that can be opened"):
        members(archive)


def test_an_empty_word_file_is_empty(write):
    with pytest.raises(NotATranscriptError, match="the file is empty"):
        load_transcript(write("x.docx", office.docx("", " ")))


def test_zipfile_is_only_trusted_within_limits():
    with zipfile.ZipFile(io.BytesIO(office.zipped({"a": b"x" * 10}))) as opened:
        assert files.read_info(opened, opened.getinfo("a")) == b"x" * 10
