"""Refusals, and whether what was found answers."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from embeddings.hashing import HashingEncoder
from rag.abstention import THRESHOLD, Evidence, Kind, weigh
from rag.answers import answer
from rag.filters import Filters, parse_filters, select
from rag.refusals import RULES, is_refusal, plain
from rag.retriever import retrieve


@pytest.mark.parametrize(
    "words",
    [
        "I don’t have anything for you on that.",
        "I'm not going to get into intelligence matters.",
        "We have no update on the ferry today.",
        "I would refer you to the harbour office.",
        "I'll have to get back to you on that one.",
        "I can't speak to that.",
        "No comment.",
        "I have nothing to announce.",
        "I have nothing to say about our position right now.",
        "I just don’t have the numbers in front of me.",
        "I don’t have additional details on the survey.",
        "We have no timeline for the ferry yet.",
        "I wish I had something more specific to offer you.",
        "I can’t give you a date for the pier.",
        "I’m not, you know, going to outline what is in the draft.",
        "I’m not negotiating from this podium.",
        "It’s too early to say what it will cost.",
        "We don’t want to get ahead of the council.",
        "I’ll let the harbour master speak for herself.",
        "That’s really a question for the state.",
        "You’d have to ask the insurers.",
        "I certainly would point you to the port office.",
        "Let me check with the engineers and see if there’s more.",
        "We’ll have more details on that soon.",
        "I haven’t had a chance to speak with her.",
        "I can’t speak for the tenants.",
    ],
)
def test_words_that_decline_to_answer(words):
    assert is_refusal(words)


@pytest.mark.parametrize(
    "words",
    [
        "The bridge reopens in late summer.",
        "We have a plan, and I have shared it with you.",
        "I don't have a car.",
        "Nothing has changed since Monday.",
        "I got back to the office at nine.",
        "They refer to it as the old pier.",
        "I have nothing for you at the top, so let’s begin.",
        "I’ll come back to you, Jonas.",
        "I can’t tell you how proud I am of the crews.",
        "We won’t raise the toll.",
        "We’re not going to give the contract to them.",
        "The other side has nothing to offer.",
        "We leave that to the states.",
        "You should talk to your doctor.",
        "We don’t have enough boats.",
        "We will have a new ferry soon.",
        "Next question for the engineer, please.",
        "",
    ],
)
def test_words_that_answer(words):
    assert not is_refusal(words)


STRONG = Evidence(names=1.0, words=0.8, nearest=0.7, missing=0.0, unheard=0.0)


def test_near_words_that_hold_the_names_stand_as_an_answer():
    assert STRONG.chance > 0.9


@pytest.mark.parametrize("sign", [{"names": 0.0}, {"nearest": 0.3}, {"missing": 0.4}, {"unheard": 1.0}])
def test_every_sign_that_is_missing_lowers_the_chance(sign):
    assert replace(STRONG, **sign).chance < STRONG.chance


def test_far_words_without_the_names_do_not():
    weak = Evidence(names=0.0, words=0.3, nearest=0.4, missing=0.3, unheard=1.0)
    assert weak.chance < THRESHOLD


@pytest.fixture
def library(library_of):
    return library_of(
        [
            ("Q", "Will the ferry to Gull Island be free?"),
            ("MAYOR RUIZ", "I don't have anything for you on that."),
            ("CLERK OLSEN", "The harbour bridge reopens in September."),
        ]
    )


def evidence_for(snapshot, question):
    hits = retrieve(snapshot, HashingEncoder(), question, select(Filters(), snapshot), 5)
    ranked = [(hit, snapshot.turn(hit.transcript, hit.turn)) for hit in hits]
    derived = snapshot.derived
    return weigh(snapshot, derived, question, ranked, derived.lexical.unheard_names(question))


def test_names_count_where_they_stand_around_what_was_found(library):
    with library.snapshot() as snapshot:
        held = evidence_for(snapshot, "What did Ruiz say about Gull Island?")
        lacking = evidence_for(snapshot, "What did Ruiz say about Velmark?")
    assert (held.names, held.missing) == (1.0, 0.0)
    assert lacking.names < 1.0
    assert lacking.missing > 0.4


def test_a_refusal_is_an_answer_that_says_so(library):
    with library.snapshot() as snapshot:
        filters = parse_filters("Ruiz", None, None, None)
        found = answer(snapshot, HashingEncoder(), "Will the ferry to Gull Island be free?", filters)
    assert found.answered
    assert found.kind is Kind.DECLINED
    assert found.citations[0].declines
    assert found.citations[0].quote == "I don't have anything for you on that."


def test_what_only_another_speaker_says_is_told_to_be_elsewhere(library):
    with library.snapshot() as snapshot:
        filters = parse_filters("Ruiz", None, None, None)
        found = answer(snapshot, HashingEncoder(), "harbour bridge reopens September", filters)
    assert (found.answered, found.kind) == (False, Kind.ELSEWHERE)
    assert found.nearest[0].quote == "The harbour bridge reopens in September."
    assert "Elsewhere in the record" in found.reason


def test_the_same_words_are_quoted_once_but_not_with_another_number(library_of):
    said = "The repair of the old harbour bridge will cost us about {} million in all."
    texts = [said.format(4), said.format(4) + " Yes.", said.format(9)]
    library = library_of(*([("MAYOR RUIZ", text)] for text in texts))
    with library.snapshot() as snapshot:
        found = answer(
            snapshot, HashingEncoder(), "What will the repair of the harbour bridge cost?", Filters()
        )
    numbers = sorted(number for each in found.citations for number in "49" if number in each.quote)
    assert numbers == ["4", "9"]


@pytest.mark.parametrize("rule", RULES)
def test_whatever_a_rule_describes_is_a_refusal(rule):
    # Rules are tried only where one of the words stands that some rule begins with.
    shape = re.sub(r"\(\?!(?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)|\\b", "", rule).replace("{0,4}?", "?")
    strategy = st.from_regex(re.compile(shape, re.ASCII), fullmatch=True).map(
        lambda words: " ".join(f"{words} it".split())
    )

    @given(strategy.filter(lambda words: words == plain(words) and re.match(rule, words)))
    @settings(max_examples=20, suppress_health_check=list(HealthCheck), database=None)
    def refuses(words):
        assert is_refusal(words)

    refuses()
