"""`--export FORMAT`: citations alone on stdout; and lists of quotations."""

import csv
import io
import json

import pytest

from tests.conftest import onrecord
from ui.cli import build_parser
from ui.export import FORMATS


@pytest.fixture
def folder(library):
    return library.folder


def test_ask_prints_its_citations_as_a_table(folder):
    done = onrecord(folder, "ask", "What will the repair cost?", "--speaker", "Lindholm", "--export", "csv")
    assert done.returncode == 0, done.stderr
    rows = list(csv.DictReader(io.StringIO(done.stdout, newline="")))
    assert "Four million crowns, and I don’t expect it to be more." in [row["quote"] for row in rows]
    assert {row["speaker"] for row in rows} == {"Ada Lindholm"}


def test_a_check_prints_where_the_words_stand_and_keeps_its_exit_code(folder):
    words = "The fire brigade had no part in that decision."
    done = onrecord(folder, "check", words, "--speaker", "Dana Smith", "--export", "ap")
    assert done.returncode == 3
    assert done.stdout.startswith(f"Robert Smith said June 10, 2025: “{words[:-1]}”\n")
    none = onrecord(folder, "check", "Otters swim everywhere tonight.", "--export", "apa")
    assert (none.returncode, none.stdout, none.stderr) == (3, "", "There are no citations to export.\n")


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--export", "word"], "There is no export format 'word'. Choose one of: markdown, csv, json"),
        (["--export", "csv", "--json"], "--export csv and --json are two forms of output"),
    ],
)
def test_a_wrong_export_is_told_in_one_line_before_any_work(folder, options, says):
    done = onrecord(folder, "search", "pier", *options)
    assert (done.returncode, done.stdout) == (1, "")
    assert says in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_list_is_checked_row_by_row(folder, tmp_path):
    table = tmp_path / "list.csv"
    table.write_text("quote,speaker,date\nwe learned of the cracks,Lindholm,2025\nwe never knew it,,soon\n")
    done = onrecord(folder, "check-text", table, "--json")
    found = json.loads(done.stdout)
    assert [(each["verdict"], each["paragraph"]) for each in found["checks"]] == [("verbatim", 1)]
    assert [(each["row"], each["reason"][:13]) for each in found["problems"]] == [(2, "date is 'soon")]
    assert done.returncode == 3
    assert "row 2: date is 'soon', which is no date" in done.stderr
    report = tmp_path / "report.json"
    report.write_text(done.stdout)
    assert "0 of 1 quotation changed" in onrecord(folder, "check-text", "--recheck", report).stdout


def test_the_help_names_every_format():
    actions = next(action for action in build_parser()._actions if action.dest == "command")
    for command in ("ask", "search", "check"):
        (told,) = (a.help for a in actions.choices[command]._actions if a.dest == "export")
        assert told.split(": ")[1].replace(" or ", ", ").split(", ") == list(FORMATS)
