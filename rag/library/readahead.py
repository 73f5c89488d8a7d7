"""Files that will be read here and there, brought into the system's cache in one go."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path

_AT_ONCE = 1 << 20


def read_ahead(paths: Iterable[Path]) -> None:
    """Ask the system to read the files whole, without waiting for it; do nothing where it can't be asked.

    A file that is mapped into memory is read page by page, and each page is a wait for the disk. What is
    wrong with a file is told by whoever reads it. Source: posix_fadvise(2); Linux heeds a few MB a call.
    """
    if not hasattr(os, "posix_fadvise"):
        return
    for path in paths:
        with contextlib.suppress(OSError):
            _read_ahead(path)


def _read_ahead(path: Path) -> None:
    file = os.open(path, os.O_RDONLY)
    try:
        for start in range(0, os.fstat(file).st_size, _AT_ONCE):
            os.posix_fadvise(file, start, _AT_ONCE, os.POSIX_FADV_WILLNEED)
    finally:
        os.close(file)
