"""Importing as users do it: the hints of index, doctor FILE, show --raw-lines, archives, machine captions."""

import json
import shutil
from pathlib import Path

import pytest

from tests.conftest import onrecord
from tests.readers import office

SAMPLES = Path(__file__).resolve().parents[1] / "readers" / "samples"


def run(folder, *arguments, code=0):
    done = onrecord(folder, *arguments, "--json")
    assert done.returncode == code, done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def files(tmp_path):
    """A folder with three samples: captions by a machine, a Word file, a chat log."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("teams.vtt", "zoom-chat.txt"):
        shutil.copy(SAMPLES / name, folder)
    (folder / "board.docx").write_bytes(
        office.docx("Board", "Clerk: The crane is back.", "Mayor Lee: Since when?")
    )
    return folder


def test_machine_captions_are_marked_in_every_citation(tmp_path, files):
    run(tmp_path / "library", "index", files)
    cited = run(tmp_path / "library", "check", "The survey came back on Friday")["matches"][0]
    assert (cited["captions"], cited["unit"]) == ("automatic captions", "line")
    shown = onrecord(tmp_path / "library", "check", "The survey came back on Friday").stdout
    assert "[1] Lena Halvorsen · automatic captions" in shown
    markdown = onrecord(tmp_path / "library", "check", "The survey came back on Friday", "--markdown").stdout
    assert "Teams (automatic captions), turn 0" in markdown


def test_the_places_of_a_word_file_are_paragraphs(tmp_path, files):
    run(tmp_path / "library", "index", files)
    cited = run(tmp_path / "library", "check", "The crane is back")["matches"][0]
    assert (cited["captions"], cited["unit"], cited["lines"]) == (None, "paragraph", [2, 2])
    assert "board.docx, paragraph 2" in onrecord(tmp_path / "library", "check", "The crane is back").stdout


def test_list_and_show_tell_who_made_the_words(tmp_path, files):
    run(tmp_path / "library", "index", files)
    listed = run(tmp_path / "library", "list")["transcripts"]
    assert {each["id"]: (each["captions"], each["unit"]) for each in listed} == {
        "board": (None, "paragraph"),
        "teams": ("automatic captions", "line"),
    }


def test_rebuilding_keeps_who_made_the_words(tmp_path, files):
    run(tmp_path / "library", "index", files)
    before = run(tmp_path / "library", "list")
    run(tmp_path / "library", "index", "--rebuild")
    assert run(tmp_path / "library", "list") == before


def test_what_was_left_out_is_named_by_index(tmp_path):
    report = run(tmp_path / "library", "index", SAMPLES / "meet.txt")
    note = "Left out, since nobody says it: notes written by Gemini (lines 1 to 19)."
    assert report["notes"] == [{"path": str(SAMPLES / "meet.txt"), "note": note}]


def test_an_archive_is_indexed_like_a_folder_and_brought_up_to_date(tmp_path):
    archive = tmp_path / "all.zip"
    members = {
        "a.txt": "Clerk: One.\nMayor Lee: Two.\n",
        "b.txt": "Clerk: Three.\n",
        "c.zip": office.zipped({"d": ""}),
    }
    archive.write_bytes(office.zipped(members))
    report = run(tmp_path / "library", "index", archive)
    assert (report["added"], report["transcripts"]) == (2, 2)
    assert [skip["path"] for skip in report["skipped"]] == [str(archive / "c.zip")]
    assert run(tmp_path / "library", "index", archive)["unchanged"] == 2
    del members["b.txt"], members["c.zip"]
    archive.write_bytes(office.zipped(members))
    report = run(tmp_path / "library", "index", archive)
    assert (report["unchanged"], report["removed"], report["transcripts"]) == (1, 1, 1)


def test_a_named_format_is_read_again_and_remembered(tmp_path):
    path = tmp_path / "x.txt"
    path.write_text("00:00:01.000 --> 00:00:02.000\nClerk: Hi there.\n")
    library = tmp_path / "library"
    assert run(library, "index", path)["added"] == 1
    assert run(library, "list")["transcripts"][0]["format"] == "labelled-text"
    assert run(library, "index", path, "--format", "srt")["updated"] == 1
    assert run(library, "list")["transcripts"][0]["format"] == "srt"
    assert run(library, "index", path)["unchanged"] == 1


def test_a_diarization_that_comes_later_is_read(tmp_path):
    library, path = tmp_path / "library", tmp_path / "talk.json"
    path.write_text('{"language": "en", "segments": [{"start": 0, "end": 2, "text": "The crane is back."}]}')
    assert run(library, "index", path)["added"] == 1
    (tmp_path / "talk.diar.json").write_text(
        '{"segments": [{"start": 0, "end": 2, "speaker": "SPEAKER_03"}]}'
    )
    assert run(library, "index", path)["updated"] == 1
    assert run(library, "show", "talk")["turns"][0]["label"] == "SPEAKER_03"


def test_named_columns_make_a_table_readable(tmp_path):
    library = tmp_path / "library"
    run(library, "index", SAMPLES / "named.tsv", code=1)
    assert run(library, "index", SAMPLES / "named.tsv", "--columns", "speaker=WER,text=WAS")["added"] == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--format", "nonsense"], "There is no format 'nonsense'. Choose one of: assemblyai-json, aws-"),
        (
            ["--columns", "nonsense"],
            "--columns has 'nonsense'; write ROLE=HEADING with a role of speaker, text",
        ),
        (["--columns", "who=WER"], "--columns has 'who=WER'"),
        (["--diarization", "none.json"], "There is no diarization none.json. Check the spelling."),
    ],
)
def test_hints_that_can_not_be_met_are_told_in_one_line(tmp_path, arguments, words):
    done = onrecord(tmp_path / "library", "index", SAMPLES / "named.tsv", *arguments)
    assert done.returncode == 1
    assert done.stderr.startswith(f"onrecord: {words}")
    assert done.stderr.count("\n") == 1


def test_doctor_explains_what_a_file_is_read_as(tmp_path):
    found = run(tmp_path / "library", "doctor", SAMPLES / "teams.vtt")["files"][0]
    assert found == {
        "path": str(SAMPLES / "teams.vtt"),
        "refused": None,
        "line": None,
        "format": "webvtt",
        "format_title": "WebVTT captions",
        "title": "Teams",
        "date": None,
        "captions": "automatic captions",
        "unit": "line",
        "language": "en",
        "turns": 2,
        "speakers": [
            {"label": "Lena Halvorsen", "turns": 1, "words": 17},
            {"label": "Tomas Brandt", "turns": 1, "words": 3},
        ],
        "unknown_share": 0.0,
        "timed_share": 1.0,
        "seconds_between_times": 6.1,
        "suspicious": [],
        "asides": [],
        "notes": [],
    }
    assert not (tmp_path / "library").exists()


def test_doctor_names_labels_that_may_be_none(tmp_path):
    path = tmp_path / "x.txt"
    path.write_text(
        "MS. PSAKI: Hi.\nQ: Why?\n" * 12 + "MS. PSAKl: So.\nCrane Report: late.\nMS. PSAKI: Bye.\n"
    )
    found = run(tmp_path / "library", "doctor", path)["files"][0]
    assert [each for each in found["suspicious"] if each["label"] == "MS. PSAKl"] == [
        {"label": "MS. PSAKl", "reason": "looks like a slip of 'MS. PSAKI'"}
    ]


def test_doctor_says_why_a_file_is_refused_and_exits_by_it(tmp_path):
    found = run(tmp_path / "library", "doctor", SAMPLES / "slack.json", SAMPLES / "debate.txt", code=1)[
        "files"
    ]
    assert [each["refused"] is None for each in found] == [False, True]
    told = onrecord(tmp_path / "library", "doctor", SAMPLES / "slack.json").stdout
    assert "refused     a chat log: its messages were typed" in told


def test_doctor_shows_the_share_without_a_speaker_and_the_lines_left_out(tmp_path):
    told = onrecord(tmp_path / "library", "doctor", SAMPLES / "talk.md").stdout
    assert "speakers    speaker unknown (2), Q (1), A (1)" in told
    assert "unknown     76% of the words have no speaker" in told
    assert "12 A talk about cranes. It was given in spring." in told


def test_show_raw_lines_puts_the_file_beside_what_was_read(tmp_path):
    library = tmp_path / "library"
    run(library, "index", SAMPLES / "youtube.vtt")
    found = run(library, "show", "youtube", "--raw-lines")
    assert found["unchanged"] is True
    assert found["turns"][0]["raw_lines"][0] == [
        7,
        "the<00:00:00.320><c> harbour</c><00:00:00.719><c> wall</c>",
    ]
    told = onrecord(library, "show", "youtube", "--raw-lines").stdout
    assert "line 7 | the<00:00:00.320><c> harbour</c>" in told


def test_show_raw_lines_says_when_the_file_has_changed(tmp_path):
    path = tmp_path / "x.txt"
    path.write_text("Clerk: Good morning.\n")
    run(tmp_path / "library", "index", path)
    path.write_text("Clerk: Good evening.\n")
    assert run(tmp_path / "library", "show", "x", "--raw-lines")["unchanged"] is False
    path.unlink()
    done = onrecord(tmp_path / "library", "show", "x", "--raw-lines")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
