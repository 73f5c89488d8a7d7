"""Edits of speakers.yaml: what becomes of the text, what it would change, and the way back."""

import pytest

from rag.errors import OnRecordError
from rag.library.book_preview import LabelChange
from rag.speaker_book import FILE_NAME, SpeakerBookError, parse_book, read_book
from rag.speaker_edits import Call, Give, Hold, Part, edited
from rag.speaker_history import FOLDER, change_book, undo_book, versions

BOOK = """\
# Checked by Nia, 4 May.
persons:
  - name: Ada Lindholm   # the harbour master
    aliases: [MS. LINDHOLM]
    roles:
      - office: Harbour Master
        from: 2021-01-20
never_merge:
  - [DANA SMITH, Robert Smith]
"""


def names_of(text):
    book = parse_book(text)
    return {key[1]: name for key, name in book.labels.items()}


def test_an_edit_leaves_comments_and_all_else_as_it_is():
    text = edited(BOOK, Give("THE HARBOUR MASTER", "Ada Lindholm"))
    assert text == BOOK.replace("[MS. LINDHOLM]", "[MS. LINDHOLM, THE HARBOUR MASTER]")


def test_the_first_edit_makes_the_file():
    assert edited("", Give("MS. LINDHOLM", "Ada Lindholm", ("briefing",))) == (
        "persons:\n  - name: Ada Lindholm\n    transcripts: [briefing]\n    aliases: [MS. LINDHOLM]\n"
    )


def test_a_file_of_comments_keeps_them():
    text = edited("# Ours.\n", Hold("Ada Lindholm", "Harbour Master", "2021", ""))
    assert text.startswith("# Ours.\n")
    assert parse_book(text).roles[0].office == "Harbour Master"


def test_a_label_that_is_given_to_another_leaves_the_first():
    text = edited(BOOK, Give("MS. LINDHOLM", "Eva Lindholm"))
    assert names_of(text)["ms. lindholm"] == "Eva Lindholm"


def test_a_rename_takes_the_labels_along():
    text = edited(BOOK, Call("Ada Lindholm", "Ada M. Lindholm"))
    book = parse_book(text)
    assert book.named("", "MS. LINDHOLM") == book.canonical("Ada Lindholm") == "Ada M. Lindholm"
    assert [role.name for role in book.roles] == ["Ada M. Lindholm"]
    again = parse_book(edited(text, Call("Ada M. Lindholm", "Ada Lindholm")))
    assert again.canonical("Ada M. Lindholm") == "Ada Lindholm"


def test_two_persons_become_one():
    text = edited(edited(BOOK, Hold("A. Lindholm", "Pilot", "2019")), Call("A. Lindholm", "Ada Lindholm"))
    assert {role.name for role in parse_book(text).roles} == {"Ada Lindholm"}
    assert parse_book(text).canonical("A. Lindholm") == "Ada Lindholm"


def test_a_label_that_is_not_a_person_is_taken_from_that_person():
    book = parse_book(edited(BOOK, Part("MS. LINDHOLM", "Ada Lindholm")))
    assert book.named("", "MS. LINDHOLM") is None
    assert book.forbids("MS. LINDHOLM", "Ada Lindholm")


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(Give(" ", "Ada"), id="no label"),
        pytest.param(Give("MS. A", ""), id="no name"),
        pytest.param(Call("Ada Lindholm", "Ada Lindholm"), id="the same name"),
        pytest.param(Hold("Ada Lindholm", "", "2021"), id="no office"),
        pytest.param(Hold("Ada Lindholm", "Pilot", "last week"), id="no day"),
        pytest.param(Hold("Ada Lindholm", "Pilot", "2022", "2021"), id="backwards"),
    ],
)
def test_what_is_no_edit_is_told_in_one_line(edit):
    with pytest.raises(OnRecordError) as told:
        edited(BOOK, edit)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    "name", ["a: b # c", "- x", "'“quoted”'", "null", "*star", "Ana\u0301 Ruiz", "[x], {y}", "yes"]
)
def test_names_that_look_like_yaml_come_back_as_they_are(name):
    assert names_of(edited("", Give("LABEL", name)))["label"] == " ".join(name.split())


def test_a_broken_file_is_told_with_its_line():
    with pytest.raises(SpeakerBookError, match=r"speakers\.yaml:2"):
        edited("persons:\n  nobody", Give("A", "B"))


def test_a_preview_tells_every_label_that_would_change_and_changes_nothing(library):
    text = edited("", Give("Dana Smith", "Dana Q. Smith"))
    with library.snapshot() as snapshot:
        before = snapshot.speakers()
        found = snapshot.preview_book(edited(text, Hold("Nobody Here", "Pilot", "2021")))
        assert found.labels == (LabelChange("Dana Smith", "Dana Smith", "Dana Q. Smith", 1, ("council",)),)
        assert [(role.name, role.office) for role in found.gained] == [("Nobody Here", "Pilot")]
        assert found.nobody == ("Nobody Here",)
    with library.snapshot() as snapshot:
        assert snapshot.speakers() == before


def speakers(library):
    with library.snapshot() as snapshot:
        return {each.name for each in snapshot.speakers()}


def test_changes_are_applied_and_undone_one_by_one(library):
    before = speakers(library)
    first = edited("", Call("Dana Smith", "Dana Q. Smith"))
    assert change_book(library, first, "")
    second = edited(first, Call("Robert Smith", "Bob Smith"))
    assert change_book(library, second, first)
    assert speakers(library) == before - {"Dana Smith", "Robert Smith"} | {"Dana Q. Smith", "Bob Smith"}
    assert undo_book(library)
    assert (read_book(library.folder), speakers(library)) == (
        first,
        before - {"Dana Smith"} | {"Dana Q. Smith"},
    )
    assert undo_book(library)
    assert (read_book(library.folder), speakers(library)) == ("", before)
    assert not (library.folder / FILE_NAME).exists()
    assert not undo_book(library)
    assert sorted(p.name for p in (library.folder / FOLDER).iterdir()) == [
        "undone-00001.yaml",
        "undone-00002.yaml",
    ]


def test_a_draft_from_an_older_text_is_refused(library):
    text = edited("", Call("Dana Smith", "Dana Q. Smith"))
    change_book(library, text, "")
    with pytest.raises(OnRecordError, match="changed since"):
        change_book(library, edited("", Call("Robert Smith", "Bob")), "")
    assert read_book(library.folder) == text
    assert len(versions(library)) == 1


def test_what_cannot_be_applied_leaves_the_file_as_it_was(library):
    (library.folder / "index").rename(library.folder / "elsewhere")
    (library.folder / "index").write_text("no folder")
    with pytest.raises(OnRecordError, match="could not be written"):
        change_book(library, edited("", Call("Dana Smith", "Dana Q. Smith")), "")
    assert read_book(library.folder) == ""
    assert versions(library) == []
