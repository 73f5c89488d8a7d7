"""`doctor FILE`, `show --raw-lines` and the hints of `index`: seeing what a file was read as."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from typing_extensions import TypedDict

from rag.errors import OnRecordError, TranscriptError
from rag.languages import language_code
from rag.library.catalogue import TranscriptEntry
from rag.library.snapshot import StoredTurn
from rag.readers import NAMES, NO_HINTS, SUFFIXES, Hints, files
from rag.readers.inspection import Inspection, inspect
from rag.readers.raw_lines import raw_lines
from rag.readers.table import ROLES
from ui import cli, contract, render_imports
from ui.contract import TranscriptJSON, TurnJSON


class VoiceJSON(TypedDict):
    """A label as printed, "" for speech under none."""

    label: str
    turns: int
    words: int


class SuspicionJSON(TypedDict):
    """A label that may be none, and why."""

    label: str
    reason: str


class AsideJSON(TypedDict):
    """A line that is not speech."""

    line: int
    text: str


class InspectionJSON(TypedDict):
    """What a file is read as; where it is refused, only `path`, `refused` and `line` have a value."""

    path: str
    refused: str | None
    line: int | None
    format: str | None
    format_title: str | None
    title: str | None
    date: str | None
    captions: str | None
    unit: str | None
    language: str | None
    turns: int
    speakers: list[VoiceJSON]
    unknown_share: float
    timed_share: float
    seconds_between_times: float | None
    suspicious: list[SuspicionJSON]
    asides: list[AsideJSON]
    notes: list[str]


class RawTurnJSON(TurnJSON):
    """A turn with the lines of the file that it was read from, as [number, text]."""

    raw_lines: list[tuple[int, str]]


class RawShowJSON(TypedDict):
    """A transcript, its turns, and whether the file is still the one that was read."""

    transcript: TranscriptJSON
    turns: list[RawTurnJSON]
    unchanged: bool


def hints_of(options: argparse.Namespace) -> Hints:
    """The hints on the command line; OnRecordError where they can't be met."""
    if options.format is not None and options.format not in NAMES:
        raise OnRecordError(f"There is no format {options.format!r}. Choose one of: {', '.join(NAMES)}.")
    given = getattr(options, "paths", None) or getattr(options, "files", [])
    if options.diarization and (len(given) != 1 or Path(given[0]).is_dir()):
        raise OnRecordError("--diarization goes with one transcript. Name just its file.")
    if options.diarization and not Path(options.diarization).is_file():
        raise OnRecordError(f"There is no diarization {options.diarization}. Check the spelling.")
    return Hints(
        options.format,
        _columns(options.columns),
        Path(options.diarization).resolve() if options.diarization else None,
        _language(options.language),
    )


def _language(text: str | None) -> str | None:
    code = language_code(text)
    if text is not None and code is None:
        raise OnRecordError(
            f"--language has {text!r}; name a language by its ISO 639-1 code, such as en, es or ja."
        )
    return code


def _columns(text: str | None) -> tuple[tuple[str, str], ...]:
    pairs = [part.partition("=") for part in (text or "").split(",") if part.strip()]
    for role, sign, heading in pairs:
        if role.strip() not in ROLES or not sign or not heading.strip():
            raise OnRecordError(
                f"--columns has {f'{role}{sign}{heading}'!r}; write ROLE=HEADING with a role of "
                f"{', '.join(ROLES)}, such as speaker=WHO,text=WORDS."
            )
    return tuple((role.strip(), heading.strip()) for role, _, heading in pairs)


def doctor_files(options: argparse.Namespace) -> int:
    """Tell what files are read as; exit 1 where one is refused."""
    hints = hints_of(options)
    found = [_inspection_json(path, hints) for path in _files(options.files)]
    if options.json:
        sys.stdout.write(json.dumps({"files": found}, ensure_ascii=False) + "\n")
    else:
        for each in found:
            render_imports.inspection(each)
    return cli.USER_ERROR if any(each["refused"] for each in found) else cli.DONE


def _files(given: Sequence[str]) -> list[Path]:
    """The files named, and the members of the archives among them."""
    found: list[Path] = []
    for path in map(Path, given):
        if path.suffix.lower() == ".zip" and path.is_file():
            try:
                found += files.members(path, SUFFIXES).paths
                continue
            except TranscriptError:
                pass  # told when it is read
        found.append(path)
    return found


def _inspection_json(path: Path, hints: Hints) -> InspectionJSON:
    try:
        found = inspect(path, hints)
    except TranscriptError as error:
        return _refused(path, error)
    return _accepted(path, found)


def _refused(path: Path, error: TranscriptError) -> InspectionJSON:
    return {
        "path": str(path),
        "refused": error.reason,
        "line": error.line,
        "format": None,
        "format_title": None,
        "title": None,
        "date": None,
        "captions": None,
        "unit": None,
        "language": None,
        "turns": 0,
        "speakers": [],
        "unknown_share": 0.0,
        "timed_share": 0.0,
        "seconds_between_times": None,
        "suspicious": [],
        "asides": [],
        "notes": [],
    }


def _accepted(path: Path, found: Inspection) -> InspectionJSON:
    read = found.transcript
    return {
        "path": str(path),
        "refused": None,
        "line": None,
        "format": read.format,
        "format_title": found.title,
        "title": read.title,
        "date": read.date.isoformat() if read.date else None,
        "captions": read.captions,
        "unit": read.unit,
        "language": found.language,
        "turns": len(read.turns),
        "speakers": [{"label": v.label, "turns": v.turns, "words": v.words} for v in found.voices],
        "unknown_share": round(found.unknown, 4),
        "timed_share": round(found.timed, 4),
        "seconds_between_times": found.every,
        "suspicious": [{"label": each.label, "reason": each.reason} for each in found.suspicions],
        "asides": [{"line": aside.line, "text": aside.text} for aside in read.asides],
        "notes": list(read.notes),
    }


def show_raw_lines(options: argparse.Namespace, entry: TranscriptEntry, turns: Sequence[StoredTurn]) -> int:
    """Print each turn with the lines that it was read from."""
    path = Path(entry.file)
    lines = raw_lines(path)
    raw = [_lines_of(stored, lines) for stored in turns]
    unchanged = files.digest(path) == entry.sha256
    if options.json:
        shown: RawShowJSON = {
            "transcript": contract.transcript_json(entry),
            "turns": [
                {**contract.turn_json(stored), "raw_lines": found}
                for stored, found in zip(turns, raw, strict=True)
            ],
            "unchanged": unchanged,
        }
        sys.stdout.write(json.dumps(shown, ensure_ascii=False) + "\n")
    else:
        render_imports.raw_lines(entry, turns, raw, unchanged=unchanged)
    return cli.DONE


def _lines_of(stored: StoredTurn, lines: dict[int, str]) -> list[tuple[int, str]]:
    """The lines that hold words of the turn; those between them that hold none are left out."""
    numbers = sorted({line for _, line in stored.turn.line_map})
    return [(number, lines.get(number, "")) for number in numbers]


__all__ = ["NO_HINTS", "doctor_files", "hints_of", "show_raw_lines"]
