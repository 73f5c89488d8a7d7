"""Who is who in a library: joined where the record says so, apart where there is doubt."""

from collections import Counter

import pytest

from rag.label_forms import find_slips
from rag.namings import find_namings
from rag.speaker_book import parse_book
from rag.speaker_evidence import Rule, Sheet, person_of
from rag.speaker_resolution import resolve_library
from rag.transcript import Turn

HOST = "www.example.org"


def sheet(key, title, *turns, publisher=""):
    said = [Turn(label, text, ((0, 1),), 1) for label, text in turns]
    labels = Counter(label for label, _ in turns)
    return Sheet(key, f"t{key}", None, publisher, labels, find_namings(title, said))


def names(*sheets, book=""):
    """Every label's person, by transcript key."""
    rulings = resolve_library(sheets, parse_book(book))
    return {(key, label): ruling.name for (key, label), ruling in rulings.items()}


def test_four_labels_of_one_person_are_one():
    assert names(
        sheet(1, "Briefing by Press Secretary Mara Veltkamp", ("MS. VELTKAMP", "Hello."), ("Q", "Why?")),
        sheet(2, "An interview", ("Mara Veltkamp", "Good evening.")),
        sheet(3, "Call on the budget", ("Press Secretary Veltkamp", "Good day.")),
        sheet(4, "A gaggle", ("VELTKAMP", "No.")),
    ) == {
        (1, "MS. VELTKAMP"): "Mara Veltkamp",
        (1, "Q"): None,
        (2, "Mara Veltkamp"): "Mara Veltkamp",
        (3, "Press Secretary Veltkamp"): "Mara Veltkamp",
        (4, "VELTKAMP"): "Mara Veltkamp",
    }


def test_two_smiths_stay_two():
    assert names(
        sheet(1, "Hearing with Dana Smith", ("MS. SMITH", "Hello.")),
        sheet(2, "Hearing with Fire Chief Robert Smith", ("CHIEF SMITH", "Hello.")),
        sheet(3, "A meeting", ("MS. SMITH", "Hello.")),
        sheet(4, "A meeting", ("SMITH", "Hello.")),
    ) == {
        (1, "MS. SMITH"): "Dana Smith",
        (2, "CHIEF SMITH"): "Robert Smith",
        (3, "MS. SMITH"): None,
        (4, "SMITH"): None,
    }


@pytest.mark.parametrize(
    ("title", "label"),
    [
        pytest.param("A meeting", "MR. SMITH", id="a common surname elsewhere"),
        pytest.param("A meeting with Ann Smith", "MR. SMITH", id="the title has another"),
    ],
)
def test_a_common_surname_joins_nobody_from_elsewhere(title, label):
    known = sheet(1, "Hearing with Robert Smith", ("MR. SMITH", "Hello."))
    assert names(known, sheet(2, title, (label, "Hello.")))[2, label] != "Robert Smith"


def test_a_common_surname_is_joined_within_one_publishers_records():
    assert names(
        sheet(1, "Hearing with Robert Smith", ("MR. SMITH", "Hello."), publisher=HOST),
        sheet(2, "Hearing two", ("MR. SMITH", "Hello."), publisher=HOST),
        sheet(3, "Hearing three", ("MS. SMITH", "Hello."), publisher=HOST),
    ) == {(1, "MR. SMITH"): "Robert Smith", (2, "MR. SMITH"): "Robert Smith", (3, "MS. SMITH"): None}


def test_another_given_name_in_the_transcript_is_doubt():
    assert names(
        sheet(1, "Briefing by Mara Veltkamp", ("MS. VELTKAMP", "Hello.")),
        sheet(2, "A call", ("HOST", "We are joined by Inge Veltkamp."), ("MS. VELTKAMP", "Hello.")),
        sheet(3, "A call", ("MS. VELTKAMP", "Hello.")),
    ) == {
        (1, "MS. VELTKAMP"): "Mara Veltkamp",
        (2, "HOST"): None,
        (2, "MS. VELTKAMP"): "Inge Veltkamp",
        (3, "MS. VELTKAMP"): None,
    }


@pytest.mark.parametrize(
    ("turns", "label", "name", "rule"),
    [
        pytest.param(
            [("MR. VELT", "Good morning. I’m Kees Velt with the press office.")],
            "MR. VELT",
            "Kees Velt",
            Rule.SELF,
            id="says his own name",
        ),
        pytest.param(
            [("MR. VELT", "Good morning. This is Kees from the budget office.")],
            "MR. VELT",
            "Kees Velt",
            Rule.SELF,
            id="says his given name",
        ),
        pytest.param(
            [("MS. OTT", "We are joined by Secretary Kees Velt. Welcome."), ("SECRETARY VELT", "Thanks.")],
            "SECRETARY VELT",
            "Kees Velt",
            Rule.INTRODUCTION,
            id="is introduced",
        ),
        pytest.param(
            [("MS. OTT", "With that, I’ll turn it over to Kees."), ("MR. VELT", "Thanks.")],
            "MR. VELT",
            "Kees Velt",
            Rule.HANDOVER,
            id="is handed the word",
        ),
        pytest.param(
            [("MS. OTT", "Prime Minister Kees Velt, welcome."), ("MR. VELT", "Thanks.")],
            "MR. VELT",
            None,
            Rule.UNRESOLVED,
            id="another office is another person",
        ),
        pytest.param(
            [("MS. OTT", "Does Velt know? We read Ann Velt’s book."), ("MR. VELT", "Yes.")],
            "MR. VELT",
            None,
            Rule.UNRESOLVED,
            id="somebody is only talked about",
        ),
        pytest.param(
            [("MS. OTT", "Let us hear from Kees Velt and from Jan Velt."), ("MR. VELT", "Thanks.")],
            "MR. VELT",
            None,
            Rule.UNRESOLVED,
            id="two are introduced",
        ),
    ],
)
def test_what_the_text_says_of_a_speaker(turns, label, name, rule):
    ruling = resolve_library([sheet(1, "A call", *turns)])[1, label]
    assert (ruling.name, ruling.rule) == (name, rule)


def test_a_speaker_whom_texts_call_by_one_name_and_title_bears_it():
    said = "As Dr. Ida Veltkamp has said, the pier is safe."
    assert names(
        sheet(1, "One", ("MR. OTT", said), ("DR. VELTKAMP", "Yes.")),
        sheet(2, "Two", ("MR. OTT", said), ("DR. VELTKAMP", "Yes.")),
    ) == {
        (n, label): {"DR. VELTKAMP": "Ida Veltkamp"}.get(label)
        for n in (1, 2)
        for label in ("MR. OTT", "DR. VELTKAMP")
    }
    assert names(sheet(1, "One", ("MR. OTT", said), ("DR. VELTKAMP", "Yes.")))[1, "DR. VELTKAMP"] is None


def test_mr_and_ms_of_one_surname_are_not_joined_in_one_transcript():
    turns = [("MS. VELTKAMP", "Yes."), ("Q", "Why?")] * 20 + [("MR. VELTKAMP", "No.")]
    assert names(sheet(1, "Briefing by Mara Veltkamp", *turns)) == {
        (1, "MS. VELTKAMP"): "Mara Veltkamp",
        (1, "Q"): None,
        (1, "MR. VELTKAMP"): None,
    }


@pytest.mark.parametrize(
    ("labels", "slips"),
    [
        pytest.param(
            {"DR. WALENSKY": 20, "DR. WALESNKY": 1}, {"DR. WALESNKY": "DR. WALENSKY"}, id="letters swapped"
        ),
        pytest.param(
            {"SECRETARY RAIMONDO": 9, "SECRETARY RAIMONODO": 1},
            {"SECRETARY RAIMONODO": "SECRETARY RAIMONDO"},
            id="a letter too many",
        ),
        pytest.param({"MODERATOR": 2, "MODEARTOR": 1}, {"MODEARTOR": "MODERATOR"}, id="a part"),
        pytest.param({"MODERATOR": 9, "OPERATOR": 1}, {}, id="two parts"),
        pytest.param({"MS. PSAKI": 40, "MS PSAKI": 1}, {"MS PSAKI": "MS. PSAKI"}, id="a mark left out"),
        pytest.param({"MS. PSAKI": 40, "S. PSAKI": 2}, {"S. PSAKI": "MS. PSAKI"}, id="a letter left out"),
        pytest.param({"MS. SMITH": 40, "S. SMITH": 2}, {}, id="an initial of a common surname"),
        pytest.param({"MR. ANDERSON": 20, "MR. ANDERSEN": 1}, {}, id="another name"),
        pytest.param({"MR. BROWNE": 20, "MR. BROWN": 1}, {}, id="another ending"),
        pytest.param({"DR. WALENSKY": 4, "DR. WALESNKY": 1}, {}, id="too few turns to tell"),
        pytest.param({"MR. PSAKI": 1, "MS. PSAKI": 40}, {}, id="another honorific"),
        pytest.param({"SPEAKER 1": 9, "SPEAKER 2": 1}, {}, id="numbers"),
    ],
)
def test_slips_of_the_pen(labels, slips):
    assert find_slips(labels) == slips


def test_a_slip_goes_where_its_label_goes():
    turns = [("DR. VELTKAMP", "Yes.")] * 9 + [("DR. VELKTAMP", "No.")]
    assert names(sheet(1, "Briefing by Director Ida Veltkamp", *turns)) == {
        (1, "DR. VELTKAMP"): "Ida Veltkamp",
        (1, "DR. VELKTAMP"): "Ida Veltkamp",
    }


def test_two_initials_are_two_persons():
    assert names(
        sheet(1, "Hearing with John A. Velt", ("MR. VELT", "Yes.")),
        sheet(2, "Hearing with John B. Velt", ("MR. VELT", "Yes.")),
        sheet(3, "Hearing with John Velt", ("MR. VELT", "Yes.")),
    ) == {(1, "MR. VELT"): "John A. Velt", (2, "MR. VELT"): "John B. Velt", (3, "MR. VELT"): None}


def test_a_presidents_label_never_takes_a_name_from_elsewhere():
    """Real briefings print THE PRESIDENT over turns of the press secretary."""
    assert names(
        sheet(1, "Remarks by President Ida Veltkamp", ("PRESIDENT VELTKAMP", "Yes."), publisher=HOST),
        sheet(2, "Briefing", ("THE PRESIDENT", "She will."), publisher=HOST),
    ) == {(1, "PRESIDENT VELTKAMP"): "Ida Veltkamp", (2, "THE PRESIDENT"): None}


BOOK = """
persons:
  - name: Ida Velt
    aliases: [MS. VELT, THE CHAIR]
  - name: Jan Velt
    aliases: [MR. VELT]
    transcripts: [t2]
merge:
  - [Elizabeth Ott, Liz Ott]
never_merge:
  - [MS. ROOS, Anna Roos]
"""


def test_the_users_word_comes_first():
    found = names(
        sheet(1, "Briefing by Kees Velt", ("MR. VELT", "Yes."), ("MS. VELT", "No."), ("THE CHAIR", "So.")),
        sheet(2, "Call with Liz Ott", ("MR. VELT", "Yes."), ("MS. OTT", "No.")),
        sheet(3, "Briefing by Anna Roos", ("MS. ROOS", "Yes."), ("DR. ROOS", "So.")),
        book=BOOK,
    )
    assert found == {
        (1, "MR. VELT"): "Kees Velt",
        (1, "MS. VELT"): "Ida Velt",
        (1, "THE CHAIR"): "Ida Velt",
        (2, "MR. VELT"): "Jan Velt",
        (2, "MS. OTT"): "Elizabeth Ott",
        (3, "MS. ROOS"): None,
        (3, "DR. ROOS"): "Anna Roos",
    }


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Vivek H. Murthy", ("vivek", "murthy", "h")),
        ("Ana de la Cruz", ("ana", "cruz", "")),
        ("Martin King Jr.", ("martin", "king", "")),
        ("José Nuñez‑Smith", ("jose", "nunez-smith", "")),
        ("NVK", ("", "nvk", "")),
        ("", ("", "", "")),
    ],
)
def test_a_full_names_parts(name, parts):
    person = person_of(name)
    assert (person.given, person.surname, person.initial) == parts


def test_nothing_resolves_to_nothing():
    assert resolve_library([]) == {}
