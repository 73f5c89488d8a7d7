"""The recording of a transcript: an audio or video file that lies beside it under the same name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_TYPES = {
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".aac": "audio/aac",
    ".oga": "audio/ogg",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".wav": "audio/wav",
    ".flac": "audio/flac",
    ".mp4": "video/mp4",
    ".m4v": "video/mp4",
    ".mov": "video/quicktime",
    ".ogv": "video/ogg",
    ".webm": "video/webm",
}
RECORDINGS = tuple(_TYPES)
"""Endings of the names of recordings."""

_LANGUAGE = re.compile(r"\.[a-z]{2,3}(-[A-Za-z]{2,4})?")


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording on this machine; `media_type` is its IANA type, told by the name's ending."""

    path: Path
    media_type: str

    @property
    def is_video(self) -> bool:
        """Whether there may be pictures."""
        return self.media_type.startswith("video/")


def recording_beside(transcript: Path) -> Recording | None:
    """The recording beside a transcript's file; None where there is none.

    For `talk.vtt`, `talk.en.vtt` and `talk.mp3.vtt` that is `talk.mp3`. Where several lie there, sound comes
    before pictures, being quicker to load.
    """
    for path in _names(transcript):
        media_type = _TYPES.get(path.suffix.lower())
        if media_type and path.is_file():
            return Recording(path, media_type)
    return None


def _names(transcript: Path) -> Iterator[Path]:
    stem = transcript.stem
    language = _LANGUAGE.fullmatch(Path(stem).suffix)
    stems = [stem, stem.removesuffix(language.group())] if language else [stem]
    yield transcript.with_name(stem)
    for each in stems:
        for suffix in _TYPES:
            yield transcript.with_name(each + suffix)
            yield transcript.with_name(each + suffix.upper())
