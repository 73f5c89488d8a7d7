"""Lists and articles checked in one run."""

import csv
import datetime as dt
import io
import json

import pytest

from rag.assistant import Assistant
from rag.errors import OnRecordError
from rag.filters import Filters
from rag.quotes import article_of
from ui import batch
from ui.app.check.html import check_html, claim_address
from ui.app.check.tab import Claim, parse_claim
from ui.app.check.table import batch_html
from ui.batch import (
    BatchReport,
    Problem,
    article_source,
    check_all,
    list_source,
    read_source,
    reports_so_far,
)
from ui.contract import check_json
from ui.recheck import load_report, recheck
from ui.reports_table import batch_csv, batch_json
from ui.verdicts import attribution_line, risks_line


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


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_list_may_be_in_any_encoding_that_excel_writes(encoding):
    table = "quote,speaker\n“We don’t know — yet”,Åsa Lindström\n"
    (item,) = list_source(table.encode(encoding), "x.csv").items
    assert (item.quotation.text, item.quotation.speaker) == ("“We don’t know — yet”", "Åsa Lindström")


def test_a_list_that_is_no_text_is_told():
    with pytest.raises(OnRecordError, match=r"^x\.csv is no text that can be read\. Save it as CSV UTF-8\.$"):
        list_source(b"PK\x03\x04\x00\x00\xff", "x.csv")


def test_too_many_quotations_are_told_before_the_first_is_checked(assistant, monkeypatch):
    monkeypatch.setattr(batch, "MOST_QUOTATIONS", 1)
    source = list_source(b"quote\nGood morning\nGood evening\n", "x.csv")
    with pytest.raises(OnRecordError, match="There are 2 quotations; at most 1 are checked"):
        next(check_all(assistant, [source]))


def test_an_empty_article_has_nothing_to_check(assistant):
    assert verdicts(assistant, article_source([], "")) == []


def test_a_run_that_is_stopped_keeps_what_it_has(assistant):
    source = list_source(b"quote\nGood morning to all\nThank you\nGood evening\n", "x.csv")
    asked = iter([False, True])
    *_, last = reports_so_far(assistant, [source], lambda: next(asked))
    assert (len(last.checked), last.planned) == (2, 3)
    page = batch_html(last, "en")
    assert "Stopped after 2 of 3." in page
    assert "of 2 quotations are supported by the record" in page


def test_a_report_can_be_checked_again_and_opened_in_a_spreadsheet(assistant):
    source = list_source(b"quote,speaker\n=1+1 and more,\nwe learned of the cracks,Lindholm\n", "x.csv")
    *_, report = reports_so_far(assistant, [source], lambda: False)
    saved = json.dumps(batch_json(report)).encode()
    assert recheck(assistant, saved, "saved.json")["changes"] == []
    rows = list(csv.DictReader(io.StringIO(batch_csv(report, dt.date(2026, 11, 25)), newline="")))
    assert [(row["verdict"], row["quote"], row["said_by"]) for row in rows] == [
        ("not_found", "'=1+1 and more", ""),
        ("verbatim", "we learned of the cracks", "Ada Lindholm"),
    ]


def test_one_quotations_evidence_is_a_report_too(assistant):
    found = check_json(assistant.check("we learned of the cracks", Filters()))
    again = recheck(assistant, json.dumps({**found, "verdict": "altered"}).encode(), "evidence.json")
    assert [(change["was"], change["now"]) for change in again["changes"]] == [("altered", "verbatim")]


@pytest.mark.parametrize(
    "content",
    [
        b"", b"[]", b"null", b"5", b'{"checks": 5}', b'{"checks": [5]}', b'{"quote": 1, "verdict": "x"}',
        b'{"quote": "a", "verdict": "x", "speaker": 5}', b"[" * 100_000, b"\xff",
        b'{"quote": "a", "verdict": "x", "matches": [{"transcript": "t", "turn": Infinity}]}',
        b'{"quote": "a", "verdict": "x", "matches": [5]}',
    ],
)  # fmt: skip
def test_what_is_no_report_is_told_in_one_line(content):
    with pytest.raises(
        OnRecordError, match=r"^x\.json is no saved report\. Save one with: onrecord check-text"
    ):
        load_report(content, "x.json")


def test_a_page_of_many_verdicts_escapes_what_it_shows(assistant):
    words = "“The fire <b onclick='x'>brigade</b> had no part in it,” said <img src=x onerror=y>."
    source = article_source(article_of(words), "<i>a.txt</i>")
    *_, report = reports_so_far(assistant, [source], lambda: False)
    page = batch_html(report, "en")
    assert not any(tag in page for tag in ("<b ", "<img", "<i>"))
    assert "&#60;b onclick&#61;&#39;x&#39;&#62;" in page


def test_verdicts_are_told_in_both_languages(assistant):
    found = assistant.check("The fire brigade had a part in that decision", Filters(speaker="Dana Smith"))
    assert attribution_line(found) == "In the record: Robert Smith, not Dana Smith."
    assert risks_line(found) == "Take care: a “not” or a denial is at stake."
    assert attribution_line(found, "es") == "En el registro: Robert Smith, no Dana Smith."
    assert risks_line(found, "es") == "Atención: está en juego un «no» o un desmentido."
    assert "Alterada" in check_html(found, "es")


@pytest.mark.parametrize(
    ("query", "claim"),
    [
        ("check=Good+morning&speaker=Ada", Claim("Good morning", "Ada")),
        ("?check=%20Good%20morning%20", Claim("Good morning")),
        ("check=+&speaker=Ada", None),
        ("transcript=a&turn=1", None),
        ("", None),
    ],
)
def test_a_claim_is_read_from_an_address(query, claim):
    assert parse_claim(query) == claim
    if claim:
        assert parse_claim(claim_address(claim.quote, claim.speaker)) == claim
