"""Places that give names, and the offices that stand beside them."""

import pytest

from rag.namings import Kind, find_namings, office_in_title
from rag.speaker_offices import split_offices
from rag.speakers import parse_name
from rag.transcript import Turn


def found(title, *turns):
    said = [Turn(label, text, ((0, 1),), 1) for label, text in turns]
    places = find_namings(title, said)
    for place in places:
        text = title if place.turn is None else said[place.turn].text
        assert text[place.start : place.end] == place.name
    return [(place.kind, place.name, place.address, place.office) for place in places]


def test_a_title_gives_names_and_offices():
    title = "Briefing by Press Secretary Mara Velt, and Chair of the Port Council Ida P. Ott, March 3"
    assert found(title, ("MS. VELT", "Hello."), ("CHAIR OTT", "Hello.")) == [
        (Kind.TITLE, "Mara Velt", "", "Press Secretary"),
        (Kind.TITLE, "Ida P. Ott", "", "Chair of the Port Council"),
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("We have our FEMA Administrator, Ida Ott, with us.", (Kind.MENTION, "Ida Ott", "Administrator", "")),
        (
            "Joining us is Ida Ott, the Harbour Coordinator.",
            (Kind.INTRODUCTION, "Ida Ott", "", "Harbour Coordinator"),
        ),
        ("I turn to Mayor Ida Ott now.", (Kind.INTRODUCTION, "Ida Ott", "Mayor", "Mayor")),
        ("The former Port Director Ida Ott wrote it.", (Kind.MENTION, "Ida Ott", "Director", "")),
        ("We met Port Director Ida Ott there.", (Kind.MENTION, "Ida Ott", "Director", "Port Director")),
        ("We met Ida Ott’s team.", (Kind.MENTION, "Ida Ott", "", "")),
    ],
)
def test_a_text_gives_names_and_offices(text, place):
    assert found("A call", ("MR. VELT", text), ("MS. OTT", "Hello.")) == [place]


@pytest.mark.parametrize(
    "text", ["Does Ott know?", "", "OTT", "The NSC Ott paper.", "Ott. Ott? Ott!", "ott " * 400]
)
def test_words_that_give_no_name(text):
    assert found("A call", ("MR. VELT", text), ("MS. OTT", "Hello.")) == []


def test_others_are_taken_by_their_titles_once():
    text = "Secretary Ida Ott and Secretary Ida Ott met Jan Roos."
    assert found("A call", ("MR. VELT", text)) == [(Kind.MENTION, "Ida Ott", "Secretary", "Secretary")]


@pytest.mark.parametrize(
    ("lead", "office"),
    [
        ("Press Briefing by Press Secretary ", "Press Secretary"),
        ("Briefing by Harbour Master ", "Harbour Master"),
        (", And National Economic Council Director ", "National Economic Council Director"),
        ("by Director Dr. ", "Director"),
        ("Interview ", ""),
        ("Hearing with ", ""),
        ("by Mary ", ""),
    ],
)
def test_the_office_in_a_title(lead, office):
    assert office_in_title(lead) == office


@pytest.mark.parametrize(
    ("words", "offices"),
    [
        ("NIAID Director and Chief Medical Advisor", ["NIAID Director", "Chief Medical Advisor"]),
        ("Advisor for Cyber and Emerging Technology", ["Advisor for Cyber and Emerging Technology"]),
        ("Coordinator for the Border Ambassador", ["Coordinator for the Border", "Ambassador"]),
    ],
)
def test_offices_that_and_joins(words, offices):
    assert split_offices(words) == offices


@pytest.mark.parametrize(
    ("label", "given", "surname"),
    [
        ("HARBOUR MASTER LINDHOLM", (), "lindholm"),
        ("Detroit Mayor Mike Duggan", ("mike",), "duggan"),
        ("MR. KING", (), "king"),
        ("Dr. Martin King Jr.", ("martin",), "king"),
        ("MS. DE LA CRUZ", (), "cruz"),
        ("Mr. Smith of Texas", (), "smith"),
        ("Ana Ruiz, Harbour FM", ("ana",), "ruiz"),
        ("Ruiz (by telephone)", (), "ruiz"),
    ],
)
def test_names_on_labels(label, given, surname):
    parsed = parse_name(label)
    assert (parsed.given, parsed.surname) == (given, surname)


@pytest.mark.parametrize(
    "label", ["MR. CHAIRMAN", "THE PRESIDENT", "Industrial Designer", "PhD F", "()", ",", "—"]
)
def test_labels_that_name_nobody(label):
    assert parse_name(label) is None
