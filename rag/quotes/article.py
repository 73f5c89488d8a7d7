"""The quotations of an article."""

from __future__ import annotations

import re

_QUOTED = re.compile(r"“([^“”]{8,2000})”|\"([^\"]{8,2000})\"|«([^«»]{8,2000})»|„([^„“”]{8,2000})[“”]")


def quotations(text: str) -> list[str]:
    """The passages of a text that stand between quotation marks."""
    return [next(group for group in match.groups() if group is not None) for match in _QUOTED.finditer(text)]
