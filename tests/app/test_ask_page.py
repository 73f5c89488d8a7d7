"""The Ask tab in a real browser: going on, going back, and taking a conversation elsewhere."""

from itertools import dropwhile

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


def edit(page, n, question):
    page.get_by_role("button", name="Edit").nth(n).click()
    page.locator("#or-chat textarea").fill(question)
    page.locator("#or-chat").get_by_role("button", name="Submit").click()


def test_an_edited_question_is_asked_instead_of_all_that_followed(page):
    ask(page, "What did the repair of the *pier* cost?")
    ask(page, SURVEY)
    page.get_by_role("button", name="Edit").first.click()
    box = page.locator("#or-chat textarea")
    assert box.input_value() == "What did the repair of the *pier* cost?"
    box.fill("What had the fire brigade to do with it?")
    box.press("Enter")
    page.locator(".or-quote", has_text="The fire brigade had no part").first.wait_for()
    assert questions(page) == ["What had the fire brigade to do with it?"]
    page.get_by_role("button", name="Edit").first.click()
    box.press("Escape")
    box.wait_for(state="detached")


def test_every_way_to_ask_goes_straight_to_the_server(page):
    dated = "What did Dana Smith say in June 2025 about the survey?"

    def sent_by(act):
        """What is sent until the server knows what was quoted, which comes last."""
        sent = []

        def is_last(request):
            sent.append(request.url.split("/gradio_api/")[1])
            return sent[-1].startswith("run/predict?ask=") and "component_server/" in sent

        with page.expect_request(is_last):
            act()
        # On a busy machine what the page runs when it is loaded may come late.
        return list(dropwhile("run/predict".__eq__, (each.split("?")[0] for each in sent)))

    sent_by(lambda: ask(page, SURVEY))
    ways = [
        sent_by(lambda: ask(page, COST)),
        sent_by(page.get_by_role("button", name="Retry").click),
        sent_by(lambda: edit(page, 1, dated)),
        sent_by(page.locator("#or-chip-dates").click),
    ]
    assert ways == [["component_server/", "component_server/", "run/predict"]] * 4
    assert questions(page) == [SURVEY, dated]


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


def test_an_answers_citations_are_exported_in_the_chosen_form_and_follow_the_next_answer(page):
    ask(page, COST)
    page.locator("#or-export-answer button").first.click()
    text = page.locator("#or-export-answer-text textarea")
    page.locator("#or-export-answer-format input").click()
    page.get_by_role("option", name="APA").click()
    page.wait_for_function(
        "document.querySelector('#or-export-answer-text textarea').value.includes('(2025,')"
    )
    before = text.input_value()
    answer = ask(page, SURVEY)
    words = answer.locator(".or-quote").first.inner_text().removeprefix("“")[:20]
    page.wait_for_function(
        "(words) => document.querySelector('#or-export-answer-text textarea').value.includes(words)",
        arg=words,
    )
    assert "(2025," in text.input_value()
    assert text.input_value() != before


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
    page.get_by_role("tab", name="Verificar").click()
    page.fill("#or-quote textarea", "We learned of the cracks on the second of March")
    page.get_by_label("Desde").locator("visible=true").fill("pronto")
    page.click("#or-check")
    page.get_by_text("Desde: «pronto» no es una fecha. Escríbala como 2022-03-14, 2022-03 o 2022.").wait_for()
    context.close()


def test_on_a_phone_an_opened_transcript_stands_before_all_else_and_closing_it_leads_back(browser, served):
    pages = opened(browser, served, width=390, height=844)
    page = next(pages)
    answer = ask(page, COST)
    link = answer.locator(".or-open").last
    link.click()
    page.wait_for_selector("#or-beside .or-reader mark")
    box = page.locator("#or-beside").bounding_box()
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 390, 844)
    page.wait_for_function(
        "document.querySelector('#or-beside').contains(document.elementFromPoint(195, 800))"
    )
    assert not page.locator("#or-question").is_visible()
    page.keyboard.press("Escape")
    page.locator("#or-beside").wait_for(state="hidden")
    page.wait_for_function("document.activeElement.matches('.or-open')")
    assert link.evaluate("each => each === document.activeElement")
    assert next(pages, None) is None
