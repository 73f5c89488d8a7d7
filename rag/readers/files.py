"""The bytes of a file, or of a member of a ZIP archive, within limits.

A member is named by a path below its archive: `hearings.zip/2025/day-1.vtt`.
"""

from __future__ import annotations

import hashlib
import stat
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from rag.errors import TranscriptError, UnreadableFileError

LARGEST = 64 * 2**20
"""Bytes of one file, or of one member of an archive, that are read at most."""

LARGEST_ARCHIVE = 4 * LARGEST
"""Bytes of all members of an archive together."""

MOST_MEMBERS = 1_000
"""Members of one archive."""

_BOMB_RATIO, _BOMB_SIZE = 200, 2**20
_MEGABYTE = 2**20


@dataclass(frozen=True, slots=True)
class Members:
    """The files of an archive that may be transcripts, and what is refused in it."""

    paths: tuple[Path, ...]
    refused: tuple[TranscriptError, ...]


def read_bytes(path: Path) -> bytes:
    """All bytes of a file or of an archive's member; UnreadableFileError where they can't be had."""
    try:
        archive = archive_of(path)
        return _read_member(archive, path) if archive else _read_file(path)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UnreadableFileError(path, f"can't be read: {reason}; check the path and permissions") from error


def digest(path: Path) -> str:
    """The sha256 of a file or member, in hexadecimal digits."""
    return hashlib.sha256(read_bytes(path)).hexdigest()


def exists(path: Path) -> bool:
    """True for a file, a folder, and a member of an archive that is there."""
    archive = archive_of(path)
    if archive is None:
        return path.exists()
    try:
        with zipfile.ZipFile(archive) as opened:
            return path.relative_to(archive).as_posix() in opened.NameToInfo
    except (OSError, zipfile.BadZipFile, ValueError):
        return False


def archive_of(path: Path) -> Path | None:
    """The archive that a member's path lies in, None for an ordinary path."""
    for parent in path.parents:
        if parent.is_file():
            return parent
        if parent.exists():
            return None
    return None


def members(archive: Path, suffixes: frozenset[str]) -> Members:
    """The members of an archive with one of these endings; UnreadableFileError if it can't be opened."""
    try:
        with zipfile.ZipFile(archive) as opened:
            infos = [info for info in opened.infolist() if not info.is_dir()]
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        reason = f"is no ZIP archive that can be opened ({error}); pack it again"
        raise UnreadableFileError(archive, reason) from error
    _check_size(archive, infos)
    paths: dict[Path, None] = {}
    refused: list[TranscriptError] = []
    for info in infos:
        name = PurePosixPath(info.filename)
        if name.suffix.lower() not in suffixes or (_is_hidden(name) and not _leads_out(info)):
            continue
        if (refusal := _refusal(info)) is not None:
            refused.append(UnreadableFileError(archive / name.name, f"{info.filename!r} {refusal}"))
        else:
            paths[archive / name] = None
    return Members(tuple(sorted(paths)), tuple(refused))


def _is_hidden(name: PurePosixPath) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in name.parts)


def _leads_out(info: zipfile.ZipInfo) -> bool:
    name = PurePosixPath(info.filename)
    return name.is_absolute() or ".." in name.parts or "\\" in info.filename or ":" in name.parts[0]


def _refusal(info: zipfile.ZipInfo) -> str | None:
    """Why a member is not read, None where it may be."""
    if _leads_out(info):
        return "leads out of the archive; rename it"
    if info.filename.lower().endswith(".zip"):
        return "is an archive inside the archive; unpack it and index the folder"
    return _too_big(info)


def _too_big(info: zipfile.ZipInfo) -> str | None:
    if info.flag_bits & 1:
        return "is locked by a password; unpack it and index the folder"
    if info.file_size > LARGEST:
        return f"has {info.file_size // _MEGABYTE} MB; at most {LARGEST // _MEGABYTE} MB are read; split it"
    if info.file_size > _BOMB_SIZE and info.file_size > _BOMB_RATIO * max(1, info.compress_size):
        times = info.file_size // max(1, info.compress_size)
        return f"unpacks to {times} times its size, as no text does; leave it out"
    return None


def _check_size(archive: Path, infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > MOST_MEMBERS:
        reason = (
            f"holds {len(infos):,} files; at most {MOST_MEMBERS:,} are read; unpack it and index the folder"
        )
        raise UnreadableFileError(archive, reason)
    total = sum(info.file_size for info in infos)
    if total > LARGEST_ARCHIVE:
        reason = (
            f"unpacks to {total // _MEGABYTE} MB; at most {LARGEST_ARCHIVE // _MEGABYTE} MB are read; "
            f"unpack it and index the folder"
        )
        raise UnreadableFileError(archive, reason)


def _read_file(path: Path) -> bytes:
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        what = "a folder" if stat.S_ISDIR(found.st_mode) else "no ordinary file"
        raise UnreadableFileError(path, f"can't be read: it is {what}; name a file")
    with path.open("rb") as file:
        # Not read(LARGEST + 1), which takes that much memory before it reads a byte.
        data = b"" if found.st_size > LARGEST else file.read(found.st_size + 1)
    if found.st_size > LARGEST:
        reason = f"has {found.st_size // _MEGABYTE} MB; at most {LARGEST // _MEGABYTE} MB are read; split it"
        raise UnreadableFileError(path, reason)
    return data


def _read_member(archive: Path, path: Path) -> bytes:
    name = path.relative_to(archive).as_posix()
    try:
        with zipfile.ZipFile(archive) as opened:
            return read_info(opened, opened.getinfo(name))
    except KeyError:
        raise UnreadableFileError(path, f"can't be read: {archive.name} has no such file") from None
    except BAD_MEMBER as error:
        raise UnreadableFileError(path, f"can't be unpacked ({error}); pack {archive.name} again") from error


BAD_MEMBER = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError)
"""What Python's zipfile raises for damaged, locked and strange members."""


def read_info(opened: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """A member's bytes; the limit holds whatever the archive's directory says. ValueError beyond it."""
    if reason := _too_big(info):
        raise ValueError(reason)
    with opened.open(info) as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise ValueError(f"it unpacks to more than {LARGEST // _MEGABYTE} MB")
    return data
