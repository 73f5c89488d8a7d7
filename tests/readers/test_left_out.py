"""What is left out of a file is told where it is much, and a label with brackets in brackets is one."""

from rag.readers import load_transcript

SAID = "Ana Ruiz: The bridge is closed.\nTom Berg: For how long?\nAna Ruiz: Until June.\nTom Berg: Thanks.\n"
NOTICE = "# Notice\n\nNobody says these words, which stand in front of all that is said here, line for line. "


def read(path, text):
    path.write_text(text, encoding="utf-8")
    return load_transcript(path)


def test_much_that_is_nobodys_is_told_with_its_longest_line(tmp_path):
    path = tmp_path / "talk.md"
    (note,) = read(path, f"{NOTICE * 4}\n\n{SAID}").notes
    assert note.startswith(
        "88% of the text stands under nobody's name and is left out, as on line 3: “Nobody"
    )
    assert note.endswith(f"onrecord doctor {path}")


def test_a_line_or_two_are_not_worth_a_word(tmp_path):
    assert read(tmp_path / "talk.md", f"# Bridge committee\n\n{SAID * 20}").notes == ()


def test_a_label_may_have_brackets_in_its_brackets(tmp_path):
    chair = "The Chair (Hon. Ana Ruiz (Port Ellery, Ind.))"
    found = read(
        tmp_path / "talk.txt",
        f"{chair}: Order.\nMr. Tom Berg: The bridge is shut.\n{chair}: Until?\nMr. Tom Berg: Ask me.\n",
    )
    assert [(turn.label, turn.text) for turn in found.turns] == [
        (chair, "Order."),
        ("Mr. Tom Berg", "The bridge is shut."),
        (chair, "Until?"),
        ("Mr. Tom Berg", "Ask me."),
    ]
