"""Words that nobody says, in the record's own spelling."""

import pytest

from embeddings.hashing import HashingEncoder
from rag.filters import Filters
from rag.indexing import index_paths
from rag.library.library import Library
from rag.questions import AS_TYPED
from rag.questions.understanding import understand
from tests.conftest import write

SAID = (
    "Forced labor is what Madam Zelenskyy spoke of at the theater. The defense program was cancelled, and "
    "Caroline Raimondo asked for gray paint. A quest for colors began. Mr. Okafor defended the labels."
)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    folder = tmp_path_factory.mktemp("spelling")
    turns = [{"speaker": "MS. HARGREAVES", "text": SAID}]
    write(folder / "files" / "a.json", {"title": "Harbor talk", "date": "2025-01-10", "turns": turns})
    library = Library(folder / "library")
    index_paths(library, [folder / "files"], HashingEncoder())
    with library.snapshot() as snapshot:
        yield snapshot


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("labour", "labor"),
        ("theatre", "theater"),
        ("defence", "defense"),
        ("programme", "program"),
        ("grey", "gray"),
        ("colour", "colors"),
        ("Zelenskiy", "Zelenskyy"),
        ("Zelensky", "Zelenskyy"),
        ("Riamondo", "Raimondo"),
    ],
)
def test_a_word_is_looked_for_as_the_record_spells_it(snapshot, word, found):
    question = f"What was said of {word} there?"
    understood = understand(snapshot, question, Filters())
    assert understood.question == f"What was said of {found} there?"
    assert understood.spelled == ((word, found),)
    (part,) = [part for part in understood.parts if part.kind.value == "spelling"]
    assert question[part.start : part.end] == word


@pytest.mark.parametrize("word", ["labor", "Carolina", "Quist", "Okafar", "Harbor", "Hargreaves"])
def test_another_word_or_name_stays_as_typed(snapshot, word):
    question = f"What was said of {word} there?"
    assert understand(snapshot, question, Filters()).spelled == ()


def test_a_spelling_can_be_left_as_typed(snapshot):
    question = "What was said of forced labour?"
    understood = understand(snapshot, question, Filters(), reading=AS_TYPED)
    assert (understood.question, understood.spelled) == (question, ())


def test_a_follow_up_keeps_the_spelling_of_the_question_before(snapshot):
    understood = understand(snapshot, "And the theatre?", Filters(), ["What was said of forced labour?"])
    assert understood.spelled == (("labour", "labor"), ("theatre", "theater"))
    assert "labor" in understood.question
    assert "labour" not in understood.question
