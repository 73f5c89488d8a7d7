"""speakers.yaml: read to the letter, or refused in one line that names the line."""

import datetime as dt

import pytest

from rag.speaker_book import BookRole, SpeakerBookError, install_book, parse_book, read_book


def test_a_book_is_read():
    book = parse_book(
        "persons:\n"
        "  - name: Ida Velt\n"
        "    aliases: [MS. VELT, Ida B. Velt]\n"
        "    roles:\n"
        "      - {office: Harbour Master, from: 2022-03, to: 2023}\n"
        "      - office: Mayor\n"
        "  - name: Jan Ott\n"
        "    aliases: ['Q #2']\n"
        "    transcripts: [call]\n"
        "never_merge: [[MR. ROOS, Anna Roos]]\n"
    )
    assert [
        book.named("any", "Ms. Velt"),
        book.named("any", "Q #2"),
        book.named("call", "Q #2"),
        book.canonical("Ida B. Velt"),
        book.canonical("Somebody Else"),
    ] == ["Ida Velt", None, "Jan Ott", "Ida Velt", "Somebody Else"]
    assert (book.forbids("MR. ROOS", "Anna Roos"), book.forbids("MS. ROOS", "Anna Roos")) == (True, False)
    assert book.roles == (
        BookRole("Ida Velt", "Harbour Master", dt.date(2022, 3, 1), dt.date(2023, 12, 31)),
        BookRole("Ida Velt", "Mayor", None, None),
    )


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("persons: [", 2, "not YAML"),
        ("\n- one\n", 2, "the keys persons, merge, never_merge"),
        ("persons:\n  - nam: x\n", 2, "'nam' is no key of a person; the keys are name, aliases"),
        ("persons:\n  - aliases: [x]\n", 2, "no name"),
        ("persons: x\n", 1, "expected a list"),
        ("persons:\n  - name: [x]\n", 2, "expected a name"),
        ("persons:\n  - name: A\n    name: B\n", 3, "stands twice"),
        ("persons:\n  - name: A\n    roles: [{from: 2022}]\n", 3, "no office"),
        ("persons:\n  - name: A\n    roles:\n      - office: x\n        from: 2022-13\n", 5, "is no date"),
        ("persons:\n  - name: A\n    roles: [{office: x, from: 2023, to: 2022}]\n", 3, "before it begins"),
        ("persons:\n  - {name: A, aliases: [x]}\n  - {name: B, aliases: [X]}\n", 3, "to A and to B"),
        ("merge:\n  - [only one]\n", 2, "two names or more"),
        ("? [a]\n: b\n", 1, "plain text"),
        ("persons: &a [*a]\n", 1, ""),
    ],
)
def test_what_cannot_be_followed_is_told_with_its_line(text, line, reason):
    with pytest.raises(SpeakerBookError) as told:
        parse_book(text, "x/speakers.yaml")
    assert str(told.value).startswith(f"x/speakers.yaml:{line}: ")
    assert reason in str(told.value)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("text", ["", "\n", "# nothing\n", "persons:\n", "persons: []\nmerge: []\n"])
def test_an_empty_book_says_nothing(text):
    assert parse_book(text).named("any", "Q") is None


def test_a_file_is_installed_and_the_one_before_it_kept(tmp_path):
    (tmp_path / "speakers.yaml").write_text("# mine\n", encoding="utf-8")
    new = tmp_path / "new.yaml"
    new.write_text("\ufeff# theirs\n", encoding="utf-8")
    install_book(new, tmp_path)
    assert read_book(tmp_path) == "# theirs\n"
    assert (tmp_path / "speakers.previous.yaml").read_text(encoding="utf-8") == "# mine\n"


def test_a_bad_file_is_not_installed(tmp_path):
    (tmp_path / "new.yaml").write_bytes(b"persons:\n  - name: \xff\n")
    with pytest.raises(SpeakerBookError, match=r"new\.yaml:2: this is not UTF-8"):
        install_book(tmp_path / "new.yaml", tmp_path)
    assert not (tmp_path / "speakers.yaml").exists()
