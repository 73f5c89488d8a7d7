"""A gold set's scores for reading at the terminal."""

from __future__ import annotations

from rich.markup import escape
from rich.table import Table
from rich.text import Text

from rag.evaluation import MEASURES, Scores
from ui.terminal import OUT


def render(found: Scores) -> None:
    """A gold set's measures per kind and overall, in percent."""
    table = Table(title=f"{found.name}: {found.queries} queries", box=None)
    table.add_column("kind")
    for measure in MEASURES:
        table.add_column(measure, justify="right")
    for kind, values in [*sorted(found.kinds.items()), ("overall", found.overall)]:
        table.add_row(kind, *(f"{values[measure]:.1f}" for measure in MEASURES))
    OUT.print(table)
    for failure in found.failures:
        rank = f"rank {failure.rank}" if failure.rank else "not found"
        OUT.print(f"\n[bold]{escape(failure.query.text)}[/] ({escape(failure.query.id)}, {rank})")
        for name, turns in (("gold", failure.gold), ("came", failure.came)):
            for each in turns:
                line = f"  {name} {each.transcript} {each.turn} {each.speaker}: {each.text[:200]}"
                OUT.print(Text(line, style="green" if name == "gold" else ""))
