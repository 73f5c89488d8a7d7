"""The lines of a file as they stand in it, to be held against what was read from them."""

from __future__ import annotations

from pathlib import Path

from rag.readers.containers import open_source


def raw_lines(path: Path) -> dict[int, str]:
    """The text of each line of a text file or HTML, paragraph of a Word file, page of a PDF, by its number.

    Raises UnreadableFileError.
    """
    source = open_source(path)
    if source.raw is not None:
        return dict(enumerate(source.raw.split("\n"), start=1))
    found: dict[int, list[str]] = {}
    for number, text in source.numbered():
        found.setdefault(number, []).append(text)
    return {number: "\n".join(texts) for number, texts in found.items()}
