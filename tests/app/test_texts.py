"""The page's texts: the same in every language, and found by what a browser asks for."""

import re
from string import Formatter

import pytest

from rag.remarks import enumerated, in_english, remark
from tests.conftest import ROOT
from ui.texts import LANGUAGES, best_language, entries, said_in, text
from ui.texts.numbers import number


def names(entry):
    texts = entry.values() if isinstance(entry, dict) else [entry]
    return {name for each in texts for _, name, _, _ in Formatter().parse(each) if name}


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_language_has_the_same_texts_with_the_same_values_in_them(language):
    first, other = entries(LANGUAGES[0]), entries(language)
    assert {key: names(entry) for key, entry in other.items()} == {k: names(e) for k, e in first.items()}
    assert {key for key, entry in other.items() if isinstance(entry, dict)} == {
        key for key, entry in first.items() if isinstance(entry, dict)
    }


def test_every_key_in_the_code_has_its_text_and_every_text_is_used():
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "ui").rglob("*.py"))
    pages = {key.partition(".")[0] for key in entries(LANGUAGES[0])}
    used = set(re.findall(rf"[\"']((?:{'|'.join(sorted(pages))})\.\w+)[\"']", code))
    dynamic = tuple(re.findall(rf"f[\"']((?:{'|'.join(sorted(pages))})\.\w*)\{{", code))
    assert used - set(entries(LANGUAGES[0])) == set()
    unused = {key for key in set(entries(LANGUAGES[0])) - used if not (dynamic and key.startswith(dynamic))}
    assert unused == set()


@pytest.mark.parametrize(
    ("accept", "language"),
    [
        pytest.param("es-MX,es;q=0.9,en;q=0.8", "es", id="a regional form"),
        pytest.param("fr,en;q=0.5,es;q=0.7", "es", id="the weight counts, not the order"),
        pytest.param("es;q=0,en", "en", id="weight nought is refused"),
        pytest.param("ja", "en", id="none of ours"),
        pytest.param("es;q=much", "en", id="broken"),
        pytest.param(None, "en", id="no header"),
    ],
)
def test_the_language_that_a_browser_wants_most(accept, language):
    assert best_language(accept) == language


@pytest.mark.parametrize(
    ("language", "transcripts", "turns", "said"),
    [
        ("en", 1, 1234, "Searched: 1 transcript, 1,234 turns."),
        ("en", 2, 1, "Searched: 2 transcripts, 1 turn."),
        ("es", 2, 1234, "Se buscó en 2 transcripciones, 1234 intervenciones."),
        ("es", 1, 73412, "Se buscó en 1 transcripción, 73\N{NARROW NO-BREAK SPACE}412 intervenciones."),
    ],
)
def test_a_text_says_its_numbers_as_the_language_does(language, transcripts, turns, said):
    assert text("card.searched", language, transcripts=transcripts, turns=turns) == said


@pytest.mark.parametrize(
    ("value", "digits", "english", "spanish"),
    [
        (0, 0, "0", "0"),
        (9999, 0, "9,999", "9999"),
        (-12345.678, 2, "-12,345.68", "-12\N{NARROW NO-BREAK SPACE}345,68"),
        (0.5, 1, "0.5", "0,5"),
    ],
)
def test_numbers_are_grouped_as_each_language_groups_them(value, digits, english, spanish):
    assert (number(value, "en", digits), number(value, "es", digits)) == (english, spanish)


def test_a_remark_is_english_for_programs_and_spanish_on_a_spanish_page():
    whose = remark("whose", names=enumerated(["Ada Lindholm", remark("unnamed"), "Q"]))
    found = remark("joined_of_turns", turns=1200, whose=whose)
    assert in_english(found) == (
        "The words stand in 1,200 turns of Ada Lindholm and a speaker whom the record doesn't name and Q; "
        "the quotation joins them as if said in one go."
    )
    assert said_in(found, "es") == (
        "Las palabras constan en 1200 intervenciones de Ada Lindholm y alguien a quien el registro no "
        "nombra y Q; la cita las une como si se dijeran de una vez."
    )
    assert in_english(remark("more_changes", n=1)) == "1 more change like it."
