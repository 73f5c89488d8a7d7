"""The state of a library in one object, for `onrecord doctor` and the API's /health."""

from __future__ import annotations

from rag.library.library import Library
from ui.cli import version
from ui.contract import HealthJSON


def health(library: Library, *, thorough: bool = False) -> HealthJSON:
    """What the library holds and what is wrong with it; `thorough` reads every byte of its files."""
    damage = library.find_damage() if thorough else None
    with library.snapshot() as snapshot:
        entries = snapshot.transcripts()
        skipped = snapshot.skipped()
    problems = [damage] if damage else []
    return {
        "status": "damaged" if problems else "ok",
        "version": version(),
        "library": str(library.folder),
        "encoder": library.encoder_name(),
        "transcripts": len(entries),
        "turns": sum(entry.turns for entry in entries),
        "passages": sum(entry.passages for entry in entries),
        "problems": problems,
        "skipped": [{"path": path, "line": line, "reason": reason} for path, line, reason in skipped],
    }
