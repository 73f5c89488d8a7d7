"""The `serve` and `mcp` commands: which libraries, for whom, on which address."""

from __future__ import annotations

import argparse
import re
import stat
import sys
import threading
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from rag.assistant import Assistant
from rag.errors import OnRecordError
from rag.filters import Filters
from rag.library.library import Library
from ui.quick_import import without_stubs
from ui.settings import library_folder

if TYPE_CHECKING:
    from ui.access import AccountsFile

_FIRST_QUESTIONS = ("What was said about the cost?", "What was said about it in March last year?")
"""Asked by the server itself, so that whoever comes first doesn't wait for what is loaded only once.

First what every answer needs, then what reading a date does.
"""

_NAME = re.compile(r"([a-z0-9][a-z0-9-]{0,63})=(.+)", re.DOTALL)


def serve(options: argparse.Namespace) -> None:
    """Open the app; OnRecordError where it may not or can't be."""
    from ui.access.policy import make_policy

    policy = make_policy(
        options.host,
        accounts=_accounts(options.auth) if options.auth else None,
        names=options.allow_host,
        insecure=options.insecure_no_auth,
        per_minute=options.rate_limit,
        upload_megabytes=options.max_upload,
        proxies=options.proxy,
    )
    folders = library_folders(options.library)
    encoder = cache(options.encoder)  # one for all libraries
    assistants = {name: Assistant(Library(folder), encoder) for name, folder in folders.items()}
    threading.Thread(target=_warm, args=[list(assistants.values())], daemon=True).start()
    with without_stubs():
        from ui import app

    shelf = [app.Shelved(name, assistant) for name, assistant in assistants.items()]
    app.serve(shelf, policy, options.host, options.port)


def _warm(assistants: Sequence[Assistant]) -> None:
    """Load what the first answer needs, while the app itself is loaded."""
    try:
        for question in _FIRST_QUESTIONS:
            for assistant in assistants:
                assistant.ask(question, Filters())
    except Exception as error:
        # The same problem is told to whoever asks the first question.
        sys.stderr.write(f"The encoder could not be loaded: {error}\n")


def serve_stdio(options: argparse.Namespace) -> None:
    """Answer an MCP client on standard input and output until it hangs up."""
    library = Library(library_folder(options.library))
    from ui.mcp import build_server

    build_server(Assistant(library, options.encoder)).run("stdio")


def library_folders(given: str | list[str] | None) -> dict[str, Path]:
    """The folders to serve by name; the name is "" for a single library without one.

    `given` is what stands behind --library: a DIR, or NAME=DIR as often as there are libraries. Raises
    OnRecordError where several are given and one has no name, or a name can't stand in an address.
    """
    from ui.access.surface import RESERVED

    texts = [given] if isinstance(given, str) else given or []
    named = [_NAME.fullmatch(text) for text in texts]
    if len(texts) < 2 and (not any(named) or Path(texts[0]).is_dir()):
        return {"": library_folder(texts[0] if texts else None)}
    folders: dict[str, Path] = {}
    for text, match in zip(texts, named, strict=True):
        if match is None or match[1] in RESERVED or match[1] in folders:
            raise OnRecordError(
                f"--library has {text!r}; with several libraries, write NAME=DIR for each, with names of "
                f"their own in a-z, 0-9 and -, and none of {', '.join(sorted(RESERVED))}."
            )
        folders[match[1]] = Path(match[2]).expanduser()
    return folders


def _accounts(path: str) -> AccountsFile:
    from ui.access import AccountsFile

    file = AccountsFile(Path(path).expanduser())
    accounts = file.current()
    if not accounts.users and not accounts.tokens:
        raise OnRecordError(f"{path} names nobody. Add somebody with: onrecord user add NAME --auth {path}")
    if stat.S_IMODE(file.path.stat().st_mode) & 0o077:
        sys.stderr.write(f"{path} can be read by others on this machine; close it with: chmod 600 {path}\n")
    return file
