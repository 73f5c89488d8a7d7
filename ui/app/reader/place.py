"""Places in transcripts, and the addresses that open them."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode

from rag.transcript import Span


@dataclass(frozen=True, slots=True)
class Place:
    """Where to open a transcript: its id, a turn from 0, and the characters of it to mark.

    Without a turn it is the transcript's beginning. `origin` is the tab that the address stands on.
    """

    transcript: str
    turn: int | None = None
    span: Span | None = None
    origin: str = ""

    @property
    def address(self) -> str:
        """The lasting address, as the query of a link: `?transcript=ID&turn=N`."""
        parts: dict[str, str | int] = {"transcript": self.transcript}
        if self.turn is not None:
            parts["turn"] = self.turn
            if self.span is not None:
                parts |= {"start": self.span[0], "end": self.span[1]}
        return "?" + urlencode(parts)


def parse_place(query: str) -> Place | None:
    """The place in a page address's query; None where it names no transcript."""
    values = {name: found[0] for name, found in parse_qs(query.lstrip("?")).items()}
    if "transcript" not in values:
        return None
    origin = values.get("from", "")
    turn, start, end = (_count(values.get(name)) for name in ("turn", "start", "end"))
    if turn is None or (origin == "library" and start is None):
        return Place(values["transcript"], origin=origin)
    return Place(values["transcript"], turn, None if start is None or end is None else (start, end), origin)


def _count(written: str | None) -> int | None:
    """A number from 0, None where none is written."""
    return int(written) if written and written.isascii() and written.isdigit() and len(written) < 10 else None
