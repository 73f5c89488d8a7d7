"""Terms, editions and corrections are shown wherever a quotation is: JSON, terminal, reports, page."""

import pytest

from rag.assistant import Assistant
from rag.filters import Filters
from rag.indexing import index_paths
from rag.library.library import Library
from rag.quotes import article_of
from rag.terms import describe
from tests.conftest import onrecord
from ui import contract, render, reports
from ui.app.html import card
from ui.app.reader.tab import Place, transcript_html

CALL = """\
---
category: press-briefings
date: '2025-03-04'
permalink: https://www.whitehouse.example/quay/
title: "Background Press Call by a Senior City Official on the Quay"
---

Via Teleconference

2:59 P.M. EDT

MODERATOR:  This call is on background, attributable to a “senior city
official,” and embargoed until 5:00 p.m. today.

SENIOR CITY OFFICIAL:  The quay will cost <s>forty</s> \\[fourteen\\] million
crowns, and the <s>first
half</s> \\[second half\\] is paid by the harbour.

We exidite \\[sic\\] the work.  It was seen as <s>in</s>appropriate then.

                        END            3:18 P.M. EDT
"""
LINE = "On background, attributable to “senior city official”; embargoed until 5:00 p.m. today"


@pytest.fixture
def assistant(tmp_path, encoder):
    (tmp_path / "call.md").write_text(CALL, encoding="utf-8")
    # Another file of the same call, so that there are two editions.
    again = CALL.replace("We exidite", "We really exidite").replace("the work.", "the work. " + LONG)
    (tmp_path / "again.md").write_text(again, encoding="utf-8")
    (tmp_path / "call.md").write_text(CALL.replace("the work.", "the work. " + LONG), encoding="utf-8")
    library = Library(tmp_path / "library")
    index_paths(library, [tmp_path / "call.md", tmp_path / "again.md"], encoder)
    return Assistant(library, lambda: encoder)


LONG = " ".join(f"Item {n} of the survey names pile {n * n} and beam {n * 7}." for n in range(40))


def check(assistant, quote):
    return assistant.check(quote, Filters(transcript="call"))


@pytest.mark.parametrize(
    ("quote", "note"),
    [
        ("will cost forty million crowns", "the reading as delivered"),
        ("will cost fourteen million crowns", "the reading as corrected"),
        ("the first half is paid by the harbour", "the reading as delivered"),
        ("the second half is paid by the harbour", "the reading as corrected"),
        ("It was seen as appropriate then", "the reading as corrected"),
        ("It was seen as inappropriate then", "the reading as delivered"),
        ("We exidite the work", None),
    ],
)
def test_both_readings_may_be_quoted_and_the_note_tells_which(assistant, quote, note):
    found = check(assistant, quote)
    assert found.verdict == "verbatim"
    assert ("reading" in found.note) == (note is not None)
    assert note is None or note in found.note


@pytest.mark.parametrize("query", ["forty million crowns", "fourteen million crowns", "appropriate then"])
def test_a_search_finds_both_readings(assistant, query):
    hits = assistant.search(query, Filters(transcript="call"), 3).hits
    assert "[fourteen]" in hits[0].quote or "appropriate" in hits[0].quote


def test_json_holds_terms_editions_and_corrections(assistant):
    (match,) = contract.check_json(check(assistant, "will cost forty million crowns"))["matches"]
    assert match["editions"] == ["again"]
    assert [(t["kind"], t["attribution"], t["embargo"], t["turn"]) for t in match["terms"]] == [
        ("background", "senior city official", None, 0),
        ("embargo", None, "until 5:00 p.m. today", 0),
    ]
    (correction,) = match["corrections"]
    quote = match["quote"]
    assert quote[slice(*correction["delivered"])] == quote[slice(*match["struck"][0])] == "forty"
    assert quote[slice(*correction["corrected"])] == "fourteen"


def test_lists_and_transcripts_hold_terms_and_editions(assistant):
    with assistant.library.snapshot() as snapshot:
        (entry,) = snapshot.transcripts("call")
        found = contract.transcript_json(entry)
        turn = contract.turn_json(snapshot.turn(entry.key, 1))
    assert found["editions"] == ["again"]
    assert [t["kind"] for t in found["terms"]] == ["background", "background", "embargo"]
    assert [c["kind"] for c in turn["corrections"]] == ["struck", "struck", "sic", "struck"]


def test_the_terminal_tells_terms_and_editions(assistant, capsys):
    render.check(check(assistant, "will cost forty million crowns"))
    shown = " ".join(capsys.readouterr().out.split())
    assert f"terms: {LINE}" in shown
    assert "edition call; also: again" in shown


def test_reports_tell_terms_and_strike_through(assistant):
    report = assistant.check_article(article_of("“will cost forty [fourteen] million crowns,” they said."))
    markdown, page = reports.text_markdown(report), reports.text_html(report)
    assert "~~forty~~ \\[fourteen\\] million" in markdown
    assert "Terms: On background, attributable to “senior city official”" in markdown
    assert "<s>forty</s> [fourteen] million" in page
    assert f"Terms: {LINE}." in page
    assert "Other editions: " in page


def test_a_card_and_the_reader_strike_through_and_tell_terms(assistant):
    citation = check(assistant, "will cost forty million crowns").matches[0]
    shown = card(citation, "check", "en")
    assert "<s>forty</s> &#91;<ins>fourteen</ins>&#93;" in shown
    assert "On background, attributable to “senior city official”" in shown
    page = transcript_html(assistant, Place("call", 1, (citation.start, citation.end)), "en", whole=True)
    assert "<mark><s>forty</s></mark>" in page or "<s><mark>forty</mark></s>" in page
    assert "<ins>second half</ins>" in page
    assert "?transcript=again" in page
    assert "On background" in page


def test_an_answer_is_under_the_terms_of_its_transcript(assistant):
    answer = assistant.ask("What will the quay cost?", Filters())
    assert {describe(citation.terms) for citation in answer.citations} == {LINE}


def test_show_lists_the_terms_before_the_words(tmp_path, assistant):
    shown = onrecord(assistant.library.folder, "show", "call").stdout
    assert " ".join(shown.split()).find(LINE) < shown.find("MODERATOR")
    assert "again" in shown
