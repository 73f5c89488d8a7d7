"""Why something was left out, recognised by its English and said in Spanish."""

import re

import pytest

from rag.errors import TranscriptError
from rag.readers import load_transcript
from rag.reasons import recognised
from rag.remarks import REASONS, in_english
from tests.conftest import ROOT
from ui.texts import reason_in


@pytest.mark.parametrize(
    ("name", "content", "spanish"),
    [
        ("empty.txt", b" \n", "el archivo está vacío"),
        ("photo.txt", b"\x89PNG\r\n", "es una imagen; reconozca antes su texto; se esperaba"),
        ("talk.txt", b"ID3\x04", "es un archivo de sonido; transcríbalo antes; se esperaba"),
        ("notes.txt", b"Nobody speaks here.\n" * 9, "no hay etiquetas de quién habla en 9 líneas (27"),
        ("minutes.txt", b"Minutes of the council\n\nIt met.\n", "un acta: no hay etiquetas de quién habla"),
        ("chat.txt", b"[10:01] <ann> hello\n[10:02] <bo> hi\n[10:03] <ann> so\n", "un chat, cuyos mensajes"),
        ("cues.srt", b"1\n00:00:01,000 --> 00:00:02,000\n\n", "SubRip sin subtítulos: hay 1 tiempos"),
        ("cues.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\n\n", "WebVTT sin subtítulos: hay 1 tiempos"),
        ("a.json", b'{"name": 1, "day": 2}', "JSON sin «turns»: contiene name, day; se esperaba {"),
        ("b.json", b'{"turns": [', "no es JSON: "),
        ("table.csv", b"day,sum\n1,2\n3,4\n", "una tabla de las columnas 'day', 'sum': no hay columnas"),
        ("page.html", b"<!doctype html><html><body></body></html>", "una página HTML sin palabras"),
        ("nul.txt", b"Chair: hello\n\x00\x01\x02\x00\x00", "contiene bytes nulos, como un archivo binario"),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value[-6:] else "",
)  # fmt: skip
def test_what_readers_refuse_is_said_in_spanish(tmp_path, name, content, spanish):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(TranscriptError) as refused:
        load_transcript(path)
    assert in_english(recognised(refused.value.reason)) == refused.value.reason
    assert reason_in(refused.value.reason, "es").startswith(spanish)


def test_a_kind_within_a_reason_is_said_in_the_same_language():
    told = (
        "an announcement: no speaker labels found in 228 lines (1812 words); expected lines such as "
        "'MS. PSAKI:' or 'Q'; leave it out, or add the speakers' names"
    )
    assert reason_in(told, "en") == told
    assert reason_in(told, "es").startswith(
        "un anuncio: no hay etiquetas de quién habla en 228 líneas (1812 palabras); se esperaban"
    )


@pytest.mark.parametrize("reason", ["turn 3 is not an object", "{lines} {0} {", "a" * 5_000])
def test_any_other_reason_stays_as_it_was_told(reason):
    assert reason_in(reason, "es") == reason


def test_every_reason_is_one_that_the_code_gives():
    files = [path for path in (ROOT / "rag").rglob("*.py") if path.name != "remarks.py"]
    code = "\n".join(path.read_text(encoding="utf-8") for path in files)
    joined = re.sub(r"\"\s*\n\s*f?\"", "", code).replace('f"', '"')
    longest = {key: max(re.split(r"\{\w+\}", told), key=len).strip(" ;") for key, told in REASONS.items()}
    missing = {key: words for key, words in longest.items() if words[:24] not in joined}
    assert missing == {}
