"""Lists and articles checked in one run."""

import pytest

from rag.assistant import Assistant
from rag.errors import OnRecordError
from ui import batch
from ui.batch import BatchReport, Problem, article_source, check_all, list_source, read_source


@pytest.fixture
def assistant(library, encoder):
    return Assistant(library, lambda: encoder)


def verdicts(assistant, *sources):
    return [
        (each.n, each.item.source, each.item.number, str(each.check.verdict))
        for each in check_all(assistant, sources)
    ]


def test_a_list_is_checked_row_by_row_against_its_speakers_and_days(assistant):
    table = (
        "\ufeffQuote;Speaker;Date\r\n"
        "We learned of the cracks on the second of March;Lindholm;2025-03\r\n"
        ";;\r\n"
        '"The fire brigade had no part\nin that decision";Dana Smith;\r\n'
        "We learned of the cracks on the second of March;Lindholm;2025-06\r\n"
    )
    source = read_source(table.encode(), "list.csv")
    assert verdicts(assistant, source) == [
        (1, "list.csv", 1, "verbatim"),
        (2, "list.csv", 3, "misattributed"),
        (3, "list.csv", 4, "not_found"),
    ]


def test_one_bad_file_or_row_never_costs_the_others(assistant):
    sources = [
        read_source(b"quote,date\nGood morning to you,someday\nThe fire brigade had no part,2025\n", "a.csv"),
        read_source(b"words\nx\n", "b.csv"),
        read_source(b"\xff\xfe\x00", "c.txt"),
        read_source(
            "“The north pier is closed until the end of May,” she said. A “big deal”.".encode(), "d.txt"
        ),
        read_source(b"", "e.csv"),
    ]
    report = BatchReport(tuple(sources), tuple(check_all(assistant, sources)))
    assert [(each.item.source, str(each.check.verdict)) for each in report.checked] == [
        ("a.csv", "verbatim"),
        ("d.txt", "verbatim"),
    ]
    assert [(p.source, p.row, p.reason.split(".")[0]) for p in report.problems] == [
        ("a.csv", 1, "date is 'someday', which is no date"),
        ("b.csv", None, "b"),
        ("c.txt", None, "c"),
        ("e.csv", None, "e"),
    ]
    assert report.problems[1] == Problem(
        "b.csv",
        None,
        "b.csv has no column 'quote' (its first row has: words). Name the columns quote, speaker and date in "
        "the first row.",
    )
    assert (report.supported, report.planned, [q.text for q in report.text.unchecked]) == (2, 2, ["big deal"])


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_the_headings_own(separator):
    table = f'speaker{separator}quote\nAda{separator}"one, two; three"\n'
    (item,) = list_source(table.encode(), "x.csv").items
    assert (item.quotation.text, item.quotation.speaker) == ("one, two; three", "Ada")


def test_too_many_quotations_are_told_before_the_first_is_checked(assistant, monkeypatch):
    monkeypatch.setattr(batch, "MOST_QUOTATIONS", 1)
    source = list_source(b"quote\nGood morning\nGood evening\n", "x.csv")
    with pytest.raises(OnRecordError, match="There are 2 quotations; at most 1 are checked"):
        next(check_all(assistant, [source]))


def test_an_empty_article_has_nothing_to_check(assistant):
    assert verdicts(assistant, article_source([], "")) == []
