"""Articles: their quotations, whom they are given to, reports, and a saved report checked again."""

import io
import json

import pytest
from docx import Document

from rag.errors import OnRecordError
from rag.evidence import evidence
from rag.filters import Filters
from rag.indexing import index_paths
from rag.quotes import article_of, check_article, check_quote, quotations, read_article
from tests.conftest import BRIEFING, write
from ui import reports


def found(text, **kinds):
    return [(q.text, q.speaker) for q in quotations(article_of(text, **kinds))]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“The pier is closed for now,” Ada Lindholm said.", "Ada Lindholm"),
        ("“The pier is closed for now,” said Lindholm.", "Lindholm"),
        ('"The pier is closed for now," Lindholm told reporters on Monday.', "Lindholm"),
        ("“The pier is closed for now,” Ms. Lindholm, the harbour master, later said.", "Ms. Lindholm"),
        ("According to Ada Lindholm, the harbour master, “the pier is closed for now.”", "Ada Lindholm"),
        ("Lindholm: “The pier is closed for now.”", "Lindholm"),
        ("On Monday Ada Lindholm said that “the pier is closed for now”.", "Ada Lindholm"),
        ("But Ada Lindholm insisted: “The pier is closed for now.”", "Ada Lindholm"),
        ("“The pier is closed for now,” the harbour master said.", "the harbour master"),
        ("Nobody is named. “The pier is closed for now.”", None),
        ("«The pier is closed for now», said Ana de la Cruz.", "Ana de la Cruz"),
        ("‘The pier isn’t open for now,’ said Lindholm.", "Lindholm"),
    ],
)
def test_the_speaker_is_read_from_the_sentence_around(text, speaker):
    assert [who for _, who in found(text)] == [speaker]


def test_a_pronoun_means_whoever_was_named_last():
    text = (
        "“One two three four,” Lindholm said.\n\n“Five six seven eight,” she added. “Nine ten eleven twelve.”"
    )
    assert [who for _, who in found(text)] == ["Lindholm"] * 3


def test_a_said_phrase_within_a_sentence_joins_its_parts():
    assert found(
        "“We will pay for it,” Lindholm said, “if the state refuses.” “We won’t,” Adeyemi said."
    ) == [
        ("We will pay for it, if the state refuses.", "Lindholm"),
        ("We won’t,", "Adeyemi"),
    ]


def test_marks_within_marks_and_marks_that_never_close():
    text = (
        "“He told me ‘never again’ and left,” Lindholm said.\n\n“It goes on and on.\n\n"
        "“And ends here now,” Adeyemi said."
    )
    assert found(text) == [
        ("He told me ‘never again’ and left,", "Lindholm"),
        ("It goes on and on.", "Adeyemi"),
        ("And ends here now,", "Adeyemi"),
    ]


def test_block_quotations_of_every_format():
    words = "The north pier is closed until the end of May."
    document = Document()
    document.add_paragraph("Lindholm said:")
    document.add_paragraph(words, style="Quote")
    file = io.BytesIO()
    document.save(file)
    expected = [(words, "Lindholm")]
    assert found(f"Lindholm said:\n\n> {words}\n") == expected
    assert found(f"Lindholm said:\n\n> {words}\n", markdown=True) == expected
    assert (
        found(f"<p>Lindholm said:</p><blockquote><p>{words}</p></blockquote><script>“x y z w”</script>")
        == expected
    )
    assert [(q.text, q.speaker) for q in quotations(read_article(file.getvalue(), "a.docx"))] == expected


def test_files_that_are_no_articles_are_told():
    with pytest.raises(OnRecordError, match="not UTF-8"):
        read_article(b"\xff\xfe\x00", "a.txt")
    with pytest.raises(OnRecordError, match="no Word file"):
        read_article(b"PK\x03\x04broken", "a.docx")


def test_an_article_is_checked_against_whom_it_gives_the_words_to(library):
    text = (
        "“The north pier is closed until the end of May,” Ada Lindholm said. “The fire brigade had no part "
        "in that decision,” she added. The office holder said “we learned of the cracks on the second of "
        "March”. It was a “big deal”."
    )
    seen = []
    with library.snapshot() as snapshot:
        report = check_article(snapshot, article_of(text), None, lambda *done: seen.append(done))
    assert [str(each.check.verdict) for each in report.checks] == ["verbatim", "misattributed", "verbatim"]
    assert [quotation.text for quotation in report.unchecked] == ["big deal"]
    assert (report.supported, seen[-1]) == (2, (3, 3))
    markdown, page = reports.text_markdown(report), reports.text_html(report)
    assert markdown.startswith("# 2 of 3 quotations are supported by the record")
    assert "✗ Misattributed" in markdown
    assert page.count("<tr>") == 4


def test_an_office_is_whoever_the_titles_give_it_to(library):
    text = "“The fire brigade had no part in that decision,” the harbour master said."
    with library.snapshot() as snapshot:
        (each,) = check_article(snapshot, article_of(text)).checks
    assert (each.check.speaker, str(each.check.verdict)) == ("the harbour master", "misattributed")


def test_hostile_words_are_only_words_in_a_report(library):
    text = "“<script>alert(1)</script> | **bold** [x](javascript:y) four” said Nobody."
    with library.snapshot() as snapshot:
        report = check_article(snapshot, article_of(text))
    assert "<script>" not in reports.text_html(report)
    assert "\\<script\\>" in reports.text_markdown(report)


def test_evidence_finds_the_words_again(library):
    with library.snapshot() as snapshot:
        (match,) = check_quote(snapshot, "the cracks on the second of March", Filters()).matches
        proof = evidence(match)
        (entry,) = snapshot.transcripts(match.transcript)
        text = snapshot.turn(entry.key, match.turn).turn.text
    assert proof.prefix + proof.exact + proof.suffix in text
    assert text[proof.start : proof.end] == proof.exact
    assert proof.text_link == f"{BRIEFING['url']}#:~:text=the%20cracks%20on%20the%20second%20of%20March"
    assert len(proof.sha256) == 64


def test_links_of_long_quotations_and_of_recordings(tmp_path, library, encoder):
    said = {
        "title": "Interview",
        "url": "https://www.youtube.com/watch?v=abc",
        "turns": [
            {
                "speaker": "Ada",
                "text": "One two, three-four five six seven eight nine ten eleven twelve thirteen fourteen.",
                "start": 61.5,
                "end": 70,
            }
        ],
    }
    index_paths(library, [write(tmp_path / "interview.json", said)], encoder)
    with library.snapshot() as snapshot:
        (match,) = check_quote(snapshot, said["turns"][0]["text"], Filters()).matches
    proof = evidence(match)
    assert proof.text_link.endswith(
        "#:~:text=One%20two%2C%20three%2Dfour%20five%20six,ten%20eleven%20twelve%20thirteen%20fourteen"
    )
    assert proof.time_link == "https://www.youtube.com/watch?v=abc&t=61s"


def test_a_saved_report_says_what_changed(library, transcripts, encoder):
    from rag.assistant import Assistant
    from ui.contract import check_text_json
    from ui.recheck import recheck

    assistant = Assistant(library, lambda: encoder)
    text = (
        "“The north pier is closed until the end of May,” Lindholm said. “Four million crowns,” she added. "
    )
    saved = json.dumps(check_text_json(assistant.check_article(article_of(text))))
    assert recheck(assistant, saved.encode(), "report.json")["changes"] == []
    changed = json.loads(json.dumps(BRIEFING))
    changed["turns"][0]["text"] = "Good morning. The north pier is closed until the end of June."
    write(transcripts / "briefing.json", changed)
    index_paths(library, [transcripts], encoder)
    (change,) = recheck(assistant, saved.encode(), "report.json")["changes"]
    assert (change["was"], change["now"]) == ("verbatim", "altered")
    assert "“June”" in change["what"]
    with pytest.raises(OnRecordError, match="no saved report"):
        recheck(assistant, b"[]", "other.json")


def test_a_quotation_tells_where_its_parts_stand():
    text = "“We will pay for it,” Lindholm said, “if the state refuses.” It was a “big deal”."
    (paragraph,) = article_of(text)
    places = [[paragraph.text[slice(*span)] for span in each.spans] for each in quotations([paragraph])]
    assert places == [["We will pay for it,", "if the state refuses."], ["big deal"]]
    (block,) = article_of("> “The pier is closed for now.”")
    (only,) = quotations([block])
    assert [block.text[slice(*span)] for span in only.spans] == [only.text] == ["The pier is closed for now."]
