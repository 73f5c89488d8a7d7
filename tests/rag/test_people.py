"""Who is who, kept right in a library while transcripts come and go, with no vector made anew."""

import pytest

from embeddings.hashing import HashingEncoder
from rag.citations import cite
from rag.filters import Filters, find_speakers, select
from rag.indexing import apply_book, index_paths, rebuild, remove
from rag.library.library import Library
from rag.offices import holders
from rag.retriever import retrieve
from rag.speaker_book import SpeakerBookError
from tests.conftest import write

CALL = {
    "title": "Call on the piers",
    "date": "2025-04-01",
    "turns": [
        {"speaker": "MS. LINDHOLM", "text": "The south pier stays open."},
        {"speaker": "SENIOR OFFICIAL", "text": "The survey is under way."},
        {"speaker": "Q", "text": "When will it end?"},
        {"speaker": "SENIOR OFFICIAL", "text": "Thanks, Andrea. In June."},
    ],
}
OTHER_CALL = {
    "title": "Call on the trams",
    "date": "2025-05-01",
    "turns": [{"speaker": "SENIOR OFFICIAL", "text": "The trams run late."}],
}
BRIEFING = {
    "title": "Briefing by Harbour Master Ada Lindholm",
    "date": "2025-03-04",
    "turns": [{"speaker": "MS. LINDHOLM", "text": "The north pier is closed."}],
}


class Refusing(HashingEncoder):
    """Fails the test that makes it encode."""

    def encode(self, texts, on_encoded=None):
        assert len(texts) <= 1, f"encoded {texts} again"
        return super().encode(texts, on_encoded)


def speakers(library, id_):
    with library.snapshot() as snapshot:
        (entry,) = snapshot.transcripts(id_)
        said = [stored.speaker for stored in snapshot.turns(entry.key)]
        assert list(entry.speakers) == list(dict.fromkeys(said))
        return said


@pytest.fixture
def piers(tmp_path, encoder):
    """A library of two calls and nobody's full name."""
    write(tmp_path / "in" / "call.json", CALL)
    write(tmp_path / "in" / "other.json", OTHER_CALL)
    library = Library(tmp_path / "library")
    index_paths(library, [tmp_path / "in"], encoder)
    return library


def test_a_later_transcript_names_the_speakers_of_an_earlier_one_and_takes_the_name_away_with_it(
    piers, tmp_path, encoder
):
    unnamed = ["MS. LINDHOLM", "SENIOR OFFICIAL", "Q", "SENIOR OFFICIAL"]
    assert speakers(piers, "call") == unnamed
    write(tmp_path / "in" / "briefing.json", BRIEFING)
    index_paths(piers, [tmp_path / "in"], Refusing())
    assert speakers(piers, "call") == ["Ada Lindholm", *unnamed[1:]]
    with piers.snapshot() as snapshot:
        (person,) = find_speakers("Ada Lindholm", snapshot)
        hits = retrieve(
            snapshot,
            encoder,
            "south pier open",
            select(Filters("Ada Lindholm"), snapshot),
            5,
            prefer_answers=True,
        )
        assert {snapshot.turn(hit.transcript, hit.turn).turn.text for hit in hits} == {
            "The south pier stays open.",
            "The north pier is closed.",
        }
        (holder,) = holders(snapshot.tenures(), "the harbour master")
        assert (holder.tenure.speaker, holder.tenure.name) == (person, "Ada Lindholm")
    remove(piers, "briefing")
    assert speakers(piers, "call") == unnamed
    with piers.snapshot() as snapshot:
        hits = retrieve(
            snapshot,
            encoder,
            "south pier open",
            select(Filters("Lindholm"), snapshot),
            5,
            prefer_answers=True,
        )
        assert [snapshot.turn(hit.transcript, hit.turn).turn.text for hit in hits] == [
            "The south pier stays open."
        ]
        assert snapshot.tenures() == []


def test_two_transcripts_officials_are_two_and_asking_for_the_part_finds_both(piers):
    with piers.snapshot() as snapshot:
        keys = find_speakers("senior official", snapshot)
        said = [
            snapshot.turns(entry.key)[-1].speaker_key for entry in snapshot.transcripts() if entry.id != "x"
        ]
    assert len(set(said)) == 2
    assert set(said) == set(keys)


def test_a_question_has_its_probable_questioner_with_the_words(piers):
    with piers.snapshot() as snapshot:
        (entry,) = snapshot.transcripts("call")
        asked, answer = snapshot.turns(entry.key, 2, 3)
        question = cite(snapshot, answer, (0, 6), 1, 0.0).question
    found = asked.questioner
    assert (found.name, found.turn, found.words) == ("Andrea", 3, "Thanks, Andrea")
    assert answer.turn.text[found.start : found.end] == found.words
    assert question.questioner == found
    assert (asked.exchange, answer.exchange, answer.questioner) == (0, 0, None)


def test_speakers_yaml_is_applied_without_encoding_and_survives_a_rebuild(piers, encoder):
    (piers.folder / "speakers.yaml").write_text(
        "persons:\n  - name: Ada Lindholm\n    aliases: [MS. LINDHOLM]\n"
        "    roles: [{office: Harbour Master, from: 2024-01}]\n",
        encoding="utf-8",
    )
    assert apply_book(piers) is True
    assert apply_book(piers) is False
    assert speakers(piers, "call")[0] == "Ada Lindholm"
    rebuild(piers, encoder)
    assert speakers(piers, "call")[0] == "Ada Lindholm"
    with piers.snapshot() as snapshot:
        (holder,) = holders(snapshot.tenures(), "harbour master")
        assert (holder.tenure.name, holder.tenure.book) == ("Ada Lindholm", True)
    (piers.folder / "speakers.yaml").unlink()
    assert apply_book(piers) is True
    assert speakers(piers, "call")[0] == "MS. LINDHOLM"


def test_a_broken_speakers_yaml_stops_the_run_before_anything_is_done(piers, tmp_path, encoder):
    (piers.folder / "speakers.yaml").write_text("persons:\n  - nam: x\n", encoding="utf-8")
    write(tmp_path / "in" / "briefing.json", BRIEFING)
    with pytest.raises(SpeakerBookError, match=r"speakers\.yaml:2: 'nam' is no key"):
        index_paths(piers, [tmp_path / "in"], encoder)
    remove(piers, "other")  # rests on the book that was applied last
    with piers.snapshot() as snapshot:
        assert [entry.id for entry in snapshot.transcripts()] == ["call"]


def test_who_speaks_is_listed_with_evidence_and_reasons(piers, tmp_path, encoder):
    write(tmp_path / "in" / "briefing.json", BRIEFING)
    council = {"title": "Council", "turns": [{"speaker": "MS. ROOS", "text": "I object."}]}
    write(tmp_path / "in" / "council.json", council)
    index_paths(piers, [tmp_path / "in"], encoder)
    with piers.snapshot() as snapshot:
        found = snapshot.speaker_list()
    (person,) = found.persons
    assert (person.name, person.turns, person.transcripts) == ("Ada Lindholm", 2, 2)
    assert [(use.label, use.turns, use.transcripts) for use in person.labels] == [
        ("MS. LINDHOLM", 2, ("briefing", "call"))
    ]
    assert [(t.office, str(t.first), str(t.last)) for t in person.offices] == [
        ("Harbour Master", "2025-03-04", "2025-03-04")
    ]
    assert [(each.rule, each.transcript, each.turn, each.words) for each in person.evidence] == [
        ("title", "briefing", None, "Ada Lindholm"),
        ("library", "briefing", None, "Ada Lindholm"),
    ]
    assert [(each.use.label, each.why) for each in found.unresolved] == [
        ("MS. ROOS", "no title and no introduction gives a full name")
    ]
    assert [(use.label, use.turns, len(use.transcripts)) for use in found.anonymous] == [
        ("SENIOR OFFICIAL", 3, 2),
        ("Q", 1, 1),
    ]
