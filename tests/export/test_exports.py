"""Citations in every format: the quotation is the exact slice, and what a reporter must know goes with it."""

import csv
import datetime as dt
import io
import json
import re
from dataclasses import replace

import bibtexparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from rag.citations import AskedQuestion, Citation, cite
from rag.corrections import corrections
from rag.errors import OnRecordError
from rag.exchanges import Role
from rag.indexing import index_paths
from rag.library.library import Library
from rag.library.snapshot import ProbableQuestioner
from rag.terms import Term, TermKind
from tests.conftest import write
from ui.contract import citation_json
from ui.export import FORMATS, export
from ui.export.bibtex import latex
from ui.export.facts import Author, author_of, genre_of, kind_of
from ui.export.table import inert

TODAY = dt.date(2026, 11, 25)
OKONKWO = Citation(
    n=1,
    quote="I was called on Sunday night.",
    speaker="Imani Okonkwo",
    label="MAYOR OKONKWO",
    role=Role.ANSWER,
    transcript="briefing",
    title="Press Briefing by Mayor Imani Okonkwo on “the Bridge”",
    date=dt.date(2025, 3, 11),
    url="https://example.org/briefings/1",
    turn=12,
    start=4,
    end=33,
    file="/home/somebody/secret/briefing.md",
    lines=(50, 51),
    time=None,
    question=AskedQuestion(
        "Q", "So you knew?\n\nIn January?", 11, ProbableQuestioner("Andrea", 10, 0, 14, "Thanks, Andrea")
    ),
    before="",
    after="",
    score=1.0,
    sha256="ab12",
)
HOSTILE = (
    "=HYPERLINK(1) says “we” & {they} pay 5% of $4_000 #1, ~half^2 \\ of it -- \"really\" `so` ''now'' | "
    "<b>*x*</b>\n\n- a list?\n1. [no](javascript:alert(1)) @end }"
)


def decoded(text):
    """LaTeX of ours back to text, by another way than it was written: command by command."""
    names = {
        "textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}", "textasciitilde": "~",
        "textasciicircum": "^", "textasciigrave": "`", "textquotedbl": '"', "textless": "<",
        "textgreater": ">", "textbar": "|",
    }  # fmt: skip
    pattern = re.compile(r"\\([a-z]+)\{\}|\\([#$%&_])|\{\}")
    return pattern.sub(lambda m: names[m[1]] if m[1] else m[2] or "", text)


def quoted_in(name, text):
    """The first quotation of an export, read back as that format's readers would."""
    if name == "json":
        return json.loads(text)["citations"][0]["quote"]
    if name == "csl":
        return json.loads(text)[0]["abstract"]
    if name == "csv":
        cell = next(csv.DictReader(io.StringIO(text, newline="")))["quote"]
        return cell[1:] if cell.startswith("'") else cell
    if name == "bibtex":
        (entry,) = bibtexparser.parse_string(text).entries
        return decoded(entry["abstract"])
    if name == "markdown":
        tokens = MarkdownIt("commonmark").parse(text)
        inside = tokens[: next(n for n, each in enumerate(tokens) if each.type == "blockquote_close")]
        assert {child.type for each in inside for child in each.children or []} <= {"text", "text_special"}
        return "\n\n".join(each.content and rendered(each) for each in inside if each.type == "inline")[1:-1]
    return text[text.index("“") + 1 :]


def rendered(inline):
    return "".join(child.content for child in inline.children)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_back_the_exact_quotation(name):
    text = export([replace(OKONKWO, quote=HOSTILE)], name, TODAY)
    found = quoted_in(name, text)
    # A single line break is a space in Markdown.
    quote = HOSTILE.replace("?\n1", "? 1") if name == "markdown" else HOSTILE
    assert found[: len(quote)] == quote
    assert len(found) == len(quote) or name in ("apa", "chicago", "ap")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60))
def test_any_words_come_back_from_latex_csv_and_csl(words):
    citation = replace(OKONKWO, quote=words)
    assert decoded(latex(words)) == words
    for name in ("csl", "json"):
        assert quoted_in(name, export([citation], name, TODAY)) == words
    cell = next(csv.DictReader(io.StringIO(export([citation], "csv", TODAY), newline="")))["quote"]
    assert cell in (words, f"'{words}")


@pytest.mark.parametrize("name", FORMATS)
def test_a_library_citation_is_the_slice_in_every_format(name, tmp_path, encoder):
    said = "We have put on forty buses & trams. I don’t know — “perhaps” 5% more."
    turns = [{"speaker": "Ada Lindholm", "text": f"Good morning. {said} Thank you."}]
    write(tmp_path / "in" / "talk.json", {"title": "Talk", "date": "2025-01-02", "turns": turns})
    library = Library(tmp_path / "library")
    index_paths(library, [tmp_path / "in"], encoder)
    with library.snapshot() as snapshot:
        (stored,) = snapshot.turns(snapshot.transcripts()[0].key)
        start = stored.turn.text.index("We have")
        citation = cite(snapshot, stored, (start, start + len(said)), 1, 1.0)
        assert quoted_in(name, export([citation], name, TODAY)).startswith(
            stored.turn.text[start : start + len(said)]
        )


@pytest.mark.parametrize("name", FORMATS)
def test_what_a_reporter_must_know_survives_into_every_format(name):
    text = "Forty [fourteen] buses."
    citation = replace(
        OKONKWO,
        quote=text,
        captions="automatic captions",
        terms=(Term(TermKind.BACKGROUND, "senior city official", None, 0, 0, 5, "words"),),
        corrections=corrections(text, [(0, 5)]),
        editions=("briefing-2",),
        office="Mayor",
    )
    found = export([citation], name, TODAY)
    if name == "json":
        assert json.loads(found)["citations"] == [json.loads(json.dumps(citation_json(citation)))]
        return
    for fact in (
        "On background, attributable to “senior city official”",
        "automatic captions",
        "corrects “Forty” (as delivered) to “fourteen” (as corrected)",
        "Asked by a reporter, probably Andrea (“Thanks, Andrea”): “So you knew? In January?”",
        "Labelled MAYOR OKONKWO in the transcript",
        "In the record, Mayor at the time",
        "Other editions of this event: briefing-2",
    ):
        assert fact in found.replace("\\", ""), fact
    assert "secret" not in found


def test_apa():
    assert export([OKONKWO], "apa", TODAY).splitlines()[:2] == [
        "“I was called on Sunday night.” (Okonkwo, 2025, turn 12).",
        "Okonkwo, I. (2025, March 11). Press Briefing by Mayor Imani Okonkwo on “the Bridge” [Press briefing "
        "transcript]. Retrieved November 25, 2026, from https://example.org/briefings/1",
    ]


def test_chicago():
    assert export([OKONKWO], "chicago", TODAY).splitlines()[:2] == [
        "“I was called on Sunday night.”",
        "1. Imani Okonkwo, “Press Briefing by Mayor Imani Okonkwo on ‘the Bridge’” (press briefing "
        "transcript, March 11, 2025), turn 12, accessed November 25, 2026, https://example.org/briefings/1.",
    ]


def test_ap():
    asked = replace(OKONKWO, speaker="Q", role=Role.QUESTION, url=None, time=67.4, date=dt.date(2025, 9, 1))
    assert export([OKONKWO, asked], "ap", TODAY).split("\n\n")[0].splitlines()[:2] == [
        "Imani Okonkwo said March 11, 2025: “I was called on Sunday night.”",
        "Source: Press Briefing by Mayor Imani Okonkwo on “the Bridge”, press briefing transcript, turn 12, "
        "https://example.org/briefings/1 (accessed Nov. 25, 2026)",
    ]
    assert export([asked], "ap", TODAY).splitlines()[:3] == [
        "A reporter asked Sept. 1, 2025: “I was called on Sunday night.”",
        "Source: Press Briefing by Mayor Imani Okonkwo on “the Bridge”, press briefing transcript, turn 12, "
        "at 1:07, file briefing.md",
        "[These words were asked, not answered.]",
    ]


def test_what_has_neither_name_nor_day_nor_address_is_said_to_have_none():
    bare = replace(OKONKWO, speaker="", label="", date=None, url="javascript:alert(1)", title="Talk")
    assert export([bare], "apa", TODAY).splitlines()[:2] == [
        "“I was called on Sunday night.” (an unidentified speaker, “Talk,” n.d., turn 12).",
        "Talk [Transcript, file briefing.md]. (n.d.).",
    ]
    assert "author" not in json.loads(export([bare], "csl", TODAY))[0]
    assert "javascript" not in export([bare], "markdown", TODAY)


def test_csl_items_hold_to_the_fields_of_the_schema():
    (item,) = json.loads(export([OKONKWO], "csl", TODAY))
    custom = item.pop("custom")
    assert (custom["quote"], custom["role"], custom["question"]) == (
        OKONKWO.quote,
        "answer",
        "So you knew?\n\nIn January?",
    )
    note = item.pop("note")
    assert note.startswith(
        "Asked by a reporter, probably Andrea (“Thanks, Andrea”): “So you knew? In January?”"
    )
    assert note.endswith("Found in briefing.md, lines 50-51, sha256 ab12.")
    assert item == {
        "id": "briefing-12-4-33",
        "type": "speech",
        "title": "Press Briefing by Mayor Imani Okonkwo on “the Bridge”",
        "genre": "Press briefing transcript",
        "locator": "turn 12",
        "abstract": "I was called on Sunday night.",
        "author": [{"family": "Okonkwo", "given": "Imani"}],
        "issued": {"date-parts": [[2025, 3, 11]]},
        "URL": "https://example.org/briefings/1",
        "accessed": {"date-parts": [[2026, 11, 25]]},
    }


def test_bibtex_keys_are_unique_and_plain():
    muller = replace(OKONKWO, speaker="Jörg Müller-Lüdenscheidt", label="")
    text = export([OKONKWO, OKONKWO, muller], "bibtex", TODAY)
    library = bibtexparser.parse_string(text)
    assert library.failed_blocks == []
    assert [entry.key for entry in library.entries] == [
        "okonkwo2025turn12",
        "okonkwo2025turn12-2",
        "mullerludenscheidt2025turn12",
    ]
    assert library.entries[2]["author"] == "{Müller-Lüdenscheidt}, Jörg"
    assert (library.entries[0]["urldate"], library.entries[0]["url"]) == (
        "2026-11-25",
        "https://example.org/briefings/1",
    )


@pytest.mark.parametrize(
    ("speaker", "author"),
    [
        ("Imani Okonkwo", Author("Okonkwo", "Imani")),
        ("Rochelle P. Walensky", Author("Walensky", "Rochelle P.")),
        ("Ana de la Cruz", Author("de la Cruz", "Ana")),
        ("Martin King Jr.", Author("King Jr.", "Martin")),
        pytest.param("Chair Adeyemi", Author("Chair Adeyemi"), id="an office and a surname stay together"),
        pytest.param("Council Member Dana Smith", Author("Council Member Dana Smith"), id="office first"),
        pytest.param("SENIOR CITY OFFICIAL", Author("SENIOR CITY OFFICIAL"), id="a part"),
        pytest.param("MR. SMITH", Author("MR. SMITH"), id="no given name"),
        pytest.param("Q", None, id="a questioner"),
        pytest.param("", None, id="nobody known"),
    ],
)
def test_a_name_is_parted_only_where_that_is_safe(speaker, author):
    assert author_of(replace(OKONKWO, speaker=speaker)) == author


@pytest.mark.parametrize(
    ("title", "kind", "genre"),
    [
        ("Budget Gap: Hearing of the Council", ("hearing", "hearing"), "Hearing transcript"),
        ("Radio Interview, Harbour FM", ("interview", "interview"), "Interview transcript"),
        ("Background Press Call by a Senior Official", ("speech", "background press call"), None),
        ("Council of the 4th of May", ("speech", ""), "Transcript"),
    ],
)
def test_the_kind_is_the_titles_own_word_or_none(title, kind, genre):
    citation = replace(OKONKWO, title=title)
    assert kind_of(citation) == kind
    assert genre is None or genre_of(citation) == genre


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "'=1", "\r1", "＝1", "\0=1"])
def test_a_spreadsheet_runs_nothing(cell):
    assert inert(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["plain", "1=1", "—dash", "'quoted'", "", 4, None])
def test_what_no_spreadsheet_runs_is_left_alone(cell):
    assert inert(cell) == cell


def test_no_citations_are_no_error_and_an_unknown_format_is_told():
    assert {name: export([], name, TODAY) for name in FORMATS} == {
        "markdown": "",
        "csv": "",
        "json": '{\n "citations": [],\n "accessed": "2026-11-25"\n}\n',
        "bibtex": "",
        "csl": "[]\n",
        "apa": "",
        "chicago": "",
        "ap": "",
    }
    with pytest.raises(OnRecordError, match=r"no export format 'word'\. Choose one of: markdown, csv"):
        export([OKONKWO], "word", TODAY)
