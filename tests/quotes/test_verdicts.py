"""Every verdict and every risk, on a record made for it."""

import pytest

from embeddings.hashing import HashingEncoder
from rag.errors import OnRecordError
from rag.filters import parse_filters
from rag.indexing import index_paths
from rag.library.library import Library
from rag.quotes import check_quote
from tests.conftest import write

HEARING = {
    "title": "Hearing with Mayor Ada Lindholm on the North Bridge",
    "date": "2025-03-04",
    "url": "https://example.org/hearing",
    "turns": [
        {
            "speaker": "MAYOR LINDHOLM",
            "text": "Good morning. The bridge carries five percent of the city’s traffic, and we will repair "
            "it before the winter. We don’t have a timeline for the ferry. I don’t believe that the council "
            "will raise the toll. If the bearings fail as well, the bridge stays closed until spring. We "
            "are going to, you know, repair the — the north pier first, and, um, then the south pier. The "
            "harbour board has agreed to pay, but we’ll see. We will pay for the ferry if the state refuses. "
            "(Laughter.) The engineers said that nobody noticed the cracks. He asked for candor; he asked "
            "for directness.\n\nThe ferry carries 3,000 people a day. Thank you very much.",
        },
        {"speaker": "Q", "text": "You knew about the cracks in January, and nobody closed the bridge. Why?"},
        {
            "speaker": "MAYOR LINDHOLM",
            "text": "We closed the bridge on the day when we knew. The repair costs <s>nine</s> [twelve] "
            "million crowns. Sort of a large number of people walked across the bridge while the barriers",
        },
        {"speaker": "CHIEF OKONKWO", "text": "Right."},
        {
            "speaker": "MAYOR LINDHOLM",
            "text": "were being carried up from the depot in the harbour. That was unwise of all of them.",
        },
        {"speaker": "Q", "text": "Is the tunnel safe?"},
        {
            "speaker": "CHIEF OKONKWO",
            "text": "Yes. The tunnel was inspected twice in February. Thank you very much.",
        },
        {
            "speaker": "MAYOR LINDHOLM",
            "text": "A hundred and forty-three people walked over it. Two hundred and six stood by the quay. "
            "A few hundred cheered when it closed. One million crowns went to the pumps.",
        },
    ],
}


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    folder = tmp_path_factory.mktemp("quotes")
    turns = [dict(turn) for turn in HEARING["turns"]]
    lines = [f"{turn['speaker']}:  {turn['text']}" for turn in turns]
    head = f"---\ntitle: {HEARING['title']}\ndate: {HEARING['date']}\npermalink: {HEARING['url']}\n---\n\n"
    (folder / "hearing.md").write_text(head + "\n\n".join(lines) + "\n\nEND\n", encoding="utf-8")
    library = Library(folder / "library")
    report = index_paths(library, [folder / "hearing.md"], HashingEncoder())
    assert (report.transcripts, report.turns) == (1, len(turns))
    return library


def checked(record, quote, speaker=None):
    with record.snapshot() as snapshot:
        return check_quote(snapshot, quote, parse_filters(speaker, None, None, None))


def verdict(record, quote, speaker=None):
    return str(checked(record, quote, speaker).verdict)


@pytest.mark.parametrize(
    "quote",
    [
        "We closed the bridge on the day when we knew.",
        "The bridge carries five percent of the city's traffic, and we will repair it before the winter.",
        "THE BRIDGE CARRIES 5% OF THE CITY'S TRAFFIC",
        "“we will repair it before the winter”",
        "The bridge carries five percent of the city’s traffic … before the winter.",
        "[The president] asked for candor; he asked for directness.",
        "We will repair it [the bridge] before the winter.",
        "[A]nd we will repair it before the winter",
        "nobody noticed the cracks. He asked for candor",
        "The ferry carries three thousand people a day.",
        "the repair costs nine million crowns",
        "the repair costs 12 million crowns",
        "people walked across the bridge while the barriers were being carried up from the depot",
    ],
)
def test_verbatim(record, quote):
    assert verdict(record, quote, "Ada Lindholm") == "verbatim"


@pytest.mark.parametrize(
    "quote",
    [
        "We are going to repair the north pier first, and then the south pier.",
        "We do not have a timeline for the ferry.",
        "Um, we will repair it before the winter",
        "You know, we will repair it before the winter",
    ],
)
def test_cleaned(record, quote):
    assert verdict(record, quote, "Lindholm") == "cleaned"


@pytest.mark.parametrize(
    ("quote", "risk", "note"),
    [
        ("We have a timeline for the ferry.", "negation", "leaves out “don’t”"),
        ("We will never repair it before the winter", "negation", "adds “never”"),
        ("The bridge carries fifty percent of the city’s traffic", "number", "says “fifty”"),
        ("The bridge carries five percent of the Danish traffic", "name", "says “Danish”"),
        ("we could repair it before the winter", "modal", "says “could”"),
        ("The harbour board has consented to pay, but we’ll see.", None, "says “consented”"),
        ("So we will repair it before the winter", None, "“So"),
        ("He asked [not] for candor; he asked for directness.", "negation", "adds"),
    ],
)
def test_altered(record, quote, risk, note):
    found = checked(record, quote, "Lindholm")
    assert str(found.verdict) == "altered"
    assert note in found.note
    assert risk is None or risk in map(str, found.risks)
    assert found.matches[0].speaker == "Ada Lindholm"


@pytest.mark.parametrize(
    ("quote", "risk", "outside"),
    [
        ("the council will raise the toll", "negation", "I don’t believe that"),
        ("have a timeline for the ferry", "negation", "We don’t"),
        ("We will pay for the ferry", "condition", "if the state refuses"),
        ("the bridge stays closed until spring", "condition", "If the bearings fail as well,"),
        ("I … believe that the council will raise the toll", "negation", "don’t"),
        ("the bridge stays closed", "condition", "If the bearings fail"),
    ],
)
def test_truncated(record, quote, risk, outside):
    found = checked(record, quote)
    assert (str(found.verdict), *map(str, found.risks)) == ("truncated", risk)
    assert outside in found.note


@pytest.mark.parametrize(
    "quote",
    [
        "The ferry carries 3,000 people a day. The bridge carries five percent of the city’s traffic.",
        "We closed the bridge on the day when the tunnel was inspected twice in February.",
        "You knew about the cracks in January. We closed the bridge on the day when we knew.",
        "The ferry carries 3,000 people a day. … We closed the bridge on the day when we knew.",
    ],
)
def test_spliced(record, quote):
    assert verdict(record, quote) == "spliced"


def test_a_splice_names_its_places_in_the_quotations_order(record):
    found = checked(
        record, "The ferry carries 3,000 people a day. The bridge carries five percent of the city’s traffic"
    )
    assert [match.quote for match in found.matches] == [
        "The ferry carries 3,000 people a day",
        "The bridge carries five percent of the city’s traffic",
    ]


@pytest.mark.parametrize(
    ("quote", "speaker", "attribution"),
    [
        ("The tunnel was inspected twice in February.", "Ada Lindholm", "different_speaker"),
        ("You knew about the cracks in January", "Mayor Lindholm", "asked_not_said"),
        ("The tunnel was inspected twice in February.", "Jane Nobody", "unknown_speaker"),
    ],
)
def test_misattributed(record, quote, speaker, attribution):
    found = checked(record, quote, speaker)
    assert (str(found.verdict), str(found.attribution)) == ("misattributed", attribution)


def test_words_of_a_reporter_are_verbatim_and_said_to_be_asked(record):
    found = checked(record, "You knew about the cracks in January")
    assert (str(found.verdict), [*map(str, found.risks)]) == ("verbatim", ["question"])
    assert "asked by a reporter (Q)" in found.note


def test_not_found_gives_the_coverage_and_the_nearest_miss_with_its_diff(record):
    found = checked(record, "The council has voted to burn every ferry before the winter", "Lindholm")
    assert (str(found.verdict), found.matches, found.coverage.transcripts) == ("not_found", (), 1)
    assert found.nearest[0].speaker == "Ada Lindholm"
    assert any(kind == "insert" for kind, _ in found.diff)


def test_a_mild_contrast_that_follows_is_a_risk_and_no_cut(record):
    found = checked(record, "The harbour board has agreed to pay", "Lindholm")
    assert (str(found.verdict), [*map(str, found.risks)]) == ("verbatim", ["condition"])
    assert "but we’ll see" in found.note


def test_what_somebody_else_said_is_told(record):
    found = checked(record, "nobody noticed the cracks", "Lindholm")
    assert (str(found.verdict), [*map(str, found.risks)]) == ("verbatim", ["reported_speech"])


@pytest.mark.parametrize(("number", "reading"), [("nine", "as delivered"), ("twelve", "as corrected")])
def test_both_readings_of_a_correction_are_quotable_and_named(record, number, reading):
    found = checked(record, f"The repair costs {number} million crowns.", "Lindholm")
    assert str(found.verdict) == "verbatim"
    assert reading in found.note
    assert "<s>" not in found.matches[0].quote or "nine" in found.matches[0].quote


def test_an_interjection_is_told(record):
    found = checked(record, "while the barriers were being carried up from the depot", "Lindholm")
    assert "interrupted by “Right.”" in found.note
    assert [match.turn for match in found.matches] == [2, 4]


def test_a_short_yes_is_shown_with_its_question(record):
    found = checked(record, "Yes.", "Okonkwo")
    assert str(found.verdict) == "verbatim"
    assert "Is the tunnel safe?" in found.note
    assert "proves little" in found.note


@pytest.mark.parametrize("quote", ["It is so good to see the ferry.", "It’s so good to see the ferry."])
def test_a_contraction_is_found_wherever_it_stands(tmp_path, quote):
    said = ["And it’s so good to see the ferry today.", *(f"It is good to see pier {n}." for n in range(40))]
    turns = [{"speaker": f"Speaker {n}", "text": text} for n, text in enumerate(said)]
    library = Library(tmp_path / "library")
    index_paths(library, [write(tmp_path / "a.json", {"title": "A", "turns": turns})], HashingEncoder())
    assert verdict(library, quote) in ("cleaned", "verbatim")


def test_a_common_phrase_lists_the_right_speaker_first(record):
    found = checked(record, "Thank you very much.", "Okonkwo")
    assert [match.speaker for match in found.matches][:2] == ["CHIEF OKONKWO", "Ada Lindholm"]
    assert "2 turns" in found.note


def test_a_quotation_without_words_is_not_found(record):
    for quote in ("", "   ", "…", "“”", "—"):
        assert verdict(record, quote) == "not_found"


def test_the_diff_gives_back_the_quotation(record):
    found = checked(record, "The bridge carries fifty percent of the traffic", "Lindholm")
    assert found.diff == (
        ("equal", "The bridge carries"),
        ("delete", "five"),
        ("insert", "fifty"),
        ("equal", "percent of the"),
        ("delete", "city’s"),
        ("equal", "traffic"),
    )


def test_wording_needs_no_encoder_and_a_paraphrase_asks_for_it_once(record):
    loaded = []

    def load():
        loaded.append(1)
        return HashingEncoder()

    with record.snapshot() as snapshot:
        for quote in ("We closed the bridge on the day when we knew.", "We have a timeline for the ferry."):
            check_quote(snapshot, quote, parse_filters(None, None, None, None), load)
        assert loaded == []
        check_quote(snapshot, "Elephants sang all night", parse_filters(None, None, None, None), load)
    assert loaded == [1]


def test_a_quotation_of_a_whole_book_is_told(record):
    with pytest.raises(OnRecordError, match="at most 10,000 are checked"):
        verdict(record, "a " * 6000)


def test_hostile_quotations_are_only_words(record):
    for quote in (
        "(" * 5000,
        "[[[...]]] \\ \x00 \ud83d\ude00 {{}} %s",
        "a " * 3000,
        "“" * 100,
        "' OR 1=1 --",
    ):
        assert verdict(record, quote) in ("not_found", "altered", "spliced", "truncated", "verbatim")


def test_the_json_fixture_is_the_record(tmp_path):
    path = write(tmp_path / "hearing.json", HEARING)
    report = index_paths(Library(tmp_path / "library"), [path], HashingEncoder())
    assert report.turns == len(HEARING["turns"])


@pytest.mark.parametrize(
    ("said", "quoted", "diff"),
    [
        pytest.param(
            "The repair will cost $4.2 million this year.",
            "The repair will cost $2.4 million this year.",
            (
                ("equal", "The repair will cost"),
                ("delete", "$4.2 million"),
                ("insert", "$2.4 million"),
                ("equal", "this year"),
            ),
            id="a number",
        ),
        pytest.param(
            "We don't know who pays.",
            "We do know who pays.",
            (("equal", "We"), ("delete", "don't"), ("insert", "do"), ("equal", "know who pays")),
            id="a contraction",
        ),
    ],
)
def test_a_printed_word_that_is_part_changed_stands_in_the_diff_once(tmp_path, encoder, said, quoted, diff):
    write(tmp_path / "in" / "a.json", {"title": "T", "turns": [{"speaker": "Ada Lindholm", "text": said}]})
    library = Library(tmp_path / "library")
    index_paths(library, [tmp_path / "in"], encoder)
    with library.snapshot() as snapshot:
        assert check_quote(snapshot, quoted, parse_filters(None, None, None, None)).diff == diff


@pytest.mark.parametrize(
    "quote",
    [
        "hundred and forty-three people walked over it",
        "… hundred and forty-three people walked over it",
        "million crowns went to the pumps",
        "hundred cheered when it closed",
    ],
)
def test_a_number_may_be_cut_behind_its_a_or_one(record, quote):
    assert verdict(record, quote, "Lindholm") == "verbatim"


@pytest.mark.parametrize(
    "quote",
    [
        pytest.param("hundred and forty-four people walked over it", id="another number"),
        pytest.param("hundred and six stood by the quay", id="cut from two hundred and six"),
        pytest.param("a hundred cheered when it closed", id="a few hundred are no hundred"),
        pytest.param("forty-three people walked over it", id="cut within the number"),
    ],
)
def test_a_number_cut_to_another_is_not_supported(record, quote):
    found = checked(record, quote, "Lindholm")
    assert (str(found.verdict), "number" in found.risks) == ("altered", True)


def test_what_a_cut_number_matches_is_shown_whole(record):
    found = checked(record, "hundred and forty-three people walked over it")
    assert (found.quote, found.matches[0].quote) == (
        "hundred and forty-three people walked over it",
        "A hundred and forty-three people walked over it",
    )
