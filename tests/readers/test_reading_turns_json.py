import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rag.errors import NotATranscriptError, UnreadableFileError
from rag.readers import load_transcript
from rag.transcript import Transcript, Turn

Read = Callable[[str, str | bytes], Transcript]
Write = Callable[[str, str | bytes], Path]

INTERVIEW = """{
  "id": "radio-7",
  "title": "Morning  show",
  "date": "8 May 2023",
  "url": "https://example.org/7",
  "guests": [{"turns": []}, 1.5, null],
  "turns": [
    {"speaker": "Host", "text": "Why \\"now\\"?", "start": 1, "end": 2.5},
    {
      "said_at": "1:56 pm",
      "speaker": " Ana   Ruiz ",
      "text":
        "Because.\\n\\nWell,\\nyes."
    },
    {"text": ""}
  ]
}
"""


def test_turns_keep_their_order_times_and_lines(read: Read) -> None:
    transcript = read("seven.json", INTERVIEW)
    assert (transcript.id, transcript.title, transcript.url) == (
        "radio-7",
        "Morning show",
        "https://example.org/7",
    )
    assert transcript.date == dt.date(2023, 5, 8)
    assert transcript.format == "turns-json"
    assert transcript.turns == (
        Turn("Host", 'Why "now"?', ((0, 8),), 8, start=1.0, end=2.5),
        Turn("Ana Ruiz", "Because.\n\nWell, yes.", ((0, 13),), 13, said_at="1:56 pm"),
        Turn("", "", ((0, 15),), 15),
    )


def test_minified_json_is_all_line_one(read: Read) -> None:
    transcript = read("seven.json", json.dumps(json.loads(INTERVIEW)))
    assert [turn.lines() for turn in transcript.turns] == [(1, 1)] * 3


def test_the_id_is_the_files_name_where_the_file_gives_none(read: Read) -> None:
    assert read("2022-01-02-x.json", '{"turns": [{"speaker": "A", "text": "b"}]}').id == "2022-01-02-x"


@pytest.mark.parametrize("date", ["null", '"spring 2022"', '"03/04/2022"', '"10:30"', "7", '"May 2022"'])
def test_a_date_that_is_none_stays_unknown(read: Read, date: str) -> None:
    content = f'{{"date": {date}, "turns": [{{"speaker": "A", "text": "b"}}]}}'
    assert read("2022-01-02.json", content).date is None


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        pytest.param(
            '{"turns": [\n{"text": "a"},\n{"text": b}]}', 3, "not JSON: Expecting value", id="no value"
        ),
        pytest.param('{"turns": [\n{"text": "a"}\n', 2, "not JSON", id="cut off"),
        pytest.param('{"turns": [\n{"text": "a"}\n{"text": "b"}]}', 3, "not JSON: Expecting ','", id="comma"),
        pytest.param('{"turns": [\n7]}', 2, "turn 0 is not an object", id="turn no object"),
        pytest.param(
            '{"turns": [{"text": "a"},\n{"speaker": "a"}]}', 2, 'turn 1 has no "text"', id="no text"
        ),
        pytest.param(
            '{"turns": [{"text": "a", "speaker": ["b"]}]}',
            1,
            'turn 0 has a "speaker" that is no',
            id="speaker",
        ),
        pytest.param('{"turns": [{"text": "a", "start": "0:01"}]}', 1, 'turn 0 has a "start"', id="start"),
        pytest.param("[1]", 1, "JSON, but not an object", id="array"),
        pytest.param("[" * 100_000, 1, "JSON, but not an object", id="deep array"),
        pytest.param('{"x": ' + "[" * 100_000, 1, "", id="deep value"),
    ],
)
def test_broken_json_names_line_and_reason(write: Write, content: str, line: int, reason: str) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        load_transcript(write("x.json", content))
    assert (caught.value.line, caught.value.reason[: len(reason)]) == (line, reason)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('{"version": "1.0.0", "segments": []}', 'JSON without "turns": found version, segments; expected'),
        ('{"turns": []}', '"turns" holds no text; expected'),
        ('{"turns": [{"speaker": "A", "text": " "}]}', '"turns" holds no text; expected'),
        ('{"turns": {}}', 'JSON without "turns": found turns'),
    ],
)
def test_json_without_turns_is_no_transcript(write: Write, content: str, reason: str) -> None:
    with pytest.raises(NotATranscriptError) as caught:
        load_transcript(write("x.json", content))
    assert caught.value.reason.startswith(reason)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    turns=st.lists(
        st.fixed_dictionaries({"speaker": st.text(max_size=5), "text": st.text(min_size=1)}), min_size=1
    ),
    indent=st.sampled_from([None, 0, 3]),
    ascii_only=st.booleans(),
)
def test_json_is_read_as_the_standard_library_reads_it(
    tmp_path: Path, turns: list[dict[str, str]], indent: int | None, ascii_only: bool
) -> None:
    turns = [*turns, {"speaker": "last", "text": "word"}]
    path = tmp_path / "x.json"
    path.write_bytes(
        json.dumps({"turns": turns}, indent=indent, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass")
    )
    read = load_transcript(path).turns
    invisible = str.maketrans("", "", "\u200b\u2060\ufeff\u00ad")
    assert [turn.text.split() for turn in read] == [
        turn["text"].translate(invisible).split() for turn in turns
    ]
    lines = path.read_bytes().decode().split("\n")
    assert all('"text"' in lines[turn.last_line - 1] for turn in read)
