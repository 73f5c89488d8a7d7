"""The text layer of a PDF, line by line, each with its page's number.

By PDFium, the engine of Chromium: ten times as fast as pypdf on dense pages, and fuzzed by its makers.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from rag.counts import counted
from rag.errors import UnreadableFileError
from rag.readers.text import Line, fold
from rag.transcript import Aside

MOST_PAGES = 5_000
_LARGEST_TEXT = 64 * 2**20
_FEWEST_LETTERS = 10
"""Letters on an average page; with fewer it is a scan with a stamp."""
_EDGE = 2
"""Lines at the top and at the bottom of a page that may be running heads."""
_PAGE_NUMBER = re.compile(
    r"\W*(?:page\s*)?(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:of|/)\s*\d{1,4})?\W*", re.IGNORECASE
)
_LINE_NUMBER = re.compile(r"\s*(\d{1,2})(?:\s+|$)")

_READER = Path(__file__).with_name("pdfium.py")


@dataclass(frozen=True, slots=True)
class PdfText:
    """A PDF's lines of text, each with its page, and its running heads and page numbers beside them."""

    lines: tuple[Line, ...]
    asides: tuple[Aside, ...]


def pdf_text(path: Path, data: bytes) -> PdfText:
    """The text layer; UnreadableFileError for a locked or broken PDF and for a scan without one."""
    pages = _pages(path, data)
    letters = sum(sum(map(str.isalnum, line)) for page in pages for line in page)
    if letters < _FEWEST_LETTERS * len(pages):
        reason = (
            f"is a PDF of {counted(len(pages), 'page')} with no text layer, a scan; expected text, so have "
            f"it recognised first (ocrmypdf, or your scanner's program)"
        )
        raise UnreadableFileError(path, reason)
    heads = _running_heads(pages)
    lines: list[Line] = []
    asides: list[Aside] = []
    for number, page in enumerate(pages, start=1):
        for row, text in enumerate(_without_line_numbers(page)):
            key = _key(page, row)
            if key and (_PAGE_NUMBER.fullmatch(text) or key in heads):
                asides.append(Aside(number, fold(text)))
            else:
                lines.append((number, text))
    return PdfText(tuple(lines), tuple(aside for aside in asides if aside.text))


def _pages(path: Path, data: bytes) -> list[list[str]]:
    """The lines of each page, read by a process that may fail without this one."""
    # -P, since this folder has modules that are called as those of the standard library.
    command = [sys.executable, "-P", str(_READER), str(MOST_PAGES), str(_LARGEST_TEXT)]
    done = subprocess.run(command, input=data, capture_output=True, check=False)  # noqa: S603
    if done.returncode or not done.stdout:
        reason = (
            "is a PDF that takes more time or memory than any real one, or brings its reader down; "
            "print it to a new PDF and use that"
        )
        raise UnreadableFileError(path, reason)
    found = json.loads(done.stdout)
    if "refused" in found:
        raise UnreadableFileError(path, found["refused"])
    pages: list[list[str]] = found["pages"]
    return pages


def _running_heads(pages: list[list[str]]) -> frozenset[str]:
    """Lines at the edges that come back, but for their numbers, on half of the pages and on three."""
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update({key for row in range(len(page)) if (key := _key(page, row))})
    return frozenset(key for key, count in counts.items() if count >= 3 and count * 2 >= len(pages))


def _key(page: list[str], row: int) -> str:
    """What a line at the edge is compared by, in the outermost without its numbers; "" for the others."""
    if _EDGE <= row < len(page) - _EDGE:
        return ""
    text = fold(page[row])
    return re.sub(r"\d+", "#", text) if row in (0, len(page) - 1) else text


def _without_line_numbers(page: list[str]) -> list[str]:
    """The page without the numbers that court reporters print at the left of its lines."""
    found = [_LINE_NUMBER.match(text) for text in page]
    numbers = [int(match[1]) for match in found if match]
    rises = sum(b == a + 1 for a, b in pairwise(numbers))
    if len(numbers) < 10 or rises * 10 < len(numbers) * 8 or len(numbers) * 10 < len(page) * 7:
        return page
    return [text[match.end() :] if match else text for text, match in zip(page, found, strict=True)]
