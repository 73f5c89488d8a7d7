"""The page's craft: axe-core, keyboard, zoom, motion, layout shift, and a network that stays at home."""

import json
import re
import shutil
import subprocess

import pytest

from tests.app.test_page import ask, opened
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

QUESTION = "What did the repair of the pier cost?"
KNOWN = re.findall(
    r"^\| ([\w-]+) \| `(.+?)` \|",
    (ROOT / "docs" / "accessibility.md").read_text(encoding="utf-8"),
    re.MULTILINE,
)
VIOLATIONS = """async (known) => {
  const found = await axe.run(document, {resultTypes: ['violations']});
  return found.violations.filter((each) => ['serious', 'critical'].includes(each.impact)).flatMap((each) =>
    each.nodes.filter((node) => {
      const element = document.querySelector(node.target.flat().pop());
      return !known.some(([rule, selector]) => rule === each.id && element && element.matches(selector));
    }).map((node) => `${each.id}: ${node.target.join(' ')}: ${node.failureSummary}`));
}"""
SHIFTS = """
window.shifts = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts += entry.value;
}).observe({type: 'layout-shift', buffered: true});
"""
FOCUSED = """() => {
  const at = document.activeElement, style = getComputedStyle(at);
  const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
  return {id: at.closest('[id]')?.id, name: at.className, stop: at !== document.body, ring};
}"""


@pytest.fixture(scope="session")
def axe(tmp_path_factory):
    """The source of axe-core."""
    if not shutil.which("npm"):
        pytest.skip("there is no npm")
    folder = tmp_path_factory.mktemp("axe")
    install = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder), "axe-core@4"]
    done = subprocess.run(install, capture_output=True, text=True, check=False, timeout=300)
    if done.returncode:
        pytest.skip(f"npm could not install axe-core: {done.stderr.strip()[-200:]}")
    return (folder / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def outer_tabs(page):
    ids = page.evaluate(
        "[...document.querySelectorAll('.tabs')[0].querySelectorAll(':scope > .tab-wrapper [role=tab]')]"
        ".map((tab) => tab.dataset.tabId).filter(Boolean)"
    )
    return list(dict.fromkeys(ids))


def open_tab(page, id_):
    tab = page.locator(f"button[role=tab][data-tab-id='{id_}']:visible").first
    if not tab.count():
        page.locator(".overflow-menu > button").first.click()
        tab = page.locator(f".overflow-dropdown button[data-tab-id='{id_}'], .overflow-dropdown button").last
    tab.click()
    page.wait_for_timeout(300)


def every_tab(page):
    """Open each tab, and each tab within it; yields what is open."""
    for id_ in outer_tabs(page):
        open_tab(page, id_)
        if id_ == "explore":
            page.locator("#or-plot-months .js-plotly-plot").wait_for()
        yield id_
        inner = page.locator("[role=tabpanel]:visible .tabs [role=tab]:visible")
        for place in range(1, inner.count()):
            inner.nth(place).click()
            page.wait_for_timeout(300)
            yield f"{id_} {place}"


def filled(page, look=lambda page: None):
    """Something to see on the tabs: an answer with its transcript, and a verdict; what `look` sees before.

    It looks at the opened transcript, which on a narrow page is closed then: it stands before all else.
    """
    ask(page, QUESTION).get_by_text("In the transcript").first.click()
    page.wait_for_selector(".or-reader mark")
    seen = look(page)
    if page.viewport_size["width"] <= 720:
        page.click("#or-close")
        page.locator("#or-beside").wait_for(state="hidden")
    open_tab(page, "check")
    page.fill("#or-quote textarea", "The fire brigade had a part in that decision.")
    page.click("#or-check")
    page.wait_for_selector(".or-verdict")
    return seen


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious_on_any_tab_and_no_other_host_is_asked(browser, served, axe, theme, width):
    pages = opened(browser, served, width, 900, f"/?__theme={theme}")
    page = next(pages)
    page.evaluate(axe)
    found = {"empty": page.evaluate(VIOLATIONS, KNOWN)}
    found["opened"] = filled(page, lambda page: page.evaluate(VIOLATIONS, KNOWN))
    found.update((tab, page.evaluate(VIOLATIONS, KNOWN)) for tab in every_tab(page))
    assert {tab: violations for tab, violations in found.items() if violations} == {}
    assert len(found) >= 6
    assert next(pages, None) is None


def test_the_page_of_the_api_explains_parameters_and_asks_no_other_host(browser, served):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(served)
    page.locator("button.show-api").click()
    page.get_by_text('question="When will the Harbour Bridge reopen?"').first.wait_for()
    shown = page.inner_text("body")
    context.close()
    assert "Only what this person says; a part of the name is enough." in shown
    assert [url for url in asked if not url.startswith((served, "data:", "blob:"))] == []


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_jumps_while_the_page_loads_or_when_an_answer_comes(browser, served, width):
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.add_init_script(SHIFTS)
    page.goto(served)
    page.locator("#or-examples button").first.wait_for()
    page.wait_for_timeout(1000)
    loading = page.evaluate("window.shifts")
    ask(page, QUESTION)
    page.wait_for_timeout(1000)
    answering = page.evaluate("window.shifts") - loading
    context.close()
    assert (loading <= 0.1, answering <= 0.1) == (True, True), (loading, answering)


def test_at_twice_the_size_no_tab_scrolls_sideways(browser, served):
    pages = opened(browser, served, 640, 450, device_scale_factor=2)
    page = next(pages)
    is_wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not filled(page, lambda page: page.evaluate(is_wide))
    assert [tab for tab in every_tab(page) if page.evaluate(is_wide)] == []
    assert next(pages, None) is None


def tab_to(page, wanted, most=60):
    """Press Tab until what has the focus is `wanted`; every stop on the way shows that it has it."""
    for _ in range(most):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        assert at["ring"] or not at["stop"], at
        if wanted(at):
            return
    raise AssertionError(f"not reached in {most} steps; the last is {json.dumps(at)}")


def test_ask_open_and_close_a_citation_by_keyboard_alone(browser, served):
    pages = opened(browser, served)
    page = next(pages)
    page.locator("#or-question textarea").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    tab_to(page, lambda at: at["id"] == "or-question")
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    page.wait_for_selector(".or-answer .or-open")
    page.evaluate(
        "document.querySelector('#or-head').tabIndex = -1; document.querySelector('#or-head').focus()"
    )
    tab_to(page, lambda at: "or-open" in at["name"])
    page.keyboard.press("Enter")
    page.wait_for_selector(".or-reader mark")
    page.wait_for_function("document.activeElement.classList.contains('or-reader')")
    page.keyboard.press("Escape")
    page.wait_for_function("!document.querySelector('#or-panel')?.offsetParent")
    page.wait_for_function("document.activeElement.classList.contains('or-open')")
    assert next(pages, None) is None


def test_with_reduced_motion_nothing_moves_by_itself(browser, served):
    pages = opened(browser, served, reduced_motion="reduce")
    page = next(pages)
    ask(page, QUESTION)
    moving = page.evaluate(
        """[...document.querySelectorAll('*')].filter((element) => {
          const style = getComputedStyle(element);
          const seconds = `${style.transitionDuration},${style.animationDuration}`.split(',');
          return style.scrollBehavior === 'smooth' || seconds.some((each) => parseFloat(each) > 0.001);
        }).map((element) => element.className)"""
    )
    assert moving == []
    assert next(pages, None) is None
