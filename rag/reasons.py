"""Why a file or a label was left out, taken apart again into remarks.

Readers say it in English and the library keeps the sentence. Those of a closed set are known here by their
English, so that pages say them in their language; all others stay as they were told.
"""

from __future__ import annotations

import re
from functools import cache

from rag.remarks import REASONS, Remark, Value, remark

_SLOT = re.compile(r"\{(\w+)\}")
_WHOLE = "kind"
"""What stands in these slots is itself one of the reasons."""

_LONGEST = 600
"""Characters of a reason that is looked at: longer ones hold a file's own text and are told as they are."""


def recognised(reason: str) -> Remark:
    """The remark that an English reason is; the reason itself where it is none of `REASONS`."""
    if len(reason) <= _LONGEST:
        for key, pattern in _patterns():
            if found := pattern.fullmatch(reason):
                return Remark(
                    key, tuple((name, _value(name, said)) for name, said in found.groupdict().items())
                )
    return remark("as_told", words=reason)


def _value(name: str, said: str) -> Value:
    return recognised(said) if name == _WHOLE else said


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    return [(key, _pattern(template)) for key, template in REASONS.items()]


def _pattern(template: str) -> re.Pattern[str]:
    pieces = _SLOT.split(template)
    # Every second piece is a slot's name.
    made = [f"(?P<{piece}>.+?)" if place % 2 else re.escape(piece) for place, piece in enumerate(pieces)]
    return re.compile("".join(made), re.DOTALL)
