"""Why something was left out, recognised by its English and said in Spanish."""

import pytest

from rag.errors import TranscriptError
from rag.readers import load_transcript
from rag.reasons import recognised
from rag.remarks import REASONS, in_english
from tests.texts import unsaid
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
        ("cues.srt", b"1\n00:00:01,000 --> 00:00:02,000\n\n", "SubRip sin subtítulos: hay 1 tiempo y"),
        ("cues.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\n\n", "WebVTT sin subtítulos: hay 1 tiempo y"),
        ("cues.sbv", b"The council met.\n", "SBV sin subtítulos: no hay ningún tiempo como 0:01:02.000,"),
        ("empty.sbv", b"0:00:01.000,0:00:02.000\n\n" * 2, "SBV sin subtítulos: hay 2 tiempos y"),
        ("bad.srt", b"1\n00:00:01,000 --> soon\nHi.\n", "«00:00:01,000 --> soon» no es un tiempo; se"),
        ("bad.vtt", b"WEBVT\n", "la línea 1 es «WEBVT»; se esperaba WEBVTT; ponga esa línea arriba"),
        ("no.ttml", b"<tt><body></body></tt>", "TTML sin subtítulos: hay 0 párrafos y ninguna"),
        ("c.json", b'{"turns": [{"speaker": "Ana"}]}', "turns[0] no tiene «text» entre comillas; se"),
        ("d.json", b'{"turns": [{"text": "Hi", "start": "x"}]}', "en turns[0], «start» no es un número"),
        ("front.md", b"---\na: [\n---\nAna: hi\n", "la cabecera no es YAML: "),
        ("long.md", b"---\n" + b"a: b\n" * 10_001 + b"---\nAna: hi\n", "la cabecera tiene 50"),
        ("caption.srt", b"1\n00:00:01,000 --> 00:00:02,000\n" + b"and so\n" * 1001, "un subtítulo de"),
        ("words.csv", b"speaker,text\nAna,\n", "una tabla sin palabras en su columna «text»"),
        ("a.docx", b"PK\x03\x04broken", "es un archivo ZIP o documento de Office dañado ("),
        ("flood.txt", b"a\n" * 20_001, "contiene 20\N{NARROW NO-BREAK SPACE}001 líneas de 2.0 caracteres"),
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
        "an announcement: no speaker labels found in 1 line ({words} words); expected lines such as "
        "'MS. PSAKI:' or 'Q'; leave it out, or add the speakers' names"
    )
    assert reason_in(told.format(words="1,812"), "en") == told.format(words="1,812")
    for as_now, as_kept_before in (("1,812", "1812"), ("11,812", "11812")):
        told_in_spanish = reason_in(told.format(words=as_now), "es")
        assert told_in_spanish == reason_in(told.format(words=as_kept_before), "es")
    assert told_in_spanish.startswith(
        "un anuncio: no hay etiquetas de quién habla en 1 línea (11\N{NARROW NO-BREAK SPACE}812 palabras); se"
    )


@pytest.mark.parametrize("reason", ["turn 3 is not an object", "{lines} {0} {", "a" * 5_000])
def test_any_other_reason_stays_as_it_was_told(reason):
    assert reason_in(reason, "es") == reason


def test_every_reason_is_one_that_the_code_gives():
    assert unsaid(REASONS, "rag", apart_from="remarks.py") == {}
