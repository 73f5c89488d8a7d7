"""The terminal as all commands write to it."""

from __future__ import annotations

from rich.console import Console


class _Terminal(Console):
    def on_broken_pipe(self) -> None:
        """Leave it to `ui.commands.run`: rich would end with an exit code that `check` gives a meaning."""
        raise  # rich calls this while it handles the error


OUT = _Terminal(highlight=False)
"""What was asked for."""

ERR = Console(stderr=True, highlight=False)
"""What is said beside it; never on stdout."""
