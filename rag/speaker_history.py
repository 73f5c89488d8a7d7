"""Changing a library's speakers.yaml so that it can be undone: every text that it had is kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from rag.errors import OnRecordError
from rag.indexing import apply_book
from rag.library import lock
from rag.library.library import Library
from rag.speaker_book import FILE_NAME, parse_book, read_book

FOLDER = "speakers.history"
_UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Version:
    """A text that speakers.yaml had; `until` is when it was replaced, in local time."""

    path: Path
    until: dt.datetime


def versions(library: Library) -> list[Version]:
    """The earlier texts, the newest first."""
    found = sorted((library.folder / FOLDER).glob("[0-9]*.yaml"), reverse=True)
    return [Version(path, dt.datetime.fromtimestamp(path.stat().st_mtime).astimezone()) for path in found]


def change_book(library: Library, text: str, expected: str) -> bool:
    """Make `text` the library's speakers.yaml and resolve all speakers by it; whether that changed anything.

    `expected` is the text that it was drawn up from. Raises SpeakerBookError for a text that can't be
    followed, and OnRecordError where the file has another text by now, or can't be applied: then it stays.
    """
    parse_book(text)
    with lock.writing(library.folder, wait=10.0):
        before = _expect(library, expected)
        if text == before:
            return False
        kept = _keep(library.folder, before)
        _write(library.folder, text)
    return _applied(library, before, kept)


def undo_book(library: Library) -> bool:
    """Go back to the text before the last change; False where there is none. The undone text is kept too."""
    found = versions(library)
    if not found:
        return False
    last = found[0].path
    with lock.writing(library.folder, wait=10.0):
        before = read_book(library.folder)
        (library.folder / FOLDER / f"{_UNDONE}-{last.name}").write_text(before, encoding="utf-8")
        _write(library.folder, last.read_text(encoding="utf-8"))
        last.unlink()
    try:
        apply_book(library)
    except OnRecordError:
        last.write_text(read_book(library.folder), encoding="utf-8")
        _write(library.folder, before)
        raise
    return True


def _expect(library: Library, expected: str) -> str:
    before = read_book(library.folder)
    if before != expected:
        raise OnRecordError(
            f"{library.folder / FILE_NAME} has been changed since this draft was begun. Discard the draft, "
            f"look at the speakers again, and make the change anew."
        )
    return before


def _applied(library: Library, before: str, kept: Path) -> bool:
    try:
        return apply_book(library)
    except OnRecordError:
        _write(library.folder, before)
        kept.unlink(missing_ok=True)
        raise


def _keep(folder: Path, text: str) -> Path:
    history = folder / FOLDER
    history.mkdir(exist_ok=True)
    numbers = [int(path.stem) for path in history.glob("[0-9]*.yaml") if path.stem.isdecimal()]
    path = history / f"{max(numbers, default=0) + 1:05}.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def _write(folder: Path, text: str) -> None:
    """In one step; no text is no file."""
    target = folder / FILE_NAME
    if not text:
        target.unlink(missing_ok=True)
        return
    making = folder / f"{FILE_NAME}.making"
    making.write_text(text, encoding="utf-8")
    making.replace(target)
