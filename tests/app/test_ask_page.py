"""The Ask tab in a real browser: going on, going back, and taking a conversation elsewhere."""

import pytest

from tests.app.test_page import ask, opened

pytestmark = pytest.mark.slow

COST, SURVEY = "What did the repair of the pier cost?", "Who asked for a survey in the autumn?"


@pytest.fixture
def page(browser, served):
    yield from opened(browser, served)


def questions(page):
    return [each.strip() for each in page.locator("#or-chat .message.user").all_inner_texts()]


def test_an_answer_offers_what_goes_on_from_it(page):
    ask(page, COST)
    offered = page.locator("#or-chat button", has_text="?").first
    question = offered.inner_text()
    offered.click()
    page.wait_for_function("document.querySelectorAll('.or-answer').length === 2")
    assert questions(page) == [COST, question]


def test_an_edited_question_is_asked_instead_of_all_that_followed(page):
    ask(page, "What did the repair of the *pier* cost?")
    ask(page, SURVEY)
    page.get_by_role("button", name="Edit").first.click()
    box = page.locator("#or-chat textarea")
    assert box.input_value() == "What did the repair of the &#42;pier&#42; cost?"
    box.fill("What had the fire brigade to do with it?")
    page.click("#or-chat button[aria-label=Submit]")
    page.locator(".or-quote", has_text="The fire brigade had no part").first.wait_for()
    assert questions(page) == ["What had the fire brigade to do with it?"]


def test_a_conversation_has_an_address_that_asks_it_again(page, browser, served):
    ask(page, COST)
    ask(page, SURVEY)
    page.wait_for_function("location.search.split('ask=').length === 3")
    quoted = page.locator(".or-quote").all_inner_texts()
    again = next(opened(browser, served, path=page.url.removeprefix(served)))
    again.wait_for_function("document.querySelectorAll('.or-answer').length === 2")
    assert questions(again) == [COST, SURVEY]
    assert again.locator(".or-quote").all_inner_texts() == quoted


def test_the_browser_remembers_conversations_until_told_to_forget(page, served):
    ask(page, COST)
    page.get_by_role("button", name="Earlier conversations").click()
    page.locator("#or-earlier button", has_text=COST).wait_for()
    later = page.context.new_page()
    later.goto(served)
    later.get_by_role("button", name="Earlier conversations").click()
    later.locator("#or-earlier button", has_text=COST).click()
    later.wait_for_function("document.querySelectorAll('.or-answer').length === 1")
    assert questions(later) == [COST]
    later.click("#or-forget")
    later.locator("#or-earlier button", has_text=COST).wait_for(state="detached")


def test_the_quotations_of_an_answer_are_copied_with_who_said_them_where(page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    answer = ask(page, COST)
    answer.locator(".or-copy").click()
    page.locator(".or-copy", has_text="✓").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()").split("\n\n")
    assert len(copied) == answer.locator(".or-card").count()
    words, who, _title, place = copied[0].split("\n")
    assert words.startswith("“")
    assert words.endswith("”")
    assert who.startswith(answer.locator(".or-who strong").first.inner_text())
    assert "?transcript=" in place


def test_back_leads_from_the_whole_transcript_to_the_answer(page):
    answer = ask(page, COST)
    answer.locator(".or-open").first.click()
    page.get_by_role("link", name="Open the whole transcript").click()
    page.wait_for_function("location.search.startsWith('?transcript=')")
    page.go_back()
    page.locator("[role=tab][data-tab-id=ask][aria-selected=true]").wait_for()
    assert answer.is_visible()
    assert page.url.count("ask=") == 1
    page.go_forward()
    page.locator("#or-read .or-whole").wait_for()


def test_the_page_speaks_the_browsers_language(browser, served):
    context = browser.new_context(locale="es-ES")
    page = context.new_page()
    page.goto(served)
    page.get_by_role("tab", name="Preguntar").wait_for()
    page.fill("#or-question textarea", "What did Dana Smith say in June 2025 about the survey?")
    page.get_by_role("button", name="Preguntar").click()
    page.locator(".or-understood", has_text="dicho por Dana Smith; del 2025-06-01 al 2025-06-30").wait_for()
    page.get_by_text("En la transcripción").first.wait_for()
    context.close()
