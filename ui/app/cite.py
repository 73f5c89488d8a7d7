"""The endpoint that cites any words of a transcript in a reference style.

Annotations are evaluated here (no `from __future__ import annotations`): Gradio reads them as they stand.
"""

import datetime as dt

from gradio.events import api as endpoint

from rag.assistant import Assistant
from rag.citations import Citation, cite
from rag.errors import OnRecordError
from rag.library.snapshot import Snapshot
from ui.app.api import told
from ui.export import export


def add_cite(assistant: Assistant) -> None:
    """Register the endpoint on the Blocks that is being built."""

    @told
    def cite_slice(
        transcript: str, turn: int, start: int = 0, end: int | None = None, style: str = "chicago"
    ) -> str:
        """Words of a transcript with their citation: `text[start:end]` of a turn, all of it by default.

        `turn` counts from 0. `style` is markdown, csv, json, bibtex, csl, apa, chicago or ap; the access date
        is today's.
        """
        _require_numbers(turn=turn, start=start, end=end)
        with assistant.library.snapshot() as snapshot:
            return export([cited(snapshot, transcript, turn, start, end)], style, dt.date.today())

    endpoint(cite_slice, api_name="cite")


def _require_numbers(**values: object) -> None:
    """Clients send any JSON; null stands for the end of a turn only."""
    for name, value in values.items():
        if isinstance(value, bool) or not (isinstance(value, int) or (value is None and name == "end")):
            raise OnRecordError(f"{name} is {value!r}; it must be a whole number.")


def cited(snapshot: Snapshot, transcript: str, turn: int, start: int, end: int | None) -> Citation:
    """The citation of `text[start:end]` of a turn. Raises OnRecordError where there are no such words."""
    found = snapshot.transcripts(transcript)
    if not found:
        raise OnRecordError(f"There is no transcript {transcript!r}. List them with /list_transcripts.")
    if not 0 <= turn < found[0].turns:
        raise OnRecordError(
            f"{transcript} has no turn {turn}; its {found[0].turns:,} turns are numbered from 0."
        )
    stored = snapshot.turn(found[0].key, turn)
    length = len(stored.turn.text)
    last = length if end is None else end
    if not 0 <= start < last <= length:
        raise OnRecordError(
            f"Turn {turn} of {transcript} has no characters {start} to {last}; it has {length:,}, from 0."
        )
    return cite(snapshot, stored, (start, last), 1, 1.0)
