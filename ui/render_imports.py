"""What a file was read as, for reading in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.padding import Padding
from rich.text import Text

from rag.counts import counted
from rag.library.catalogue import TranscriptEntry
from rag.library.snapshot import StoredTurn
from ui.terminal import OUT

if TYPE_CHECKING:
    from ui.imports import InspectionJSON


_MOST_SPEAKERS, _MOST_ASIDES = 12, 8


def inspection(found: InspectionJSON) -> None:
    """One file: what it is, who speaks, what is doubtful, what was left out."""
    OUT.print(Text(found["path"], style="bold"), soft_wrap=True)
    if found["refused"]:
        place = f"line {found['line']}: " if found["line"] else ""
        OUT.print(f"  [bold red]refused[/]     {place}{escape(found['refused'])}", soft_wrap=True)
        return
    _row("read as", f"{found['format']} ({found['format_title']})")
    _row("title", " · ".join(filter(None, [found["title"], found["date"] or "no date found"])))
    if found["captions"]:
        _row("words", f"{found['captions']}: a machine heard them; check the recording", style="yellow")
    _row("language", str(found["language"]))
    _row("turns", f"{found['turns']:,}; places are told by {found['unit']}")
    _row("speakers", _speakers(found))
    _row("unknown", f"{found['unknown_share']:.0%} of the words have no speaker", _warns(found))
    _row("times", _times(found))
    for suspicion in found["suspicious"]:
        _row("suspicious", f"{suspicion['label']!r} {suspicion['reason']}", style="yellow")
    for note in found["notes"]:
        _row("note", note, style="yellow")
    if found["asides"]:
        _row("not speech", f"{counted(len(found['asides']), 'line')}, kept beside the turns:")
        for aside in found["asides"][:_MOST_ASIDES]:
            OUT.print(f"    [dim]{aside['line']:>6}[/] {escape(_short(aside['text']))}", soft_wrap=True)
        if len(found["asides"]) > _MOST_ASIDES:
            OUT.print(f"           and {len(found['asides']) - _MOST_ASIDES:,} more (--json has all)")


def raw_lines(
    entry: TranscriptEntry,
    turns: Sequence[StoredTurn],
    raw: Sequence[Sequence[tuple[int, str]]],
    *,
    unchanged: bool,
) -> None:
    """Each turn, and below it the lines of the file that it was read from."""
    OUT.print(Text(entry.title, style="bold"))
    OUT.print(Text(f"{entry.file}, read as {entry.format}", style="dim"), soft_wrap=True)
    if not unchanged:
        OUT.print(
            "[yellow]The file has changed since it was read; bring it up to date with: onrecord index[/]"
        )
    for stored, lines in zip(turns, raw, strict=True):
        OUT.print(f"\n[dim]{stored.number:>4}[/] [bold]{escape(stored.turn.label or '(speaker unknown)')}[/]")
        OUT.print(Padding(Text(stored.turn.text), (0, 0, 0, 5)))
        for number, text in lines:
            for row, part in enumerate(text.split("\n")):
                where = f"{entry.unit} {number}" if not row else ""
                OUT.print(Text(f"{where:>14} | {part}", style="dim"), soft_wrap=True)


def _row(name: str, text: str, style: str = "") -> None:
    OUT.print(Text(f"  {name:<12}", style="dim") + Text(text, style=style), soft_wrap=True)


def _speakers(found: InspectionJSON) -> str:
    shown = [
        f"{each['label'] or 'speaker unknown'} ({each['turns']:,})"
        for each in found["speakers"][:_MOST_SPEAKERS]
    ]
    more = len(found["speakers"]) - _MOST_SPEAKERS
    return ", ".join(shown) + (f" and {more} more" if more > 0 else "")


def _warns(found: InspectionJSON) -> str:
    return "yellow" if found["unknown_share"] > 0.1 else ""


def _times(found: InspectionJSON) -> str:
    if not found["timed_share"]:
        return "none"
    every = found["seconds_between_times"]
    step = f", one every {every:g} s (median)" if every is not None else ""
    return f"{found['timed_share']:.0%} of the turns have one{step}"


def _short(text: str) -> str:
    return text if len(text) <= 100 else text[:100] + "…"
