"""`--export FORMAT` of ask, search and check: the citations alone on stdout."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Sequence

from rag.citations import Citation
from rag.errors import OnRecordError
from ui import render


def require_known(options: argparse.Namespace) -> None:
    """Refuse an unknown format, or two forms of output at once, before any work is done."""
    name = getattr(options, "export", None)
    if name is None:
        return
    from ui.export import export

    export([], name, today())
    for other in ("json", "markdown"):
        if getattr(options, other, False):
            raise OnRecordError(f"--export {name} and --{other} are two forms of output. Name one of them.")


def show(name: str, citations: Sequence[Citation]) -> None:
    """Print the citations in the format of that name; where there are none, that is told on stderr."""
    from ui.export import export

    sys.stdout.write(export(citations, name, today()))
    if not citations:
        render.say("There are no citations to export.")


def today() -> dt.date:
    """The day on which the record is looked up, here."""
    return dt.date.today()
