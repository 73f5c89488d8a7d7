"""Runs that their page can stop."""

import pytest

from embeddings.hashing import HashingEncoder
from rag.indexing import index_paths
from rag.library.library import Library
from rag.run_report import Phase
from tests.conftest import many
from ui.app.library.health import storage
from ui.app.running import Runs


def silent(*_, **__):
    """A progress bar that nobody looks at."""


def test_a_page_stops_its_own_run_and_no_other_s():
    runs = Runs()
    with runs.run("mine", silent) as on_progress:
        runs.stop("another's")
        on_progress(Phase.READING, 0, 1)
        runs.stop("mine")
        with pytest.raises(KeyboardInterrupt):
            on_progress(Phase.READING, 1, 1)
        on_progress(Phase.PUBLISHING, 0, 1)
    runs.stop("mine")


def test_a_stopped_run_keeps_what_is_done_and_the_next_goes_on(tmp_path):
    many(tmp_path / "transcripts", 5, turns=2)
    library, runs = Library(tmp_path / "library"), Runs()

    def progress(done, desc="", unit=""):
        if done[0] == 3:
            runs.stop("mine")

    with runs.run("mine", progress) as on_progress:
        found = index_paths(library, [tmp_path / "transcripts"], HashingEncoder(), on_progress)
    assert found.interrupted
    again = index_paths(library, [tmp_path / "transcripts"], HashingEncoder())
    assert (again.transcripts, again.interrupted) == (5, False)


def test_storage_tells_the_record_the_indexes_and_what_was_added_here_apart(library):
    (library.folder / "imports").mkdir()
    (library.folder / "imports" / "a.txt").write_bytes(b"x" * 100)
    found = storage(library)
    assert found["imports"] == 100
    assert found["record"] > 50_000
    assert found["indexes"] > 1_000
    total = sum(path.stat().st_size for path in library.folder.rglob("*") if path.is_file())
    assert sum(found.values()) == total
