"""A saved report checked again, and stopped on the way."""

import json

from rag.assistant import Assistant
from rag.filters import Filters
from ui.app.check.again import rechecked_html, so_far
from ui.recheck import load_report
from ui.reports import check_markdown

SAVED = [
    {"quote": "We learned of the cracks on the second of March", "verdict": "verbatim", "speaker": None},
    {"quote": "The north pier is closed until the end of May", "verdict": "altered", "speaker": None},
]


def test_a_stopped_recheck_tells_how_far_it_came_and_not_that_nothing_changed(library, encoder):
    before = load_report(json.dumps({"checks": SAVED}).encode(), "report.json")
    steps = list(so_far(Assistant(library, lambda: encoder), before, lambda: True))
    assert [len(step) for step in steps] == [0, 1]
    html = rechecked_html(steps[-1], len(before), "en")
    assert "Stopped after 1 of 2" in html
    assert "Nothing has changed" not in html


def test_a_spanish_recheck_tells_in_spanish_which_places_are_new_and_gone(library, encoder):
    gone = {"transcript": "older", "turn": 7, "title": "Older <b>hearing</b>"}
    saved = [{**SAVED[0], "matches": [gone]}]
    steps = list(
        so_far(
            Assistant(library, lambda: encoder),
            load_report(json.dumps({"checks": saved}).encode(), "r"),
            bool,
        )
    )
    assert steps[-1][0].change == (
        "The places have changed: no longer in Older <b>hearing</b> (turn 7); "
        "now also in Briefing by Harbour Master Ada Lindholm (turn 2)."
    )
    html = rechecked_html(steps[-1], 1, "es")
    assert (
        "Los lugares han cambiado&#58; ya no está en Older &#60;b&#62;hearing&#60;&#47;b&#62; "
        "&#40;intervención 7&#41;; ahora también está en Briefing by Harbour Master Ada Lindholm "
        "&#40;intervención 2&#41;."
    ) in html


def test_a_spanish_report_has_no_english_but_the_record_itself(library, encoder):
    found = Assistant(library, lambda: encoder).check(SAVED[0]["quote"], Filters(speaker="Ada Lindhom"))
    report = check_markdown(found, "es")
    assert "En esta biblioteca nadie se llama «Ada Lindhom». Lo más parecido: Ada Lindholm." in report
    assert "intervención 2" in report
    assert "/briefing.json, línea " in report
    assert [word for word in (" turn ", "Nearest", " line ") if word in report] == []
