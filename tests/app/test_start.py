"""`make run`, as a newcomer types it: the samples are indexed once, and the app answers on them."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from gradio_client import Client

from tests.conftest import ROOT, environment

VENV = Path(sys.prefix)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.skipif(
        not (VENV / "bin" / "onrecord").exists(), reason="On Record isn't installed in this environment"
    ),
]


def make_run(library, port):
    # The set-up has run, or this test would not: --old-file keeps make from doing it again.
    command = ["make", f"--old-file={VENV}/.installed", "run", f"VENV={VENV}", f"PORT={port}"]
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(library, ONRECORD_ENCODER="default"),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def end(process):
    os.killpg(process.pid, signal.SIGTERM)
    return process.communicate(timeout=20)[0]


def wait_for(address, process):
    for _ in range(1200):
        if process.poll() is not None:
            raise AssertionError(process.stdout.read())
        try:
            urllib.request.urlopen(address, timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("no answer in two minutes")


def test_make_run_indexes_the_samples_once_and_opens_the_app(tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    outputs = []
    for _ in range(2):
        process = make_run(tmp_path / "library", port)
        try:
            wait_for(f"http://127.0.0.1:{port}", process)
            client = Client(f"http://127.0.0.1:{port}", verbose=False)
            answer = client.predict("When will the Harbour Bridge reopen?", api_name="/ask")
            client.close()
        finally:
            outputs.append(end(process))
        assert "by the end of June" in answer["citations"][0]["quote"]
    assert "10 added" in outputs[0]
    assert "0 added, 0 updated, 10 unchanged" in outputs[1]
