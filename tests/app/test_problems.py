"""The user's problems, recognised by their English and said in Spanish."""

import datetime as dt
import json

import gradio as gr
import pytest
from gradio.context import LocalContext
from starlette.requests import Request

from embeddings.errors import ModelNotFoundError
from embeddings.hashing import HashingEncoder
from rag.assistant import Assistant
from rag.errors import EncoderMismatchError, LibraryBusyError, LibraryFormatError, LibraryReadOnlyError
from rag.exploring import find_mentions
from rag.filters import Filters, parse_filters
from rag.indexing import index_paths, remove
from rag.library.library import INDEX_FOLDER as INDEXES
from rag.library.library import Library
from rag.library.lock import writing
from rag.quotes.article_files import read_article
from rag.speaker_book import parse_book
from rag.speaker_edits import Call, Give, Hold, edited
from tests.conftest import ROOT
from tests.texts import unsaid
from ui.app.ask.asking import parse_asking
from ui.app.handlers import told, told_to_programs
from ui.batch import BatchReport, read_source
from ui.recheck import load_report
from ui.texts import entries
from ui.texts.problems import problem_in


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    folder = tmp_path_factory.mktemp("problems")
    turns = [{"speaker": "Ada Lindholm", "text": "The bridge is closed to all traffic until the summer."}]
    for day in ("2025-03-11", "2025-03-12"):
        talk = {"title": f"Briefing of {day}", "date": day, "turns": turns}
        (folder / f"briefing-{day}.json").write_text(json.dumps(talk), encoding="utf-8")
    library = Library(folder / "library")
    index_paths(library, sorted(folder.glob("*.json")), HashingEncoder())
    return Assistant(library, HashingEncoder)


def raised(work):
    with pytest.raises(Exception) as problem:  # noqa: PT011 - whatever it is, its line is compared whole
        work()
    return str(problem.value)


def test_every_problem_that_is_recognised_is_one_that_the_code_tells():
    problems = {key: entry for key, entry in entries("en").items() if key.startswith("problem.")}
    named = {key: entry for key, entry in problems.items() if not key.startswith("problem.thing_")}
    assert unsaid(named, "rag", "ui", "embeddings") == {}


@pytest.mark.parametrize(
    ("ask", "spanish"),
    [
        pytest.param(
            lambda a: a.ask("Why?", Filters(speaker="Lindhlom")),
            "En esta biblioteca nadie se llama «Lindhlom». Lo más parecido: Ada Lindholm.",
            id="near",
        ),
        pytest.param(
            lambda a: a.ask("Why?", Filters(speaker="O'Xyzzy")),
            "En esta biblioteca nadie se llama «O'Xyzzy». La lista de personas está en Biblioteca → "
            "Personas.",
            id="nobody, with an apostrophe",
        ),
        pytest.param(
            lambda a: a.ask("Why?", Filters(transcript="briefing")),
            "A «briefing» corresponden 2 transcripciones: briefing-2025-03-11, briefing-2025-03-12 "
            "… Dé un identificador entero.",
            id="two transcripts",
        ),
        pytest.param(
            lambda a: a.ask("Why?", Filters(transcript="zzz")),
            "Ninguna transcripción tiene el identificador «zzz». Vea los que hay en Biblioteca → "
            "Transcripciones.",
            id="no transcript",
        ),
        pytest.param(
            lambda a: parse_filters("", "soon", "", ""),
            "Desde: «soon» no es una fecha. Escríbala como 2022-03-14, 2022-03 o 2022.",
            id="no date",
        ),
        pytest.param(
            lambda a: parse_filters("", "2025", "2024", ""),
            "Ningún día es a la vez del 2025-01-01 o posterior y del 2024-12-31 o anterior. "
            "Intercambie las dos fechas.",
            id="no days",
        ),
        pytest.param(
            lambda a: parse_asking({"asked": ["x" * 20_000]}),
            "Pregunta: hay 20\N{NARROW NO-BREAK SPACE}000 caracteres y se leen 2000 como máximo. "
            "Acorte el texto.",
            id="too long",
        ),
        pytest.param(
            lambda a: parse_asking({"asked": [" "]}),
            "No hay pregunta. Escriba una y pregunte de nuevo.",
            id="no question",
        ),
        pytest.param(
            lambda a: mentions(a, "?!"),
            "En «?!» no hay ninguna palabra. Escriba una, o varias tal como se dirían.",
            id="no word",
        ),
        pytest.param(
            lambda a: load_report(b"[]", "report.json"),
            "report.json no es un informe guardado. Guarde uno aquí como JSON, o con: onrecord "
            "check-text ARTÍCULO --json > report.json",
            id="no report",
        ),
        pytest.param(
            lambda a: read_article(b"caf\xe9 con leche", "talk.txt"),
            "talk.txt no es texto UTF-8 (invalid continuation byte, byte 3). Guárdelo como UTF-8, "
            "HTML o .docx.",
            id="not UTF-8",
        ),
        pytest.param(
            lambda a: remove(a.library, "gone"),
            "La biblioteca {folder} no tiene la transcripción «gone». Vea las que hay en Biblioteca → "
            "Transcripciones.",
            id="removed",
        ),
        pytest.param(
            lambda a: edited("", Give("", "Ada")),
            "Etiqueta: está en blanco. Elija una opción o escríbala.",
            id="blank",
        ),
        pytest.param(
            lambda a: edited("", Call("Ada", "Ada")),
            "Ada ya se llama así. Escriba otro nombre.",
            id="called so",
        ),
        pytest.param(
            lambda a: edited("", Hold("Ada", "mayor", "soon", "")),
            "speakers.yaml, línea 5: «soon» no es una fecha; escríbala como 2022-03-14, 2022-03 o 2022",
            id="a day of an office",
        ),
        pytest.param(
            lambda a: parse_book("persons:\n  - aliases: [A]\n"),
            "speakers.yaml, línea 2: una persona no tiene nombre; escriba name: con el nombre completo",
            id="a person without a name",
        ),
        pytest.param(
            lambda a: parse_book("people:\n"),
            "speakers.yaml, línea 1: «people» no es una clave de aquí (the file); las claves son "
            "persons, merge, never_merge",
            id="a wrong key",
        ),
    ],
)
def test_what_goes_wrong_is_said_in_spanish(assistant, ask, spanish):
    line = raised(lambda: ask(assistant))
    assert problem_in(line, "es") == spanish.format(folder=assistant.library.folder)
    assert problem_in(line, "en") == line


def mentions(assistant, phrase):
    with assistant.library.snapshot() as snapshot:
        return find_mentions(snapshot, phrase, Filters())


@pytest.mark.parametrize(
    ("error", "spanish"),
    [
        (LibraryReadOnlyError(ROOT), "Puede leer esta biblioteca, no cambiarla. Pida el papel de"),
        (LibraryBusyError(ROOT, "another process"), f"En {ROOT} está escribiendo otro proceso. Espere a que"),
        (
            LibraryFormatError(ROOT, 9, 8),
            f"{ROOT} tiene el formato de biblioteca 9; este On Record lee el 8. I",
        ),
        (
            LibraryFormatError(ROOT, 7, 8),
            f"{ROOT} tiene el formato de biblioteca 7; este On Record lee el 8. A",
        ),
        (EncoderMismatchError(ROOT, "a", "b"), f"{ROOT} se hizo con el modelo «a», pero la configur"),
        (ModelNotFoundError("m", "gone"), "No se puede cargar el modelo «m»: gone. Indique la carpeta de"),
    ],
)
def test_what_is_wrong_with_a_library_or_a_model_is_said_in_spanish(error, spanish):
    assert problem_in(str(error), "es").startswith(spanish)


def test_who_is_writing_is_said_in_spanish(assistant):
    with writing(assistant.library.folder):
        line = raised(lambda: remove(assistant.library, "briefing-2025-03-11"))
    assert line.startswith(f"{assistant.library.folder} is being written to by process ")
    assert problem_in(line, "es").startswith(f"En {assistant.library.folder} está escribiendo el proceso ")
    assert f"desde {dt.date.today().year}" in problem_in(line, "es")


def test_what_a_list_cannot_be_checked_for_is_said_in_spanish():
    source = read_source(b"quote,date\nwe never knew it,soon\n", "list.csv")
    other = read_source(b"words\nwe never knew it\n", "other.csv")
    report = BatchReport((source, other), ())
    assert [problem_in(problem.reason, "es") for problem in report.problems] == [
        "Fecha: «soon» no es una fecha. Escríbala como 2022-03-14, 2022-03 o 2022.",
        "other.csv no tiene columna «quote» (en su primera fila hay: words). Ponga en la primera fila los "
        "nombres quote, speaker y date.",
    ]


def overwritten(path):
    path.write_bytes(b"?" * path.stat().st_size)


@pytest.mark.parametrize(
    ("harm", "spanish"),
    [
        (lambda path: path.unlink(), "falta {name}"),
        (overwritten, "{name} no tiene los bytes que se escribieron"),
        (lambda path: path.write_bytes(b"?"), "{name} tiene 1 byte en lugar de {size}"),
    ],
)
def test_damage_that_a_check_finds_is_said_in_spanish(tmp_path, harm, spanish):
    turns = [{"speaker": "Ada Lindholm", "text": "The bridge is closed to all traffic until the summer."}]
    (tmp_path / "talk.json").write_text(json.dumps({"title": "Talk", "turns": turns}))
    library = Library(tmp_path / "library")
    index_paths(library, [tmp_path / "talk.json"], HashingEncoder())
    (state,) = (library.folder / INDEXES).iterdir()
    path = next(each for each in sorted(state.rglob("*")) if each.is_file() and each.suffix == ".npy")
    size, name = path.stat().st_size, path.relative_to(state).as_posix()
    harm(path)
    assert problem_in(library.find_damage(), "es") == (
        f"{INDEXES}/{state.name}: {spanish.format(name=name, size=size)}; repárelo con «Rehacer la "
        f"búsqueda», o con: onrecord index --rebuild"
    )


@pytest.mark.parametrize("line", ["Something else went wrong.", "{0} {", "a" * 5_000])
def test_any_other_problem_stays_as_it_was_told(line):
    assert problem_in(line, "es") == line


def test_a_page_hears_of_a_problem_in_its_language_and_a_program_in_english():
    headers = [(b"accept-language", b"es-ES,es;q=0.9")]
    request = gr.Request(Request({"type": "http", "headers": headers}))
    LocalContext.request.set(request)
    try:
        for tell, line in (
            (told, "Desde: «soon» no es una fecha. Escríbala como 2022-03-14, 2022-03 o 2022."),
            (told_to_programs, "after is 'soon', which is no date. Write it as 2022-03-14, 2022-03 or 2022."),
        ):
            with pytest.raises(gr.Error) as shown:
                tell(parse_filters)("", "soon", "", "")
            assert shown.value.message == line
    finally:
        LocalContext.request.set(None)
