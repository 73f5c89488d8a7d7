"""`onrecord speakers`: listed, drafted, applied."""

import json

import pytest

from rag.speaker_book import parse_book
from tests.conftest import onrecord, write

CALL = {
    "title": "Call on the piers",
    "date": "2025-04-01",
    "turns": [
        {"speaker": "MS. ROOS", "text": "Ask the harbour master."},
        {"speaker": "Q", "text": "Did Anna Roos know of it?"},
    ],
}
BRIEFING = {
    "title": "Briefing by Harbour Master Ada Lindholm",
    "date": "2025-03-04",
    "turns": [{"speaker": "MS. LINDHOLM", "text": "I spoke with Anna Roos and with <b>Jan\u202e."}],
}


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    folder = tmp_path_factory.mktemp("speakers")
    write(folder / "in" / "call.json", CALL)
    write(folder / "in" / "briefing.json", BRIEFING)
    done = onrecord(folder / "library", "index", folder / "in")
    assert done.returncode == 0, done.stderr
    return folder / "library"


def test_speakers_are_listed_for_reading_and_as_json(library):
    shown = onrecord(library, "speakers")
    assert shown.returncode == 0
    assert "Ada Lindholm" in shown.stdout
    assert "known by title in 1 transcript: “Ada Lindholm”, title of briefing" in shown.stdout
    found = json.loads(onrecord(library, "speakers", "--json").stdout)
    assert [person["name"] for person in found["persons"]] == ["Ada Lindholm"]
    assert found["persons"][0]["roles"] == [
        {"office": "Harbour Master", "first": "2025-03-04", "last": "2025-03-04", "book": False}
    ]
    assert [each["label"] for each in found["unresolved"]] == ["MS. ROOS"]
    assert [each["label"] for each in found["anonymous"]] == ["Q"]
    assert (found["book"], found["applied"]) == (None, True)


def test_the_draft_is_a_book_with_its_reasons_and_can_be_used(library, tmp_path):
    draft = onrecord(library, "speakers", "--suggest").stdout
    assert "  # MS. ROOS: 1 turn in 1 transcript, first call" in draft
    assert "  # “Anna Roos” stands in 2 turns, first briefing, turn 0:" in draft
    assert parse_book(draft).named("call", "MS. ROOS") == "Anna Roos"
    (tmp_path / "mine.yaml").write_text(draft, encoding="utf-8")
    done = onrecord(library, "index", "--speakers", tmp_path / "mine.yaml", "--json")
    assert done.returncode == 0, done.stderr
    assert (json.loads(done.stdout)["transcripts"], json.loads(done.stdout)["updated"]) == (2, 0)
    found = json.loads(onrecord(library, "speakers", "--json").stdout)
    assert {person["name"] for person in found["persons"]} == {"Ada Lindholm", "Anna Roos"}
    assert "has been applied already" in onrecord(library, "speakers", "--apply").stderr
    shown = json.loads(onrecord(library, "show", "call", "--json").stdout)
    assert [turn["speaker"] for turn in shown["turns"]] == ["Anna Roos", "Q"]
    assert [turn["label"] for turn in shown["turns"]] == ["MS. ROOS", "Q"]


def test_a_broken_book_is_told_in_one_line(library, tmp_path):
    (tmp_path / "broken.yaml").write_text("persons:\n  - name: A\n    alias: [x]\n", encoding="utf-8")
    done = onrecord(library, "index", "--speakers", tmp_path / "broken.yaml")
    assert done.returncode == 1
    assert done.stderr.strip().splitlines() == [
        f"onrecord: {tmp_path / 'broken.yaml'}:3: 'alias' is no key of a person; the keys are name, aliases, "
        "transcripts, roles"
    ]


def test_an_empty_library_has_nobody(tmp_path):
    shown = onrecord(tmp_path / "none", "speakers", "--json")
    assert json.loads(shown.stdout) == {
        "persons": [],
        "unresolved": [],
        "anonymous": [],
        "book": None,
        "applied": True,
    }
    draft = json.loads(onrecord(tmp_path / "none", "speakers", "--suggest", "--json").stdout)["draft"]
    assert parse_book(draft).labels == {}
