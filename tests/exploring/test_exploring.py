"""What is counted in a small library, worked out by hand."""

import json

import pytest

from embeddings.hashing import HashingEncoder
from rag.errors import OnRecordError
from rag.exploring import (
    MonthTotals,
    Tally,
    Voice,
    cite_mentions,
    cite_refusals,
    find_mentions,
    find_topic,
    overview,
)
from rag.exploring.phrases import parse_phrase
from rag.filters import Filters, select
from rag.indexing import index_paths
from rag.library.library import Library
from rag.words import fold_words
from tests.conftest import onrecord

ADA, Q = Voice("Ada Lindholm", True), Voice("Q", False)
MARCH = [
    ("Ada Lindholm", "The north pier is closed. The North-Pier cafe too."),
    ("Q", "Who pays for the north pier?"),
    ("Ada Lindholm", "Not the city. I don’t have anything for you on that."),
    ("Q", "And the pier’s lamps? The pier lamps, the piers?"),
]
JUNE = [
    ("Ada Lindholm", "The north pier's reopening is in May."),
    ("Q", "Is the north pier safe?"),
    ("Ada Lindholm", "Yes. (The north pier.) It is."),
    ("Robert Smith", "It is safe."),
]


@pytest.fixture
def library(tmp_path):
    folder = tmp_path / "transcripts"
    folder.mkdir()
    for name, date, turns in (
        ("march", "2025-03-04", MARCH),
        ("june", "2025-06-10", JUNE),
        ("old", None, JUNE[2:3]),
    ):
        spoken = [{"speaker": speaker, "text": text} for speaker, text in turns]
        about = {"title": f"Harbour, {name}", "turns": spoken} | ({"date": date} if date else {})
        (folder / f"{name}.json").write_text(json.dumps(about), encoding="utf-8")
    library = Library(tmp_path / "library")
    index_paths(library, [folder], HashingEncoder())
    return library


@pytest.fixture
def snapshot(library):
    with library.snapshot() as snapshot:
        yield snapshot


def test_the_overview_has_every_month_and_tells_gaps_and_undated_apart(snapshot):
    found = overview(snapshot, select(Filters(), snapshot))
    assert found.months == (
        MonthTotals("2025-03", 1, 4, 35),
        MonthTotals("2025-04", 0, 0, 0),
        MonthTotals("2025-05", 0, 0, 0),
        MonthTotals("2025-06", 1, 4, 21),
    )
    assert found.undated == MonthTotals("", 1, 1, 6)
    assert [(each.voice, each.transcripts, each.turns, each.words) for each in found.speakers] == [
        (ADA, 3, 5, 39),
        (Q, 2, 3, 20),
        (Voice("Robert Smith", True), 1, 1, 3),
    ]


def test_mentions_are_whole_words_in_order_and_a_possessive_counts(snapshot):
    found = find_mentions(snapshot, "North  Pier", Filters())
    assert [(each.turn, [snapshot.turn(each.transcript, each.turn).turn.text[slice(*s)] for s in each.spans])
            for each in found.found] == [
        (0, ["north pier", "North-Pier"]),
        (1, ["north pier"]),
        (0, ["north pier's"]),
        (1, ["north pier"]),
    ]  # fmt: skip
    assert found.total == Tally(5, 4, 62)
    assert [(m.month, m.transcripts, m.tally) for m in (*found.months, found.undated)] == [
        ("2025-03", 1, Tally(3, 2, 35)),
        ("2025-04", 0, Tally(0, 0, 0)),
        ("2025-05", 0, Tally(0, 0, 0)),
        ("2025-06", 1, Tally(2, 2, 21)),
        ("", 1, Tally(0, 0, 6)),
    ]
    assert [(each.voice, each.tally) for each in found.speakers] == [
        (ADA, Tally(3, 2, 39)),
        (Q, Tally(2, 2, 20)),
    ]


def test_who_was_asked_and_who_declined(snapshot):
    asked = find_mentions(snapshot, "north pier", Filters()).asked
    assert (asked.questions, asked.unanswered) == (2, 0)
    assert [(each.voice.name, each.asked, each.declined) for each in asked.people] == [
        ("Ada Lindholm", 2, 1),
        ("Robert Smith", 1, 0),
    ]
    declined = [place for place in asked.places if place.declines]
    assert [c.quote for c in cite_refusals(snapshot, declined)] == ["I don’t have anything for you on that."]


def test_a_question_that_nobody_answers_is_unanswered(snapshot):
    asked = find_mentions(snapshot, "lamps", Filters()).asked
    assert (asked.questions, asked.unanswered, asked.people) == (1, 1, ())


def test_a_speaker_filter_counts_what_the_speaker_says_and_is_asked(snapshot):
    found = find_mentions(snapshot, "north pier", Filters(speaker="Robert Smith"))
    assert found.total == Tally(0, 0, 3)
    assert (found.asked.questions, [each.voice.name for each in found.asked.people]) == (1, ["Robert Smith"])


def test_the_quotation_behind_a_mention_is_the_sentence_of_its_first_place(snapshot):
    found = find_mentions(snapshot, "north pier", Filters())
    quotes = [c.quote for c in cite_mentions(snapshot, found.found)]
    assert quotes == [
        "The north pier is closed.",
        "Who pays for the north pier?",
        "The north pier's reopening is in May.",
        "Is the north pier safe?",
    ]


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        pytest.param("pier", "piers pierced Pier pier-side", ["Pier", "pier"], id="whole words"),
        pytest.param("it", "It's here, and it is it.", ["it", "it"], id="a contraction is no possessive"),
        pytest.param("don't", "I don’t. Don't!", ["don’t", "Don't"], id="apostrophes are alike"),
        pytest.param("we", "we've, we, we’ll", ["we"], id="half of a contraction"),
        pytest.param("5%", "5% or 5 percent of 15%", ["5%", "5 percent"], id="a sign said as a word"),
        pytest.param("a.b", "a.b, a b and axb", ["a.b", "a b"], id="no regular expression"),
        pytest.param("$4", "$4, $45 and 4", ["$4"], id="money"),
        pytest.param("(.*)+x", "x and (.*)+x", ["x", "x"], id="a hostile pattern"),
        pytest.param("pier", "The pi\u00ader.", ["pi\u00ader"], id="a soft hyphen inside"),
        pytest.param("chain", "chains ’s", [], id="a plural beside an apostrophe"),
        pytest.param("Laughter", "(Laughter.) Laughter", ["Laughter"], id="stage directions"),
        pytest.param("is", "IS İS, is ıs", ["IS", "İS", "is", "ıs"], id="letters longer in lower case"),
        pytest.param("km", "5 km, 5 \u212am", ["km", "\u212am"], id="the Kelvin sign"),
        pytest.param("é", "É, été", ["É"], id="no ASCII to look for"),
    ],
)  # fmt: skip
def test_a_phrase_is_found_where_it_stands(phrase, text, found):
    assert [text[slice(*span)] for span in parse_phrase(phrase).spans(text)] == found


def test_the_pattern_agrees_with_words_compared_one_by_one():
    text = "“The pier.” The pier—the old pier—was THE\nPIER, and then the\u00a0pier; the-pier (The pier)."
    words = [word.folded for word in fold_words(text)]
    by_words = sum(words[at : at + 2] == ["the", "pier"] for at in range(len(words)))
    assert len(parse_phrase("The pier").spans(text)) == by_words == 6


@pytest.mark.parametrize("phrase", ["", "  ", "…?!", "x" * 201])
def test_a_phrase_without_words_or_far_too_long_is_refused_in_one_line(snapshot, phrase):
    with pytest.raises(OnRecordError) as told:
        find_mentions(snapshot, phrase, Filters())
    assert "\n" not in str(told.value)


def test_what_is_remembered_of_a_phrase_goes_with_the_state(library, tmp_path):
    def counted():
        with library.snapshot() as snapshot:
            found = find_mentions(snapshot, "north pier", Filters())
            assert find_mentions(snapshot, "north pier", Filters()) is found
            return found.total.mentions, found.asked.questions

    assert counted() == (5, 2)
    more = {"title": "More", "turns": [{"speaker": "Q", "text": "Is it the north pier?"}]}
    (tmp_path / "more.json").write_text(json.dumps(more), encoding="utf-8")
    index_paths(library, [tmp_path / "more.json"], HashingEncoder())
    assert counted() == (6, 3)


def test_an_empty_library_has_no_mentions(tmp_path):
    with Library(tmp_path / "empty").snapshot() as snapshot:
        found = find_mentions(snapshot, "pier", Filters())
        assert (found.found, found.months, found.total) == ((), (), Tally(0, 0, 0))
        assert overview(snapshot, select(Filters(), snapshot)).months == ()


def test_editions_of_one_event_count_once(tmp_path):
    said = [
        ("Ada Lindholm", f"The pier stands on {n} beams of oak, and number {n * 7} is new.")
        for n in range(30)
    ]
    spoken = [{"speaker": speaker, "text": text} for speaker, text in said]
    for name in ("first", "second"):
        about = {
            "title": f"Harbour, {name}",
            "date": "2025-03-04",
            "turns": [*spoken, {"speaker": "Ada Lindholm", "text": name}],
        }
        (tmp_path / f"{name}.json").write_text(json.dumps(about), encoding="utf-8")
    library = Library(tmp_path / "library")
    index_paths(library, [tmp_path / "first.json", tmp_path / "second.json"], HashingEncoder())
    with library.snapshot() as snapshot:
        found = find_mentions(snapshot, "pier", Filters())
    assert (found.total.mentions, found.left_out) == (30, 1)


def test_a_topic_s_passages_by_month_and_months_in_which_the_speaker_is_silent(snapshot):
    found = find_topic(snapshot, HashingEncoder(), "north pier", Filters(speaker="Ada Lindholm"))
    by_month = {month.month: (month.transcripts, len(month.hits)) for month in found.months}
    assert set(by_month) == {"2025-03", "2025-04", "2025-05", "2025-06"}
    assert by_month["2025-04"] == by_month["2025-05"] == (0, 0)
    assert by_month["2025-03"][1] >= 1
    assert by_month["2025-06"][1] >= 1
    assert not found.capped


def test_the_command_prints_what_is_counted(library):
    done = onrecord(library.folder, "mentions", "north pier", "--json")
    found = json.loads(done.stdout)
    assert found["total"] == {"mentions": 5, "turns": 4, "words": 62, "per_10000": 806.452}
    assert found["months"][1] == {
        "month": "2025-04", "transcripts": 0, "mentions": 0, "turns": 0, "words": 0, "per_10000": None,
    }  # fmt: skip
    assert found["places"][0] == {"transcript": "march", "turn": 0, "spans": [[4, 14], [30, 40]]}
    assert found["asked"][0] == {"speaker": "Ada Lindholm", "person": True, "asked": 2, "declined": 1}
    shown = onrecord(library.folder, "mentions", "north pier").stdout
    assert "no transcript" in shown
    assert onrecord(library.folder, "mentions", "?!").returncode == 1
