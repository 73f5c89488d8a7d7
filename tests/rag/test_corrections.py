"""What was said and what was meant: every form in which a correction is printed, and its readings."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.corrections import corrections, spans_within, within
from rag.words import Reading, other_words, readings


def parse(marked):
    """A text and its struck spans, from a text in which angle brackets stand around what is struck."""
    text, struck = "", []
    for row, part in enumerate(re.split("[<>]", marked)):
        if row % 2:
            struck.append((len(text), len(text) + len(part)))
        text += part
    return text, struck


def read(marked):
    text, struck = parse(marked)
    return {
        reading.value: " ".join(word.folded for word in words)
        for reading, words in readings(text, struck).items()
    }


@pytest.mark.parametrize(
    ("marked", "delivered", "corrected"),
    [
        ("It costs <forty> [fourteen] million.", "it costs forty million", "it costs fourteen million"),
        (
            "launch “<Wheels to Wellness>” [“Wellness on Wheels”], now",
            "launch wheels to wellness now",
            "launch wellness on wheels now",
        ),
        ("and <lowe>r [slower] trains", "and lower trains", "and slower trains"),
        ("it’s <18 of 24> *[16 of 21] bills", "its 18 of 24 bills", "its 16 of 21 bills"),
        ("the <various> [vicious]* laws", "the various laws", "the vicious laws"),
        ("be under [over]* six", "be under six", "be over six"),
        ("is now listed [lifted], so", "is now listed so", "is now lifted so"),
        ("new <feet of> fire hose[s] there", "new feet of fire hose there", "new fire hoses there"),
    ],
)
def test_a_correction_reads_as_delivered_and_as_corrected(marked, delivered, corrected):
    found = read(marked)
    assert (found["as delivered"], found["as corrected"]) == (delivered, corrected)


@pytest.mark.parametrize(
    ("marked", "readings_"),
    [
        (
            "seen as <in>appropriate",
            {"as printed": "seen as inappropriate", "as corrected": "seen as appropriate"},
        ),
        ("the <very> last", {"as printed": "the very last", "as corrected": "the last"}),
        ("the [harbour] bridge", {"as printed": "the harbour bridge", "as delivered": "the bridge"}),
        ("We exidite [sic] it", {"as printed": "we exidite it"}),
        ("We go (as delivered) there", {"as printed": "we go there"}),
        ("nearly eighty* years", {"as printed": "nearly eighty years"}),
        ("five * three", {"as printed": "five three"}),
    ],
)
def test_other_marks_have_the_readings_that_they_print(marked, readings_):
    assert read(marked) == readings_


def test_each_correction_tells_its_words_and_marks():
    text, struck = parse("<forty> [fourteen]* and listed [lifted] so exidite [sic] or sixty* in [the] end")
    told = [
        (
            each.kind.value,
            each.delivered and text[slice(*each.delivered)],
            each.corrected and text[slice(*each.corrected)],
            [text[slice(*mark)] for mark in each.marks],
        )
        for each in corrections(text, struck)
    ]
    assert told == [
        ("struck", "forty", "fourteen", ["*"]),
        ("replaced", "listed", "lifted", []),
        ("sic", "exidite", None, ["[sic]"]),
        ("footnote", "sixty", None, ["*"]),
        ("inserted", None, "the", []),
    ]


def test_a_cut_keeps_the_part_of_a_correction_inside_it():
    text, struck = parse("It costs <forty> [fourteen] million.")
    (cut,) = within(corrections(text, struck), (0, 12))
    assert (cut.delivered, cut.corrected) == ((9, 12), None)
    assert spans_within(struck, (11, 30)) == ((0, 3),)
    assert within(corrections(text, struck), (0, 8)) == ()


def test_words_of_another_reading_are_told_for_the_search():
    text, struck = parse("seen as <in>appropriate by fire hose[s]")
    assert other_words(text, struck) == ["appropriate", "hoses"]


@given(st.text(alphabet="ab [](){}*<>.,\n’sic", max_size=80), st.data())
def test_any_text_reads_in_slices_of_itself(text, data):
    ends = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=4, unique=True)))
    struck = [(a, b) for a, b in zip(ends[::2], ends[1::2], strict=False)]
    found = readings(text, struck)
    assert Reading.AS_PRINTED in found
    for words in found.values():
        assert all(0 <= a.start < a.end <= len(text) for a in words)
        assert all(a.end <= b.start for a, b in pairwise(words))
    for each in corrections(text, struck):
        for part in (each.delivered, each.corrected, *each.marks):
            assert part is None or 0 <= part[0] <= part[1] <= len(text)
