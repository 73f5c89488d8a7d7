"""Sentences and passages hold every word once, and fit the window."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.passages import OWN_SHARE, Context, Cut, cut_turn, view_texts
from rag.sentences import LONGEST, sentence_spans, sentences_around, spans_from, whole_sentences

WINDOW = 40


def count_words(texts):
    return [len(text.split()) for text in texts]


def cut(text):
    return [text[start:end] for start, end in sentence_spans(text)]


def test_sentences_end_where_a_reader_would_say():
    text = (
        "The U.S. is ready, Mr. Okonkwo said at 9 a.m. on Jan. 6. I think it was concer- — are you worried? "
        "(Laughter.) No.\n\nWe had $1.5 billion."
    )
    assert cut(text) == [
        "The U.S. is ready, Mr. Okonkwo said at 9 a.m. on Jan. 6.",
        "I think it was concer- — are you worried?",
        "(Laughter.)",
        "No.",
        "We had $1.5 billion.",
    ]


words = st.text(alphabet="abcdeé’-—.?!() \n", min_size=0, max_size=300)


@given(words)
def test_sentences_lose_and_double_nothing(text):
    assert "".join("".join(cut(text)).split()) == "".join(text.split())


@given(words)
def test_sentences_are_known_by_where_they_begin(text):
    spans = sentence_spans(text)
    assert spans_from(text, [start for start, _ in spans]) == spans


@given(words)
def test_passages_lose_and_double_nothing_and_fit(text):
    spans = cut_turn(text, WINDOW, count_words).passages
    assert "".join("".join(text[a:b] for a, b in spans).split()) == "".join(text.split())
    assert all(count <= WINDOW * OWN_SHARE for count in count_words([text[a:b] for a, b in spans]))


def test_a_sentence_longer_than_the_window_is_cut_between_words():
    text = " ".join(f"word{n}" for n in range(50)) + "."
    pieces = [text[a:b] for a, b in cut_turn(text, WINDOW, count_words).passages]
    assert " ".join(pieces) == text
    assert max(count_words(pieces)) <= WINDOW * OWN_SHARE


@given(words)
def test_what_a_passage_cuts_of_a_sentence_is_made_whole(text):
    whole = {span for span in sentence_spans(text) if count_words([text[slice(*span)]])[0] <= LONGEST}
    for start, end in cut_turn(text, WINDOW, count_words).passages:
        first, last = whole_sentences(text, (start, end), partial(sentences_around, text))
        cut = [(a, b) for a, b in whole if a < last and b > first and not (first <= a and b <= last)]
        assert (first <= start, last >= end, cut) == (True, True, [])


def test_speech_without_punctuation_is_no_sentence_to_make_whole():
    text = " ".join(f"word{n}" for n in range(LONGEST + 1))
    spans = cut_turn(text, WINDOW, count_words).passages
    assert [whole_sentences(text, span, partial(sentences_around, text)) for span in spans] == spans


def test_sentences_of_a_turn_that_is_quoted_whole_are_not_sought():
    assert cut_turn(" One. Two. ", WINDOW, count_words) == Cut([(1, 10)], None)
    assert cut_turn("One. " * 16, WINDOW, count_words).sentences is not None


@pytest.mark.parametrize("text", ["", "   ", "\n\n"])
def test_nothing_said_gives_no_passage(text):
    assert cut_turn(text, WINDOW, count_words).passages == []


def test_the_embedding_sees_where_who_speaks_and_what_was_asked():
    (text,) = view_texts("Yes.", Context("Briefing", "Ada Halvorsen", "Will the bridge reopen in June?"))
    assert text == "Briefing. Will the bridge reopen in June? Ada Halvorsen: Yes."
