"""From bytes to text, whatever encoding they are in, and what is doubtful about it."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from charset_normalizer import from_bytes

from rag.errors import UnreadableFileError

_SAMPLE = 64 * 1024
"""Bytes that the encoding is guessed from: charset-normalizer needs seconds for some megabytes."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = frozenset(map(chr, range(32))) - frozenset("\t\n\r\f\v\x1b")
_WESTERN = frozenset({"cp1250", "cp1252", "cp1254", "cp1257", "latin_1", "iso8859_15", "mac_roman"})
_ADVICE = "expected a transcript as text; save it as UTF-8 text"

# Mac Roman's curly quotation marks are capital letters in Windows-1252: "donÕt", "ÒYes,Ó he said".
_MAC_BYTES = re.compile(rb"[a-z]\xd5(?:s|t|re|ve|ll|d|m)\b|\xd2[A-Za-z][^\xd2\xd3]{0,400}\xd3")
_MAC_TEXT = re.compile(r"[a-z]Õ(?:s|t|re|ve|ll|d|m)\b|Ò[A-Za-z][^ÒÓ\n]{0,400}Ó")
_UTF8_AS_WESTERN = re.compile(r"â€[™œ\u009d“”˜]|Ã[©¨¡±³¶¼¤]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, the encoding that it was in, and what is doubtful, in whole sentences."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(path: Path, data: bytes) -> Decoded:
    """Decode a text file.

    UTF-8, UTF-16 and UTF-32 are told by their marks or their bytes; anything else is guessed, with
    Windows-1252 for text that is nearly all ASCII, unless its apostrophes are Mac Roman's.
    Raises UnreadableFileError for what is no text.
    """
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
    return Decoded(text, encoding, tuple(_doubts(text, encoding)))


def _doubts(text: str, encoding: str) -> list[str]:
    notes = []
    if encoding not in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"):
        notes.append(f"The text is not Unicode; it was read as {_name(encoding)}, which is a guess.")
    if found := _MAC_TEXT.search(text):
        notes.append(
            f"Mac Roman letters were saved as if they were another encoding: {_shown(found[0])} stands in "
            f"line {_line(text, found)}; the words are kept as they are, so mend the file."
        )
    if found := _UTF8_AS_WESTERN.search(text):
        notes.append(
            f"UTF-8 was saved as if it were Windows-1252: {_shown(found[0])} stands in "
            f"line {_line(text, found)}; the words are kept as they are, so mend the file."
        )
    return notes


def _name(encoding: str) -> str:
    return {"cp1252": "Windows-1252", "mac_roman": "Mac Roman"}.get(encoding, encoding)


def _shown(text: str) -> str:
    return repr(text if len(text) <= 24 else text[:24] + "…")


def _line(text: str, found: re.Match[str]) -> int:
    return text.count("\n", 0, found.start()) + 1


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
    if _MAC_BYTES.search(data):
        return "mac_roman"
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
