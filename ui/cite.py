"""Any words of a transcript with their citation."""

from __future__ import annotations

from rag.citations import Citation, cite
from rag.counts import counted
from rag.errors import OnRecordError
from rag.library.snapshot import Snapshot


def cited(snapshot: Snapshot, transcript: str, turn: int, start: int, end: int | None) -> Citation:
    """The citation of `text[start:end]` of a turn. Raises OnRecordError where there are no such words."""
    found = snapshot.transcripts(transcript)
    if not found:
        raise OnRecordError(f"There is no transcript {transcript!r}. List them with /list_transcripts.")
    if not 0 <= turn < found[0].turns:
        raise OnRecordError(
            f"{transcript} has no turn {turn}; it has {counted(found[0].turns, 'turn')}, numbered from 0."
        )
    stored = snapshot.turn(found[0].key, turn)
    length = len(stored.turn.text)
    last = length if end is None else end
    if not 0 <= start < last <= length:
        raise OnRecordError(
            f"Turn {turn} of {transcript} has no characters {start} to {last}; it has {length:,}, from 0."
        )
    return cite(snapshot, stored, (start, last), 1, 1.0)
