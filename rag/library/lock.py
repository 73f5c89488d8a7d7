"""One writer at a time, and a refused second one that learns who the first is."""

from __future__ import annotations

import contextlib
import datetime as dt
import getpass
import json
import os
import platform
import sys
from collections.abc import Iterator
from pathlib import Path

from rag.errors import LibraryBusyError


@contextlib.contextmanager
def writing(folder: Path, *, wait: float = 0.0) -> Iterator[None]:
    """Hold the library for writing; the system lets go of it when the process dies, however it dies.

    Waits up to `wait` seconds. Raises LibraryBusyError, which names the holder.
    """
    from filelock import FileLock, Timeout  # those who only read never need it

    lock = FileLock(folder / "writer.lock")
    holder = folder / "writer.json"
    try:
        lock.acquire(timeout=wait)
    except Timeout:
        raise LibraryBusyError(folder, _describe(holder)) from None
    try:
        holder.write_text(json.dumps(_this_process()), encoding="utf-8")
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


@contextlib.contextmanager
def writing_file(path: Path) -> Iterator[None]:
    """Hold a single file for a change of a moment; waits for whoever holds it."""
    from filelock import FileLock

    with FileLock(path.with_name(f".{path.name}.lock")):
        yield


def _this_process() -> dict[str, object]:
    try:
        user = getpass.getuser()
    except (KeyError, OSError):  # no entry for this user id, as in some containers
        user = "unknown user"
    return {
        "pid": os.getpid(),
        "host": platform.node(),
        "user": user,
        "command": " ".join([Path(sys.argv[0]).name, *sys.argv[1:3]]),
        "since": dt.datetime.now().astimezone().isoformat(timespec="seconds"),
    }


def _describe(holder: Path) -> str:
    try:
        told = json.loads(holder.read_text(encoding="utf-8"))
        return (
            f"process {told['pid']} on {told['host']} ({told['user']}, '{told['command']}', "
            f"since {told['since']})"
        )
    except (OSError, ValueError, KeyError):
        return "another process"
