"""What holds for any words of any real turn: over the samples, and over briefings where they are at hand."""

import os
import random
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from embeddings.hashing import HashingEncoder
from rag.filters import Filters
from rag.indexing import index_paths
from rag.library.library import Library
from rag.quotes import Risk, Verdict, check_quote
from rag.quotes.vocabulary import FUNCTION_WORDS
from rag.words import stage_directions
from tests.conftest import ROOT, SHARED

# Words that stand in none of the transcripts, of several kinds.
STRANGERS = ("zebra", "Timbuktu", "forty-one", "harpsichord", "reluctantly", "yodelled", "purple")
FEW = settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
# ONRECORD_EXAMPLES=5000 looks for longer than a test run should take.
MANY = settings(FEW, max_examples=int(os.environ.get("ONRECORD_EXAMPLES", "500")))


class Record:
    """A library and its turns of at least eight words, struck words and brackets aside."""

    def __init__(self, folder, paths):
        self.library = Library(folder)
        index_paths(self.library, paths, HashingEncoder())
        with self.library.snapshot() as snapshot:
            self.turns = [
                turn
                for key in snapshot.transcripts_by_key
                for turn in snapshot.turns(key)
                if len(turn.turn.text.split()) >= 8 and not turn.turn.struck and "[" not in turn.turn.text
            ]

    def check(self, quote, speaker):
        with self.library.snapshot() as snapshot:
            return check_quote(snapshot, quote, Filters(speaker=speaker))


@pytest.fixture(scope="module")
def samples(tmp_path_factory):
    return Record(tmp_path_factory.mktemp("samples"), [ROOT / "samples" / "port-ellery"])


@pytest.fixture(scope="module")
def briefings(tmp_path_factory):
    folder = SHARED / "corpora" / "whitehouse-press-briefings"
    if not folder.is_dir():
        pytest.skip(f"needs the briefings in {folder}")
    files = sorted(folder.rglob("*.md"))
    return Record(tmp_path_factory.mktemp("briefings"), random.Random(7).sample(files, 25))


@st.composite
def runs(draw, turns):
    """A turn and a run of its words."""
    # By its number: to sample from the turns, Hypothesis hashes all of them at each draw.
    turn = turns[draw(st.integers(0, len(turns) - 1))]
    words = list(re.finditer(r"\S+", turn.turn.text))
    first = draw(st.integers(0, len(words) - 6))
    last = draw(st.integers(first + 5, min(len(words), first + 45) - 1))
    return turn, words[first : last + 1]


def text_of(turn, words):
    return turn.turn.text[words[0].start() : words[-1].end()]


def holds_for_any_run(record, data):
    turn, words = data.draw(runs(record.turns))
    found = record.check(text_of(turn, words), turn.speaker or None)
    if found.verdict is Verdict.ALTERED:  # "100" cut from "100 million" is another number
        assert Risk.NUMBER in found.risks
        return
    assert found.verdict in (Verdict.VERBATIM, Verdict.TRUNCATED), found.note
    assert found.verdict is Verdict.VERBATIM or found.risks
    with record.library.snapshot() as snapshot:
        for match in found.matches:
            (entry,) = snapshot.transcripts(match.transcript)
            stored = snapshot.turn(entry.key, match.turn)
            assert stored.turn.text[match.start : match.end] == match.quote


def holds_for_any_word_replaced(record, data):
    turn, words = data.draw(runs(record.turns))
    aside = stage_directions(turn.turn.text)  # nobody's words, which don't count
    content = [
        n
        for n, w in enumerate(words)
        if w.group().isalpha()
        and w.group().lower() not in FUNCTION_WORDS
        and not any(start <= w.start() < end for start, end in aside)
    ]
    assume(content)
    place = data.draw(st.sampled_from(content))
    said = [word.group() for word in words]
    said[place] = data.draw(st.sampled_from(STRANGERS))
    speaker = data.draw(st.sampled_from([turn.speaker or None, None]))
    assert not record.check(" ".join(said), speaker).verdict.supported


def holds_for_any_negation_dropped(record, data):
    turn, words = data.draw(runs(record.turns))
    negations = [n for n, w in enumerate(words[1:-1], 1) if w.group() in ("not", "never")]
    assume(negations and len(words) >= 10)  # a shorter rest may well be said elsewhere
    said = [word.group() for word in words]
    del said[data.draw(st.sampled_from(negations))]
    found = record.check(" ".join(said), turn.speaker or None)
    assert not found.verdict.supported
    assert Risk.NEGATION in found.risks


@FEW
@given(data=st.data())
def test_any_run_of_words_is_verbatim_or_cut(samples, data):
    holds_for_any_run(samples, data)


@FEW
@given(data=st.data())
def test_any_word_replaced_is_never_supported(samples, data):
    holds_for_any_word_replaced(samples, data)


@pytest.mark.slow
@MANY
@given(data=st.data())
def test_any_run_of_a_briefing_is_verbatim_or_cut(briefings, data):
    holds_for_any_run(briefings, data)


@pytest.mark.slow
@MANY
@given(data=st.data())
def test_any_word_replaced_in_a_briefing_is_never_supported(briefings, data):
    holds_for_any_word_replaced(briefings, data)


@pytest.mark.slow
@MANY
@given(data=st.data())
def test_any_negation_dropped_from_a_briefing_is_named(briefings, data):
    holds_for_any_negation_dropped(briefings, data)


def test_the_samples_are_there(samples):
    assert len(samples.turns) > 100
    assert Path(ROOT / "samples").is_dir()
