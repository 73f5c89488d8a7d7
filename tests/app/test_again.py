"""A saved report checked again, and stopped on the way."""

import json

from rag.assistant import Assistant
from ui.app.check.again import rechecked_html, so_far
from ui.recheck import load_report

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
