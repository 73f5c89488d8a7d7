"""The form in which words are compared: numbers, contractions, spelling, and the marks in a quotation."""

import pytest

from rag.quotes.quotation import parse_quotation
from rag.quotes.tokens import tokens
from rag.words import fold_words


def keys(text):
    return [token.key for token in tokens(fold_words(text), text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("seven", "7"),
        ("twenty-five percent", "25%"),
        ("$3 billion", "three billion dollars"),
        ("$3bn", "3 billion dollars"),
        ("1,500", "fifteen hundred"),
        ("two hundred and five", "205"),
        ("one hundred twenty thousand", "120,000"),
        ("a million", "1 million"),
        ("twenty-first", "21st"),
        ("ten thousand five hundred", "10,500"),
        ("one million two hundred thousand and six", "1,200,006"),
        ("2.50", "2.5"),
        ("don't", "do not"),
        ("cannot", "can't"),
        ("gonna", "going to"),
        ("should’ve", "should have"),
        ("dont", "don't"),
        ("the colour of the programme was analysed", "the color of the program was analyzed"),
        ("labelled centres of defence", "labeled centers of defense"),
        ("organisation", "organization"),
    ],
)
def test_the_same_in_another_spelling(one, other):
    assert keys(one) == keys(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("fifteen", "fifty"),
        ("3 million", "3 billion"),
        ("21", "21st"),
        ("$5", "5"),
        ("its", "it's"),
        ("four", "for"),
        ("wise", "wide"),
        ("our hour", "or hor"),
    ],
)
def test_what_is_not_the_same(one, other):
    assert keys(one) != keys(other)


def test_tokens_keep_their_places():
    text = "We’ve spent $3 billion [sic] — twenty-five times."
    assert [text[t.start : t.end] for t in tokens(fold_words(text), text)] == [
        "We’ve", "We’ve", "spent", "$3 billion", "$3 billion", "twenty-five", "times",
    ]  # fmt: skip


@pytest.mark.parametrize("mark", ["...", "…", "[...]", "[…]", ". . .", "....", "(…)"])
def test_every_ellipsis_is_one(mark):
    quotation = parse_quotation(f"{mark} the bridge {mark} is closed {mark}")
    assert quotation.keys == ["the", "bridge", "is", "closed"]
    assert quotation.elided == {2}


def test_a_word_that_a_page_broke_is_one():
    assert parse_quotation("sixty-five bil-\nlion for com-\n  munities").keys == [
        "#65000000000",
        "for",
        "communities",
    ]


def test_brackets_are_the_authors_words():
    quotation = parse_quotation("[The mayor] said w[e] close[d] it [sic].")
    assert quotation.keys == ["the", "mayor", "said", "we", "closed", "it"]
    assert quotation.bracketed == (True, True, False, True, True, False)


def test_marks_of_markdown_and_of_the_invisible_kind_are_not_words():
    assert parse_quotation("we\\'re here\u200b and th\u00adere").keys == ["we", "are", "here", "and", "there"]
