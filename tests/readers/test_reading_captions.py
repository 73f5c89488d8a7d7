from collections.abc import Callable
from pathlib import Path

import pytest

from rag.errors import NotATranscriptError, UnreadableFileError
from rag.readers import load_transcript
from rag.transcript import Aside, Transcript, Turn

Read = Callable[[str, str | bytes], Transcript]
Write = Callable[[str, str | bytes], Path]

VTT = """\ufeffWEBVTT - Planning meeting
Kind: captions

NOTE title: Planning Meeting
NOTE date: 2025-02-03

NOTE
url: https://example.org/plan
A remark.

STYLE
::cue { color: red }

REGION
id:fred

intro
00:01.000 --> 00:03.500 align:start position:0%
<v.loud Dana Reyes>We begin <i>now</i> &amp; here,</v>

00:00:03.500 --> 00:05.000
<c.yellow>without delay.</c>

3
00:06.000 --> 00:07.000
(chairs move)

00:08.000 --> 01:00:09.250
<v Sam Hill>Fine.
<v Dana Reyes>Good.
"""


def said(transcript: Transcript) -> list[tuple[str, str]]:
    return [(turn.label, turn.text) for turn in transcript.turns]


def test_webvtt_with_voices(read: Read) -> None:
    transcript = read("plan.vtt", VTT)
    assert transcript.turns == (
        Turn("Dana Reyes", "We begin now & here, without delay.", ((0, 19), (21, 22)), 22, 1.0, 5.0),
        Turn("", "(chairs move)", ((0, 26),), 26, 6.0, 7.0),
        Turn("Sam Hill", "Fine.", ((0, 29),), 29, 8.0, 3609.25),
        Turn("Dana Reyes", "Good.", ((0, 30),), 30, 8.0, 3609.25),
    )
    assert (transcript.title, str(transcript.date), transcript.url) == (
        "Planning Meeting", "2025-02-03", "https://example.org/plan",
    )  # fmt: skip
    assert transcript.format == "webvtt"
    assert Aside(9, "A remark.") in transcript.asides


def cues(*texts: str, start: int = 0) -> str:
    blocks = [
        f"{at}\n00:00:{at:02},000 --> 00:00:{at + 1:02},000\n{text}\n" for at, text in enumerate(texts, start)
    ]
    return "\n".join(blocks)


def test_srt_with_names_at_the_change_of_speaker(read: Read) -> None:
    transcript = read(
        "x.srt", cues("Travis: When you first", "start, it is. Now: go.", "Gilon: Hi.\nI will say: yes")
    )
    assert transcript.turns == (
        Turn("Travis", "When you first start, it is. Now: go.", ((0, 3), (15, 7)), 7, 0.0, 2.0),
        Turn("Gilon", "Hi. I will say: yes", ((0, 11), (4, 12)), 12, 2.0, 3.0),
    )
    assert transcript.format == "srt"


def test_a_change_of_speaker_without_a_name_is_nobodys(read: Read) -> None:
    assert said(read("x.srt", cues(">> MAYOR: Hi.", "&gt;&gt; Ho.", "- One.\n- Two."))) == [
        ("MAYOR", "Hi."),
        ("", "Ho."),
        ("", "One."),
        ("", "Two."),
    ]


def test_captions_without_names_are_cut_at_pauses(read: Read) -> None:
    text = cues("We met.", "And then") + "\n" + cues("we left.", start=5) + "\n" + cues("Late.", start=9)
    assert said(read("x.srt", text)) == [("", "We met. And then we left."), ("", "Late.")]


def test_rolling_captions_are_not_doubled(read: Read) -> None:
    shown = [
        "yeah",
        "yeah\nwhat",
        "what\nthis will happen",
        "this will happen",
        "this will happen\nI'm telling",
    ]
    transcript = read("x.srt", cues(*shown))
    assert said(transcript) == [("", "yeah what this will happen I'm telling")]
    assert transcript.turns[0].line_map == ((0, 3), (5, 8), (10, 13), (27, 22))


def test_words_said_twice_stay_twice(read: Read) -> None:
    said_words = [
        "No.",
        "No.",
        "We said",
        "it then,",
        "and we",
        "say it",
        "now to",
        "all of",
        "you who",
        "hear.",
    ]
    assert said(read("x.srt", cues(*said_words)))[0][1].startswith("No. No. We said")


@pytest.mark.parametrize(
    ("name", "content", "line", "reason"),
    [
        (
            "x.vtt",
            "WEBVTT\n\n00:01.000 --> 00:1d.000\nHi",
            3,
            "'00:01.000 --> 00:1d.000' is no timing; expected",
        ),
        ("x.srt", "1\n00:00:01,000 --> soon\nHi", 2, "'00:00:01,000 --> soon' is no timing; expected"),
        ("x.vtt", "00:01.000 --> 00:02.000\nHi", 1, "line 1 is '00:01.000 --> 00:02.000'; expected WEBVTT"),
        ("x.vtt", "WEBVTT\n\n00:99.000 --> 00:99.500\nHi", 3, "'00:99.000 --> 00:99.500' is no timing"),
    ],
)
def test_broken_captions_name_line_and_reason(
    write: Write, name: str, content: str, line: int, reason: str
) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        load_transcript(write(name, content))
    assert (caught.value.line, caught.value.reason[: len(reason)]) == (line, reason)


@pytest.mark.parametrize(
    ("name", "content"), [("x.vtt", "WEBVTT\n"), ("x.srt", "1\n"), ("y.srt", "some text")]
)
def test_captions_without_words_are_no_transcript(write: Write, name: str, content: str) -> None:
    with pytest.raises(NotATranscriptError, match="without captions"):
        load_transcript(write(name, content))


def test_words_outside_of_any_cue_are_kept_aside(read: Read) -> None:
    transcript = read("x.srt", cues("Hi.") + "\n2\nlost words\n\n" + cues("Ho.", start=3))
    assert said(transcript) == [("", "Hi."), ("", "Ho.")]
    assert [aside.text for aside in transcript.asides] == ["2", "lost words"]


def test_ttml_that_was_utf16_is_read_whatever_it_says_of_itself(read: Read) -> None:
    text = '<?xml version="1.0" encoding="UTF-16"?><tt><body><p begin="1s" end="2s">Ana: Olé.</p></body></tt>'
    assert said(read("x.ttml", text.encode("utf-16"))) == [("Ana", "Olé.")]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("<tt><body><p begin='1s'>Hi</body></tt>", "not XML: "),
        ("<!DOCTYPE tt [<!ENTITY a 'b'>]><tt><body><p>&a;</p></body></tt>", "not XML: EntitiesForbidden"),
    ],
)
def test_broken_or_hostile_ttml_is_unreadable(write: Write, content: str, reason: str) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        load_transcript(write("x.ttml", content))
    assert caught.value.reason.startswith(reason)


def test_one_word_with_a_colon_among_many_captions_is_no_speaker(read: Read) -> None:
    many = [f"We said it {n} times." for n in range(50)]
    assert said(read("x.srt", cues(*many[:25], "Look: it falls.", *many[25:])))[0][0] == ""


def test_an_sbv_timing_that_is_broken_names_its_line(write: Write) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        load_transcript(write("x.sbv", "0:00:01.000,0:00:02.000\nHi.\n\n0:00:0f.000,0:00:05.000\nHo.\n"))
    assert caught.value.line == 4
    assert caught.value.reason.startswith("'0:00:0f.000,0:00:05.000' is no timing")
