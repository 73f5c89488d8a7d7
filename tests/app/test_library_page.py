"""The Library tab in a real browser."""

import json
import re
import zipfile

import pytest

from embeddings.hashing import HashingEncoder
from rag.indexing import index_paths
from rag.library.library import Library
from tests.app.conftest import serving
from tests.app.test_page import opened
from tests.conftest import BRIEFING, COUNCIL, many, write

pytestmark = pytest.mark.slow

SLIP = [
    *({"speaker": f"MS. {'FAUCI' if n % 2 else 'WALENSKY'}", "text": f"Point {n}."} for n in range(30)),
    {"speaker": "MS. WALESNKY", "text": "That is one more point."},
]


@pytest.fixture
def library(tmp_path):
    """Sixty small transcripts beside two known ones."""
    write(tmp_path / "transcripts" / "briefing.json", BRIEFING)
    write(tmp_path / "transcripts" / "council.json", COUNCIL)
    many(tmp_path / "transcripts", 60, turns=2)
    library = Library(tmp_path / "library")
    index_paths(library, [tmp_path / "transcripts"], HashingEncoder())
    return library


@pytest.fixture
def page(browser, library):
    with serving(library.folder) as address:
        pages = opened(browser, address)
        page = next(pages)
        page.get_by_role("tab", name="Library").click()
        page.wait_for_selector(".or-list")
        yield page
        assert next(pages, None) is None


def ids(library):
    with library.snapshot() as snapshot:
        return {entry.id for entry in snapshot.transcripts()}


def speakers(library):
    with library.snapshot() as snapshot:
        return {each.name for each in snapshot.speakers()}


def test_the_table_is_paged_searched_and_sorted(page):
    assert page.locator(".or-list tbody tr").count() == 50
    assert "62 transcripts" in page.locator(".or-bar").inner_text()
    page.get_by_role("button", name="Next").click()
    page.locator(".or-bar", has_text="Page 2 of 2").wait_for()
    assert page.locator(".or-list tbody tr").count() == 12
    page.fill("#or-search textarea, #or-search input", "lindholm")
    page.locator(".or-bar", has_text="2 of 62").wait_for()
    titles = page.locator(".or-list a").all_inner_texts()
    assert titles == ["Council hearing on the north pier", "Briefing by Harbour Master Ada Lindholm"]
    page.get_by_label("Order").click()
    page.get_by_role("option", name="Oldest first").click()
    page.wait_for_function("document.querySelector('.or-list a').innerText.startsWith('Briefing')")


def test_what_is_removed_is_named_first_and_can_be_put_back(page, library):
    page.fill("#or-search textarea, #or-search input", "council")
    page.locator(".or-bar", has_text="1 of 62").wait_for()
    page.get_by_label("Choose Council hearing").check()
    page.get_by_role("button", name="Remove chosen").click()
    page.locator("#or-remove-question", has_text="Council hearing on the north pier").wait_for()
    assert "council.json" in page.locator("#or-remove-question").inner_text()
    page.click("#or-remove-no")
    page.locator("#or-remove-question").wait_for(state="hidden")
    assert "council" in ids(library)
    page.get_by_role("button", name="Remove chosen").click()
    page.click("#or-remove-yes")
    page.locator("#or-gone", has_text="1 transcript was taken out").wait_for()
    page.locator(".or-bar", has_text="0 of 61").wait_for()
    assert "council" not in ids(library)
    page.click("#or-put-back")
    page.locator(".or-bar", has_text="1 of 62").wait_for()
    assert "council" in ids(library)


def test_the_newest_transcripts_of_read_follow_the_library(page, library):
    page.get_by_role("tab", name="Read").click()
    newest = page.locator("#or-newest li").first
    title = newest.inner_text().split(maxsplit=1)[1]
    page.get_by_role("tab", name="Library").click()
    page.fill("#or-search textarea, #or-search input", title)
    page.locator(".or-list a", has_text=title).first.wait_for()
    page.get_by_label(f"Choose {title}").first.check()
    page.get_by_role("button", name="Remove chosen").click()
    page.click("#or-remove-yes")
    page.locator("#or-gone", has_text="1 transcript was taken out").wait_for()
    page.get_by_role("tab", name="Read").click()
    page.wait_for_function(
        "title => !document.querySelector('#or-newest li').innerText.endsWith(title)", arg=title
    )
    assert len(ids(library)) == 61


def test_a_report_has_a_row_for_every_file_of_a_folder_and_an_archive(page, library, tmp_path):
    folder = tmp_path / "new"
    write(folder / "slip.json", {"title": "Hearing on masks", "date": "2025-09-01", "turns": SLIP})
    (folder / "release.txt").write_text("Nobody speaks here.\n")
    (folder / "broken.json").write_text('{"title": "x",\n "turns": [}')
    (folder / "picture.png").write_bytes(b"\x89PNG")
    otters = {**COUNCIL, "title": "Hearing on otters", "turns": [{"speaker": "Ada", "text": "Otters swim."}]}
    with zipfile.ZipFile(folder / "otters.zip", "w") as archive:
        archive.writestr("otters.json", json.dumps(otters))
    page.get_by_text("Add transcripts").click()
    page.locator("#or-folder input[type=file]").set_input_files(folder)
    page.locator("#or-folder", has_text="slip").wait_for()
    page.click("#or-add")
    page.locator("#or-report", has_text="2 added").wait_for()
    report = page.locator("#or-report").inner_text()
    assert "2 skipped" in report
    assert "1 file of another kind was left out" in report
    rows = {row.split("\t")[0]: row for row in page.locator("#or-report tbody tr").all_inner_texts()}
    assert "Added: Hearing on masks" in rows["slip.json"]
    assert "MS. WALESNKY" in rows["slip.json"]
    assert "31" in rows["slip.json"]
    assert "2025-09-01" in rows["slip.json"]
    assert "Added: Hearing on otters" in rows["otters.json"]
    assert "Line 2:" in rows["broken.json"]
    assert "Skipped" in rows["release.txt"]
    assert len(ids(library)) == 64
    page.locator(".or-bar", has_text="64 transcripts").wait_for()


def test_health_tells_room_and_doubts_reads_changed_files_and_rebuilds(page, library, tmp_path):
    page.get_by_role("tab", name="Health").click()
    page.locator("#or-health", has_text="62 transcripts").wait_for()
    assert "on disk" in page.locator("#or-health").inner_text()
    page.click("#or-check-library")
    page.get_by_text("Every byte is as it was written.").wait_for()
    with library.snapshot() as snapshot:
        before = snapshot.derived.name
    write(tmp_path / "transcripts" / "council.json", {**COUNCIL, "title": "Council hearing, corrected"})
    page.click("#or-update")
    page.locator("#or-checked-library", has_text="1 updated, 61 unchanged").wait_for()
    page.click("#or-rebuild")
    page.locator("#or-checked-library", has_text="Rebuilt from the stored turns: 62 transcripts").wait_for()
    with library.snapshot() as snapshot:
        assert snapshot.derived.name != before


def test_a_speaker_is_renamed_after_a_preview_and_it_is_undone(page, library):
    before = speakers(library)
    page.get_by_role("tab", name="Speakers").click()
    page.fill("#or-search-speakers textarea, #or-search-speakers input", "dana")
    page.wait_for_function("document.querySelectorAll('.or-person').length === 1")
    page.locator(".or-person [data-do=person]").click()
    page.fill("#or-edit-new input", "Dana Q. Smith")
    page.keyboard.press("Tab")
    page.click("#or-to-draft")
    page.locator("#or-draft tbody tr", has_text="Dana Smith → Dana Q. Smith").wait_for()
    assert speakers(library) == before
    page.click("#or-apply")
    page.locator("#or-draft", has_text="Applied").wait_for()
    assert speakers(library) == before - {"Dana Smith"} | {"Dana Q. Smith"}
    page.get_by_role("button", name="Undo the change").click()
    page.locator("#or-draft", has_text=re.compile("Undone")).wait_for()  # not "It can be undone"
    assert speakers(library) == before
    assert not (library.folder / "speakers.yaml").exists()


def test_a_label_of_the_list_is_taken_into_the_form_without_another_ones_person(page, library):
    page.get_by_role("tab", name="Speakers").click()
    page.locator(".or-person [data-do=person]").first.click()
    person = page.get_by_role("combobox", name="Person")
    page.wait_for_function("document.querySelector('#or-edit-person input')?.value")
    page.locator("#or-speakers summary").first.click()
    label = page.locator("#or-speakers [data-do=label]").first
    label.click()
    page.wait_for_function("document.querySelector('#or-edit-person input')?.value === ''")
    assert page.locator("#or-edit-label input").input_value() == label.inner_text()
    person.fill("dana")
    person.press("ArrowDown")
    person.press("Enter")
    page.click("#or-to-draft")
    page.locator("#or-draft tbody tr", has_text=f"{label.inner_text()} → Dana Smith").wait_for()


def test_a_mistake_in_the_file_itself_is_told_with_its_line_and_changes_nothing(page, library):
    page.get_by_role("tab", name="Speakers").click()
    page.wait_for_selector(".or-person")
    page.get_by_text("Say who is who").click()
    page.get_by_text("The file itself").click()
    page.locator("#or-book .cm-content").wait_for()
    page.wait_for_timeout(500)  # the editor takes its text from the page once more after it stands there
    page.locator("#or-book .cm-content").fill("persons:\n  - aliases: [X]\n")
    page.click("#or-take")
    page.locator("#or-draft [role=alert]", has_text="speakers.yaml:2").wait_for()
    assert page.locator("#or-apply").is_disabled()
    assert not (library.folder / "speakers.yaml").exists()
    page.get_by_role("tab", name="Transcripts").click()
    page.get_by_role("tab", name="Speakers").click()
    page.wait_for_timeout(1000)  # what opening the tab fetches must not take away what was typed
    assert "aliases: [X]" in page.locator("#or-book .cm-content").inner_text()
