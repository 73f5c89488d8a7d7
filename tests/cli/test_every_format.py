"""Every format, end to end: `index` of a folder with one file of each, and `doctor` of the same files."""

import json
import shutil
from pathlib import Path

import pytest

from tests.conftest import BRIEFING, onrecord
from tests.readers import office
from tests.readers.test_reading_samples import EXPECTED, REFUSED, SAMPLES

TALK = "Clerk: The crane is back.\nMayor Lee: Since when?\nClerk: Since Monday, “for good”.\n"
WHISPER = [
    {"start": 0.0, "end": 2.0, "text": " The crane is back."},
    {"start": 2.0, "end": 3.0, "text": " Since Monday?"},
]
CAPTION = "1\n00:00:01,000 --> 00:00:02,000\nThe crane.\n"
RTTM = "SPEAKER file 1 0.0 2.0 <NA> <NA> LENA <NA> <NA>\nSPEAKER file 1 2.0 1.0 <NA> <NA> TOMAS <NA> <NA>\n"
MADE = {
    "board.docx": office.docx("Board", "Clerk: The crane is back.", "Mayor Lee: Since when?"),
    "board.pdf": office.pdf(["Clerk: The crane is back.", "Mayor Lee: Since when?"]),
    "teams-meeting.docx": office.docx(
        *("March 4, 2025, 9:00AM", "Lena started transcription"),
        *("Lena H   0:03\nThe crane.", "Tomas B   0:07\nWhen?"),
    ),
    "meet-notes.docx": office.docx(
        *("Notes by Gemini", "Summary", "Lena spoke.", "Transcript", "Lena H: The crane.", "Tomas B: When?"),
        "Transcription ended after 00:12:30",
    ),
    "marked.txt": TALK.encode("utf-8-sig"),
    "wide.txt": TALK.encode("utf-16"),
    "western.txt": TALK.encode("cp1252"),
    "briefing.json": json.dumps(BRIEFING).encode(),
    "heard.json": json.dumps({"text": "", "language": "en", "segments": WHISPER}).encode(),
    "heard.rttm": RTTM.encode(),
    "all.zip": office.zipped({"2025/day-1.txt": TALK, "2025/day-2.srt": CAPTION}),
}  # fmt: skip
FORMATS = {name: form for name, (form, _, _) in EXPECTED.items()} | {
    "board.docx": "labelled-text",
    "board.pdf": "labelled-text",
    "teams-meeting.docx": "teams-text",
    "meet-notes.docx": "google-meet",
    "marked.txt": "labelled-text",
    "wide.txt": "labelled-text",
    "western.txt": "labelled-text",
    "briefing.json": "turns-json",
    "heard.json": "whisper-json",
    "all.zip/2025/day-1.txt": "labelled-text",
    "all.zip/2025/day-2.srt": "srt",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("every") / "in"
    shutil.copytree(SAMPLES, folder)
    for name, data in MADE.items():
        (folder / name).write_bytes(data)
    return folder


def run(library, *arguments, code):
    done = onrecord(library, *arguments, "--json")
    assert done.returncode == code, done.stderr
    return json.loads(done.stdout)


def test_a_folder_of_every_format_is_indexed_and_what_is_no_transcript_is_named(tmp_path, folder):
    report = run(tmp_path, "index", folder, code=0)
    listed = run(tmp_path, "list", code=0)["transcripts"]
    assert {str(Path(each["file"]).relative_to(folder)): each["format"] for each in listed} == FORMATS
    skipped = {Path(each["path"]).name: each["reason"] for each in report["skipped"]}
    assert skipped.keys() == REFUSED.keys()
    assert all(reason.startswith(REFUSED[name]) for name, reason in skipped.items())
    heard = next(each for each in listed if each["id"] == "heard")
    assert (heard["speakers"], heard["captions"]) == (["LENA", "TOMAS"], "automatic captions")


def test_doctor_tells_of_every_file_what_index_does_with_it(tmp_path, folder):
    names = [name for name in FORMATS if "/" not in name]
    told = run(tmp_path, "doctor", *(folder / name for name in [*names, *REFUSED]), code=1)["files"]
    assert {Path(each["path"]).name: each["format"] for each in told if not each["refused"]} == {
        name: FORMATS[name] for name in names
    }
    assert {Path(each["path"]).name for each in told if each["refused"]} == REFUSED.keys()
