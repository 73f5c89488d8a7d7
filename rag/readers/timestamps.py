"""Times in captions: 01:02:03.456, 02:03.456 and 01:02:03,456."""

from __future__ import annotations

import re

_TIME = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_RANGE = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}(?=\s|$)")
_PLAIN = re.compile(r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3}))?")


def parse_range(text: str) -> tuple[float, float] | None:
    """The two times of a caption's timing line in seconds; what follows them is ignored."""
    found = _RANGE.match(text)
    if found is None:
        return None
    parts = found.groups()
    start, end = _seconds(parts[:4]), _seconds(parts[4:])
    return None if start is None or end is None else (start, end)


def parse_time(text: str) -> float | None:
    """Seconds from "01:23" or "1:02:03.5", None for anything else."""
    found = _PLAIN.fullmatch(text.strip())
    return _seconds(found.groups()) if found else None


def _seconds(parts: tuple[str | None, ...]) -> float | None:
    hours, minutes, seconds, fraction = (part or "0" for part in parts)
    if int(seconds) > 59 or (parts[0] is not None and int(minutes) > 59):
        return None
    return round(int(hours) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{fraction}"), 3)
