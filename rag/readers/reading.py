"""What overrode the guess of a file's format, as a line that is kept beside the transcript.

So a file is read again when its format is named anew or a diarization is laid beside it, and read the same
way when it is brought up to date without naming anything.
"""

from __future__ import annotations

import json
from pathlib import Path

from rag.readers.diarization import companion
from rag.readers.files import digest
from rag.readers.hints import NO_HINTS, Hints


def read_as(path: Path, hints: Hints) -> str:
    """The hints, and the sha256 of the diarization beside the file, as JSON; "" where there is neither."""
    found: dict[str, object] = {}
    if hints.format:
        found["format"] = hints.format
    if hints.columns:
        found["columns"] = dict(hints.columns)
    if hints.language:
        found["language"] = hints.language
    if hints.diarization:
        found["diarization"] = str(hints.diarization)
    if beside := hints.diarization or companion(path):
        found["sha256"] = digest(beside)
    return json.dumps(found, ensure_ascii=False, sort_keys=True) if found else ""


def hints_from(line: str) -> Hints:
    """The hints that `read_as` wrote down."""
    if not line:
        return NO_HINTS
    found = json.loads(line)
    diarization = found.get("diarization")
    return Hints(
        format=found.get("format"),
        columns=tuple(found.get("columns", {}).items()),
        diarization=Path(diarization) if diarization else None,
        language=found.get("language"),
    )
