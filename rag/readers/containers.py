"""From a file's bytes to numbered lines of text: what it came in is told by its first bytes."""

from __future__ import annotations

import io
import zipfile
from array import array
from dataclasses import replace
from pathlib import Path

from rag.errors import NotATranscriptError, UnreadableFileError
from rag.readers.docx import docx_lines, is_docx
from rag.readers.encoding import decode
from rag.readers.files import read_bytes
from rag.readers.hints import NO_HINTS, Hints
from rag.readers.html import is_html, parse_html
from rag.readers.limits import check_lines, check_tags
from rag.readers.pdf import pdf_text
from rag.readers.source import Source
from rag.readers.text import Line

_MAGIC = (
    (b"\xd0\xcf\x11\xe0", "an old Office document; save it as .docx"),
    (b"{\\rtf", "a rich text file; save it as .docx or as plain text"),
    (b"\x89PNG", "an image; have its words recognised first"),
    (b"\xff\xd8\xff", "an image; have its words recognised first"),
    (b"GIF8", "an image; have its words recognised first"),
    (b"ID3", "an audio file; transcribe it first"),
    (b"RIFF", "an audio or video file; transcribe it first"),
    (b"OggS", "an audio file; transcribe it first"),
    (b"fLaC", "an audio file; transcribe it first"),
    (b"\x1a\x45\xdf\xa3", "a video file; transcribe it first"),
    (b"\x1f\x8b", "a gzip archive; unpack it first"),
    (b"7z\xbc\xaf", "a 7-Zip archive; unpack it first"),
    (b"Rar!", "a RAR archive; unpack it first"),
    (b"SQLite format 3\x00", "an SQLite database; export the transcript as text"),
)
_OFFICE = (
    ("xl/workbook.xml", "an Excel workbook; save the sheet as CSV"),
    ("ppt/presentation.xml", "a PowerPoint file; save its notes as text"),
    ("mimetype", "an OpenDocument or EPUB file; save it as .docx"),
)


def open_source(path: Path, hints: Hints = NO_HINTS) -> Source:
    """Read the file at `path`.

    Raises UnreadableFileError for what can't be read and NotATranscriptError for an empty file.
    """
    data = read_bytes(path)
    if not data.strip():
        raise _empty(path)
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise UnreadableFileError(path, f"is {kind}; expected a transcript")
    if data[4:8] == b"ftyp":
        raise UnreadableFileError(
            path, "is an audio or video file; transcribe it first; expected a transcript"
        )
    if data.startswith(b"%PDF"):
        return _from_pdf(path, data, hints)
    if data.startswith(b"PK\x03\x04"):
        return _from_zip(path, data, hints)
    return _from_text(path, data, hints)


def _empty(path: Path) -> NotATranscriptError:
    return NotATranscriptError(path, "the file is empty; expected a transcript, so add its text")


def _from_text(path: Path, data: bytes, hints: Hints) -> Source:
    decoded = decode(path, data)
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise _empty(path)
    check_lines(path, text)
    if is_html(text) and path.suffix.lower() not in (".md", ".markdown", ".vtt", ".srt"):
        return _from_html(path, text, decoded.notes, hints)
    lines = tuple(text.removesuffix("\n").split("\n"))
    markdown = path.suffix.lower() in (".md", ".markdown")
    return Source(path, text, lines, markdown=markdown, notes=decoded.notes, hints=hints)


def _from_html(path: Path, text: str, notes: tuple[str, ...], hints: Hints) -> Source:
    check_tags(path, text)
    page = parse_html(text)
    if not page.blocks:
        raise NotATranscriptError(path, "an HTML page without words in it; save the page with its text")
    rows = page.blocks.rows
    return Source(
        path=path,
        text=rows.joined,
        lines=tuple(rows.texts),
        numbers=rows.numbers,
        container="html",
        markdown=True,
        raw=text,
        blocks=page.blocks,
        meta=page.meta,
        notes=notes,
        hints=hints,
    )


def _from_pdf(path: Path, data: bytes, hints: Hints) -> Source:
    found = pdf_text(path, data)
    source = _from_lines(path, found.lines, "page", hints)
    return replace(source, container="pdf", asides=found.asides)


def _from_zip(path: Path, data: bytes, hints: Hints) -> Source:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            names = frozenset(opened.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        reason = f"is a damaged ZIP archive or Office document ({error}); save or pack it again"
        raise UnreadableFileError(path, reason) from error
    if is_docx(names):
        return _from_lines(path, docx_lines(path, data), "paragraph", hints)
    for name, kind in _OFFICE:
        if name in names:
            raise UnreadableFileError(path, f"is {kind}; expected a transcript")
    reason = "is a ZIP archive, not one transcript; name it to index with the ending .zip, or unpack it"
    raise UnreadableFileError(path, reason)


def _from_lines(path: Path, lines: list[Line] | tuple[Line, ...], unit: str, hints: Hints) -> Source:
    if not any(text.strip() for _, text in lines):
        raise _empty(path)
    return Source(
        path=path,
        text="\n".join(text for _, text in lines),
        lines=tuple(text for _, text in lines),
        numbers=array("I", (number for number, _ in lines)),
        unit=unit,
        container="docx",
        hints=hints,
    )
