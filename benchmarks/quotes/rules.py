"""The rules that make labelled quotations: functions by the name of the kind, on the text alone."""

from __future__ import annotations

import inspect
from collections.abc import Callable

import rules_altered
import rules_cut
import rules_supported
import rules_whose
from drawing import Draw, Made


def rules() -> dict[str, Callable[[Draw], Made | None]]:
    """All rules by kind, in the order of their names."""
    modules = (rules_supported, rules_altered, rules_cut, rules_whose)
    found = {
        name: rule
        for module in modules
        for name, rule in inspect.getmembers(module, inspect.isfunction)
        if rule.__module__ == module.__name__ and not name.startswith("_")
    }
    return dict(sorted(found.items()))
