"""The comparison with other tools: where their pieces stand, which turns they stand for, what that scores."""

import pytest

from benchmarks.compare.report import quantile
from benchmarks.compare.scoring import by_turn, first_right, locate, measures, quality, script_of, turns_of

# "Ann: Good  morning all." | "Bo: Yes." | "Ann: The pier opens in May, not in June."
SCRIPT = script_of(
    [
        {"speaker": "Ann", "text": "Good  morning all."},
        {"speaker": "Bo", "text": "Yes."},
        {"speaker": "Ann", "text": "The pier opens in May, not in June."},
    ]
)


def test_a_script_holds_a_paragraph_a_turn_and_knows_where_each_stands():
    assert SCRIPT.text == "Ann: Good morning all.\n\nBo: Yes.\n\nAnn: The pier opens in May, not in June.\n"
    assert SCRIPT.turns == ((0, 22), (24, 32), (34, 74))
    assert [SCRIPT.text[start:end] for start, end in SCRIPT.turns][1] == "Bo: Yes."


@pytest.mark.parametrize(
    ("piece", "start", "span"),
    [
        pytest.param("Yes.", 28, (28, 32), id="where the tool says"),
        pytest.param("Ann:", 34, (34, 38), id="not the first place, where the tool says another"),
        pytest.param("Ann:", 35, (0, 4), id="the first place, where the tool is wrong"),
        pytest.param("all. Bo: Yes.", None, (18, 32), id="white space folded by the tool's cleaner"),
        pytest.param("The pier opens in July", None, None, id="nowhere"),
        pytest.param("  ", None, None, id="no words"),
    ],
)
def test_a_piece_is_located(piece, start, span):
    assert locate(SCRIPT.text, piece, start) == span


@pytest.mark.parametrize(
    ("span", "turns"),
    [
        pytest.param((0, 75), [0, 1, 2], id="all of it"),
        pytest.param((39, 44), [2], id="a few words within a long turn"),
        pytest.param((17, 32), [1], id="5 of a turn of 22 characters are what an overlap carried over"),
        pytest.param((11, 32), [0, 1], id="11 of 22 are half of it"),
        pytest.param((13, 32), [1], id="9 are neither half of the turn nor of the piece"),
        pytest.param((22, 24), [], id="the empty line between two turns"),
    ],
)
def test_a_piece_stands_for_the_turns_that_it_shares_half_with(span, turns):
    assert turns_of(SCRIPT, span) == turns


def test_the_first_right_piece_is_counted_from_one():
    assert first_right([[4, 5], [], [7, 8]], frozenset({8, 9})) == 3
    assert first_right([[4, 5], []], frozenset({8})) is None


def test_by_turn_each_turn_takes_one_place_in_the_order_it_was_said():
    assert by_turn([[4, 5], [5, 6], [1]]) == [[4], [5], [6], [1]]


def test_large_pieces_gain_by_piece_and_not_by_turn():
    # The first question's gold turn is the sixth of the first piece; the second's is in no piece.
    rankings = [[[0, 1, 2, 3, 4, 5], [9]], [[3], [4]]]
    assert measures(rankings, [frozenset({5}), frozenset({8})]) == {
        "hit@5 by piece": 50.0,
        "MRR by piece": 50.0,
        "hit@5 by turn": 0.0,
        "MRR by turn": 8.3,
    }


def test_quality_joins_pieces_with_and_without_turn_numbers_and_counts_what_stands_nowhere():
    found = {
        "when": [
            {"transcript": "pier", "text": "Good evening all.", "start": None},
            {"transcript": "pier", "text": "The pier opens in May", "start": None},
        ],
        "who": [{"transcript": "pier", "text": "Yes.", "turn": 1}],
    }
    golds = {"when": frozenset({2}), "who": frozenset({1})}
    assert quality({"pier": SCRIPT}, golds, found) == {
        "hit@5 by piece": 100.0,
        "MRR by piece": 75.0,
        # What stands nowhere has no turn, so it takes no place among the turns.
        "hit@5 by turn": 100.0,
        "MRR by turn": 100.0,
        "words": 4.5,
        "nowhere": 1,
    }


@pytest.mark.parametrize(
    ("share", "value"), [(0.5, 20.0), (0.95, 40.0), (0.75, 30.0), (0.0, 10.0), (1.0, 40.0)]
)
def test_a_quantile_is_a_value_that_was_measured(share, value):
    assert quantile([40.0, 10.0, 30.0, 20.0], share) == value
