"""Answers to questions as understood: through the real answer path, on records of our own."""

import dataclasses
import json

import pytest

from rag.answers import answer, search
from rag.exploring import cite_topic
from rag.filters import Filters, select
from rag.indexing import index_paths
from rag.library.library import Library
from rag.questions import AS_TYPED, Order
from rag.quotes import check_quote
from rag.retriever import retrieve
from tests.conftest import onrecord, write

PRESS = "The price of the tram is a matter for the council."
MONTHS = [
    ("2025-01-10", "The tram will cost ten million crowns and not a crown more."),
    ("2025-03-10", "The tram will cost twelve million crowns, since steel is dearer."),
    ("2025-05-10", "The tram will cost fifteen million crowns, as things stand."),
    ("2025-07-10", "The tram will cost twenty million crowns. I regret that."),
]


@pytest.fixture
def tram(tmp_path, encoder):
    """Four briefings in which the price rises; the reporter asks, the mayor answers, the clerk adds."""
    for date, price in MONTHS:
        turns = [
            {"speaker": "MS. BRANDT", "text": "Good morning to all of you who came."},
            {"speaker": "Q", "text": f"What will the tram cost, as of {date}?"},
            {"speaker": "MS. BRANDT", "text": price},
            {"speaker": "MR. OTIENO", "text": f"{PRESS} I say so on {date}."},
        ]
        title = "Press Briefing by Mayor Cleo Brandt and City Clerk Paul Otieno"
        write(tmp_path / "tram" / f"{date}.json", {"title": title, "date": date, "turns": turns})
    library = Library(tmp_path / "tram-library")
    index_paths(library, [tmp_path / "tram"], encoder)
    return library


@pytest.fixture
def ask(tram, encoder):
    with tram.snapshot() as snapshot:
        yield lambda question, *history, **more: answer(
            snapshot, encoder, question, Filters(), history=history, **more
        )


def dates(found):
    return [citation.date.isoformat() for citation in found.citations]


def test_a_change_over_time_is_told_in_order_of_date(ask):
    found = ask("How did the cost of the tram change, as the mayor said?")
    assert found.order is Order.DATE
    assert dates(found) == [date for date, _ in MONTHS]
    assert [citation.n for citation in found.citations] == [1, 2, 3, 4]
    marks = [f"[{n}]" for n in (1, 2, 3, 4)]
    assert [line.rsplit(" ", 1)[1] for line in found.text.splitlines()] == marks


def test_the_best_answer_is_among_those_in_order_of_date(tram, encoder):
    with tram.snapshot() as snapshot:
        question = "What will the tram cost, twenty million crowns?"
        best = answer(snapshot, encoder, question, Filters(), k=1).citations[0]
        over_time = answer(snapshot, encoder, f"{question} Tell it over time.", Filters(), k=3)
    assert over_time.order is Order.DATE
    assert (best.date, best.turn) in {(each.date, each.turn) for each in over_time.citations}


def test_the_latest_comes_newest_first(ask):
    found = ask("the latest on what the tram will cost")
    assert found.order is Order.NEWEST
    assert dates(found) == sorted(dates(found), reverse=True)
    assert dates(found)[0] == "2025-07-10"


def test_an_ordinary_question_keeps_the_best_first(ask):
    found = ask("What will the tram cost, fifteen million crowns?")
    scores = [citation.score for citation in found.citations if citation.role.value != "question"]
    assert (found.order, scores) == (Order.RELEVANCE, sorted(scores, reverse=True))
    assert dates(found)[0] == "2025-05-10"


def test_only_the_sayer_and_the_days_of_the_question_are_quoted(ask):
    found = ask("What did the mayor say about tram cost in March 2025?")
    assert {(c.speaker, c.date.isoformat()) for c in found.citations} == {("Cleo Brandt", "2025-03-10")}
    assert (found.coverage.transcripts, found.coverage.speaker_turns) == (1, 2)
    typed = ask("What did the mayor say about tram cost in March 2025?", reading=AS_TYPED)
    assert len(set(dates(typed))) > 1
    assert typed.coverage.transcripts == 4


def test_who_asked_that_is_the_question_behind_the_answer(ask):
    found = ask("Who asked that?", "What did the mayor say about tram cost in May 2025?")
    assert [(c.speaker, c.quote) for c in found.citations] == [
        ("Q", "What will the tram cost, as of 2025-05-10?")
    ]
    assert found.text == "Q (2025-05-10): “What will the tram cost, as of 2025-05-10?” [1]"


def test_when_was_that_said_is_the_answer_again(ask):
    before = ask("What did the mayor say about tram cost in May 2025?")
    found = ask("When did she say that?", "What did the mayor say about tram cost in May 2025?")
    assert found.citations == before.citations
    assert found.question == "When did she say that?"


def test_who_asked_that_is_not_made_up_where_nothing_was_asked(tmp_path, encoder):
    turns = [{"speaker": "MS. BRANDT", "text": "Otters swim in the harbour every night."}]
    write(tmp_path / "otters" / "otters.json", {"title": "Speech", "date": "2025-01-01", "turns": turns})
    library = Library(tmp_path / "otters-library")
    index_paths(library, [tmp_path / "otters"], encoder)
    with library.snapshot() as snapshot:
        found = answer(
            snapshot, encoder, "Who asked that?", Filters(), history=["Do otters swim in the harbour?"]
        )
    assert (found.answered, found.citations, found.text) == (False, (), None)
    assert found.reason == "What was quoted before answers no question: it is a statement."


def test_questions_asked_for_come_before_answers(ask):
    found = ask("What did reporters ask about the cost of the tram?")
    assert found.citations[0].quote.startswith("What will the tram cost, as of ")
    assert "Q" not in {each.speaker for each in ask("the cost of the tram").citations[:1]}


def test_preferred_days_come_first_and_others_stay(tram, encoder):
    with tram.snapshot() as snapshot:
        hits = search(
            snapshot, encoder, "A matter for the council, in the spring of 2025?", Filters(), 16
        ).hits
    months = [hit.date.month for hit in hits if hit.speaker == "Paul Otieno"]
    assert (sorted(months[:2]), sorted(months[2:])) == ([3, 5], [1, 7])


def test_the_command_line_shows_what_was_understood_and_undoes_it(tram):
    question = "What did the mayor say about tram cost last month?"
    shown = onrecord(tram.folder, "ask", question, "--today", "2025-04-02").stdout
    assert shown.splitlines()[0] == (
        "Understood: said by Cleo Brandt; 2025-03-01 to 2025-03-31 (undo with --as-typed)"
    )
    found = json.loads(onrecord(tram.folder, "ask", question, "--today", "2025-04-02", "--json").stdout)
    assert found["understood"] == {
        "question": "about tram cost?",
        "speaker": {"name": "Cleo Brandt", "names": ["Cleo Brandt"], "only": True},
        "after": "2025-03-01",
        "before": "2025-03-31",
        "dates_only": True,
        "latest": False,
        "questions": False,
        "over_time": False,
        "follow_up": None,
        "unknown_speaker": None,
        "spelled": [],
        "notes": [],
        "from": [
            {"kind": "speaker", "text": "the mayor", "start": 9, "end": 18, "carried": False},
            {"kind": "dates", "text": "last month", "start": 39, "end": 49, "carried": False},
        ],
    }
    typed = json.loads(onrecord(tram.folder, "search", question, "--as-typed", "--json").stdout)
    assert (typed["understood"]["speaker"], typed["understood"]["from"]) == (None, [])
    assert len({hit["date"] for hit in typed["hits"]}) == 4


def test_a_wrong_today_is_told_in_one_line(tram):
    done = onrecord(tram.folder, "ask", "What was said last week?", "--today", "soon")
    assert (done.returncode, done.stdout) == (1, "")
    assert "today is 'soon', which is no date" in done.stderr


def test_a_question_is_understood_alike_whoever_asks(tram, encoder):
    with tram.snapshot() as snapshot:
        first = answer(snapshot, encoder, "What did the mayor say in May 2025?", Filters())
    with tram.snapshot() as snapshot:
        again = answer(snapshot, encoder, "What did the mayor say in May 2025?", Filters())
    assert dataclasses.asdict(first) == dataclasses.asdict(again)


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("What did Brandt say about the cost of the tram in May 2026?", id="beside the topic"),
        pytest.param("What did Brandt say in May 2026 about the cost of the tram?", id="beside the verb"),
        pytest.param("What did Brandt say about the cost of the tram in 2026?", id="a year"),
        pytest.param("What was said about the cost of the tram in late 2026?", id="nobody named, vague"),
    ],
)
def test_days_after_the_whole_record_are_declined_and_what_is_elsewhere_is_shown(ask, question):
    found = ask(question)
    assert (found.answered, str(found.kind), found.citations) == (False, "elsewhere", ())
    assert (found.coverage.transcripts, found.understood.days.only) == (0, True)
    assert "tram" in found.nearest[0].quote
    assert "Elsewhere in the record" in found.reason


def test_what_the_same_speaker_said_on_other_days_is_shown_before_what_others_said(ask):
    found = ask("What did Otieno say in August 2026 about the price of the tram?")
    assert (str(found.kind), found.nearest[0].speaker) == ("elsewhere", "Paul Otieno")


def test_a_time_to_come_that_the_words_speak_of_belongs_to_the_topic(tmp_path, encoder):
    turns = [
        {"speaker": "Q", "text": "When will it open?"},
        {"speaker": "MS. BRANDT", "text": "The opening of the tram is planned for 2031."},
    ]
    write(tmp_path / "one" / "1.json", {"title": "Briefing", "date": "2025-01-10", "turns": turns})
    library = Library(tmp_path / "library")
    index_paths(library, [tmp_path / "one"], encoder)
    with library.snapshot() as snapshot:
        question = "What did Brandt say about the opening of the tram in 2031?"
        found = answer(snapshot, encoder, question, Filters())
    assert (found.answered, found.understood.days.only) == (True, False)


def test_quotations_of_none_of_the_days_asked_about_come_with_a_note(ask):
    found = ask("What did Otieno say about the price of the tram in February 2025?")
    assert found.answered
    assert found.understood.notes == (
        "Nothing quoted here was said in the days asked about (2025-02-01 to 2025-02-28).",
    )


def test_a_sentence_longer_than_a_passage_is_quoted_whole_and_once(tmp_path, encoder):
    clauses = [f"and the pier needs {n} beams of oak more than the year before" for n in range(2, 14)]
    long = f"We began with the harbour, {', '.join(clauses)}, which is what the repair will cost."
    turns = [{"speaker": "MS. BRANDT", "text": f"Good morning. {long} Thank you all for coming."}]
    write(tmp_path / "pier" / "pier.json", {"title": "Harbour talk", "date": "2025-01-10", "turns": turns})
    library = Library(tmp_path / "pier-library")
    index_paths(library, [tmp_path / "pier"], encoder)
    with library.snapshot() as snapshot:
        assert len(snapshot.derived.rows) == 2
        question = "How many beams of oak does the pier need?"
        quoted = [each.quote for each in answer(snapshot, encoder, question, Filters()).citations]
        hits = search(snapshot, encoder, question, Filters(), 10).hits
        found = retrieve(snapshot, encoder, question, select(Filters(), snapshot), 10)
        shown = [each.quote for each in cite_topic(snapshot, found)]
    assert all(long in quote for quote in shown)
    assert quoted.count(long) == 1
    assert all(quote == long or "beams" not in quote for quote in quoted)
    assert all(long in hit.quote for hit in hits if "beams" in hit.quote)


def test_what_the_transcript_notes_is_nobody_s_quotation(tmp_path, encoder):
    note = "(Reporter via Zoom is only heard on the livestream. Audio is not played in the hall.)"
    turns = [
        {"speaker": "MS. BRANDT", "text": f"Thank you all. {note}"},
        {"speaker": "MS. BRANDT", "text": note},
        {"speaker": "MS. BRANDT", "text": "The livestream of the hall has a delay of one minute."},
    ]
    write(tmp_path / "note" / "note.json", {"title": "Harbour talk", "date": "2025-01-10", "turns": turns})
    library = Library(tmp_path / "note-library")
    index_paths(library, [tmp_path / "note"], encoder)
    with library.snapshot() as snapshot:
        found = answer(snapshot, encoder, "Is audio played in the hall or on the livestream?", Filters())
        verdict = check_quote(snapshot, "Audio is not played in the hall", Filters(), lambda: encoder).verdict
    assert sorted(each.turn for each in found.citations) == [0, 2]
    assert not verdict.supported
