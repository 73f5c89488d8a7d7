"""Reading a transcript in a real browser."""

import io
import math
import re
import struct
import wave

import pypdfium2
import pytest
from playwright.sync_api import expect

from embeddings.hashing import HashingEncoder
from rag.indexing import index_paths
from rag.library.library import Library
from tests.app.conftest import HOSTILE, serving
from tests.app.test_page import choose, opened
from tests.conftest import BRIEFING, ROOT, write

pytestmark = pytest.mark.slow

SAMPLE = "2025-03-11-mayors-briefing-on-the-harbour-bridge"
SAID = "Four million crowns.\n\nAnd I don’t expect 🙂 it to be under [over] that, Señor Peña. Really."
RADIO = {
    "title": "Radio interview",
    "date": "2025-07-02",
    "url": "https://example.org/radio",
    "turns": [
        {"speaker": "Host Ana Ruiz", "text": "Welcome. What will the repair cost?", "start": 0},
        {"speaker": "Ada Lindholm", "text": SAID, "start": 3.5},
        {"speaker": "Host Ana Ruiz", "text": "And when will it be done?", "start": 8},
        {"speaker": "Ada Lindholm", "text": "By the end of May.", "start": 11},
    ],
}


def tone(path, seconds=16):
    """A recording of a humming note."""
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        notes = (round(3000 * math.sin(at * 0.35)) for at in range(8000 * seconds))
        sound.writeframes(b"".join(struct.pack("<h", note) for note in notes))


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    """A library with a briefing, a recorded interview, a real layout with corrections, and hostile text."""
    folder = tmp_path_factory.mktemp("read")
    texts = folder / "transcripts"
    for name, transcript in (("briefing", BRIEFING), ("talk", RADIO), ("hostile", HOSTILE)):
        write(texts / f"{name}.json", transcript)
    tone(texts / "talk.wav")
    (texts / f"{SAMPLE}.md").write_bytes((ROOT / f"samples/port-ellery/{SAMPLE}.md").read_bytes())
    index_paths(Library(folder / "library"), [texts], HashingEncoder())
    return folder / "library"


@pytest.fixture(scope="module")
def address(record):
    with serving(record) as served:
        yield served


@pytest.fixture
def read(browser, address):
    """Opens the page at a query; requests to elsewhere and complaints of the browser fail the test."""
    pages = []

    def open_at(query, width=1280, height=900):
        pages.append(opened(browser, address, width, height, f"/{query}"))
        page = next(pages[-1])
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.wait_for_selector("#or-read .or-reader")
        return page

    yield open_at
    for each in pages:
        assert next(each, None) is None


def in_view(page, selector):
    return page.wait_for_function(
        "(s) => { const r = document.querySelector(s).getBoundingClientRect();"
        " return r.top >= 0 && r.top < innerHeight; }",
        arg=selector,
    )


def clipboard(page):
    return page.evaluate("navigator.clipboard.readText()")


def select(page, number, first, last):
    """Drag over the words from `first` to the end of `last` in a turn, as a mouse would."""
    page.evaluate(
        """([number, first, last]) => {
          const said = document.querySelector(`#or-read .or-turn[data-n="${number}"] .or-said`);
          const walker = document.createTreeWalker(said, NodeFilter.SHOW_TEXT);
          const at = (words) => {
            walker.currentNode = said;
            while (walker.nextNode()) {
              const place = walker.currentNode.data.indexOf(words);
              if (place >= 0) return [walker.currentNode, place];
            }
          };
          said.scrollIntoView({block: 'center'});
          const range = document.createRange();
          range.setStart(...at(first));
          const [node, place] = at(last);
          range.setEnd(node, place + last.length);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
          said.dispatchEvent(new PointerEvent('pointerup', {bubbles: true}));
        }""",
        [number, first, last],
    )
    page.wait_for_selector(".or-offer button")


def test_find_counts_marks_and_steps_through_the_words(read):
    page = read(f"?transcript={SAMPLE}")
    box, count = page.locator(".or-find input"), page.locator(".or-count")
    box.fill("THE BRIDGE")
    count.filter(has_text="1 of 8").wait_for()
    assert page.evaluate("CSS.highlights.get('or-found').size") == 8
    for keys, told in (("Enter", "2 of 8"), ("Shift+Enter", "1 of 8"), ("Shift+Enter", "8 of 8")):
        box.press(keys)
        count.filter(has_text=told).wait_for()
    in_view(page, ".or-found-turn")
    box.fill("no crocodile")
    count.filter(has_text="Not found").wait_for()
    box.press("Escape")
    assert (box.input_value(), count.inner_text()) == ("", "")
    assert page.evaluate("CSS.highlights.size") == 0


def test_find_takes_plain_letters_and_quotes_for_the_typographers(read):
    page = read("?transcript=talk")
    for sought in ("pena", "don't expect", "crowns"):
        page.fill(".or-find input", sought)
        page.locator(".or-count", has_text="1 of 1").wait_for()
        page.press(".or-find input", "Escape")


def test_the_filter_says_how_many_turns_it_hides_and_brings_them_back(read):
    page = read("?transcript=briefing")
    page.locator(".or-speaker", has_text="Lindholm").click()
    assert page.locator(".or-turn:visible .or-who strong").all_inner_texts() == ["Ada Lindholm"] * 3
    assert page.locator(".or-gap").all_inner_texts() == ["1 turn hidden", "1 turn hidden"]
    assert page.locator(".or-shown [role=status]").inner_text() == "3 of 5 turns shown"
    page.fill(".or-find input", "cracks")
    page.locator(".or-count", has_text="1 of 1").wait_for()
    page.locator(".or-gap").first.click()
    page.locator(".or-count", has_text="of 2").wait_for()
    assert page.locator(".or-turn:visible").count() == 4
    page.locator(".or-turn[data-n='4'] .or-jump").click()  # its question is hidden
    assert page.evaluate("document.activeElement.dataset.n") == "3"
    page.locator(".or-speaker", has_text="Lindholm").click()
    assert page.locator(".or-gap").count() == 0
    assert page.locator(".or-shown").is_hidden()


def test_the_keyboard_goes_from_question_to_answer_and_to_the_next_question(read):
    page = read("?transcript=briefing&turn=2")
    page.locator(".or-turn[data-n='2'] .or-jump").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.dataset.n") == "1"
    page.locator(".or-question-after").focus()
    for _ in range(3):
        page.keyboard.press("Enter")
        page.locator(".or-question-after").focus()
    page.locator(".or-question-before").press("Enter")
    assert page.evaluate("document.activeElement.dataset.n") == "1"


def test_selected_words_are_copied_with_their_citation_and_their_link_marks_them(read, address):
    page = read("?transcript=talk")
    select(page, 1, "crowns", "Peña")
    words = "crowns.\n\nAnd I don’t expect 🙂 it to be under [over] that, Señor Peña"
    page.get_by_role("button", name="Copy with citation").click()
    page.get_by_role("button", name="Copied").wait_for()
    place = f"turn=1&start={SAID.index('crowns')}&end={SAID.index('. Really')}"
    assert clipboard(page).split("\n") == [
        *f"“{words}”".split("\n"),
        "Ada Lindholm, Radio interview, 2025-07-02",
        "https://example.org/radio#:~:text=crowns.,under%20%5Bover%5D%20that%2C%20Se%C3%B1or%20Pe%C3%B1a",
        f"{address}/?transcript=talk&{place}",
    ]
    page.get_by_role("button", name="Link to these words").click()
    link = clipboard(page)
    assert link == f"{address}/?transcript=talk&{place}"
    assert "check=crowns" in page.locator(".or-offer a").get_attribute("href")
    page.goto(link)
    page.wait_for_selector("#or-read mark")
    marked = "".join(page.locator("#or-read mark").all_text_contents())
    assert marked == words.replace("\n", "")


def test_words_across_a_correction_are_cut_where_they_stand(read):
    page = read(f"?transcript={SAMPLE}")
    select(page, 1, "put on", "extra buses")
    page.get_by_role("button", name="Copy with citation").click()
    page.get_by_role("button", name="Copied").wait_for()
    assert clipboard(page).startswith("“put on forty [fourteen] extra buses”\nLena Halvorsen")
    page.keyboard.press("Escape")
    assert page.locator(".or-offer").count() == 0


def test_words_of_several_turns_are_not_cited_as_one(read):
    page = read("?transcript=briefing")
    page.evaluate(
        """() => {
          const [one, two] = document.querySelectorAll('#or-read .or-said');
          getSelection().setBaseAndExtent(one.firstChild, 5, two.firstChild, 5);
          one.dispatchEvent(new PointerEvent('pointerup', {bubbles: true}));
        }"""
    )
    page.locator(".or-offer", has_text="Select words of one turn").wait_for()


def test_a_turn_is_cited_and_linked_by_the_keyboard_alone(read, address):
    page = read("?transcript=briefing")
    page.locator(".or-turn[data-n='4'] .or-copy-link").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Copied").wait_for()
    assert clipboard(page) == f"{address}/?transcript=briefing&turn=4"
    page.locator(".or-turn[data-n='4'] .or-cite-turn").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".or-offer button:focus")
    page.keyboard.press("Enter")
    page.get_by_role("toolbar").get_by_role("button", name="Copied").wait_for()
    assert clipboard(page).startswith(
        "“Four million crowns, and I don’t expect it to be more.”\nAda Lindholm"
    )


def test_the_recording_starts_at_the_cited_second_and_at_any_time_in_the_text(read):
    page = read("?transcript=talk&turn=3")
    player = page.locator(".or-player audio")
    page.wait_for_function("document.querySelector('audio').currentTime === 11")
    assert page.evaluate("document.querySelector('audio').paused")
    page.get_by_role("button", name="Play from 0:03").click()
    page.wait_for_function("document.querySelector('audio').currentTime >= 3.5")
    page.wait_for_selector(".or-turn[data-n='1'][aria-current=true]")
    assert player.evaluate("(audio) => audio.currentTime") < 11
    player.evaluate("(audio) => audio.pause()")


def test_links_between_transcripts_can_be_gone_back(read):
    page = read("?transcript=briefing&turn=2&start=0&end=3")
    in_view(page, "#or-read mark")
    page.locator(".or-turn[data-n='4'] .or-number").click()
    page.wait_for_selector(".or-turn[data-n='4'].or-cited")
    page.wait_for_function("location.search === '?transcript=briefing&turn=4'")
    page.go_back()
    page.wait_for_selector(".or-turn[data-n='2'].or-cited mark")


def test_find_and_filter_stay_while_the_transcript_does(read):
    page = read("?transcript=briefing")
    page.locator(".or-speaker", has_text="Lindholm").click()
    page.fill(".or-find input", "of")
    count = page.locator(".or-count")
    count.filter(has_text="1 of 3").wait_for()
    page.locator(".or-turn[data-n='4'] .or-number").click()
    page.wait_for_selector(".or-turn[data-n='4'].or-cited")
    count.filter(has_text="of 3").wait_for()
    assert page.input_value(".or-find input") == "of"
    assert page.locator(".or-turn:visible").count() == 3
    choose(page, "Transcript", re.compile("Radio"))
    page.locator(".or-turn", has_text="By the end of May").wait_for()
    page.wait_for_function("document.querySelector('.or-find input').value === ''")
    assert page.locator(".or-turn:visible").count() == 4


def test_an_unknown_transcript_is_told_and_the_likest_opens(read):
    page = read("?transcript=briefign&turn=2")
    page.get_by_text("There is no transcript “briefign”").wait_for()
    page.get_by_role("link", name="Briefing by Harbour Master").click()
    page.wait_for_selector(".or-turn")


def test_hostile_words_are_only_words(read):
    page = read("?transcript=hostile&turn=0&start=4&end=60")
    assert "<img src=x onerror=" in page.locator(".or-said").inner_text()
    page.fill(".or-find input", "<script>")
    page.locator(".or-count", has_text="of 1").wait_for()
    page.locator(".or-cite-turn").click()
    page.get_by_role("button", name="Copy with citation").click()
    page.get_by_role("button", name="Copied").wait_for()
    assert "<script>window.hacked = 1</script> | pipes | **stars**" in clipboard(page)
    assert page.evaluate("window.hacked") is None


def test_a_transcript_prints_whole_and_alone(read):
    page = read(f"?transcript={SAMPLE}&turn=4&__theme=dark")
    with pypdfium2.PdfDocument(io.BytesIO(page.pdf(format="A4"))) as pdf:
        printed = " ".join(" ".join(each.get_textpage().get_text_range() for each in pdf).split())
    assert "Press Briefing by Mayor Imani Okonkwo" in printed
    assert "Good morning, everyone." in printed
    last = page.locator(".or-said").last.inner_text().split("\n")[-1][-30:]
    assert last in printed
    for screen_only in (
        "Its answer",
        "Find in this transcript",
        "Copy link",
        "Library",
        "Print",
        "Use via API",
    ):
        assert screen_only not in printed


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_runs_off_a_phone(read, theme):
    page = read(f"?transcript=talk&turn=1&start=0&end=12&__theme={theme}", 390, 844)
    in_view(page, "#or-read mark")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    small = page.evaluate(
        """() => [...document.querySelectorAll('#or-read .or-tools button, #or-read .or-speaker')]
          .filter((each) => each.offsetParent && each.offsetHeight < 32).map((each) => each.className)"""
    )
    assert small == []


def test_a_deep_link_survives_a_restart(browser, record):
    for _ in range(2):
        with serving(record) as served:
            pages = opened(browser, served, path="/?transcript=briefing&turn=2&start=0&end=3")
            page = next(pages)
            page.wait_for_selector("#or-read mark")
            assert page.locator("#or-read mark").inner_text() == "No."
            assert re.search(r"turn=2", page.url)
            assert next(pages, None) is None


def test_the_tab_begins_with_the_newest_transcripts(browser, address):
    pages = opened(browser, address)
    page = next(pages)
    page.get_by_role("tab", name="Read").click()
    page.locator("#or-newest", has_text="Choose a transcript above").locator("a").first.wait_for()
    titles = page.locator("#or-newest a").all_inner_texts()
    assert [title[:10] for title in titles] == ["2025-08-01", "2025-07-02", "2025-03-11", "2025-03-04"]
    page.locator("#or-newest a", has_text="Radio interview").click()
    page.locator("#or-read .or-whole h2", has_text="Radio interview").wait_for()
    chosen = page.get_by_role("combobox", name="Transcript")
    expect(chosen).to_have_value("2025-07-02  Radio interview")
    assert next(pages, None) is None
