"""A warning where much of a file is nobody's words: a label may not have been taken for one."""

from __future__ import annotations

from rag.readers.source import Source
from rag.transcript import Transcript

MUCH, ENOUGH = 0.2, 300
"""Share of the text, and characters, from which on it is told; of 1,184 real files the most was .16."""

_SHOWN = 60


def left_out(read: Transcript, source: Source) -> tuple[str, ...]:
    """What to tell of a transcript of which much stands under nobody's name; nothing otherwise."""
    aside = sum(len(each.text) for each in read.asides)
    said = sum(len(turn.text) for turn in read.turns)
    if aside < ENOUGH or aside < MUCH * (aside + said):
        return ()
    longest = max(read.asides, key=lambda each: len(each.text))
    shown = longest.text if len(longest.text) <= _SHOWN else f"{longest.text[:_SHOWN]} …"
    return (
        f"{aside / (aside + said):.0%} of the text stands under nobody's name and is left out, as on "
        f"{source.unit} {longest.line}: “{' '.join(shown.split())}”. See what was read as what: "
        f"onrecord doctor {source.path}",
    )
