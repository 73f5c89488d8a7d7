import contextlib
import datetime as dt
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rag.errors import NotATranscriptError, UnreadableFileError
from rag.readers import NAMES, SUFFIXES, Hints, load_transcript
from rag.readers.dates import date_in_name, parse_date
from rag.transcript import Transcript

Read = Callable[[str, str | bytes], Transcript]
Write = Callable[[str, str | bytes], Path]

TEXT = "Mayor Núñez: It’s “so” — a café’s 5 €.\r\nClerk: Yes.\r\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_any_usual_encoding_is_read(read: Read, encoding: str) -> None:
    transcript = read("x.txt", TEXT.encode(encoding))
    assert [(turn.label, turn.text, turn.last_line) for turn in transcript.turns] == [
        ("Mayor Núñez", "It’s “so” — a café’s 5 €.", 1),
        ("Clerk", "Yes.", 2),
    ]


def test_cyrillic_without_a_mark_is_guessed(read: Read) -> None:
    words = (
        "Добрый вечер, дорогие друзья. Мы начинаем заседание городского совета и переходим к повестке дня. "
    )
    transcript = read("x.txt", ("Мэр Иванов: " + words * 5 + "\nМэр Иванов: Спасибо.\n").encode("cp1251"))
    assert transcript.turns[1].text == "Спасибо."


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"%PDF-1.7 x", "is no PDF that can be read ("),
        (b"PK\x03\x04abc", "is a damaged ZIP archive or Office document ("),
        (b"Chair: hi\nMayor\0: ho\0\0", "holds NUL bytes like a binary file"),
        (bytes(range(1, 32)) * 9, "holds control characters like a binary file"),
    ],
)
def test_what_is_no_text_is_unreadable(write: Write, content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        load_transcript(write("x.txt", content))
    assert caught.value.reason.startswith(reason)


@pytest.mark.parametrize("content", [b"", b" \n\n\t", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("suffix", sorted(SUFFIXES))
def test_an_empty_file_is_no_transcript(write: Write, suffix: str, content: bytes) -> None:
    with pytest.raises(NotATranscriptError, match="the file is empty"):
        load_transcript(write("x" + suffix, content))


def test_a_missing_file_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="can't be read: No such file or directory"):
        load_transcript(tmp_path / "none.txt")


@pytest.mark.parametrize(
    ("name", "content", "form"),
    [
        ("x.txt", "WEBVTT\n\n00:01.000 --> 00:02.000\nHi.", "webvtt"),
        ("x.txt", "1\n00:00:01,000 --> 00:00:02,000\nHi.", "srt"),
        ("x.txt", '{"turns": [{"text": "a"}]}', "turns-json"),
        ("x.txt", "---\npermalink: https://www.whitehouse.gov/x\n---\nQ  Hi?", "whitehouse-markdown"),
        ("x.markdown", "Clerk: Hi.", "labelled-text"),
        ("x.txt", "[00:00:01] Clerk: Hi.", "labelled-text"),
        ("x", "Clerk: Hi.", "labelled-text"),
    ],
)
def test_the_content_decides_the_format(read: Read, name: str, content: str, form: str) -> None:
    assert read(name, content).format == form


FRONT = "---\npermalink: https://www.whitehouse.gov/x\ntitle: Remarks\n---\nMS. PSAKI:  Hi.\n\n"
FRAGMENTS = st.sampled_from(
    [
        *(
            "Q   ",
            "MS. PSAKI:  ",
            "**Ana Ruiz:** ",
            "MS.\nPSAKI: ",
            "END",
            "3:18 P.M. EDT",
            "(Laughter.)",
            "word. ",
        ),
        *(
            "\n",
            "\n\n",
            "  \n",
            "\u00a0",
            "\u2028",
            "\r",
            "\x0b",
            "\u200b",
            "<s>",
            "</s>",
            "<v Ana>",
            "</v>",
            "<b",
            ">",
        ),
        *(
            "<!--",
            "-->",
            "[a](b)",
            "[",
            "]",
            "\\",
            "*",
            "**",
            "&amp;",
            "&#0;",
            "&#x110000;",
            "- ",
            ">> ",
            "#",
            "\\###",
        ),
        *("Mr. SMITH. ", "Ana Ruiz  0:12\n", "[Ana] 10:00:00\n", "[00:01:02]", "started transcription\n"),
        *("<html>", "<cite>Ana:</cite><p>", "<tt>", "<p begin='1s' end='2s'>", "</p>", "speaker,text\n"),
        *(
            '{"segments": [',
            '{"start": 1, "end": 2, "text": "a", "speaker": "B"}',
            '{"results": {"items": []}}',
        ),
        *("0:00:01.000,0:00:02.000\n", "Transcript\n", "Transcription ended\n", "Notes by Gemini\n"),
        *("---\n", "title: x\n", "permalink: https://www.whitehouse.gov/\n", "date: 2022\n", "- : [\n"),
        *(
            "WEBVTT",
            "\n\n00:01.000 --> 00:02.000\n",
            "\n\n1\n00:00:01,000 --> 00:00:02,000\n",
            "NOTE date: x\n",
        ),
        *(
            '{"turns": [',
            '{"text": "a", "speaker": null}',
            "]}",
            ",",
            '"',
            "{",
            "}",
            ":",
            "1e999",
            "\U0001f600",
        ),
    ]
)


@settings(max_examples=600, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    pieces=st.lists(FRAGMENTS | st.text(max_size=4), min_size=1, max_size=25),
    name=st.sampled_from(["x" + suffix for suffix in sorted(SUFFIXES)]),
    front=st.booleans(),
)
def test_whatever_a_file_holds_it_is_read_or_refused(
    tmp_path: Path, pieces: list[str], name: str, front: bool
) -> None:
    path = tmp_path / name
    path.write_bytes(((FRONT if front else "") + "".join(pieces)).encode("utf-8", "surrogatepass"))
    try:
        transcript = load_transcript(path)
    except (UnreadableFileError, NotATranscriptError) as error:
        refusal = str(error)
    else:
        refusal = ""
        assert transcript.turns
        assert_sound(transcript, len(path.read_bytes().splitlines()) + 1)
    assert "\n" not in refusal


@settings(max_examples=600, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    pieces=st.lists(FRAGMENTS | st.text(max_size=4), min_size=1, max_size=25),
    form=st.sampled_from(NAMES),
    suffix=st.sampled_from([".txt", ".md", ".html", ".json"]),
)
def test_every_reader_reads_or_refuses_what_is_forced_upon_it(
    tmp_path: Path, pieces: list[str], form: str, suffix: str
) -> None:
    path = tmp_path / f"x{suffix}"
    path.write_bytes("".join(pieces).encode("utf-8", "surrogatepass"))
    try:
        transcript = load_transcript(path, Hints(format=form))
    except (UnreadableFileError, NotATranscriptError) as error:
        refusal = str(error)
    else:
        refusal = ""
        assert_sound(transcript, len(path.read_bytes().splitlines()) + 1)
    assert "\n" not in refusal


def assert_sound(transcript: Transcript, lines: int) -> None:
    """Every turn's offsets and lines are what Turn promises."""
    last = 1
    for turn in transcript.turns:
        offsets = [offset for offset, _ in turn.line_map]
        numbers = [line for _, line in turn.line_map]
        assert offsets[0] == 0
        assert offsets == sorted(set(offsets))
        assert numbers == sorted(numbers)
        assert last <= numbers[0] <= turn.last_line <= lines
        last = turn.last_line
        assert all(0 <= start < end <= len(turn.text) for start, end in turn.struck)
        assert turn.text == turn.text.strip()


MEGABYTE = 1_000_000
HOSTILE = {
    "a": "a" * MEGABYTE,
    "words": "word " * (MEGABYTE // 5),
    "colons": "A:" * (MEGABYTE // 2),
    "labels": "MS. PSAKI: " * (MEGABYTE // 11),
    "stars": "*" * MEGABYTE,
    "spaced stars": "* " * (MEGABYTE // 2),
    "tags": "<" * MEGABYTE,
    "open tag": "<a " + "b" * MEGABYTE,
    "open tags": "<a " * (MEGABYTE // 3),
    "strikes": "<s>" * (MEGABYTE // 3),
    "comments": "<!--" * (MEGABYTE // 4),
    "brackets": "[" * MEGABYTE,
    "links": "[a](" * (MEGABYTE // 4),
    "entities": "&a" * (MEGABYTE // 2),
    "backslashes": "\\" * MEGABYTE,
    "spaces": " " * MEGABYTE + "x",
    "no-break spaces": "\u00a0" * (MEGABYTE // 2) + "x",
    "digits": "1" * MEGABYTE,
    "times": "00:" * (MEGABYTE // 3),
    "stops": "." * MEGABYTE,
    "quotation marks": '"' * MEGABYTE,
}


BEGINNINGS = {
    "w.md": FRONT,
    "l.md": "Clerk: hi\n",
    "l.txt": "",
    "v.vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\n",
    "s.srt": "1\n00:00:01,000 --> 00:00:02,000\n",
    "j.json": '{"turns": [{"text": "a"}], "x": "',
}


def seconds_to_read(path: Path) -> float:
    begin = time.process_time()
    with contextlib.suppress(UnreadableFileError, NotATranscriptError):
        load_transcript(path)
    return time.process_time() - begin


@pytest.mark.slow
@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.parametrize("name", BEGINNINGS)
def test_a_hostile_line_of_a_megabyte_takes_seconds(write: Write, kind: str, name: str) -> None:
    assert seconds_to_read(write(name, BEGINNINGS[name] + HOSTILE[kind])) < 10


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["a", "words", "labels", "stars"])
@pytest.mark.parametrize("name", BEGINNINGS)
def test_five_megabytes_take_five_times_as_long_at_most(write: Write, kind: str, name: str) -> None:
    assert seconds_to_read(write(name, BEGINNINGS[name] + HOSTILE[kind] * 5)) < 50


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022-03-14", dt.date(2022, 3, 14)),
        ("2022-03-14 23:42:30-04:00", dt.date(2022, 3, 14)),
        ("March 14, 2022", dt.date(2022, 3, 14)),
        ("14 March 2022", dt.date(2022, 3, 14)),
        ("1:56 pm on 8 May, 2023", dt.date(2023, 5, 8)),
        ("3/14/2022", dt.date(2022, 3, 14)),
        ("03/04/2022", None),
        ("04/04/2022", dt.date(2022, 4, 4)),
        ("March 2022", None),
        ("2022", None),
        ("10:30", None),
        ("12:34:56", None),
        ("2022-13-45", None),
        ("Tuesday", None),
        ("", None),
        (None, None),
        ("x" * 100_000, None),
    ],
)
def test_only_a_whole_unambiguous_date_is_one(text: str | None, expected: dt.date | None) -> None:
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2022-03-14-call", dt.date(2022, 3, 14)),
        ("call_20220314", dt.date(2022, 3, 14)),
        ("call-2022-99-14", None),
        ("episode-123456789", None),
    ],
)
def test_a_date_in_a_files_name(name: str, expected: dt.date | None) -> None:
    assert date_in_name(name) == expected


@pytest.mark.timeout(30)
def test_a_hearing_under_a_title_of_half_a_million_letters_is_read_at_once(read: Read) -> None:
    # The pattern for days once tried every one of the letters as a month of any length: minutes.
    title = "HEARING " + "A" * 500_000
    words = "Mr. SMITH. I thank the Chair.\n\nMs. JONES. So do I.\n\nMr. SMITH. We are agreed.\n"
    turns = read("hearing.txt", f"{title}\n\n{words}").turns
    assert [turn.label for turn in turns] == ["Mr. SMITH", "Ms. JONES", "Mr. SMITH"]
