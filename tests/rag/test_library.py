"""The library: what changed is redone, readers see whole states, and nothing is lost."""

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time

import pytest

from embeddings.hashing import HashingEncoder
from rag.errors import (
    EncoderMismatchError,
    LibraryBusyError,
    LibraryDamagedError,
    LibraryFormatError,
    LibraryReadOnlyError,
    OnRecordError,
)
from rag.filters import Filters, parse_filters
from rag.indexing import apply_book, index_paths, rebuild, remove
from rag.library import database, lock
from rag.library.library import Library, ReadOnlyLibrary
from rag.run_report import Phase
from tests.conftest import BRIEFING, COUNCIL, ROOT, contents, environment, many, write


def counts(report):
    return report.added, report.updated, report.unchanged, report.removed, len(report.skipped)


def test_a_folder_is_indexed_and_read_back(library):
    with library.snapshot() as snapshot:
        (briefing, council) = snapshot.transcripts()
        turns = snapshot.turns(briefing.key)
    assert (briefing.id, briefing.title, briefing.date.isoformat(), briefing.url) == (
        "briefing",
        BRIEFING["title"],
        "2025-03-04",
        BRIEFING["url"],
    )
    assert [turn.turn.text for turn in turns] == [turn["text"] for turn in BRIEFING["turns"]]
    assert [turn.speaker for turn in turns] == ["Ada Lindholm", "Q", "Ada Lindholm", "Q", "Ada Lindholm"]
    assert [turn.question for turn in turns] == [None, None, 1, None, 3]
    assert council.speakers == ("Chair Adeyemi", "Ada Lindholm", "Dana Smith", "Robert Smith")


def test_turns_are_fetched_together_in_the_order_asked_for(library):
    with library.snapshot() as snapshot:
        keys = {entry.id: key for key, entry in snapshot.transcripts_by_key.items()}
        wanted = [(keys["council"], 1), (keys["briefing"], 0), (keys["council"], 1)]
        assert snapshot.turns_at(wanted) == [snapshot.turn(*each) for each in wanted]
        with pytest.raises(KeyError):
            snapshot.turns_at([(keys["council"], 99)])


def test_sentences_are_kept_where_a_turn_is_long_and_sought_where_an_earlier_version_kept_none(library_of):
    long = "Mr. Okonkwo closed the bridge at 9 a.m. (Laughter.) " * 6
    library = library_of([("MAYOR RUIZ", long.strip()), ("CLERK OLSEN", "Yes. It is closed.")])

    def read():
        with library.snapshot() as snapshot:
            turns = snapshot.turns(next(iter(snapshot.transcripts_by_key)))
            return [turn.sentence_starts for turn in turns], [turn.sentences for turn in turns]

    (starts, none), sentences = read()
    assert (len(json.loads(starts)), none) == (6, None)
    with sqlite3.connect(library.folder / database.FILE_NAME) as connection:
        connection.execute("DROP TABLE sentences")
    assert read() == ([None, None], sentences)


def test_a_second_run_encodes_nothing(library, transcripts):
    class Refusing(HashingEncoder):
        def encode(self, texts, on_encoded=None):
            raise AssertionError(f"encoded {texts} again")

    assert counts(index_paths(library, [transcripts], Refusing())) == (0, 0, 2, 0, 0)


def test_only_what_changed_is_encoded(library, transcripts):
    encoded = []

    class Noting(HashingEncoder):
        def encode(self, texts, on_encoded=None):
            encoded.extend(texts)
            return super().encode(texts, on_encoded)

    changed = json.loads(json.dumps(COUNCIL))
    changed["turns"][3]["text"] = "The fire brigade took that decision."
    write(transcripts / "council.json", changed)
    assert counts(index_paths(library, [transcripts], Noting())) == (0, 1, 1, 0, 0)
    assert [text for text in encoded if "fire brigade" not in text] == []
    with library.snapshot() as snapshot:
        assert "took that decision" in snapshot.turns(snapshot.transcripts("council")[0].key)[3].turn.text


def test_a_file_that_has_gone_is_removed(library, transcripts, encoder):
    (transcripts / "council.json").unlink()
    assert counts(index_paths(library, [transcripts], encoder)) == (0, 0, 1, 1, 0)
    assert list(contents(library)) == ["briefing"]


def test_an_emptied_folder_removes_nothing(library, transcripts, encoder):
    for path in transcripts.iterdir():
        path.unlink()
    report = index_paths(library, [transcripts], encoder)
    assert counts(report) == (0, 0, 0, 0, 1)
    assert "(2 transcripts); the library keeps them" in report.skipped[0].reason
    assert len(contents(library)) == 2


def test_a_moved_file_is_followed(library, transcripts, encoder):
    (transcripts / "later").mkdir()
    (transcripts / "council.json").rename(transcripts / "later" / "council.json")
    index_paths(library, [transcripts], encoder)
    with library.snapshot() as snapshot:
        files = [entry.file for entry in snapshot.transcripts()]
    assert files == [str(transcripts / "briefing.json"), str(transcripts / "later" / "council.json")]


def test_the_same_content_twice_is_indexed_once_and_named(library, transcripts, encoder):
    shutil.copy(transcripts / "council.json", transcripts / "copy.json")
    report = index_paths(library, [transcripts], encoder)
    assert counts(report) == (0, 0, 2, 0, 1)
    assert str(transcripts / "council.json") in report.skipped[0].reason


def test_of_two_refused_files_of_one_content_each_is_told_what_is_wrong_with_it(tmp_path, encoder):
    """The second was said to be in the library already."""
    folder = tmp_path / "twins"
    folder.mkdir()
    for name in ("a.srt", "b.txt"):
        (folder / name).write_text("Bridges are useful.\n", encoding="utf-8")
    (folder / "c.md").write_text("Ana Ruiz: Yes.\nTom Berg: No.\n" * 2, encoding="utf-8")
    (folder / "d.txt").write_text("Ana Ruiz: Yes.\nTom Berg: No.\n" * 2, encoding="utf-8")
    report = index_paths(Library(tmp_path / "library"), [folder], encoder)
    assert [(skip.path.name, skip.reason.partition(";")[0]) for skip in report.skipped] == [
        ("a.srt", "SubRip without captions: found 0 timings and no words"),
        ("b.txt", "no speaker labels found in 1 line (3 words)"),
        ("d.txt", f"the same content as {folder / 'c.md'}, which is in the library"),
    ]


def test_two_files_of_one_name_get_two_ids(library, tmp_path, encoder):
    write(tmp_path / "other" / "council.json", {**COUNCIL, "title": "Another hearing"})
    index_paths(library, [tmp_path / "other"], encoder)
    assert sorted(contents(library)) == ["briefing", "council", "council-2"]
    assert counts(index_paths(library, [tmp_path / "other"], encoder)) == (0, 0, 1, 0, 0)


def test_one_bad_file_never_costs_the_batch(tmp_path, encoder):
    folder = tmp_path / "mixed"
    write(folder / "good.json", COUNCIL)
    (folder / "broken.json").write_text('{"title": "x", "turns": [', encoding="utf-8")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "empty.md").write_text("", encoding="utf-8")
    (folder / "release.md").write_text("A statement on bridges.\n\nBridges are useful.\n", encoding="utf-8")
    library = Library(tmp_path / "library")
    report = index_paths(library, [folder, tmp_path / "nowhere"], encoder)
    assert list(contents(library)) == ["good"]
    assert sorted(skip.path.name for skip in report.skipped) == [
        "binary.txt",
        "broken.json",
        "empty.md",
        "nowhere",
        "release.md",
    ]
    assert all(skip.reason and "\n" not in skip.reason for skip in report.skipped)


def test_remove_takes_a_transcript_out_everywhere(library):
    remove(library, "council")
    assert list(contents(library)) == ["briefing"]
    with library.snapshot() as snapshot:
        assert snapshot.derived.lexical.turns_with_sequence(["fire", "brigade"], 10) == []
        assert len(snapshot.derived.rows) == len(snapshot.derived.vectors) == 5
        assert [person.name for person in snapshot.speakers()] == ["Ada Lindholm", "Q"]
    with pytest.raises(OnRecordError, match="no transcript 'council'"):
        remove(library, "council")


def test_a_reader_keeps_its_state_while_a_writer_publishes_another(library, transcripts, encoder):
    with library.snapshot() as before:
        write(transcripts / "third.json", {**COUNCIL, "title": "A third", "date": "2025-07-01"})
        index_paths(library, [transcripts], encoder)
        assert len(before.transcripts()) == 2
        key = before.transcripts("council")[0].key
        assert before.turn(key, 3).turn.text == COUNCIL["turns"][3]["text"]
        assert len(before.derived.rows) == 10
    assert len(contents(library)) == 3


def test_readers_never_see_half_a_run(tmp_path, encoder):
    """A changing library read from other threads: every search result belongs to the state that was read."""
    folder = tmp_path / "meetings"
    library = Library(tmp_path / "library")
    many(folder, 3)
    index_paths(library, [folder], encoder)
    problems, stop = [], threading.Event()

    def read():
        while not stop.is_set():
            try:
                with library.snapshot() as snapshot:
                    known = set(snapshot.transcripts_by_key)
                    found = snapshot.derived.lexical.turns_with_sequence(["point", "1"], 100)
                    assert {key for key, _ in found} == known
                    assert set(snapshot.derived.rows.transcript.tolist()) == known
            except Exception as error:
                problems.append(repr(error))

    readers = [threading.Thread(target=read) for _ in range(3)]
    for thread in readers:
        thread.start()
    for n in range(6):
        many(folder, 4 + n)
        (folder / f"meeting-{n:03}.json").write_text(
            (folder / f"meeting-{n:03}.json").read_text().replace("about", f"concerning {n}"),
            encoding="utf-8",
        )
        index_paths(library, [folder], encoder)
    stop.set()
    for thread in readers:
        thread.join()
    assert problems == []


def test_a_second_writer_is_told_who_the_first_is(library, transcripts, encoder):
    with lock.writing(library.folder), pytest.raises(LibraryBusyError) as caught:
        index_paths(library, [transcripts], encoder)
    assert f"process {os.getpid()}" in str(caught.value)


def test_another_encoder_is_refused_until_the_library_is_rebuilt(library, transcripts):
    other = HashingEncoder(dimensions=64)
    with pytest.raises(EncoderMismatchError, match="onrecord index --rebuild"):
        index_paths(library, [transcripts], other)
    before = contents(library)
    for path in transcripts.iterdir():
        path.unlink()  # a rebuild needs no source file
    rebuild(library, other)
    assert contents(library) == before
    library.require_encoder(other)


def test_another_format_number_is_refused(library):
    connection = database.connect(library.folder, write=True)
    database.set_meta(connection, "format", "999")
    connection.close()
    with pytest.raises(LibraryFormatError, match="format 999; this On Record reads"):
        Library(library.folder)


def test_a_damaged_sqlite_file_is_named(library):
    for path in library.folder.glob("library.sqlite*"):
        path.write_bytes(b"this is not a database, and long enough to be looked at" * 100)
    with pytest.raises(LibraryDamagedError, match="Restore it from a backup"):
        Library(library.folder)


@pytest.mark.parametrize("name", ["rows.npz", "vectors-*.faiss", "segments.npz", "manifest.json", "lexical"])
def test_a_damaged_index_is_rebuilt_and_told(library, name):
    before = contents(library)
    (target,) = (library.folder / "index").glob(f"state-*/{name}")
    if target.is_dir():
        shutil.rmtree(target)
    else:
        target.write_bytes(target.read_bytes()[:-7])
    opened = Library(library.folder)
    assert contents(opened) == before
    assert "nothing was lost" in opened.notices[0]
    assert opened.find_damage() is None


def flip_a_byte(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def test_doctor_sees_a_flipped_byte(library):
    (vectors,) = (library.folder / "index").glob("state-*/vectors-*.faiss")
    flip_a_byte(vectors)
    assert f"{vectors.name} doesn't have the bytes that were written" in library.find_damage()


def test_rows_that_cannot_be_read_are_rebuilt(library):
    before = contents(library)
    (state,) = (library.folder / "index").iterdir()
    flip_a_byte(state / "rows.npz")
    assert contents(Library(library.folder)) == before


def test_ctrl_c_keeps_what_was_done_and_the_next_run_goes_on(tmp_path):
    folder = tmp_path / "meetings"
    many(folder, 30, turns=40)
    library = Library(tmp_path / "library")

    class Interrupted(HashingEncoder):
        batches = 0

        def encode(self, texts, on_encoded=None):
            self.batches += 1
            if self.batches == 3:
                raise KeyboardInterrupt
            return super().encode(texts, on_encoded)

    first = index_paths(library, [folder], Interrupted())
    assert first.interrupted
    assert 0 < first.added < 30
    second = index_paths(library, [folder], HashingEncoder())
    assert counts(second) == (30 - first.added, 0, first.added, 0, 0)


def test_ctrl_c_while_reading_gives_up_the_batch_that_is_being_encoded(tmp_path):
    folder = tmp_path / "meetings"
    many(folder, 6, turns=10)
    library = Library(tmp_path / "library")
    encoding, read = threading.Event(), threading.Event()

    class Waiting(HashingEncoder):
        def encode(self, texts, on_encoded=None):
            encoding.set()
            assert read.wait(20)
            while on_encoded is not None:
                on_encoded(0)  # raises once nobody waits for the batch
                time.sleep(0.01)
            return super().encode(texts)

    def interrupt(phase, done, total):
        if phase is Phase.READING and done == 3:
            assert encoding.wait(20)
            read.set()
            raise KeyboardInterrupt

    assert index_paths(library, [folder], Waiting(), interrupt).interrupted
    assert contents(library) == {}
    assert counts(index_paths(library, [folder], HashingEncoder())) == (6, 0, 0, 0, 0)


def index_command(folder, library):
    return subprocess.Popen(
        [sys.executable, "-m", "ui", "index", str(folder)],
        cwd=ROOT,
        env=environment(library),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@pytest.mark.slow
def test_a_kill_at_any_moment_leaves_the_old_state_or_the_new_one(tmp_path):
    """A real process is killed at random moments of a run; a second library is never disturbed."""
    folder, library = tmp_path / "meetings", tmp_path / "library"
    calm = Library(tmp_path / "undisturbed")
    draw = random.Random(7)
    began = time.monotonic()
    many(folder, 40, turns=30)
    assert index_command(folder, library).wait() == 0
    whole_run = time.monotonic() - began
    index_paths(calm, [folder], HashingEncoder())
    before = contents(Library(library))
    assert before == contents(calm)
    kills = 0
    for version in range(10):
        for path in draw.sample(sorted(folder.iterdir()), 25):
            path.write_text(
                path.read_text().replace("was about", f"was about {version} and"), encoding="utf-8"
            )
        index_paths(calm, [folder], HashingEncoder())
        process = index_command(folder, library)
        time.sleep(draw.uniform(0.2, 1.0) * whole_run)
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)
            kills += 1
        process.wait()
        seen = contents(Library(library))
        assert seen in (before, contents(calm)), f"after version {version}"
        before = seen
    assert kills >= 3
    assert index_command(folder, library).wait() == 0
    assert contents(Library(library)) == contents(calm)
    assert Library(library).find_damage() is None
    assert len(list((library / "index").iterdir())) == 1


@pytest.mark.slow
def test_a_full_disk_leaves_the_old_state(tmp_path, library, transcripts):
    """The kernel refuses to let any file grow past a limit: the run ends in one line, the library stays."""
    before = contents(library)
    many(transcripts, 60, turns=60)
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000));"
        "from ui.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "index", str(transcripts)],
        cwd=ROOT,
        env=environment(library.folder),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "could not be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert contents(Library(library.folder)) == before
    index_paths(Library(library.folder), [transcripts], HashingEncoder())
    assert len(contents(Library(library.folder))) == 62


def test_a_date_range_selects_contiguous_rows(library):
    with library.snapshot() as snapshot:
        from rag.filters import select

        mask = select(parse_filters(None, "2025-05", None, None), snapshot).mask(snapshot.derived.rows)
    assert mask.tolist() == [False] * 5 + [True] * 5


def test_an_empty_library_answers_with_nothing(tmp_path, encoder):
    from rag.answers import answer

    with Library(tmp_path / "new").snapshot() as snapshot:
        found = answer(snapshot, encoder, "Who spoke?", Filters())
    assert (found.answered, found.citations, found.coverage.transcripts) == (False, (), 0)
    assert "onrecord index" in found.reason


def test_a_read_only_library_reads_the_same_state_and_refuses_every_writer(library, transcripts, encoder):
    reading = ReadOnlyLibrary(library)
    before = contents(library)
    for write_it in (
        lambda: index_paths(reading, [transcripts], encoder),
        lambda: rebuild(reading, encoder),
        lambda: remove(reading, "briefing"),
        lambda: apply_book(reading),
    ):
        with pytest.raises(LibraryReadOnlyError, match="You may read this library, not change it"):
            write_it()
    assert contents(reading) == contents(library) == before
    remove(library, "briefing")
    assert contents(reading).keys() == {"council"}
