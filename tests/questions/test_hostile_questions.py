"""Whatever is typed is a question: long, empty, of signs only, in any script, from many threads at once."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from embeddings.hashing import HashingEncoder
from rag.answers import answer
from rag.filters import Filters
from rag.questions.understanding import understand
from tests.questions.follow_ups import COST, GOES_ON, STANDS_ALONE

HOSTILE = [
    "",
    "   ",
    "?!?!…",
    "'" * 300,
    "🤖🔥🇺🇸?",
    "ماذا قالت بساكي عن التضخم في مارس 2022؟",
    "מה אמר ראש העיר על הגשר?",
    "\u202ewhat did Okonkwo say\u202c",
    "¿Qué dijo la alcaldesa sobre el puente en marzo de 2025?",
    "市長は橋について何と言いましたか？",
    "what did the mayor say in " * 400,
    "did he she they it that this " * 340,
    "between May and " * 600,
    "how did " + "the bridge " * 900 + "change",
    "was asked " * 1000,
    "a" * 10_000,
    "the last 999999999999 weeks, since 31 February 2022, on 99/99/9999, in Q5 2022",
    "What was said 9000 years ago and in the last 999 years?",
    "<script>alert(1)</script> said by \x00\x07 in 0001-01-01",
    "What did \\ (.*)+ [a-z say in May?",
]


@pytest.mark.parametrize("question", HOSTILE, ids=lambda question: question[:24].encode("unicode_escape"))
def test_any_question_is_read_in_a_moment(snapshot, question):
    understand(snapshot, question, Filters())
    began = time.perf_counter()
    read = understand(snapshot, question, Filters(), [COST, question])
    assert time.perf_counter() - began < 2
    assert not question.strip() or read.question.strip()
    for part in read.parts:
        assert part.carried or question[part.start : part.end] == part.text


@pytest.mark.parametrize("question", HOSTILE, ids=lambda question: question[:24].encode("unicode_escape"))
def test_any_question_gets_an_answer_or_a_reason(snapshot, question):
    found = answer(snapshot, HashingEncoder(), question, Filters(), history=[question])
    assert found.answered or found.reason


@pytest.mark.parametrize(
    "question",
    [
        "¿Qué dijo la alcaldesa sobre el puente en marzo de 2025?",
        "市長は橋について何と言いましたか？",
        "Was sagte die Bürgermeisterin im März 2025 über die Brücke?",
    ],
)
def test_another_language_is_searched_as_typed(snapshot, question):
    read = understand(snapshot, question, Filters())
    assert (read.question, read.parts) == (question, ())


def test_a_conversation_of_hundreds_of_questions_is_read(snapshot):
    read = understand(snapshot, "And then?", Filters(), [COST, *["And then?"] * 500])
    assert read.follow_up == "And then?"
    assert len(read.question) < 200


def test_threads_read_as_one_does(samples):
    asked = [(history, question) for history, question, *_ in GOES_ON] + [((COST,), q) for q in STANDS_ALONE]

    def read(pair):
        with samples.snapshot() as snapshot:
            return understand(snapshot, pair[1], Filters(), pair[0])

    alone = [read(pair) for pair in asked]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(read, asked * 3)) == alone * 3
