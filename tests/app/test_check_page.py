"""The Check page in a real browser: one quotation, articles and lists, a saved report."""

import csv
import json

import pypdfium2
import pytest

from tests.app.test_page import opened

pytestmark = pytest.mark.slow

A4 = (595, 842)  # points
STORY = (
    "“The fire brigade had no part in that decision,” Robert Smith said. “Otters swim everywhere tonight,” "
    "he added. It was a “big deal”.\n\nDana Smith said: “I asked for a survey in the spring and was told "
    "there was no money.” <img src=x onerror='window.hacked = 1'>\n"
)
LIST = (
    "quote,speaker,date\nThe north pier is closed until the end of May,Lindholm,2025-03\n"
    "We never knew it,,soon\n"
)


@pytest.fixture
def page(browser, served):
    pages = opened(browser, served)
    page = next(pages)
    page.get_by_role("tab", name="Check").click()
    yield page
    assert next(pages, None) is None


def checked(page, quote, verdict):
    page.fill("#or-quote textarea", quote)
    page.click("#or-check")
    page.locator("#or-verdict .or-verdict", has_text=verdict).wait_for()


def saved(page, button):
    with page.expect_download() as download:
        page.click(button)
    return download.value.path()


def sizes_in_print(browser, html):
    sheet = browser.new_page()
    sheet.set_content(html)
    pages = pypdfium2.PdfDocument(sheet.pdf(prefer_css_page_size=True))
    sheet.close()
    return {tuple(round(side) for side in each.get_size()) for each in pages}


def test_a_quotation_gets_its_verdict_reason_diff_places_and_files(page):
    checked(page, "The fire brigade had a part in that decision.", "✗ Altered")
    result = page.locator("#or-verdict").inner_text()
    assert "Don't print it as it stands" in result
    assert "a “not” or a denial is at stake" in result
    assert "In the record: Robert Smith. No speaker was claimed." in result
    assert page.locator("#or-verdict .or-words del").all_inner_texts() == ["no"]
    assert page.locator("#or-verdict .or-words ins").all_inner_texts() == ["a"]
    assert "The fire brigade had no part" in page.locator("#or-places .or-quote").first.inner_text()
    assert "Altered" in saved(page, "#or-evidence-markdown").read_text(encoding="utf-8")
    assert json.loads(saved(page, "#or-evidence-json").read_text(encoding="utf-8"))["verdict"] == "altered"
    checked(page, "A crocodile ate the ferry at dawn.", "✗ Not in the record")
    assert "not the sound" in page.locator("#or-places").inner_text()
    page.locator("#or-check-export").wait_for(state="hidden")
    page.locator("#or-legend summary").click()
    assert page.locator("#or-legend dt").count() == 8


def test_a_problem_stands_where_the_verdict_would_and_no_earlier_verdict_is_left(page):
    checked(page, "The fire brigade had a part in that decision.", "✗ Altered")
    page.get_by_label("From").locator("visible=true").fill("someday")
    page.click("#or-check")
    told = "after is 'someday', which is no date. Write it as 2022-03-14, 2022-03 or 2022."
    page.get_by_role("alert").filter(has_text=told).wait_for()
    assert page.locator("#or-verdict").inner_text().strip() == told
    assert page.locator("#or-places .or-card").count() == 0
    page.locator("#or-check-export").wait_for(state="hidden")


def test_the_places_of_a_check_leave_in_the_form_and_number_chosen(page):
    checked(page, "Good morning.", "✓ Verbatim")
    page.locator("#or-check-export").get_by_role("button").first.click()
    page.get_by_label("Format").click()
    page.get_by_role("option", name="CSV").click()
    text = page.locator("#or-check-export-text textarea")
    page.wait_for_function(
        "document.querySelector('#or-check-export-text textarea').value.startsWith('n,quote')"
    )
    assert text.input_value().count("Good morning") == 2
    page.locator("#or-check-export-which input").first.uncheck()
    page.wait_for_function(
        "document.querySelector('#or-check-export-text textarea').value.split('Good morning').length == 2"
    )
    with saved(page, "#or-check-export-download").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["quote"], row["n"]) == ("Good morning", "2")


def test_articles_and_lists_are_checked_in_one_table_that_filters_and_opens(page, tmp_path):
    files = [tmp_path / "story.md", tmp_path / "list.csv"]
    for file, content in zip(files, (STORY, LIST), strict=True):
        file.write_text(content, encoding="utf-8")
    page.get_by_role("tab", name="Articles").click()
    page.locator("#or-file button").first.wait_for()
    page.locator("#or-file input[type=file]").set_input_files(files)
    page.locator("#or-file", has_text="list").filter(has_text="story").get_by_text(".csv").wait_for()
    page.click("#or-check-all")
    page.locator("#or-verdicts .or-summary", has_text="2 of 4 quotations are supported").wait_for()
    text = page.locator("#or-verdicts").inner_text()
    assert "list.csv, row 2: date is 'soon', which is no date" in text
    assert "three words or fewer: “big deal”" in text
    rows = page.locator("#or-verdicts tbody")
    assert [row.get_attribute("data-verdict") for row in rows.all()] == [
        "verbatim",
        "not_found",
        "altered",
        "verbatim",
    ]

    best = page.locator("#or-verdicts .or-best").first
    assert best.evaluate("(cell) => getComputedStyle(cell).whiteSpace") == "normal"  # long titles wrap
    page.locator(".or-filter", has_text="Altered").click()
    assert page.locator("#or-verdicts tbody:visible").count() == 1
    assert page.locator(".or-shown").inner_text() == "1 of 4 shown"
    toggle = page.locator("#or-verdicts tbody:visible .or-toggle")
    toggle.focus()
    page.keyboard.press("Enter")
    assert toggle.get_attribute("aria-expanded") == "true"
    assert "autumn" in page.locator("#or-verdicts .or-opened:visible").inner_text()
    page.locator(".or-filter", has_text="All").click()
    page.locator(".or-speaker-filter select").select_option(label="Lindholm")
    assert page.locator("#or-verdicts tbody:visible").count() == 1

    page.locator(".or-view", has_text="In the article").click()
    marks = page.locator(".or-article mark")
    assert marks.all_inner_texts() == [
        "The fire brigade had no part in that decision,",
        "Otters swim everywhere tonight,",
        "I asked for a survey in the spring and was told there was no money.",
    ]
    page.locator(".or-to-row", has_text="Altered").click()
    assert page.locator("#or-verdicts tbody:visible").count() == 4
    assert page.evaluate("document.activeElement.getAttribute('aria-expanded')") == "true"
    assert page.evaluate("window.hacked") is None


def test_a_report_is_saved_printed_and_checked_again(browser, page, tmp_path):
    page.get_by_role("tab", name="Articles").click()
    page.fill("#or-article textarea", STORY)
    page.click("#or-check-all")
    page.locator("#or-verdicts .or-summary", has_text="1 of 3").wait_for()
    with saved(page, "#or-report-csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["verdict"] for row in csv.DictReader(file)] == ["verbatim", "not_found", "altered"]
    html = saved(page, "#or-report-html").read_text(encoding="utf-8")
    assert html.startswith("<!doctype html>")
    assert sizes_in_print(browser, html) == {A4}
    page.evaluate("window.print = () => {}")
    page.click("#or-print")
    frame = page.frame_locator("#or-print-frame")
    frame.locator("h1", has_text="1 of 3 quotations are supported").wait_for(state="attached")

    report = json.loads(saved(page, "#or-report-json").read_text(encoding="utf-8"))
    assert report["checks"][2]["verdict"] == "altered"
    report["checks"][2]["verdict"] = "verbatim"
    old = tmp_path / "old.json"
    old.write_text(json.dumps(report), encoding="utf-8")
    page.get_by_role("tab", name="Saved report").click()
    page.locator("#or-saved").wait_for()
    page.locator("#or-saved input[type=file]").set_input_files(old)
    page.get_by_text("old.json").first.wait_for()
    page.click("#or-recheck")
    page.locator("#or-rechecked .or-summary", has_text="1 of 3 verdicts").wait_for()
    assert "was Verbatim, is Altered" in page.locator(".or-changes").inner_text()


def test_an_address_opens_the_page_with_its_quotation_checked(browser, served):
    words = "We learned of the cracks on the second of March."
    pages = opened(browser, served, path=f"/?check={words}&speaker=Dana%20Smith")
    page = next(pages)
    page.locator("#or-verdict .or-verdict", has_text="✗ Misattributed").wait_for()
    assert "In the record: Ada Lindholm, not Dana Smith." in page.locator("#or-verdict").inner_text()
    assert page.locator("#or-quote textarea").input_value() == words
    address = page.locator(".or-check-link").get_attribute("href")
    assert address == "?check=We+learned+of+the+cracks+on+the+second+of+March.&speaker=Dana+Smith"
    assert next(pages, None) is None


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_table_of_verdicts_fits_a_phone(browser, served, theme):
    pages = opened(browser, served, 390, 844, f"/?__theme={theme}")
    page = next(pages)
    page.get_by_role("tab", name="Check").click()
    page.get_by_role("tab", name="Articles").click()
    page.fill("#or-article textarea", STORY)
    page.click("#or-check-all")
    page.locator("#or-verdicts .or-toggle").first.click()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert next(pages, None) is None
