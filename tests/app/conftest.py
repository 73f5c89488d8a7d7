"""A served app over a small library, in a process of its own, as a user would run it."""

import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from embeddings.hashing import HashingEncoder
from rag.indexing import index_paths
from rag.library.library import Library
from tests.conftest import BRIEFING, COUNCIL, ROOT, environment, write

HOSTILE = {
    "title": "Hostile <script>window.hacked = 1</script> hearing",
    "date": "2025-08-01",
    "turns": [
        {
            "speaker": "MR. <b>BOLD</b>",
            "text": "The weasel: <img src=x onerror='window.hacked = 1'> and [click](javascript:alert(1)), "
            "then $$x^2$$ and `code` and <script>window.hacked = 1</script> | pipes | **stars**.",
        },
    ],
}
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def serving(library, log=None, **env):
    """The address of `onrecord serve` over `library`; ended, and its output shown if it never answered.

    With `log`, a path, what it says on stderr goes there.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    said = log.open("w") if log else subprocess.PIPE
    process = subprocess.Popen(
        [sys.executable, "-m", "ui", "serve", "--port", str(port)],
        cwd=ROOT,
        env=environment(library, **env),
        stderr=said,
        text=True,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(1800):
            if process.poll() is not None:
                raise AssertionError(f"the server ended: {log.read_text() if log else process.stderr.read()}")
            try:
                urllib.request.urlopen(address, timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(30)
        (said if log else process.stderr).close()


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """The address of an app over three transcripts, one of them hostile."""
    folder = tmp_path_factory.mktemp("served")
    for name, transcript in (("briefing", BRIEFING), ("council", COUNCIL), ("hostile", HOSTILE)):
        write(folder / "transcripts" / f"{name}.json", transcript)
    index_paths(Library(folder / "library"), [folder / "transcripts"], HashingEncoder())
    with serving(folder / "library") as address:
        yield address


@pytest.fixture(scope="module")
def browser():
    """Headless Chromium."""
    if not Path(CHROMIUM).exists():
        pytest.skip(f"there is no {CHROMIUM}; install the package chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()
