"""PDFium in a process of its own, with bounds on what it may read, compute and hold.

    python -P pdfium.py MOST_PAGES MOST_CHARACTERS < FILE.pdf

It prints `{"pages": [[line, …], …]}`, or `{"refused": reason}`. A PDF may unpack to a thousand times its size
or bring native code down, which would take a server's process along. Nothing of ours is imported here, so
that the process starts in a tenth of a second.
"""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING

import pypdfium2

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_READ_TIMES, _LEAST_READ = 20, 2**20
_MEMORY, _MEMORY_TIMES = 2**29, 20
"""Bytes of address space, and as many times the file's size beside them."""
_SECONDS, _SECONDS_PER_MB = 20, 5
_WHOLE = "print it to a new PDF and use that"


class RefusedError(Exception):
    """Why a PDF isn't read."""


class Bounded(io.BytesIO):
    """A PDF of which so much can be read and no more.

    A whole one is read one to three times over; a damaged one is searched, for the end of each of its
    streams, with five thousand of them five thousand times.
    """

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.left = max(_LEAST_READ, _READ_TIMES * len(data))

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fill the buffer; nothing once the bound is reached, so that PDFium gives up."""
        self.left -= memoryview(buffer).nbytes
        return super().readinto(buffer) if self.left >= 0 else 0

    def check(self) -> None:
        """Raise RefusedError where the bound was reached."""
        if self.left < 0:
            raise RefusedError(
                f"is a damaged PDF, not understood after reading {_READ_TIMES} times its size; "
                f"expected one that is whole; {_WHOLE}"
            )


def pages_of(data: bytes, most_pages: int, most_characters: int) -> list[list[str]]:
    """The lines of each page; raises RefusedError."""
    file = Bounded(data)
    try:
        document = pypdfium2.PdfDocument(file)
    except pypdfium2.PdfiumError as error:
        file.check()
        locked = "password" in str(error).lower()
        what = "is a PDF locked by a password" if locked else f"is no PDF that can be read ({error})"
        raise RefusedError(f"{what}; {_WHOLE}") from error
    if len(document) > most_pages:
        raise RefusedError(f"is a PDF of {len(document):,} pages; at most {most_pages:,} are read; split it")
    pages: list[list[str]] = []
    length = 0
    for number in range(len(document)):
        pages.append(_lines(document, number))
        file.check()
        length += sum(map(len, pages[-1]))
        if length > most_characters:
            raise RefusedError(f"is a PDF with more than {most_characters // 2**20} MB of text; split it")
    return pages


def _lines(document: pypdfium2.PdfDocument, number: int) -> list[str]:
    """The lines of one page; none where PDFium can't read it."""
    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return []
    try:
        text_page = page.get_textpage()
        text: str = text_page.get_text_bounded()
        text_page.close()
    except pypdfium2.PdfiumError:
        return []
    finally:
        page.close()
    # PDFium gives U+FFFE for a hyphen at a line's end.
    text = text.replace("\ufffe", "-").replace("\0", "")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _bound(size: int) -> None:
    """Bound this process for a file of `size` bytes, where the system can (not on Windows)."""
    try:
        import resource
    except ImportError:
        return
    seconds = _SECONDS + _SECONDS_PER_MB * size // 2**20
    for kind, most in (
        (resource.RLIMIT_AS, _MEMORY + _MEMORY_TIMES * size),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def main() -> None:
    """Read a PDF from standard input and print its pages."""
    data = sys.stdin.buffer.read()
    _bound(len(data))
    try:
        found: dict[str, object] = {"pages": pages_of(data, int(sys.argv[1]), int(sys.argv[2]))}
    except RefusedError as refused:
        found = {"refused": str(refused)}
    sys.stdout.buffer.write(json.dumps(found).encode())


if __name__ == "__main__":
    main()
