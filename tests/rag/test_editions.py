"""Editions of one event are linked, other events are not; what changed is told word by word."""

import datetime as dt
import json
import random

import numpy as np
import pytest

from rag.assistant import Assistant
from rag.edition_diff import Slice, diff_editions
from rag.editions import find_editions, sketch
from rag.exchanges import Role
from rag.filters import Filters
from rag.indexing import index_paths, remove
from rag.library.library import Library
from rag.library.snapshot import StoredTurn
from rag.transcript import Turn
from tests.conftest import onrecord, write

NOUNS = "pier crane quay ferry ledger harbour bridge tide pilot anchor cargo survey".split()
VERBS = "closes costs moves opens holds carries leaves meets needs follows tells keeps".split()


def speech(seed, sentences=60):
    chance = random.Random(seed)
    return [_sentence(chance) for _ in range(sentences)]


def _sentence(chance):
    one, two, three = chance.choices(NOUNS, k=3)
    return f"The {one} {chance.choice(VERBS)} the {two} of {three} number {chance.randint(1, 999)}."


def event(sentences, title="Briefing on the pier", date="2025-03-04", per_turn=6, speaker="MS. LIND"):
    turns = [
        {"speaker": speaker, "text": " ".join(sentences[i : i + per_turn])}
        for i in range(0, len(sentences), per_turn)
    ]
    return {"title": title, "date": date, "turns": turns}


@pytest.fixture
def folder(tmp_path):
    said = speech(1)
    captions = [sentence.lower().rstrip(".") for sentence in said]
    write(tmp_path / "in/official.json", event(said))
    write(tmp_path / "in/reissued.json", event([*said[:30], "We correct that.", *said[30:]]))
    write(tmp_path / "in/captions.json", event(captions, date="2025-03-05", per_turn=2, speaker=""))
    write(tmp_path / "in/other.json", event(speech(2)))
    write(tmp_path / "in/later.json", event(speech(3), date="2025-09-01"))
    return tmp_path / "in"


def linked(library):
    with library.snapshot() as snapshot:
        return {entry.id: sorted(entry.editions) for entry in snapshot.transcripts()}


def test_editions_are_linked_and_other_events_of_the_day_are_not(tmp_path, folder, encoder):
    library = Library(tmp_path / "library")
    index_paths(library, [folder], encoder)
    assert linked(library) == {
        "official": ["captions", "reissued"],
        "reissued": ["captions", "official"],
        "captions": ["official", "reissued"],
        "other": [],
        "later": [],
    }


def test_an_edition_added_later_is_linked_and_one_removed_is_forgotten(tmp_path, folder, encoder):
    library = Library(tmp_path / "library")
    late = folder / "reissued.json"
    content = late.read_text()
    late.unlink()
    index_paths(library, [folder], encoder)
    assert linked(library)["official"] == ["captions"]
    late.write_text(content)
    index_paths(library, [folder], encoder)
    assert linked(library)["official"] == ["captions", "reissued"]
    remove(library, "captions")
    assert linked(library) == {"official": ["reissued"], "reissued": ["official"], "other": [], "later": []}


def test_an_answer_quotes_the_words_of_an_event_once(tmp_path, folder, encoder):
    library = Library(tmp_path / "library")
    index_paths(library, [folder], encoder)
    question = speech(1)[10].rstrip(".") + "?"
    answer = Assistant(library, lambda: encoder).ask(question, Filters())
    holding = [c for c in answer.citations if question.rstrip("?").lower() in c.quote.lower()]
    assert len(holding) == 1
    assert len(holding[0].editions) == 2


def test_a_pair_far_apart_in_time_needs_more_in_common():
    ours, theirs = np.arange(100, dtype=np.uint32), np.arange(60, 160, dtype=np.uint32)
    day, later = dt.date(2025, 3, 4), dt.date(2025, 6, 4)
    near = [
        (e.transcript, e.other, e.share) for e in find_editions({1: ours, 2: theirs}, {1: day, 2: day}, [2])
    ]
    assert near == [(2, 1, 0.4)]
    assert list(find_editions({1: ours, 2: theirs}, {1: day, 2: later}, [2])) == []
    assert list(find_editions({1: ours, 2: theirs}, {1: day, 2: day}, [])) == []


def test_two_short_greetings_are_no_editions():
    hello = sketch([turn_of("Good morning and thank you all for coming today.")])
    assert list(find_editions({1: hello, 2: hello}, {1: None, 2: None}, [1])) == []


def test_a_sketch_does_not_depend_on_how_turns_are_cut():
    words = " ".join(speech(4, 30))
    middle = words.index(" ", len(words) // 2)
    whole = sketch([turn_of(words)])
    assert len(whole) > 10
    assert sketch([turn_of(words[:middle]), turn_of(words[middle:].upper())]).tolist() == whole.tolist()


def turn_of(text, label="A"):
    return Turn(label, text, ((0, 1),), 1)


def stored(*said):
    return [
        StoredTurn(1, number, turn_of(text, label), label, 1, Role.STATEMENT, None)
        for number, (label, text) in enumerate(said)
    ]


def test_a_diff_tells_words_that_changed_with_their_slices():
    old = stored(("ADA", "Good morning. It costs four million."), ("Q", "Why?"))
    new = stored(("ADA", "Good morning, it costs nine million."), ("Q", "Why so much?"))
    found = diff_editions(old, new)
    assert [(c.old, c.new) for c in found.changes] == [
        ((Slice(0, 23, 27, "four", "ADA"),), (Slice(0, 23, 27, "nine", "ADA"),)),
        ((), (Slice(1, 4, 11, "so much", "Q"),)),
    ]
    assert (found.same, found.old, found.new) == (6, 7, 9)
    assert (found.changes[0].before, found.changes[0].after) == (
        "Good morning, it costs",
        "million Why so much",
    )


def test_a_diff_tells_words_under_another_name():
    old = stored(("ADA", "We will pay. It is done."), ("BO", "Thanks."))
    new = stored(("ADA", "We will pay."), ("BO", "It is done. Thanks."))
    (moved,) = diff_editions(old, new).speakers
    assert (moved.old, moved.new) == (
        Slice(0, 13, 23, "It is done", "ADA"),
        Slice(1, 0, 10, "It is done", "BO"),
    )


def test_a_diff_of_the_same_words_is_empty():
    found = diff_editions(stored(("A", "Don’t. “Yes,” he said.")), stored(("", "DON'T - yes he said")))
    assert (found.changes, found.speakers) == ((), ())


def test_the_command_tells_what_changed(tmp_path, folder):
    assert onrecord(tmp_path / "library", "index", folder).returncode == 0
    done = onrecord(tmp_path / "library", "diff", "official", "reissued", "--json")
    found = json.loads(done.stdout)
    (change,) = found["changes"]
    assert change["old"] == []
    assert [part["text"] for part in change["new"]] == ["We correct that"]
    assert found["words"]["new"] - found["words"]["same"] == 3
    shown = onrecord(tmp_path / "library", "diff", "official", "reissued").stdout
    assert "{+We correct that+}" in shown
    missing = onrecord(tmp_path / "library", "diff", "official", "nothing")
    assert (missing.returncode, missing.stderr.count("\n")) == (1, 1)
