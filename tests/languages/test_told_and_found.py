"""A transcript's language: told by the source or the importer, else found; kept, shown, and obeyed."""

import json
import sqlite3

import pytest

from embeddings.hashing import HashingEncoder
from rag.filters import Filters
from rag.indexing import index_paths, rebuild, remove
from rag.languages import detect_language, language_among, language_code
from rag.library.database import FILE_NAME
from rag.library.library import Library
from rag.readers import Hints, load_transcript
from rag.readers.dates import parse_date
from rag.retriever import retrieve
from tests.conftest import BRIEFING, onrecord, write
from tests.languages.conftest import SAMPLES


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Good morning. The north pier is closed until the end of May.", "en"),
        ("Buenos días. El muelle norte está cerrado hasta finales de mayo.", "es"),
        ("おはようございます。北埠頭は五月末まで閉鎖します。", "ja"),
        ("No.", "und"),
        ("", "und"),
        ("12345 — 678", "und"),
    ],
)
def test_a_language_is_found_in_the_words_or_not_at_all(text, code):
    assert detect_language(text) == code


def test_a_few_words_are_enough_to_choose_among_the_languages_of_a_library():
    asked = ["Cuando reabrira el puente", "Will it reopen?", "橋はいつ？"]
    assert [language_among(question, {"en", "es", "ja"}) for question in asked] == ["es", "en", "ja"]


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ("es", "es"),
        ("ES-mx", "es"),
        ("spanish", "es"),
        ("ja_JP", "ja"),
        ("xx", None),
        ("und", None),
        (7, None),
    ],
)
def test_what_a_source_tells_of_its_language_is_read(told, code):
    assert language_code(told) == code


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.vtt", "WEBVTT\nLanguage: es\n\n00:01.000 --> 00:02.000\n<v Ana>No.\n"),
        ("a.json", '{"language": "es", "turns": [{"speaker": "Ana", "text": "No."}]}'),
        ("b.json", '{"language": "spanish", "segments": [{"start": 0, "end": 1, "text": "No."}]}'),
        ("a.md", "---\ntitle: Charla\nlanguage: es-MX\n---\n\n" + "ANA RUIZ: No.\n\nLUZ RUIZ: No.\n\n" * 2),
        ("a.txt", "Idioma: es\n\n" + "ANA RUIZ: No.\n\nLUZ RUIZ: No.\n\n" * 2),
        (
            "a.html",
            '<html lang="es"><body><p><b>Ana Ruiz:</b> No.</p><p><b>Luz Ruiz:</b> No.</p></body></html>',
        ),
    ],
)
def test_a_file_tells_its_language(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert load_transcript(path).language == "es"
    assert load_transcript(path, Hints(language="ja")).language == "ja"


def test_the_importer_overrules_and_is_remembered(tmp_path):
    path = write(tmp_path / "briefing.json", BRIEFING)
    library = tmp_path / "library"
    onrecord(library, "index", path, "--language", "fr")
    again = json.loads(onrecord(library, "index", path, "--json").stdout)
    listed = json.loads(onrecord(library, "list", "--json").stdout)["transcripts"]
    assert (again["unchanged"], [entry["language"] for entry in listed]) == (1, ["fr"])
    looked = json.loads(onrecord(library, "doctor", path, "--json").stdout)["files"]
    assert [each["language"] for each in looked] == ["en"]
    refused = onrecord(library, "index", path, "--language", "klingon")
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert "'klingon'" in refused.stderr


def test_a_library_from_before_languages_opens_is_added_to_and_keeps_its_state(tmp_path):
    library = Library(tmp_path / "library")
    index_paths(library, [write(tmp_path / "briefing.json", BRIEFING)], HashingEncoder())
    with sqlite3.connect(tmp_path / "library" / FILE_NAME) as connection:
        connection.execute("DROP TABLE languages")
    old = Library(tmp_path / "library")
    with old.snapshot() as snapshot:
        assert [entry.language for entry in snapshot.transcripts()] == ["und"]
        assert snapshot.languages == ("en",)
        assert retrieve(snapshot, HashingEncoder(), "north pier", _everything(snapshot), 1)[0].turn == 0
    index_paths(old, [SAMPLES / "valdemora"], HashingEncoder())
    with old.snapshot() as snapshot:
        assert snapshot.languages == ("en", "es")
    rebuild(old, HashingEncoder())
    with old.snapshot() as snapshot:
        assert {entry.language for entry in snapshot.transcripts()} == {"en", "es"}


def _everything(snapshot):
    from rag.filters import select

    return select(Filters(), snapshot)


def test_words_are_found_in_any_form_of_their_language(samples_library):
    with samples_library.snapshot() as snapshot:
        lexical = snapshot.derived.lexical

        def best(query, languages=snapshot.languages):
            keys, _ = lexical.search(query, 1, _everything(snapshot).allowed(), languages)
            row = int(snapshot.derived.rows.of_passages(keys)[0])
            rows = snapshot.derived.rows
            return snapshot.turn(int(rows.transcript[row]), int(rows.turn[row])).turn.text

        assert "mercería" in best("merceria")
        assert "fundición" in best("fundiciones")
        assert "手芸店" in best("手芸店")
        assert "シ" not in best("bearings")


def test_languages_that_leave_a_library_leave_its_questions(tmp_path):
    library = Library(tmp_path / "library")
    index_paths(library, [SAMPLES / "valdemora", SAMPLES / "minatogawa"], HashingEncoder())
    with library.snapshot() as snapshot:
        ids = [entry.id for entry in snapshot.transcripts() if entry.language == "ja"]
    for each in ids:
        remove(library, each)
    with library.snapshot() as snapshot:
        assert snapshot.languages == ("es",)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("4 de marzo de 2025", "2025-03-04"),
        ("Martes, 4 de marzo de 2025", "2025-03-04"),
        ("2025年3月4日", "2025-03-04"),
        ("２０２５年３月４日（火）", "2025-03-04"),
        ("令和7年3月4日", "2025-03-04"),
        ("1er mars 2025", "2025-03-01"),
        ("31 de febrero de 2025", None),
        ("marzo de 2025", None),
        ("4 de foo de 2025", None),
    ],
)
def test_a_day_in_words_is_read_in_other_languages(text, day):
    found = parse_date(text)
    assert (found.isoformat() if found else None) == day


@pytest.mark.parametrize(
    ("text", "turns"),
    [
        (
            "P. ¿Cuándo reabrirá?\n\nR. En septiembre.\n\nP.- ¿Y el coste?\n\nR.- Cinco millones.\n",
            [("P.", "question"), ("R.", "answer"), ("P.", "question"), ("R.", "answer")],
        ),
        (
            "問　橋はいつ再開しますか。\n\n答　九月です。\n\n問　費用は。\n\n答　未定です。\n",
            [("問", "question"), ("答", "answer"), ("問", "question"), ("答", "answer")],
        ),
        (
            "田中市長：橋を閉鎖します。\n\n記者A：いつまでですか？\n\n田中市長：九月までです。\n",
            [("田中市長", "statement"), ("記者A", "question"), ("田中市長", "answer")],
        ),
        (
            "Alcaldesa Íñiguez: Buenos días.\n\nPeriodista: ¿Dimite?\n\nAlcaldesa Íñiguez: No.\n",
            [("Alcaldesa Íñiguez", "statement"), ("Periodista", "question"), ("Alcaldesa Íñiguez", "answer")],
        ),
    ],
)
def test_labels_of_interviews_and_minutes_are_read(tmp_path, text, turns):
    path = tmp_path / "talk.txt"
    path.write_text(text, encoding="utf-8")
    library = Library(tmp_path / "library")
    index_paths(library, [path], HashingEncoder())
    with library.snapshot() as snapshot:
        (entry,) = snapshot.transcripts()
        assert [(turn.turn.label, turn.role.value) for turn in snapshot.turns(entry.key)] == turns
