"""The `mentions` command: how often a phrase is said, when, by whom, and who was asked about it."""

from __future__ import annotations

from rich.markup import escape
from rich.table import Table

from rag.counts import counted
from rag.exploring import Mentions, Tally, Voice, find_mentions
from rag.filters import Filters
from rag.library.library import Library
from ui.contract.exploring import MentionsJSON, mentions_json
from ui.terminal import OUT

_BAR, _MOST = 24, 12


def load(library: Library, phrase: str, filters: Filters) -> tuple[Mentions, MentionsJSON]:
    """The mentions, and the same for programs."""
    with library.snapshot() as snapshot:
        found = find_mentions(snapshot, phrase, filters)
        return found, mentions_json(found, {e.key: e.id for e in snapshot.transcripts()})


def show(found: Mentions) -> None:
    """All of it, for reading."""
    total = found.total
    OUT.print(
        f"[bold]“{escape(found.phrase)}”[/]: {counted(total.mentions, 'mention')} in "
        f"{counted(total.turns, 'turn')}, {_rate(total)} per 10,000 words ({counted(total.words, 'word')})."
    )
    if found.left_out:
        OUT.print(f"[dim]Each event counts once: {counted(found.left_out, 'other edition')} left out.[/]")
    if total.mentions:
        _months(found)
        _speakers(found)
    _asked(found)


def _months(found: Mentions) -> None:
    table = Table(box=None, pad_edge=False)
    for name, justify in (("month", "left"), ("mentions", "right"), ("per 10,000", "right"), ("", "left")):
        table.add_column(name, justify="right" if justify == "right" else "left")
    most = max(month.tally.mentions for month in (*found.months, found.undated))
    undated = [found.undated] if found.undated.transcripts else []
    for month in [*found.months, *undated]:
        if not month.transcripts:
            table.add_row(month.month, "", "", "[dim]no transcript[/]")
            continue
        bar = "█" * round(_BAR * month.tally.mentions / most)
        table.add_row(month.month or "no date", f"{month.tally.mentions:,}", _rate(month.tally), bar)
    OUT.print(table)


def _speakers(found: Mentions) -> None:
    table = Table(box=None, pad_edge=False)
    table.add_column("said by")
    table.add_column("mentions", justify="right")
    table.add_column("per 10,000", justify="right")
    for each in found.speakers[:_MOST]:
        table.add_row(_name(each.voice), f"{each.tally.mentions:,}", _rate(each.tally))
    OUT.print(table)
    if len(found.speakers) > _MOST:
        OUT.print(f"[dim]and {len(found.speakers) - _MOST:,} more (--json has all)[/]")


def _asked(found: Mentions) -> None:
    asked = found.asked
    if not asked.questions:
        return
    none = f"; {asked.unanswered:,} have no answer in the record" if asked.unanswered else ""
    OUT.print(f"Asked in {counted(asked.questions, 'question')}{none}.")
    table = Table(box=None, pad_edge=False)
    table.add_column("answered by")
    table.add_column("questions", justify="right")
    table.add_column("with words that decline", justify="right")
    for each in asked.people[:_MOST]:
        table.add_row(_name(each.voice), f"{each.asked:,}", f"{each.declined:,}")
    OUT.print(table)


def _name(voice: Voice) -> str:
    name = escape(voice.name or "Speaker unknown")
    return name if voice.person else f"{name} [dim](a label)[/]"


def _rate(tally: Tally) -> str:
    return "–" if tally.per_10000 is None else f"{tally.per_10000:.2f}"
