"""How much a file of text may hold: more than any record of people talking, less than a flood.

Each line and each turn costs memory beside its words, so that a megabyte of tiny ones would take fifty
times its size. A caption for every word, with its number, its time and a blank line, has ten characters a
line and passes.
"""

from __future__ import annotations

from pathlib import Path

from rag.errors import UnreadableFileError
from rag.transcript import Turn

MANY_LINES, SHORT_LINE = 20_000, 9
"""A file of more lines, or tags, than the one needs as many characters for each, on average, as the other."""

MOST_TURNS = 25_000
"""Turns of one file; a day in court has two thousand."""


class TooManyTurnsError(Exception):
    """More than MOST_TURNS turns were read; `read_source` tells it of the file."""


def check_lines(path: Path, text: str) -> None:
    """Raise UnreadableFileError for a flood of nearly empty lines."""
    _check(path, text, text.count("\n"), "lines", "take the empty lines out")


def check_tags(path: Path, text: str) -> None:
    """Raise UnreadableFileError for a flood of tags with hardly a word between them."""
    _check(path, text, text.count("<"), "tags", "save the page as text")


def _check(path: Path, text: str, count: int, what: str, advice: str) -> None:
    if count > MANY_LINES and len(text) < SHORT_LINE * count:
        average = f"{len(text) / count:.1f} characters on average"
        raise UnreadableFileError(
            path, f"holds {count:,} {what} of {average}; expected a transcript; {advice}"
        )


def keep(turns: list[Turn], turn: Turn) -> None:
    """Append a turn; raises TooManyTurnsError where there are too many."""
    if len(turns) == MOST_TURNS:
        raise TooManyTurnsError
    turns.append(turn)


def too_many_turns(path: Path) -> UnreadableFileError:
    """The refusal of a file with more turns than one event has."""
    return UnreadableFileError(
        path,
        f"holds more than {MOST_TURNS:,} turns, as no event does; expected the transcript of one event; "
        f"split the file by events",
    )
