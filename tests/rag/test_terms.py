"""Terms of attribution: what sets them, what only talks of them, and where they hold."""

import pytest

from rag.ground_rules import find_terms
from rag.terms import Scope, TermKind, describe, describe_whole, in_force
from rag.transcript import Aside, Transcript, Turn

CALL = (
    ("MODERATOR", "Hello. This call is on background. It is attributable to a “senior city official.”"),
    ("MODERATOR", "And the contents are embargoed until 5:00 p.m. Eastern tomorrow, as is the factsheet."),
    (
        "OFFICIAL",
        "The quay holds. I’d say, off the record, it is old. But back on background. It will be closed.",
    ),
    ("Q", "Can this part be on the record?"),
    ("OFFICIAL", "This part is on the record. We will pay."),
    ("MODERATOR", "With that, the embargo is lifted."),
)


def transcript(*said, title="Press call", asides=()):
    turns = [Turn(label, text, ((0, 10 * n + 10),), 10 * n + 10) for n, (label, text) in enumerate(said)]
    return Transcript("call", title, None, "turns-json", tuple(turns), asides=tuple(asides))


def said_in_the_middle(sentence):
    """The sentence in the midst of a conversation without questioners."""
    around = [("ADA", "Good morning."), ("BO", "We begin."), ("CY", "Fine.")]
    return find_terms(transcript(*around, ("ADA", sentence), *around))


def found(*said, **more):
    return [(t.kind.value, t.attribution, t.embargo, t.turn) for t in find_terms(transcript(*said, **more))]


def test_a_calls_ground_rules_are_found_with_their_turns():
    assert found(*CALL) == [
        ("background", None, None, 0),
        ("background", "senior city official", None, 0),
        ("embargo", None, "until 5:00 p.m. Eastern tomorrow", 1),
        ("off_the_record", None, None, 2),
        ("background", None, None, 2),
        ("on_the_record", None, None, 4),
        ("embargo_lifted", None, None, 5),
    ]


def test_the_words_of_a_term_are_a_slice_of_its_turn():
    for term in find_terms(transcript(*CALL)):
        assert CALL[term.turn][1][term.start : term.end] == term.words


@pytest.mark.parametrize(
    ("start", "words", "line"),
    [
        (0, "The quay holds.", "On background, attributable to “senior city official”"),
        (16, "I’d say, off the record, it is old.", "Off the record"),
        (76, "It will be closed.", "On background, attributable to “senior city official”"),
    ],
)
def test_a_change_holds_from_its_words_on(start, words, line):
    text = CALL[2][1]
    assert text[start : start + len(words)] == words
    terms = in_force(find_terms(transcript(*CALL)), 2, start, start + len(words))
    assert describe([t for t in terms if "embargo" not in t.kind]) == line


def test_a_quotation_over_a_change_is_under_both_terms():
    terms = in_force(find_terms(transcript(*CALL)), 2, 0, len(CALL[2][1]))
    assert [t.kind for t in terms if "embargo" not in t.kind] == [
        TermKind.BACKGROUND, TermKind.OFF_RECORD, TermKind.BACKGROUND,
    ]  # fmt: skip


def test_what_is_said_on_the_record_is_no_longer_on_background():
    terms = in_force(find_terms(transcript(*CALL)), 4, 28, 40)
    assert describe(terms) == "On the record; embargoed until 5:00 p.m. Eastern tomorrow; embargo lifted"


def test_a_reminder_at_the_end_holds_from_the_beginning():
    call = (("ADA", "We closed the quay."), ("Q", "Why?"), ("BO", "It sinks."), ("ADA", "It does."))
    end = ("BO", "As a reminder, this call was on background, attributable to SAOs.")
    terms = in_force(find_terms(transcript(*call, end)), 0)
    assert describe(terms) == "On background, attributable to “SAOs”"


def test_a_transcripts_line_tells_where_its_terms_change():
    assert describe_whole(find_terms(transcript(*CALL))) == (
        "On background, attributable to “senior city official”; embargoed until 5:00 p.m. Eastern tomorrow; "
        "embargo lifted; new terms are told in turn 2, 4"
    )


@pytest.mark.parametrize(
    ("title", "kind", "attribution"),
    [
        ("Background Press Call by Senior City Officials on the Quay", "background", "Senior City Officials"),
        ("Background Press Briefing on the Quay", "background", None),
        ("On-the-Record Press Call by the Mayor", "on_the_record", None),
        ("Off-the-Record Conversation with the Mayor", "off_the_record", None),
    ],
)
def test_a_title_sets_terms(title, kind, attribution):
    (term,) = find_terms(transcript(("A", "Hello."), title=title))
    assert (term.kind, term.attribution, term.turn, term.line) == (kind, attribution, None, None)
    assert title[term.start : term.end] == term.words


def test_a_title_about_background_checks_sets_none():
    assert find_terms(transcript(("A", "Hello."), title="Remarks on Background Checks and the Record")) == ()


def test_an_aside_in_the_middle_holds_for_what_follows():
    asides = [Aside(25, "[The interview goes off the record.]"), Aside(45, "[Back on the record.]")]
    terms = find_terms(transcript(*[("ADA", "Yes.")] * 6, asides=asides))
    assert [(t.kind, t.scope, t.line, t.words) for t in terms] == [
        ("off_the_record", Scope.FROM_HERE, 25, "[The interview goes off the record.]"),
        ("on_the_record", Scope.FROM_HERE, 45, "[Back on the record.]"),
    ]
    assert [describe(in_force(terms, turn)) for turn in range(6)] == [
        "", "", "Off the record", "Off the record", "On the record", "On the record",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "kind", "attribution", "embargo"),
    [
        ("This is off the record.", "off_the_record", None, None),
        ("Let me go off the record for a second.", "off_the_record", None, None),
        ("OK, we’re back on the record.", "on_the_record", None, None),
        ("This conversation is on deep background.", "deep_background", None, None),
        ("I’m going to tell you this on background: it’s dead.", "background", None, None),
        ("Attribute it to a senior city official.", "background", "senior city official", None),
        ("You can quote me as a source close to the mayor.", "background", "source close to the mayor", None),
        ("Everything I say here is not for attribution.", "not_for_attribution", None, None),
        ("The Chatham House Rule applies.", "not_for_attribution", None, None),
        ("No direct quotes, please.", "no_direct_quotes", None, None),
        ("Do not quote the speakers directly.", "no_direct_quotes", None, None),
        ("This is embargoed until 9 p.m., so hold it.", "embargo", None, "until 9 p.m."),
        ("The embargo will lift at 5:00 a.m. tomorrow.", "embargo", None, "at 5:00 a.m. tomorrow"),
        ("And the embargo is now lifted.", "embargo_lifted", None, None),
    ],
)
def test_a_rule_that_is_set_is_found(sentence, kind, attribution, embargo):
    assert [(t.kind, t.attribution, t.embargo) for t in said_in_the_middle(sentence)] == [
        (kind, attribution, embargo)
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "He said off the record that the mayor would resign.",
        "Officials told reporters on background that the talks had failed.",
        "That background matters a lot.",
        "We did a background check on the driver.",
        "He wants more steps on background checks.",
        "If this were on background, I’d tell you.",
        "I won’t say it in public, even on background.",
        "Can we go off the record?",
        "I want to be on the record as opposing this.",
        "He’s been on the record about this.",
        "The minister spoke off the record to the Times.",
        "It was said on background last week.",
        "You gave an off-the-record interview to the Times.",
        "The story was attributed to a senior administration official.",
        "We have not attributed the attack to an official in Moscow.",
        "We will have a readout of the call out shortly, attributed to Jen Psaki.",
        "They lifted the arms embargo until 2019.",
        "The U.S. embargo allows humanitarian goods to reach Cuba.",
        "You should have received an embargoed factsheet.",
        "This factsheet is embargoed until 5:00 a.m. tomorrow.",
        "I’m not going to say a direct quote, but it was rude.",
        "For the record, I never said that.",
    ],
)
def test_talk_about_terms_sets_none(sentence):
    assert said_in_the_middle(sentence) == ()


def test_a_joke_sets_none():
    assert said_in_the_middle("Anyway, that’s off the record. Just kidding.") == ()


def test_what_a_questioner_says_sets_none():
    assert found(("MS. LIND", "Hello."), ("Q", "This is on background."), ("MS. LIND", "No.")) == []


def test_terms_of_a_part_are_always_told():
    call = [
        ("HOST", "We will have two portions of the call: an on-the-record portion and an on-background Q&A."),
        *[("ADA", "Yes.")] * 5,
    ]
    terms = in_force(find_terms(transcript(*call)), 4)
    assert describe(terms) == "On background (a part of it); on the record (a part of it)"


def test_no_terms_are_no_line():
    assert describe(in_force((), 3)) == describe_whole(()) == ""


def test_words_without_full_stops_are_cut_to_what_is_said_of_terms():
    said = (
        "and so on " * 200
        + "this call is on background attributable to a city official "
        + "and so on " * 200
    )
    (term,) = find_terms(transcript(("", said)))
    assert (term.kind, term.attribution) == ("background", "city official")
    assert "this call is on background attributable to a city official" in term.words
    assert len(term.words) < 700
    assert said[term.start : term.end] == term.words
