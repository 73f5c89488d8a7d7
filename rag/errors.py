"""Everything that can go wrong for a user, in one tree.

OnRecordError                     the user's problem: one line that says what was found, expected, and to do
├── TranscriptError               one file; carries path, line and reason; never costs the batch
│   ├── UnreadableFileError       the bytes or the syntax can't be read
│   └── NotATranscriptError       readable, but nobody speaks in it (a release, a read-out, a fact sheet)
├── FilterError                   a speaker, date or transcript filter that can't be met as written
│   └── UnknownSpeakerError       nobody is called so; carries what is told as a remark
└── LibraryError                  the library folder; carries its path
    ├── LibraryBusyError          another process is writing; carries the holder
    ├── LibraryReadOnlyError      opened for somebody who may only read it
    ├── LibraryFormatError        made by another version of On Record
    ├── LibraryDamagedError       SQLite itself is damaged; the derived indexes mend themselves
    └── EncoderMismatchError      made with another encoder; carries both names
"""

from __future__ import annotations

from pathlib import Path

from rag.remarks import Remark, in_english


class OnRecordError(Exception):
    """A problem of the user's, told in one line."""


class TranscriptError(OnRecordError):
    """One file can't become a transcript. `line` counts from 1 and is None where no line is to blame."""

    def __init__(self, path: Path, reason: str, line: int | None = None) -> None:
        self.path, self.reason, self.line = path, reason, line
        place = f"{path}:{line}" if line is not None else str(path)
        super().__init__(f"{place}: {reason}")


class UnreadableFileError(TranscriptError):
    """The file's bytes or syntax can't be read."""


class NotATranscriptError(TranscriptError):
    """The file can be read, but holds no speech under speakers' names."""


class FilterError(OnRecordError):
    """A filter names a speaker, date or transcript that can't be met as written."""


class UnknownSpeakerError(FilterError):
    """Nobody in the library is called so; `told` says it and names those who come near."""

    def __init__(self, told: Remark) -> None:
        self.told = told
        super().__init__(in_english(told))


class LibraryError(OnRecordError):
    """A problem with the library folder at `path`."""

    def __init__(self, path: Path, message: str) -> None:
        self.path = path
        super().__init__(message)


class LibraryBusyError(LibraryError):
    """Another process holds the library for writing; `holder` says who and since when."""

    def __init__(self, path: Path, holder: str) -> None:
        self.holder = holder
        super().__init__(path, f"{path} is being written to by {holder}. Wait for it to end, then try again.")


class LibraryReadOnlyError(LibraryError):
    """Something would have been changed through a library that was opened for reading only."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            "You may read this library, not change it. Ask whoever runs this server for the role editor.",
        )


class LibraryFormatError(LibraryError):
    """The library's format number is not this version's."""

    def __init__(self, path: Path, found: int, expected: int) -> None:
        self.found, self.expected = found, expected
        mend = (
            "Install the newer On Record that made it"
            if found > expected
            else "Move that folder away, or name another with --library, and index the transcripts again"
        )
        super().__init__(path, f"{path} has library format {found}; this On Record reads {expected}. {mend}.")


class LibraryDamagedError(LibraryError):
    """The SQLite file can't be read."""


class EncoderMismatchError(LibraryError):
    """The library's vectors and the current settings name different encoders."""

    def __init__(self, path: Path, built_with: str, wanted: str) -> None:
        self.built_with, self.wanted = built_with, wanted
        super().__init__(
            path,
            f"{path} was built with the encoder {built_with!r}, but the settings name {wanted!r}. "
            f"Rebuild it with: onrecord index --rebuild",
        )
