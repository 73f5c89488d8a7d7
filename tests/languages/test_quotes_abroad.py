"""Quotations in Spanish, Japanese and a language unknown to the checker: no leniency that English has not."""

import pytest

from embeddings.hashing import HashingEncoder
from rag.filters import Filters
from rag.indexing import index_paths
from rag.library.library import Library
from rag.quotes import Paragraph, check_article, check_quote
from tests.conftest import write


@pytest.mark.parametrize(
    ("quote", "speaker", "verdict", "risks"),
    [
        ("No vamos a subir la tarifa del agua", "Elena Ruiz", "verbatim", ()),
        ("vamos a subir la tarifa del agua", "Elena Ruiz", "truncated", ("negation",)),
        ("Vamos a bajar la tarifa del agua", "Elena Ruiz", "altered", ()),
        ("Quien gaste menos que la media pagará un céntimo más", "Elena Ruiz", "altered", ("negation",)),
        ("La reparación costará 4.200.000 euros", "Elena Ruiz", "verbatim", ()),
        ("La reparación costará 4,2 millones de euros", "Elena Ruiz", "verbatim", ()),
        ("La reparación costará 5,2 millones de euros", "Elena Ruiz", "altered", ("number",)),
        ("El coste podría llegar a cinco millones y medio", "Ferrer", "verbatim", ()),
        ("El coste llegará a cinco millones y medio", "Ferrer", "altered", ("modal",)),
        ("el tablero esté dañado", "Ferrer", "truncated", ("negation", "condition")),
        ("doblaremos la cantidad", "Moreno", "truncated", ("condition",)),
        ("Esperamos reabrir el puente antes del 30 de junio", "Elena Ruiz", "truncated", ("condition",)),
        ("el puente podría haberse caído", None, "truncated", ("question",)),
        ("No hay más dinero del que repartió el marciano", "Moreno", "not_found", ()),
        ("水道料金を値上げする考えはありません", "市長", "verbatim", ()),
        ("水道料金を値上げする考えはあります", "市長", "altered", ("negation",)),
        ("水道料金を値上げする考え", "市長", "truncated", ("negation",)),
        ("水道料金を値下げする考えはありません", "市長", "altered", ()),
        ("補修費は５億2000万円を見込んでいます", "市長", "altered", ("number",)),
        ("6月末までに港大橋を再開できます", "市長", "truncated", ("condition",)),
        ("部品が予定どおり届けば、６月末までに港大橋を再開できます", "市長", "verbatim", ()),
        ("支援金に反対している", "大野議員", "truncated", ("negation",)),
        ("可能だとは言いません", "森田", "truncated", ("negation",)),
        ("費用は5億5000万円まで膨らむ", "森田健一", "truncated", ("condition",)),
        ("もう再開する予定はありません", "大野議員", "misattributed", ()),
    ],
)
def test_a_quotation_gets_the_verdict_that_english_would_get(samples_library, quote, speaker, verdict, risks):
    with samples_library.snapshot() as snapshot:
        found = check_quote(snapshot, quote, Filters(speaker=speaker))
    assert (found.verdict.value, set(found.risks)) == (verdict, set(risks)), found.note


def test_an_article_in_spanish_and_japanese_names_who_said_it(samples_library):
    article = [
        Paragraph("«No vamos a subir la tarifa del agua», dijo la alcaldesa Elena Ruiz."),
        Paragraph(
            "市長は「水道料金を値上げする考えはありません」と述べた。「支援金に反対している」と大野議員は語った。"
        ),
    ]
    with samples_library.snapshot() as snapshot:
        report = check_article(snapshot, article)
    assert [(each.quotation.speaker, each.check.verdict.value) for each in report.checks] == [
        ("Elena Ruiz", "verbatim"),
        ("市長", "verbatim"),
        ("大野議員", "truncated"),
    ]


@pytest.fixture(scope="module")
def polish(tmp_path_factory):
    folder = tmp_path_factory.mktemp("polish")
    said = [
        "Dzień dobry państwu. Nie podniesiemy opłat za wodę w tym roku.",
        "Most zostanie otwarty we wrześniu, jeżeli części dotrą na czas. Nie mam nic więcej do dodania.",
    ]
    turns = [{"speaker": "Anna Nowak", "text": text} for text in said]
    write(folder / "konferencja.json", {"title": "Konferencja prasowa", "date": "2025-03-04", "turns": turns})
    library = Library(folder / "library")
    index_paths(library, [folder / "konferencja.json"], HashingEncoder())
    return library


@pytest.mark.parametrize(
    ("quote", "verdict"),
    [
        ("Nie podniesiemy opłat za wodę w tym roku", "verbatim"),
        ("podniesiemy opłat za wodę w tym roku", "truncated"),
        ("Most zostanie otwarty we wrześniu", "truncated"),
        ("Most zostanie otwarty … na czas", "truncated"),
        ("Nie podniesiemy opłat za [prąd] w tym roku", "altered"),
        ("Podniesiemy opłaty za wodę w tym roku", "altered"),
    ],
)
def test_a_language_of_which_nothing_is_known_gets_no_benefit_of_the_doubt(polish, quote, verdict):
    with polish.snapshot() as snapshot:
        assert [entry.language for entry in snapshot.transcripts()] == ["pl"]
        found = check_quote(snapshot, quote, Filters(speaker="Anna Nowak"))
    assert found.verdict.value == verdict, found.note
    assert ("(pl)" in found.note) == (verdict != "verbatim")


def test_a_vowel_sign_is_a_letter_where_a_script_has_such_signs(tmp_path):
    turns = [{"speaker": "ก", "text": "ไม่มีใครรู้"}, {"speaker": "अ", "text": "वह काम करना चाहिए।"}]
    write(tmp_path / "talk.json", {"title": "Talk", "date": "2025-03-04", "turns": turns})
    library = Library(tmp_path / "library")
    index_paths(library, [tmp_path / "talk.json"], HashingEncoder())
    with library.snapshot() as snapshot:
        verdicts = [
            check_quote(snapshot, quote, Filters()).verdict.value
            for quote in ("वह काम करना चाहिए", "वह काम करनी चाहिए", "ไม่มีใครรู้", "ไม่มีใครรู")
        ]
    assert verdicts == ["verbatim", "altered", "verbatim", "altered"]
