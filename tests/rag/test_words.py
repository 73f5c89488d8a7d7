"""Folding keeps offsets, whatever it folds."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.words import Reading, fold_words, readings


def folded(text):
    return [word.folded for word in fold_words(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("I don’t know", "I don't know", id="apostrophes"),
        pytest.param("THE PLAN", "the plan", id="case"),
        pytest.param("a follow-up", "a follow up", id="hyphen"),
        pytest.param("well — yes", "well -- yes", id="dashes"),
        pytest.param("63 percent of", "63% of", id="percent sign"),
        pytest.param("co\u00adoperate", "cooperate", id="soft hyphen"),
        pytest.param("the\u00a0harbour", "the  harbour", id="no-break space"),
        pytest.param("“Yes,” he said.", "yes he said", id="punctuation"),
        pytest.param("Good. (Laughter.) Next.", "Good. Next.", id="stage direction"),
        pytest.param("See you. (the mayor swats at a fly)", "See you.", id="what is seen"),
        pytest.param(
            "See you. (Reporter via Zoom in italics is only heard via livestream. Audio is not played.)",
            "See you.",
            id="a note on the transcript",
        ),
    ],
)
def test_typography_does_not_count(one, other):
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("$4.2 million", "$42 million", id="numbers keep their points"),
        pytest.param("resume", "re-sum", id="other words"),
        pytest.param("the cost (4 million)", "the cost", id="a parenthesis that was spoken"),
        pytest.param("the pier (which opens in May)", "the pier", id="a clause that was spoken"),
        pytest.param(
            "the pier (We hope that it opens in May, and not a day later, since the ferry stops.)",
            "the pier",
            id="a sentence that was spoken",
        ),
    ],
)
def test_what_was_said_differently_stays_different(one, other):
    assert folded(one) != folded(other)


@given(st.text(max_size=200))
def test_every_word_is_a_slice_of_the_text_in_rising_order(text):
    words = fold_words(text)
    assert all(0 <= word.start < word.end <= len(text) for word in words)
    assert all(a.end <= b.start for a, b in pairwise(words))


def test_a_correction_has_two_readings():
    text = "It costs forty [fourteen] million."
    struck = [(9, 14)]
    assert {reading: [w.folded for w in words] for reading, words in readings(text, struck).items()} == {
        Reading.AS_DELIVERED: ["it", "costs", "forty", "million"],
        Reading.AS_CORRECTED: ["it", "costs", "fourteen", "million"],
        Reading.AS_PRINTED: ["it", "costs", "forty", "fourteen", "million"],
    }
