"""Output into a pipe that nobody reads any more: `onrecord list | head -1`."""

import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT, environment


@pytest.mark.parametrize(
    "command",
    [
        ["list"],
        ["list", "--json"],
        ["show", "council"],
        ["speakers"],
        ["mentions", "the"],
        ["check", "nobody ever says this"],
    ],
    ids=" ".join,
)
def test_a_reader_who_leaves_is_no_failure_of_the_library(library, command):
    unread, pipe = os.pipe()
    os.close(unread)
    done = subprocess.run(
        [sys.executable, "-m", "ui", *command],
        cwd=ROOT,
        env=environment(library.folder),
        stdout=pipe,
        stderr=subprocess.PIPE,
        text=True,
    )
    os.close(pipe)
    assert (done.returncode, done.stderr) == (0, "")
