"""Numbers as each language of the page writes them.

Spanish groups by a thin space, and numbers of five figures or more only; a point there would be read as a
decimal mark by half of its readers. Source: Real Academia Española, Ortografía de la lengua española (2010),
VIII.2.3, https://www.rae.es/dpd/números.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class _Form:
    """What parts groups of three figures, and decimals; fewer than `fewest` figures aren't parted."""

    group: str
    decimal: str
    fewest: int


_FORMS = {"en": _Form(",", ".", 4), "es": _Form("\N{NARROW NO-BREAK SPACE}", ",", 5)}


def number(value: float, language: str, digits: int = 0) -> str:
    """A number with so many decimals, e.g. 73412 as "73,412" in English."""
    form = _FORMS[language]
    whole, _, decimals = f"{abs(value):.{digits}f}".partition(".")
    grouped = f"{int(whole):,}".replace(",", form.group) if len(whole) >= form.fewest else whole
    return f"{'-' * (value < 0)}{grouped}{form.decimal * bool(decimals)}{decimals}"


def separators(language: str) -> str:
    """The marks of decimals and of groups, as Plotly's layout takes them."""
    form = _FORMS[language]
    return form.decimal + form.group
