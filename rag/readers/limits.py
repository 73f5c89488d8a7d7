"""How much a file of text may hold: more than any record of people talking, less than a flood.

Each line and each turn costs memory beside its words, so that a megabyte of tiny ones would take fifty
times its size. A caption for every word, with its number, its time and a blank line, has ten characters a
line and passes.
"""

from __future__ import annotations

from pathlib import Path

from rag.errors import UnreadableFileError
from rag.transcript import Turn

MANY_LINES, SHORT_LINE, SHORT_TAG = 20_000, 9, 12
"""A file of more lines, or tags, than the first has as many characters for each as the second, or third."""

MOST_COLUMNS = 1_000
"""Columns of a table's row; a table of turns has a dozen."""

MOST_TURNS = 25_000
"""Turns of one file; a day in court has two thousand."""


MOST_CAPTION_LINES = 1_000
"""Lines of one caption; two are shown at a time."""

MANY_TURNS, SHORT_TURN = 10_000, 20
"""A file of more turns than the one has as many characters in each, on average, as the other."""


class FloodError(Exception):
    """A reader met more than there is in any record of people talking; `read_source` tells it of the file."""


class TooManyTurnsError(FloodError):
    """More than MOST_TURNS turns, or labels."""


class ShortTurnsError(FloodError):
    """More than MANY_TURNS turns of fewer than SHORT_TURN characters on average."""


class LongCaptionError(FloodError):
    """More than MOST_CAPTION_LINES lines in one caption."""


def check_lines(path: Path, text: str, shortest: int = SHORT_LINE) -> None:
    """Raise UnreadableFileError for a flood of lines of fewer than `shortest` characters on average."""
    _check(path, text, text.count("\n"), "lines", "take the empty lines out", shortest)


def check_tags(path: Path, text: str) -> None:
    """Raise UnreadableFileError for a flood of tags with hardly a word between them."""
    _check(path, text, text.count("<"), "tags", "save the page as text", SHORT_TAG)


def _check(path: Path, text: str, count: int, what: str, advice: str, shortest: int) -> None:
    if count > MANY_LINES and len(text) < shortest * count:
        average = f"{len(text) / count:.1f} characters on average"
        raise UnreadableFileError(
            path, f"holds {count:,} {what} of {average}; expected a transcript; {advice}"
        )


def check_turns(count: int) -> None:
    """Raise TooManyTurnsError for too many turns, or labels: one without words costs as much as a turn."""
    if count > MOST_TURNS:
        raise TooManyTurnsError


def keep(turns: list[Turn], turn: Turn) -> None:
    """Append a turn; raises TooManyTurnsError or ShortTurnsError where there are too many."""
    count = len(turns)
    check_turns(count + 1)
    if (
        count >= MANY_TURNS
        and count % 1000 == 0
        and sum(len(each.text) for each in turns) < SHORT_TURN * count
    ):
        raise ShortTurnsError
    turns.append(turn)


def check_caption(lines: int) -> None:
    """Raise LongCaptionError for a caption of too many lines, each of which is kept as a piece of speech."""
    if lines > MOST_CAPTION_LINES:
        raise LongCaptionError


def flood(path: Path, error: FloodError) -> UnreadableFileError:
    """The refusal of a file with too many turns, turns of a word each, or an endless caption."""
    if isinstance(error, LongCaptionError):
        return UnreadableFileError(
            path,
            f"a caption of more than {MOST_CAPTION_LINES:,} lines; expected a line or two; put a blank line "
            f"between captions",
        )
    if isinstance(error, ShortTurnsError):
        return UnreadableFileError(
            path,
            f"holds more than {MANY_TURNS:,} turns of fewer than {SHORT_TURN} characters on average, like "
            f"a list of words; expected turns; join what one speaker says",
        )
    return UnreadableFileError(
        path,
        f"holds more than {MOST_TURNS:,} turns, or names with colons at the beginning of lines, as no event "
        f"does; expected the transcript of one event; "
        f"split the file by events",
    )
