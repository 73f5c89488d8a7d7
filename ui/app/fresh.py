"""What on a page follows the library's state and the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Fresh:
    """Components that are filled anew when the page loads and when the library changes.

    `updates(language)` gives one update for each of `components`, in their order.
    """

    components: Sequence[Any]
    updates: Callable[[str], Sequence[Any]]

    def __add__(self, other: Fresh) -> Fresh:
        return Fresh(
            [*self.components, *other.components],
            lambda language: [*self.updates(language), *other.updates(language)],
        )
