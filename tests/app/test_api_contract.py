"""What clients program against: endpoints, parameters and fields may be added, never changed or dropped."""

import subprocess
import sys

from tests.conftest import ROOT

ACCEPT = "python -m tests.app.contract_text > tests/app/contract.txt"


def test_nothing_of_the_api_is_changed_or_dropped_and_additions_are_accepted_on_purpose():
    held = (ROOT / "tests" / "app" / "contract.txt").read_text(encoding="utf-8").splitlines()
    # In a process of its own: a page that is built leaves Gradio's event loops open.
    command = [sys.executable, "-m", "tests.app.contract_text"]
    now = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    gone, added = sorted(set(held) - set(now)), sorted(set(now) - set(held))
    assert not gone, f"Clients use these; put them back as they were: {gone}"
    assert not added, f"New in the API: {added}. If they are to stay for good, accept them: {ACCEPT}"
    assert now == held, f"The order changed, and clients may pass parameters by place; or: {ACCEPT}"
