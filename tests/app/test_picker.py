"""The boxes with a list of all speakers or transcripts, by keyboard and by mouse."""

import pytest

from tests.app.test_page import opened

pytestmark = pytest.mark.slow


@pytest.fixture
def page(browser, served):
    yield from opened(browser, served)


def options(page):
    return page.locator("[role=option]:visible").all_inner_texts()


def test_a_list_is_asked_for_when_it_is_opened_and_worked_by_keys_alone(page):
    asked = []
    page.on(
        "request", lambda request: asked.append(request.url) if "component_server" in request.url else None
    )
    page.get_by_role("tab", name="Check").click()
    box = page.get_by_role("combobox", name="Claimed speaker")
    box.focus()
    assert (asked, box.get_attribute("aria-expanded")) == ([], "false")
    box.press("ArrowDown")
    page.wait_for_selector("[role=listbox]:visible [role=option].or-active")
    assert len(asked) == 1
    assert options(page)[:3] == ["Anyone", "Ada Lindholm", "Chair Adeyemi"]
    box.press_sequentially("SMITH d")
    assert options(page) == ["Dana Smith"]
    box.press("ArrowDown")
    active = page.locator(f"[id='{box.get_attribute('aria-activedescendant')}']")
    assert (active.inner_text(), box.get_attribute("aria-expanded")) == ("Dana Smith", "true")
    box.press("Enter")
    assert (box.input_value(), options(page)) == ("Dana Smith", [])
    box.fill("Lindh")
    box.press("Escape")
    assert box.input_value() == "Dana Smith"
    page.fill("#or-quote textarea", "I asked for a survey in the autumn")
    page.click("#or-check")
    page.locator("#or-verdict", has_text="Dana Smith, as claimed").wait_for()


def test_a_part_of_a_name_is_a_filter_but_a_transcript_to_read_must_be_one(page):
    page.get_by_role("tab", name="Check").click()
    page.get_by_role("combobox", name="Claimed speaker").fill("lindholm")
    page.fill("#or-quote textarea", "We learned of the cracks on the second of March")
    page.click("#or-check")
    page.locator("#or-verdict", has_text="Ada Lindholm, as claimed").wait_for()
    page.get_by_role("tab", name="Read").click()
    box = page.get_by_role("combobox", name="Transcript")
    box.fill("council")
    page.wait_for_function("document.querySelectorAll('[role=option]').length === 1")
    box.press("Enter")
    page.locator("#or-read .or-whole h2", has_text="Council hearing on the north pier").wait_for()
    assert box.input_value() == "2025-06-10  Council hearing on the north pier"
    box.fill("no such words")
    box.press("Enter")
    assert box.input_value() == "2025-06-10  Council hearing on the north pier"
