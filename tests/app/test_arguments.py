"""Arguments of any JSON against an endpoint's signature."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.errors import OnRecordError
from ui.arguments import LARGEST, LONGEST_NAME, MOST_EARLIER, checked


@checked(question=10)
def endpoint(
    question: str,
    history: list[str] | None = None,
    speaker: str | None = None,
    k: int = 5,
    last: int | None = None,
    as_typed: bool = False,
):
    return question, history, speaker, k, last, as_typed


def test_arguments_of_the_right_types_pass_as_they_are_and_defaults_hold():
    assert endpoint("Why?", ["Who?"], k=3.0) == ("Why?", ["Who?"], None, 3, None, False)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param({"question": None}, "question is null; it must be a text.", id="null"),
        pytest.param({"question": ["Why?"]}, "question is a list; it must be a text.", id="list"),
        pytest.param(
            {"question": "x" * 11},
            "The question has 11 characters; at most 10 are read. Shorten it.",
            id="too long",
        ),
        pytest.param(
            {"question": "a\ud800"},
            "The question has half a character (a lone surrogate) at place 1. Send whole ones.",
            id="surrogate",
        ),
        pytest.param({"k": "5"}, "k is '5'; it must be a whole number.", id="number as text"),
        pytest.param({"k": True}, "k is true; it must be a whole number.", id="true is no number"),
        pytest.param({"k": 2.5}, "k is 2.5; it must be a whole number.", id="fraction"),
        pytest.param({"k": float("nan")}, "k is nan; it must be a whole number.", id="NaN"),
        pytest.param({"k": float("-inf")}, "k is -inf; it must be a whole number.", id="infinity"),
        pytest.param(
            {"last": LARGEST + 1},
            "last is 9007199254740992; it must be a whole number of at most 9,007,199,254,740,991.",
            id="beyond exactness",
        ),
        pytest.param({"as_typed": 1}, "as_typed is 1; it must be true or false.", id="one is no flag"),
        pytest.param({"history": "Who?"}, "history is 'Who?'; it must be a list of texts.", id="one text"),
        pytest.param({"history": ["", {}]}, "history[1] is an object; it must be a text.", id="in a list"),
        pytest.param(
            {"history": [""] * (MOST_EARLIER + 1)},
            "history has 101 texts; at most 100 are read. Shorten it.",
            id="too many",
        ),
        pytest.param(
            {"speaker": "S" * (LONGEST_NAME + 1)},
            "The speaker has 501 characters; at most 500 are read. Shorten it.",
            id="long name",
        ),
    ],
)
def test_a_wrong_argument_is_told_by_its_name(arguments, says):
    with pytest.raises(OnRecordError) as caught:
        endpoint(**{"question": "Why?", **arguments})
    assert str(caught.value) == says


TEXT = st.text(st.sampled_from("aé“\n\x00\ud800"), max_size=12)
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT | TEXT.map(lambda text: text * 60),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(["question", "history", "speaker", "k"], ANY_JSON)))
def test_any_json_is_taken_or_refused_in_one_short_line(arguments):
    told = ""
    try:
        json.dumps(endpoint(**{"question": "Why?", **arguments}))
    except OnRecordError as error:
        told = str(error)
    assert "\n" not in told
    assert len(told.encode()) < 200


def test_a_parameter_of_a_kind_that_no_check_knows_is_found_when_the_endpoint_is_made():
    with pytest.raises(KeyError):

        @checked()
        def endpoint(when: float): ...
