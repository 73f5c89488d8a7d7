"""The samples, asked with the real model: what a newcomer tries first must be answered rightly."""

from pathlib import Path

import pytest

from embeddings import SentenceEncoder
from rag.abstention import Kind
from rag.assistant import Assistant
from rag.filters import Filters
from rag.indexing import index_paths
from rag.library.library import Library
from rag.suggestions import example_questions

SAMPLES = Path(__file__).resolve().parents[1] / "samples" / "port-ellery"
SEED = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "seed-press-call.md"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def encoder():
    return SentenceEncoder()


@pytest.fixture(scope="module")
def assistant(tmp_path_factory, encoder):
    library = Library(tmp_path_factory.mktemp("samples"))
    report = index_paths(library, [SAMPLES], encoder)
    assert (report.added, report.skipped) == (10, ())
    return Assistant(library, lambda: encoder)


def test_the_samples_are_large_and_varied_enough(assistant):
    with assistant.library.snapshot() as snapshot:
        entries = snapshot.transcripts()
        words = sum(len(turn.turn.text.split()) for entry in entries for turn in snapshot.turns(entry.key))
        assert len(example_questions(snapshot)) == 6
    assert words >= 8000
    assert {entry.format for entry in entries} == {
        "whitehouse-markdown",
        "labelled-text",
        "turns-json",
        "webvtt",
        "srt",
    }
    assert all(entry.date and entry.title for entry in entries)


@pytest.mark.parametrize(
    ("question", "words", "speaker"),
    [
        ("When will the Harbour Bridge reopen?", "reopen by the end of June", "Imani Okonkwo"),
        ("How much will the bridge repair cost?", "will cost $4.2 million", "Imani Okonkwo"),
        ("Were bank details stolen?", "Yes. In three hundred", "Imani Okonkwo"),
        ("Why did the bearings fail?", "failed because of water", "Tomás Fernández"),
        ("Did the mayor know about the cracks beforehand?", "I was called on Sunday night", "Imani Okonkwo"),
        ("Will libraries close earlier?", "only if the state grant falls through", "Imani Okonkwo"),
        ("Has anyone demanded money after the data breach?", "not going to speak to that", None),
        ("Does Halvorsen want to become mayor?", "No.", "Lena Halvorsen"),
    ],
)
def test_what_a_newcomer_asks_is_answered_among_the_first_three(assistant, question, words, speaker):
    found = assistant.ask(question, Filters())
    quotes = [" ".join(citation.quote.split()) for citation in found.citations[:3]]
    assert any(words in quote for quote in quotes), quotes
    right = next(citation for citation in found.citations if words in " ".join(citation.quote.split()))
    assert speaker in (None, right.speaker)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What did Halvorsen say about the buses?", "fourteen] extra buses"),
        ("Halvorsen on the buses", "fourteen] extra buses"),
        ("Did anyone mention buses?", "fourteen] extra buses"),
        ("buses", "fourteen] extra buses"),
        ("What did Fernández say about the bearings?", "failed because of water"),
    ],
)
def test_a_topic_that_somebody_names_is_answered_by_those_words(assistant, question, words):
    found = assistant.ask(question, Filters())
    assert found.kind is Kind.ANSWERED
    assert any(words in " ".join(citation.quote.split()) for citation in found.citations)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What did Okonkwo say about the weather?", Kind.ELSEWHERE),
        ("What did Halvorsen say about the orchestra?", Kind.NOTHING),
        ("submarines", Kind.NOTHING),
    ],
)
def test_a_topic_that_a_speaker_never_names_is_not_answered(assistant, question, kind):
    assert assistant.ask(question, Filters()).kind is kind


@pytest.mark.skipif(not SEED.exists(), reason="../shared is not beside this checkout")
@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("How long was the meeting in Rome?", ["intense seven-hour session"]),
        ("Where does the United States stand on One China?", ["reiterated our One China policy"]),
        (
            "Did the official say whether Russia had asked for help?",
            ["do not have any comments for you on that", "not going to comment on the specific reports"],
        ),
        (
            "What will happen if North Korea fires a long-range missile?",
            ["serious concerns about the recent escalatory actions", "steps that we believe are necessary"],
        ),
    ],
)
def test_the_seed_transcript_answers_first_or_second(tmp_path, encoder, question, words):
    library = Library(tmp_path)
    index_paths(library, [SEED], encoder)
    found = Assistant(library, lambda: encoder).ask(question, Filters())
    first_two = " ".join(" ".join(citation.quote.split()) for citation in found.citations[:2])
    assert any(each in first_two for each in words), first_two
