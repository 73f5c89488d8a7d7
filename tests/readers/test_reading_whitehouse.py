import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from rag.errors import NotATranscriptError, UnreadableFileError
from rag.readers import load_transcript
from rag.transcript import Aside, Transcript

Read = Callable[[str, str | bytes], Transcript]

FRONT = """---
category: press-briefings
date: '2022-03-14'
permalink: https://www.whitehouse.gov/briefing-room/press-briefings/2022/03/14/call/
published_time: 2022-03-15 00:42:30-04:00
title: "Background Press Call by Senior Administration Officials on\\_China,\\
  \\ and a\\_second line"
---
"""
CALL = (
    FRONT
    + """ \n
Via Teleconference

2:59 P.M. EDT

\u00a0 \u00a0 \u00a0MODERATOR:\u00a0 Great.\u00a0 Thank you, the speaker is \\[senior
administration official\\].\u00a0\x20

With that, over to you.  \n   \nSENIOR ADMINISTRATION OFFICIAL \\#2:\u00a0 Thanks.\u00a0 I will say: we met.
And last question: none.  \nQ\u00a0\u00a0\u00a0 Did you meet at
NATO: or not?\u00a0 (Laughter.)  \n \u00a0 Q

At what cost?

MR. FERNÁNDEZ HERNÁNDEZ:  <s>Five</s> \\[Six\\] dollars, of<s> the
country</s> \\[adults\\].

-   One item that
    wraps
-   Another \\*item\\*

\\*\\*\\*

END                  3:18 P.M. EDT

\\*See the correction.
"""
)


def said(transcript: Transcript) -> list[tuple[str, str]]:
    return [(turn.label, turn.text) for turn in transcript.turns]


def body(text: str) -> str:
    return FRONT + text


def test_a_call_is_read_turn_by_turn(read: Read) -> None:
    transcript = read("2022-03-14-call.md", CALL)
    assert said(transcript) == [
        (
            "MODERATOR",
            "Great. Thank you, the speaker is [senior administration official].\n\nWith that, over to you.",
        ),
        ("SENIOR ADMINISTRATION OFFICIAL #2", "Thanks. I will say: we met. And last question: none."),
        ("Q", "Did you meet at NATO: or not? (Laughter.)"),
        ("Q", "At what cost?"),
        (
            "MR. FERNÁNDEZ HERNÁNDEZ",
            "Five [Six] dollars, of the country [adults].\n\nOne item that wraps\n\nAnother *item*",
        ),
    ]
    assert transcript.id == "2022-03-14-call"
    assert transcript.format == "whitehouse-markdown"
    assert (
        transcript.title
        == "Background Press Call by Senior Administration Officials on China, and a second line"
    )
    assert transcript.date == dt.date(2022, 3, 14)
    assert transcript.url == "https://www.whitehouse.gov/briefing-room/press-briefings/2022/03/14/call/"
    assert (transcript.place, transcript.begins, transcript.ends) == (
        "Via Teleconference", "2:59 P.M. EDT", "3:18 P.M. EDT",
    )  # fmt: skip


def test_what_is_not_speech_is_kept_beside_it(read: Read) -> None:
    transcript = read("call.md", CALL)
    first = CALL.split("\n").index("Via Teleconference") + 1
    last = CALL.split("\n").index("END                  3:18 P.M. EDT") + 1
    assert transcript.asides == (
        Aside(first, "Via Teleconference"),
        Aside(first + 2, "2:59 P.M. EDT"),
        Aside(last - 2, "***"),
        Aside(last, "END 3:18 P.M. EDT"),
        Aside(last + 2, "*See the correction."),
    )


def test_struck_words_are_marked_without_the_space_around_them(read: Read) -> None:
    turn = read("call.md", CALL).turns[-1]
    assert [turn.text[start:end] for start, end in turn.struck] == ["Five", "the country"]


def test_each_word_knows_its_line(read: Read) -> None:
    turn = read("call.md", CALL).turns[0]
    lines = CALL.split("\n")
    for word in ("Great.", "official].", "With"):
        offset = turn.text.index(word)
        line, _ = turn.lines(offset, offset + len(word))
        assert word.strip("].") in lines[line - 1]
    assert turn.lines() == (15, 18)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Q Hi?\n\nMS. A:  Yes.", [("Q", "Hi?"), ("MS. A", "Yes.")], id="one space"),
        pytest.param(
            "MS. PSAKI:  So.\n\nQMS. PSAKI:  Hi.", [("MS. PSAKI", "So."), ("MS. PSAKI", "Hi.")], id="glued"
        ),
        pytest.param("MR: ZIENTS:  Hi.", [("MR: ZIENTS", "Hi.")], id="colon for full stop"),
        pytest.param("Mr. ZIENTS:  Hi.", [("Mr. ZIENTS", "Hi.")], id="mixed honorific"),
        pytest.param("MR. McDONALD: Hi.", [("MR. McDONALD", "Hi.")], id="Mc"),
        pytest.param("**MS. PSAKI:**  Hi.", [("MS. PSAKI", "Hi.")], id="bold label"),
        pytest.param(
            "MS. PSAKI:  A.\n\nQ&A is next.\n\nQ1 is over.",
            [("MS. PSAKI", "A.\n\nQ&A is next.\n\nQ1 is over.")],
            id="no question",
        ),
        pytest.param(
            "MS. PSAKI:  He conveyed MS.\nPSAKI:  Well.",
            [("MS. PSAKI", "He conveyed"), ("MS. PSAKI", "Well.")],
            id="label in the middle of a wrapped line",
        ),
        pytest.param(
            "DR. FAUCI:  A.\n\nDR. FAUCI.  B.\n\nDR. FAUCI — C.",
            [("DR. FAUCI", "A."), ("DR. FAUCI", "B."), ("DR. FAUCI", "— C.")],
            id="known label without its colon",
        ),
        pytest.param(
            "MODERATOR:  Go.\n\nMODEARTOR:  Ok.",
            [("MODERATOR", "Go."), ("MODEARTOR", "Ok.")],
            id="slip of the pen",
        ),
        pytest.param("CHILD: Seven.", [("CHILD", "Seven.")], id="a part said once"),
        pytest.param(
            "2:29 P.M. EST\u00a0 THE VICE PRESIDENT:\u00a0 Hi.",
            [("THE VICE PRESIDENT", "Hi.")],
            id="behind a time",
        ),
        pytest.param(
            "MS. A:  Hi.\nQ\u00a0\u00a0\u00a0 Why?", [("MS. A", "Hi."), ("Q", "Why?")], id="wrapped Q"
        ),
        pytest.param(
            "MS. A:  Look.\n\nFEMA: 33 grants.\n\n2006: The Act.\n\nH.R. 3537: An Act.",
            [("MS. A", "Look.\n\nFEMA: 33 grants.\n\n2006: The Act.\n\nH.R. 3537: An Act.")],
            id="false labels",
        ),
        pytest.param(
            "MS. A:  At\nCOVID-19: wear one.", [("MS. A", "At COVID-19: wear one.")], id="false, wrapped"
        ),
        pytest.param("MS. A:\n\nHi.", [("MS. A", "Hi.")], id="label alone on its line"),
        pytest.param("Q\n\nMS. A:  Hi.", [("MS. A", "Hi.")], id="question of no word is no turn"),
        pytest.param(
            "Q  Hi.\n\nTo view the COVID Press Briefing slides, visit\n<https://a.gov/b_c>",
            [("Q", "Hi.")],
            id="slides",
        ),
        pytest.param("MS. A:  See <https://a.gov/b_c>.", [("MS. A", "See https://a.gov/b_c.")], id="address"),
        pytest.param("MS. A:  See [our\nsite](https://a.gov).", [("MS. A", "See our site.")], id="link"),
        pytest.param(
            "MS. A:  Hi\n<figure>\n<img\nsrc='x' />\n</figure>\nyou <!-- no\nno --> there.",
            [("MS. A", "Hi you there.")],
            id="stray HTML",
        ),
        pytest.param(
            "MS. A:  J&J; and R&amp;D &#8212; *yes*.",
            [("MS. A", "J&J; and R&D — yes.")],
            id="entities, emphasis",
        ),
        pytest.param(
            "MS. A:  s**t, push \\*6 or 5 * 3 \\_ \\#x.",
            [("MS. A", "s**t, push *6 or 5 * 3 _ #x.")],
            id="escapes",
        ),
        pytest.param(
            "MS. A:  (Inaudible) <inaudible>.", [("MS. A", "(Inaudible) <inaudible>.")], id="no HTML"
        ),
    ],
)
def test_labels_and_marks(read: Read, text: str, expected: list[tuple[str, str]]) -> None:
    assert said(read("call.md", body(text))) == expected


def test_the_label_of_a_question_without_words_is_kept_aside(read: Read) -> None:
    assert read("call.md", body("Q\n\nMS. A:  Hi.")).asides == (Aside(9, "Q"),)


def test_the_end_may_be_wrapped_into_the_last_words(read: Read) -> None:
    transcript = read("call.md", body("MS. A:  Bye.\n\u00a0 \u00a0 END\u00a0 \u00a0  12:59 P.M.\nEST\n"))
    assert said(transcript) == [("MS. A", "Bye.")]
    assert transcript.ends == "12:59 P.M. EST"


def test_a_second_sitting_in_the_same_file_goes_on(read: Read) -> None:
    text = "MS. A:  Bye.\n\n9:54 P.M. CEST\n\nNATO Headquarters\n\nMS. A:  Hi.\n\nEND"
    transcript = read("call.md", body(text))
    assert said(transcript) == [("MS. A", "Bye."), ("MS. A", "Hi.")]
    assert [aside.text for aside in transcript.asides] == ["9:54 P.M. CEST", "NATO Headquarters", "END"]


def test_remarks_without_any_label_are_nobodys_by_name(read: Read) -> None:
    front = FRONT.replace("Background Press Call", "Remarks")
    transcript = read(
        "x.md", front + "\n*West Columbia, SC*\n\nGood afternoon.\n\nIt is good to be here.\n\n\\###\n"
    )
    assert said(transcript) == [("", "Good afternoon.\n\nIt is good to be here.")]
    assert transcript.place is None
    assert [aside.text for aside in transcript.asides] == ["West Columbia, SC", "###"]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Readout of the Call", "a read-out"),
        ("FACT SHEET: Roads", "a fact sheet"),
        ("Statement by the President", "a written statement"),
        ("Statement on His Remarks", "a written statement"),
    ],
)
def test_a_release_is_no_transcript(write: Callable[[str, str], Path], title: str, kind: str) -> None:
    front = f"---\ncategory: x\npublished_time: 2021-01-01\ntitle: '{title}'\n---\n"
    path = write(
        "x.md", front + "The two spoke today.\nThey agreed on three points: one, two, three.\n\n\\###\n"
    )
    with pytest.raises(
        NotATranscriptError, match=rf"{kind}: no speaker labels found in 9 lines \(\d+ words\)"
    ):
        load_transcript(path)


def test_broken_front_matter_names_its_line(write: Callable[[str, str], Path]) -> None:
    path = write("x.md", "---\ntitle: 'open\ndate: 2021-01-01\n---\nQ  Hi?\n")
    with pytest.raises(UnreadableFileError) as caught:
        load_transcript(path)
    assert caught.value.line is not None
    assert "front matter is not YAML" in caught.value.reason


LABELS = st.sampled_from(
    ["Q", "MS. PSAKI", "THE PRESIDENT", "MR. FERNÁNDEZ HERNÁNDEZ", "SENIOR ADMINISTRATION OFFICIAL #2"]
)
MARKS = st.text(st.sampled_from("’—.,?!()“”*_[]#0123456789$%/"), max_size=2)
WORDS = st.builds(
    str.__add__, st.builds(str.__add__, MARKS, st.text("abcdefgäñ", min_size=1, max_size=6)), MARKS
)
PARAGRAPHS = st.lists(st.lists(WORDS, min_size=1, max_size=30).map(" ".join), min_size=1, max_size=4)
SPACE = st.sampled_from([" ", "\u00a0 ", "  ", "\u00a0"])


def escaped(word: str) -> str:
    return "".join("\\" + character if character in "*_[]#\\" else character for character in word)


@st.composite
def wrapped(draw: st.DrawFn, text: str, column: int) -> str:
    """A paragraph as pandoc writes it: wrapped, no-break spaces here and there, hard breaks."""
    line, lines = " " * column, []
    for word in map(escaped, text.split()):
        if len(line) + len(word) > 72:
            lines.append(line)
            line = ""
        line += (draw(SPACE) if line.strip() else "") + word
    ending = draw(st.sampled_from(["", "  ", "\u00a0  "]))
    return "\n".join([*lines, line]).lstrip(" ") + ending


@st.composite
def documents(draw: st.DrawFn) -> tuple[list[tuple[str, str]], str]:
    turns = draw(st.lists(st.tuples(LABELS, PARAGRAPHS), min_size=1, max_size=8))
    pieces = ["East Room", "2:59 P.M. EDT"]
    for label, paragraphs in turns:
        colon = "" if label == "Q" else ":"
        space = draw(st.sampled_from(["\u00a0\u00a0\u00a0 ", "\u00a0 ", "  "]))
        indent = draw(st.sampled_from(["", "     ", "\u00a0 \u00a0 \u00a0"]))
        label_text = label.replace("#", "\\#") + colon + space
        pieces.append(indent + label_text + draw(wrapped(paragraphs[0], len(label_text))))
        pieces += [draw(wrapped(paragraph, 0)) for paragraph in paragraphs[1:]]
    blank = draw(st.sampled_from(["\n\n", "\n\u00a0  \n", "\n   \n"]))
    expected = [(label, "\n\n".join(paragraphs)) for label, paragraphs in turns]
    return expected, FRONT + "\n" + blank.join([*pieces, "END 3:18 P.M. EDT"]) + "\n"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(([("Q", "a—")], FRONT + "\nQ\u00a0\u00a0\u00a0 a—\n\nEND\n"))
@given(documents())
def test_turns_written_as_markdown_are_read_back_the_same(
    tmp_path: Path, document: tuple[list[tuple[str, str]], str]
) -> None:
    expected, text = document
    path = tmp_path / "x.md"
    path.write_text(text, encoding="utf-8")
    transcript = load_transcript(path)
    assert said(transcript) == expected
    lines = text.split("\n")
    for turn in transcript.turns:
        for offset, line in turn.line_map:
            assert escaped(turn.text[offset:].split(maxsplit=1)[0]) in lines[line - 1]
