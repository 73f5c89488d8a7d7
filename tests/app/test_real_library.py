"""The page over six real briefings and the real model, where ../shared holds them: each flow once."""

import re

import pytest

from rag.library.library import Library
from rag.sentences import sentence_spans
from tests.app.conftest import serving
from tests.app.test_page import ask, opened
from tests.conftest import SHARED, onrecord

pytestmark = pytest.mark.slow

BRIEFINGS = SHARED / "corpora" / "whitehouse-press-briefings"
REAL = {"ONRECORD_ENCODER": "default"}


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    paths = sorted(BRIEFINGS.glob("2021-01/*.md"))[:6]
    if len(paths) < 6:
        pytest.skip(f"{BRIEFINGS} holds no briefings of January 2021; they are not ours to ship")
    folder = tmp_path_factory.mktemp("real") / "library"
    done = onrecord(folder, "index", *paths, env=REAL)
    assert done.returncode == 0, done.stderr
    return Library(folder)


@pytest.fixture(scope="module")
def address(library):
    with serving(library.folder, **REAL) as served:
        yield served


@pytest.fixture
def page(browser, address):
    yield from opened(browser, address)


def spoken(library):
    with library.snapshot() as snapshot:
        return [text for *_, text in snapshot.texts()]


def tab(page, name):
    page.locator(f"[role=tab][data-tab-id={name}]").first.click()


def plain(text):
    return " ".join(text.split())


def test_an_answer_s_quotation_stands_in_its_transcript(page):
    card = ask(page, "What did Psaki say about vaccines?").locator(".or-card").first
    assert card.locator(".or-who").inner_text().startswith("Jen Psaki, Press Secretary")
    quote = plain(card.locator(".or-quote").inner_text())
    card.locator(".or-open").click()
    page.locator("#or-panel mark").first.wait_for()
    marked = plain("".join(page.locator("#or-panel .or-cited mark").all_text_contents()))
    assert quote == f"“{marked}” [1]"


def test_a_sentence_of_the_record_is_verbatim(browser, address, library):
    with library.snapshot() as snapshot:
        key = next(iter(snapshot.transcripts_by_key))
        turns = [each for each in snapshot.turns(key) if each.speaker == "Jen Psaki"]
    said = max(turns, key=lambda each: len(each.turn.text)).turn.text
    sentence = next(said[a:b] for a, b in sentence_spans(said) if 12 <= len(said[a:b].split()) <= 25)
    pages = opened(browser, address, path=f"/?{claim(sentence)}")
    page = next(pages)
    page.locator(".or-verdict", has_text="Verbatim").wait_for()
    assert "Jen Psaki, as claimed" in page.locator(".or-said").first.inner_text()
    assert next(pages, None) is None


def claim(sentence):
    from ui.app.check.html import claim_address

    return claim_address(sentence, "Jen Psaki").removeprefix("?")


def test_explore_counts_what_the_transcripts_hold(page, library):
    tab(page, "explore")
    page.locator("#or-glance", has_text="6 transcripts").wait_for()
    tab(page, "phrase")
    page.locator("#or-phrase").locator("input, textarea").fill("vaccine")
    page.click("#or-count")
    mentions = sum(len(re.findall(r"(?i)(?<!\w)vaccine(?:['’]s)?(?!\w)", text)) for text in spoken(library))
    page.locator("#or-mentions", has_text=f"{mentions:,} mentions").wait_for()
    page.locator("#or-mention-tables [data-do=speaker]").first.click()
    page.locator(
        "#or-mention-quotes .or-quote", has_text=re.compile("vaccine", re.IGNORECASE)
    ).first.wait_for()


def test_the_library_lists_transcripts_and_who_speaks_in_which_office(page):
    tab(page, "library")
    page.locator("#or-table", has_text="6 transcripts").wait_for()
    assert page.locator("#or-table tbody tr").count() == 6
    tab(page, "speakers")
    psaki = page.locator(".or-person", has_text="Jen Psaki").first
    psaki.wait_for()
    assert "Press Secretary, 2021-01-20 to" in psaki.inner_text()
