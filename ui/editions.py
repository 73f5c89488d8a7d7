"""Two editions of a transcript side by side, as JSON and for reading."""

from __future__ import annotations

from collections.abc import Sequence

from rich.padding import Padding
from rich.text import Text

from rag.counts import counted
from rag.edition_diff import EditionDiff, Slice
from rag.library.catalogue import TranscriptEntry
from ui.contract import DiffJSON, SliceJSON, transcript_json
from ui.terminal import OUT

_LONGEST = 60
"""Words of one side of a change shown at most; `--json` has all."""


def diff_json(old: TranscriptEntry, new: TranscriptEntry, found: EditionDiff) -> DiffJSON:
    """What changed, as programs get it."""
    return {
        "old": transcript_json(old),
        "new": transcript_json(new),
        "changes": [
            {
                "old": [_slice_json(each) for each in change.old],
                "new": [_slice_json(each) for each in change.new],
                "before": change.before,
                "after": change.after,
            }
            for change in found.changes
        ],
        "speakers": [{"old": _slice_json(each.old), "new": _slice_json(each.new)} for each in found.speakers],
        "words": {"same": found.same, "old": found.old, "new": found.new},
    }


def show_diff(old: TranscriptEntry, new: TranscriptEntry, found: EditionDiff) -> None:
    """What changed, for reading: each change between the words around it."""
    OUT.print(_heading("-", old, "red"), soft_wrap=True)
    OUT.print(_heading("+", new, "green"), soft_wrap=True)
    for change in found.changes:
        place = (change.new or change.old)[0]
        whose = "+" if change.new else "-"
        OUT.print(Text(f"\n{whose} turn {place.turn}, {place.speaker or 'speaker unknown'}", style="dim"))
        parts = [_around(change.before), _words(change.old, "[-", "-]", "red")]
        parts += [_words(change.new, "{+", "+}", "green"), _around(change.after)]
        OUT.print(Padding(Text(" ").join(part for part in parts if part), (0, 0, 0, 4)))
    for each in found.speakers:
        names = f"\n{each.old.speaker or 'speaker unknown'} → {each.new.speaker or 'speaker unknown'}"
        OUT.print(Text(f"{names} (turn {each.old.turn} → {each.new.turn})", style="yellow"))
        OUT.print(Padding(_words((each.old,)), (0, 0, 0, 4)))
    changes, stretches = len(found.changes), len(found.speakers)
    OUT.print(
        f"\n{counted(changes, 'change')} and {counted(stretches, 'stretch')} under another name; "
        f"{found.same:,} words are the same, of {found.old:,} and {found.new:,}. "
        f"Case, typography and stage directions aren't compared.",
        style="dim",
    )


def _heading(sign: str, entry: TranscriptEntry, style: str) -> Text:
    date = f" ({entry.date})" if entry.date else ""
    return Text(f"{sign} {entry.id}: {entry.title}{date}", style=style)


def _around(text: str) -> Text:
    return Text(" ".join(text.split()), style="dim")


def _words(slices: Sequence[Slice], opening: str = "", closing: str = "", style: str = "") -> Text:
    """The words between marks that a pipe keeps, as wdiff has them; nothing for none."""
    words = " ".join(" ".join(each.text.split()) for each in slices).split()
    short = words if len(words) <= _LONGEST else [*words[: _LONGEST // 2], "…", *words[-_LONGEST // 2 :]]
    return Text(f"{opening}{' '.join(short)}{closing}" if words else "", style=style)


def _slice_json(part: Slice) -> SliceJSON:
    return {
        "turn": part.turn,
        "start": part.start,
        "end": part.end,
        "text": part.text,
        "speaker": part.speaker,
    }
