"""When something was said: found by the words around it, resolved by the day of the newest transcript."""

import calendar
import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest

from rag.filters import Filters
from rag.questions import Reading
from rag.questions.days import parse_period
from rag.questions.times import find_times
from rag.questions.understanding import understand
from tests.questions.date_phrases import NEWEST, NO_TIMES, TIMES

TODAY = dt.date.fromisoformat(NEWEST)


def found(question):
    return [
        (str(time.first or ""), str(time.last or ""), question[time.start : time.end])
        for time in find_times(question, TODAY)
    ]


@pytest.mark.parametrize(("question", "first", "last", "words"), TIMES, ids=[row[0] for row in TIMES])
def test_a_time_is_these_days(question, first, last, words):
    assert found(question) == [(first, last, words)]


def test_a_month_is_what_dateparser_takes_it_for():
    for today in (dt.date(2025, 3, 10), dt.date(2024, 12, 31), dt.date(2022, 1, 1)):
        for month in calendar.month_name[1:]:
            for text in (month, f"{month} 2022", f"{month.upper()} of 2021"):
                assert parse_period(text, today) == parse_period(f"in {text}", today), (text, today)


@pytest.mark.parametrize("question", NO_TIMES)
def test_what_only_looks_like_a_time_is_none(question):
    assert found(question) == []


def test_threads_with_different_days_do_not_mix():
    days = [dt.date(2021, 1, 15) + dt.timedelta(7 * n) for n in range(60)]
    with ThreadPoolExecutor(8) as pool:
        got = list(pool.map(lambda day: parse_period("yesterday", day), days * 5))
    assert [(period.first, period.last) for period in got] == [
        (day - dt.timedelta(1),) * 2 for day in days * 5
    ]


@pytest.mark.parametrize(
    ("question", "only"),
    [
        ("What did the mayor say about water rates in May 2025?", True),
        ("In May 2025, what did the mayor say about the bridge?", True),
        ("What did the mayor say last week about the bridge?", True),
        ("What was said about library hours between May and July 2025?", True),
        ("What has she announced since June?", True),
        # The days may be those of what is spoken about, or nobody knows where they begin.
        ("What did the mayor say about the closing of the bridge in March?", False),
        ("What did the mayor say about the council's vote in May?", False),
        ("Was the bridge open in June 2025?", False),
        ("What did the mayor say in late May?", False),
        ("What did the mayor say in the summer?", False),
        ("What did the mayor say in March, and what in May?", False),
    ],
)
def test_only_a_time_that_is_surely_of_speaking_shuts_out_others(snapshot, question, only):
    assert understand(snapshot, question, Filters()).days.only is only


def test_a_time_of_speaking_goes_before_one_of_the_topic(snapshot):
    read = understand(snapshot, "What did the mayor say in June about the survey in the autumn?", Filters())
    assert (read.days.text, read.days.only) == ("2025-06-01 to 2025-06-30", True)
    assert read.question == "about the survey in the autumn?"


def test_relative_times_count_from_the_newest_transcript_or_from_today(snapshot):
    question = "What was said last month?"
    assert understand(snapshot, question, Filters()).days.text == "2025-08-01 to 2025-08-31"
    reading = Reading(today=dt.date(2025, 6, 5))
    assert understand(snapshot, question, Filters(), reading=reading).days.text == "2025-05-01 to 2025-05-31"


def test_days_that_the_library_does_not_hold_are_told(snapshot):
    read = understand(snapshot, "What did the mayor say in 2021?", Filters())
    assert read.notes == (
        "The library's transcripts are of 2025-02-20 to 2025-09-23; none is of 2021-01-01 to 2021-12-31.",
    )


def test_filters_that_are_given_win(snapshot):
    read = understand(snapshot, "What did the mayor say in May?", Filters(after=dt.date(2025, 9, 1)))
    assert (read.days, read.sayer.name) == (None, "Imani Okonkwo")
