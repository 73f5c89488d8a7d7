"""Colours that tell a transcript's speakers apart, beside their names and never instead of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rag.exchanges import is_questioner


@dataclass(frozen=True, slots=True)
class Colours:
    """Text colours of one speaker and the papers that they stand on, as #rrggbb."""

    light: str
    dark: str


SPEAKERS = (
    Colours("#203cb0", "#9ffafb"),
    Colours("#c93b0b", "#e48319"),
    Colours("#8e5f81", "#c1b8ff"),
    Colours("#590528", "#f7b628"),
    Colours("#4962e3", "#a58ce9"),
    Colours("#941701", "#29af8f"),
    Colours("#330976", "#2ddaa4"),
    Colours("#693b62", "#e2f483"),
)
"""Found by search: on every paper 4.5:1 or more, and the farthest apart for all kinds of colour vision."""

PAPERS = Colours("#ffffff", "#0f172a")
"""What turns stand on."""

CITED = Colours("#fff7d6", "#2a3240")
"""What the cited turn stands on."""


def seats(names: Sequence[str]) -> dict[str, int]:
    """A number from 0 for every speaker of a transcript, in the order of `names`; -1 for questioners."""
    seated: dict[str, int] = {}
    for name in names:
        seated[name] = -1 if not name or is_questioner(name) else sum(n >= 0 for n in seated.values())
    return seated


def style_of(seat: int) -> str:
    """The class of a speaker's colour; behind the last colour they come again, with a dashed line."""
    if seat < 0:
        return "or-s-none"
    return f"or-s{seat % len(SPEAKERS)}{' or-again' if seat >= len(SPEAKERS) else ''}"


def colour_rules() -> str:
    """The colours as style sheet rules."""
    rules = [
        f".or-reader {{--or-paper: {PAPERS.light}; --or-here: {CITED.light};}}",
        f".dark .or-reader {{--or-paper: {PAPERS.dark}; --or-here: {CITED.dark};}}",
    ]
    for seat, colours in enumerate(SPEAKERS):
        rules.append(f".or-s{seat} {{--or-who: {colours.light};}}")
        rules.append(f".dark .or-s{seat} {{--or-who: {colours.dark};}}")
    return "\n".join(rules)
