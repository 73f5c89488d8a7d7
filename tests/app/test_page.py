"""The page in a real browser, on loopback alone."""

import re

import pytest

from tests.app.conftest import serving
from tests.browsing import Complaints
from tests.conftest import COUNCIL, write

pytestmark = pytest.mark.slow
SECONDS = 20_000  # milliseconds that a slow machine may take


@pytest.fixture
def page(browser, served):
    yield from opened(browser, served)


def opened(browser, address, width=1280, height=900, path="/", **options):
    """A page whose requests to anywhere else, and whose complaints, fail the test at its end."""
    context = browser.new_context(viewport={"width": width, "height": height}, **options)
    page = context.new_page()
    elsewhere, complaints = [], Complaints(page)
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith((address, "data:", "blob:")) else elsewhere.append(request.url)
        ),
    )
    page.set_default_timeout(SECONDS)
    page.goto(address + path)
    page.get_by_role("tab", name="Ask").wait_for()
    yield page
    assert elsewhere == []
    assert complaints == []
    context.close()


def ask(page, question):
    before = page.locator(".or-answer").count()
    page.fill("#or-question textarea", question)
    page.click("#or-ask")
    page.wait_for_function(f"document.querySelectorAll('.or-answer').length > {before}")
    return page.locator(".or-answer").last


def in_view(page, selector):
    return page.evaluate(
        "(s) => { const r = [...document.querySelectorAll(s)].find((e) => e.offsetParent)"
        ".getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight; }",
        selector,
    )


def choose(page, box, name):
    page.get_by_label(box).first.click()
    page.get_by_role("option", name=name).first.click()


def test_ask_and_open_a_citation_in_its_transcript(page):
    answer = ask(page, "What did the repair of the pier cost?")
    assert answer.locator(".or-card").count() >= 3
    quote = answer.locator(".or-quote").first.inner_text()
    answer.get_by_text("In the transcript").first.click()
    page.wait_for_selector(".or-reader mark")
    marked = page.locator(".or-reader mark").first.inner_text()
    assert f"“{marked}”" in quote
    page.wait_for_timeout(800)
    assert in_view(page, ".or-reader mark")
    assert page.locator(".or-reader .or-turn").count() >= 4


def test_filter_by_speaker(page):
    page.get_by_text("Filters").click()
    choose(page, "Speaker", "Dana Smith")
    answer = ask(page, "survey in the autumn")
    assert {who.split(" ·")[0] for who in answer.locator(".or-who").all_inner_texts()} == {"Dana Smith"}


def test_an_example_question_is_from_the_library_and_answers(page):
    page.locator("#or-examples button").first.click()
    page.wait_for_selector(".or-answer")
    assert page.locator(".or-card").count() >= 1


def test_a_problem_is_told_and_the_page_goes_on(page):
    page.get_by_text("Filters").click()
    page.get_by_label("From").first.fill("someday")
    page.fill("#or-question textarea", "What did the repair cost?")
    page.click("#or-ask")
    page.get_by_text("which is no date").wait_for()
    page.get_by_label("From").first.fill("")
    assert ask(page, "What did the repair cost?").locator(".or-card").count() >= 1


def test_hostile_text_is_shown_and_not_obeyed(page):
    answer = ask(page, "weasel click code script pipes stars")
    text = answer.locator(".or-quote").first.inner_text()
    for piece in ("<img src=x onerror=", "[click](javascript:alert(1))", "$$x^2$$", "`code`", "**stars**"):
        assert piece in text
    assert "MR. <b>BOLD</b>" in answer.inner_text()
    answer.get_by_text("In the transcript").first.click()
    page.wait_for_selector(".or-reader mark")
    page.get_by_role("tab", name="Library").click()
    page.locator(".or-table", has_text="Hostile <script>").wait_for()
    assert page.evaluate("window.hacked") is None


def test_a_deep_link_opens_the_turn(browser, served):
    pages = opened(browser, served, path="/?transcript=council&turn=3&start=4&end=16")
    page = next(pages)
    page.wait_for_selector(".or-reader mark")
    assert page.locator(".or-reader mark").first.inner_text() == "fire brigade"
    assert next(pages, None) is None


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_runs_off_a_phone(browser, served, theme):
    pages = opened(browser, served, 390, 844, f"/?__theme={theme}")
    page = next(pages)
    ask(page, "What did the repair of the pier cost?").get_by_text("In the transcript").first.click()
    page.wait_for_selector(".or-reader mark")
    assert page.evaluate("document.querySelector('#or-beside .or-reader').scrollWidth <= innerWidth")
    page.click("#or-close")
    for tab in ("Ask", "Check", "Read", "Library"):
        page.get_by_role("tab", name=tab).click()
        page.wait_for_timeout(300)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), tab
    assert next(pages, None) is None


def test_an_empty_library_invites_and_takes_files(browser, tmp_path):
    later = {
        **COUNCIL,
        "title": "Hearing on otters",
        "turns": [{"speaker": "Ada Lindholm", "text": "Otters swim."}],
    }
    good = write(tmp_path / "otters.json", later)
    bad = tmp_path / "release.txt"
    bad.write_text("Nobody speaks here.\n")
    with serving(tmp_path / "library") as address:
        pages = opened(browser, address)
        page = next(pages)
        page.get_by_text("The library is empty").first.wait_for()
        page.get_by_role("tab", name="Library").click()
        page.locator("#or-files input[type=file]").set_input_files([good, bad])
        page.get_by_text(re.compile("otters")).first.wait_for()
        page.click("#or-add")
        page.locator("#or-report", has_text="1 added").wait_for()
        assert "release.txt" in page.locator("#or-report").inner_text()
        page.locator(".or-table", has_text="Hearing on otters").wait_for()
        page.get_by_role("tab", name="Ask").click()
        assert "Otters swim." in ask(page, "Do otters swim?").inner_text()
        assert next(pages, None) is None
    assert [path.name for path in (tmp_path / "library" / "imports").iterdir()] == ["otters.json"]


def test_what_is_understood_can_be_taken_back(page):
    answer = ask(page, "What did Dana Smith say in June 2025 about the survey in the autumn?")
    assert answer.locator(".or-understood").inner_text() == (
        "Understood: said by Dana Smith; 2025-06-01 to 2025-06-30"
    )
    assert {who.split(" ·")[0] for who in answer.locator(".or-who").all_inner_texts()} == {"Dana Smith"}
    page.click("#or-chip-speaker")
    page.locator(".or-understood", has_text=re.compile(r"^Understood: 2025-06-01 to 2025-06-30$")).wait_for()
    assert page.locator(".or-answer").count() == 1
    assert {who.split(" ·")[0] for who in page.locator(".or-who").all_inner_texts()} > {"Dana Smith"}
    assert page.locator("#or-chip-speaker:visible").count() == 0
    page.click("#or-chip-dates")
    page.wait_for_function(
        "document.querySelectorAll('.or-answer').length && !document.querySelector('.or-understood')"
    )
    assert page.locator(".or-chip:visible").count() == 0


def test_a_follow_up_on_the_page_goes_on_from_the_question_before(page):
    ask(page, "What did the repair of the pier cost?")
    answer = ask(page, "And who asked for a survey of it?")
    assert "goes on from “What did the repair of the pier cost?”" in answer.inner_text()
    assert page.locator("#or-chip-follow-up").is_visible()
