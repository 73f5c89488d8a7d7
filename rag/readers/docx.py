"""The paragraphs of a Word file, numbered from 1 in the document's order, tables' cells and empty ones too.

Read as a stream: python-docx builds the whole tree, and leaves out tables and tracked insertions.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from rag.errors import UnreadableFileError
from rag.readers.files import BAD_MEMBER, read_info
from rag.readers.text import Line
from rag.readers.xml import BadXml, walk_xml

_DOCUMENT = "word/document.xml"
_PASSED_OVER = frozenset({"Fallback", "moveFrom", "del", "instrText", "footnote", "rPr", "pPr"})
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}


def is_docx(names: frozenset[str]) -> bool:
    """True where an archive with these members is a Word file."""
    return _DOCUMENT in names


def docx_lines(path: Path, data: bytes) -> list[Line]:
    """The lines of a Word file, each with its paragraph's number; soft breaks part lines of one paragraph.

    Tracked deletions are left out. Raises UnreadableFileError.
    """
    reader = _Paragraphs()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            document = read_info(opened, opened.getinfo(_DOCUMENT))
        walk_xml(document, reader.begin, reader.end, reader.words)
    except (*BAD_MEMBER, *BadXml, KeyError) as error:
        reason = f"is no Word file that can be read ({error}); open it in Word and save it again as .docx"
        raise UnreadableFileError(path, " ".join(reason.split())) from error
    return reader.lines


class _Paragraphs:
    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._count = 0
        self._stack: list[tuple[int, list[str]]] = []
        self._passing = 0
        self._in_text = False

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        self._passing += name in _PASSED_OVER
        if self._passing:
            return
        if name == "p":
            self._count += 1
            self._stack.append((self._count, []))
        elif self._stack and name in _BREAKS:
            self._stack[-1][1].append(_BREAKS[name])
        self._in_text = name == "t"

    def end(self, name: str) -> None:
        if self._passing:
            self._passing -= name in _PASSED_OVER
            return
        self._in_text = False
        if name == "p" and self._stack:
            number, parts = self._stack.pop()
            self.lines += [(number, text) for text in "".join(parts).split("\n")]

    def words(self, text: str, line: int) -> None:
        if self._in_text and self._stack and not self._passing:
            self._stack[-1][1].append(text)
