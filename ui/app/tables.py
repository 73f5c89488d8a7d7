"""Tables for reading, with the same rows as a CSV file to save."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from urllib.parse import quote

from ui.app.html import safe
from ui.export.table import inert
from ui.texts import text

Cell = str | int | float | None


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], caption: str) -> str:
    """A table whose cells are HTML already; the first cell of each row heads it."""
    head = "".join(f"<th scope='col'>{safe(each)}</th>" for each in heads)
    body = "".join(
        f"<tr><th scope='row'>{row[0]}</th>{''.join(f'<td>{cell}</td>' for cell in row[1:])}</tr>"
        for row in rows
    )
    return (
        f"<div class='or-scroll'><table class='or-data'><caption class='or-hidden'>{safe(caption)}"
        f"</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def folded(summary: str, content: str) -> str:
    """Content that opens at a click."""
    return f"<details class='or-fold'><summary>{safe(summary)}</summary>{content}</details>"


def csv_link(name: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]], language: str) -> str:
    """A link that saves the rows as `name`.csv; the file is in the link itself."""
    address = "data:text/csv;charset=utf-8," + quote("\ufeff" + csv_text(heads, rows))
    return (
        f"<a class='or-save' download='{safe(name)}.csv' href='{address}'>"
        f"{safe(text('explore.save_csv', language))}</a>"
    )


def csv_text(heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    """The rows as CSV (RFC 4180); None is an empty cell.

    A text that a spreadsheet would take for a formula is made inert.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([[_cell(cell) for cell in row] for row in rows])
    return out.getvalue()


def _cell(cell: Cell) -> object:
    if isinstance(cell, float):
        return round(cell, 3)
    return inert(cell)
