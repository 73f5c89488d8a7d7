"""Which recording belongs to a transcript: the one beside it, under its name."""

import pytest

from rag.evidence import is_recording, time_link_to, web_address
from rag.recordings import Recording, recording_beside


@pytest.mark.parametrize(
    ("transcript", "beside", "found"),
    [
        pytest.param("talk.vtt", ["talk.mp3"], ("talk.mp3", "audio/mpeg"), id="its stem"),
        pytest.param("talk.vtt", ["talk.MP4"], ("talk.MP4", "video/mp4"), id="a camera's capitals"),
        pytest.param("talk.en-US.vtt", ["talk.webm"], ("talk.webm", "video/webm"), id="a language before it"),
        pytest.param("talk.wav.json", ["talk.wav"], ("talk.wav", "audio/wav"), id="named after the file"),
        pytest.param("talk.vtt", ["talk.mp4", "talk.m4a"], ("talk.m4a", "audio/mp4"), id="sound first"),
        pytest.param("talk.vtt", ["talks.mp3", "talk.txt", "mp3"], None, id="other names"),
        pytest.param("2025.03.vtt", ["2025.mp3"], None, id="a number is no language"),
        pytest.param("talk.vtt", ["talk.mp3/"], None, id="a folder"),
    ],
)
def test_the_recording_is_the_file_of_the_same_name(tmp_path, transcript, beside, found):
    for name in beside:
        path = tmp_path / name
        path.mkdir() if name.endswith("/") else path.write_bytes(b"sound")
    expected = None if found is None else Recording(tmp_path / found[0], found[1])
    assert recording_beside(tmp_path / transcript) == expected


def test_a_transcript_out_of_an_archive_has_none(tmp_path):
    (tmp_path / "talks.zip").write_bytes(b"PK")
    assert recording_beside(tmp_path / "talks.zip" / "talk.vtt") is None


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://www.youtube.com/watch?v=abc&t=5", "https://www.youtube.com/watch?v=abc&t=83s"),
        ("https://example.org/talk.MP3", "https://example.org/talk.MP3#t=83.5"),
        ("https://example.org/talk", None),
    ],
)
def test_only_a_recordings_address_is_started_at_a_second(url, link):
    assert (time_link_to(url, 83.5) if is_recording(url) else None) == link


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "http://[broken", "https://", "//example.org", "", None]
)
def test_what_a_browser_should_not_open_is_no_web_address(url):
    assert web_address(url) is None
