"""A file's bytes as numbered lines of text, whatever encoding they are in."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path

from charset_normalizer import from_bytes

from rag.errors import NotATranscriptError, UnreadableFileError

_SAMPLE = 64 * 1024
"""Bytes that the encoding is guessed from: charset-normalizer needs seconds for some megabytes."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"ID3", "an audio file"),
    (b"RIFF", "an audio or video file"),
    (b"OggS", "an audio file"),
    (b"fLaC", "an audio file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
)
_CONTROLS = frozenset(map(chr, range(32))) - frozenset("\t\n\r\f\v\x1b")
_WESTERN = frozenset({"cp1250", "cp1252", "cp1254", "cp1257", "latin_1", "iso8859_15", "mac_roman"})
_ADVICE = "expected a transcript as text; save it as UTF-8 text"


@dataclass(frozen=True, slots=True)
class Source:
    """A text file: `text` has line feeds as line ends only, `lines[0]` is the file's line 1."""

    path: Path
    text: str
    lines: tuple[str, ...]

    def numbered(self, first: int = 1) -> list[tuple[int, str]]:
        """The lines from number `first` on, each with its number."""
        return list(enumerate(self.lines[first - 1 :], start=first))


def load_source(path: Path) -> Source:
    """Read and decode the file at `path`.

    UTF-8, UTF-16 and UTF-32 are told by their marks or their bytes; anything else is guessed, with
    Windows-1252 for text that is nearly all ASCII. Raises UnreadableFileError for what is no text and
    NotATranscriptError for an empty file.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UnreadableFileError(path, f"can't be read: {reason}; check the path and permissions") from error
    text = _decode(path, data).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise NotATranscriptError(path, "the file is empty; expected a transcript, so add its text")
    return Source(path, text, tuple(text.removesuffix("\n").split("\n")))


def _decode(path: Path, data: bytes) -> str:
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise UnreadableFileError(path, f"is {kind}; {_ADVICE}")
    encoding = _encoding(path, data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        reason = f"byte 0x{data[error.start]:02x} is not {encoding}; {_ADVICE}"
        raise UnreadableFileError(path, reason, line) from error
    controls = sum(text.count(control) for control in _CONTROLS)
    if "\0" in text or controls > len(text) // 200:
        raise UnreadableFileError(path, f"holds control characters like a binary file; {_ADVICE}")
    return text


def _encoding(path: Path, data: bytes) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return encoding
    if b"\0" in data:
        return _utf16_without_bom(path, data)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(path, data)
    return "utf-8"


def _utf16_without_bom(path: Path, data: bytes) -> str:
    sample = data[: _SAMPLE // 2 * 2]
    half = len(sample) // 2
    if sample[1::2].count(0) > half // 2 and not sample[::2].count(0):
        return "utf-16-le"
    if sample[::2].count(0) > half // 2 and not sample[1::2].count(0):
        return "utf-16-be"
    line = data.count(b"\n", 0, data.index(b"\0")) + 1
    raise UnreadableFileError(path, f"holds NUL bytes like a binary file; {_ADVICE}", line)


def _legacy(path: Path, data: bytes) -> str:
    beyond_ascii = sum(byte > 127 for byte in data[:_SAMPLE])
    # A guess from a few curly quotes and accents is worthless: English office files are Windows-1252.
    if beyond_ascii <= len(data[:_SAMPLE]) // 20 and _decodes(data, "cp1252"):
        return "cp1252"
    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        raise UnreadableFileError(path, f"no text encoding fits its bytes; {_ADVICE}")
    if best.encoding in _WESTERN and _decodes(data, "cp1252"):
        return "cp1252"
    return best.encoding


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
