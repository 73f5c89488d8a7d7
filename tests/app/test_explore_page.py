"""The Explore tab in a real browser."""

import pytest

from tests.app.test_page import opened
from ui.app.tables import csv_text

slow = pytest.mark.slow


@pytest.fixture
def page(browser, served):
    pages = opened(browser, served)
    page = next(pages)
    page.get_by_role("tab", name="Explore").click()
    yield page
    assert next(pages, None) is None


def click_bar(page, plot, place, of):
    """A click into the column of a month, well above its bar."""
    page.wait_for_selector(f"{plot} .js-plotly-plot .bars")
    box = page.locator(f"{plot} .nsewdrag").first.bounding_box()
    page.mouse.click(box["x"] + box["width"] * (place + 0.5) / of, box["y"] + 12)


@slow
def test_a_click_on_a_month_lists_its_transcripts_and_gaps_are_none(page):
    page.locator("#or-glance", has_text="3 transcripts, 11 turns").wait_for()
    assert "no zeros" in page.locator("#or-glance").inner_text()
    click_bar(page, "#or-plot-months", 3, 6)
    page.locator("#or-month a", has_text="Council hearing").wait_for()
    page.locator("#or-months summary").click()
    assert "no transcript" in page.locator("#or-months tr", has_text="2025-04").inner_text()
    page.locator("#or-month a").click()
    page.locator("#or-read", has_text="Council hearing on the north pier").wait_for()


@slow
def test_mentions_of_a_phrase_and_the_quotations_behind_each_number(page):
    page.get_by_role("tab", name="A phrase").click()
    page.fill("#or-phrase textarea, #or-phrase input", "repair cost")
    page.click("#or-count")
    page.locator("#or-mentions", has_text="“repair cost”: 2 mentions in 2 turns").wait_for()
    click_bar(page, "#or-plot-mentions", 0, 6)
    page.locator("#or-mention-quotes h3", has_text="2025-03: 1 turn").wait_for()
    assert page.locator("#or-mention-quotes .or-quote").all_inner_texts() == [
        "“What will the repair cost?” [1]"
    ]
    page.locator("#or-mention-tables [data-do=asked]").first.press("Enter")
    page.locator("#or-mention-quotes h3", has_text="Answers of Ada Lindholm: 2").wait_for()
    with page.expect_download() as download:
        page.get_by_text("Save as CSV").last.click()
    assert download.value.path().read_text(encoding="utf-8-sig").splitlines() == [
        "Speaker,Answered,Declined",
        "Ada Lindholm,2,0",
    ]
    page.fill("#or-phrase textarea, #or-phrase input", "?!")
    page.click("#or-count")
    page.get_by_text("has no word").wait_for()


@slow
def test_a_speaker_on_a_topic(page):
    page.get_by_role("tab", name="A speaker on a topic").click()
    page.fill("#or-topic textarea, #or-topic input", "the cracks")
    page.fill("#or-topic-speaker input", "Ada Lindholm")
    page.keyboard.press("Enter")
    page.click("#or-find")
    click_bar(page, "#or-plot-topic", 0, 4)
    page.wait_for_selector("#or-topic-quotes .or-card")
    names = page.locator("#or-topic-quotes .or-who strong").all_inner_texts()
    assert set(names) == {"Ada Lindholm"}


@slow
def test_hostile_names_stand_in_plots_and_tables_as_text(page):
    page.wait_for_selector("#or-plot-speakers .js-plotly-plot .bars")
    assert page.locator("#or-plot-speakers text", has_text="MR. <b>BOLD</b>").count() == 1
    page.get_by_role("tab", name="A phrase").click()
    page.fill("#or-phrase textarea, #or-phrase input", "<script>window")
    page.click("#or-count")
    page.locator("#or-mentions", has_text="“<script>window”: 1 mention in").wait_for()
    page.locator("#or-mention-tables [data-do=speaker]").click()
    page.locator("#or-mention-quotes h3", has_text="MR. <b>BOLD</b>: 1 turn").wait_for()
    assert page.evaluate("window.hacked") is None


@slow
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_fits_a_phone(browser, served, theme):
    pages = opened(browser, served, 390, 844, f"/?__theme={theme}")
    page = next(pages)
    page.get_by_role("tab", name="Explore").click()
    page.wait_for_selector("#or-plot-months .js-plotly-plot .bars")
    page.locator("#or-months summary").click()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert next(pages, None) is None


def test_a_csv_cell_is_never_a_formula():
    rows = [["=1+1", 2, None], ["a,b", 0.12345, "@x"]]
    assert csv_text(["-name", "n", "x"], rows).splitlines() == ["-name,n,x", "'=1+1,2,", '"a,b",0.123,\'@x']
