"""A word for the library's published state: it changes when the library does."""

from __future__ import annotations

from rag.library.library import Library


def state_of(library: Library) -> str:
    """The name of the published state, "" while there is none."""
    with library.snapshot() as snapshot:
        return snapshot.state
