"""How long after its start `onrecord serve` answers its first question.

    python benchmarks/first_answer.py LIBRARY [--times 5]

Starts the server each time, asks over the HTTP API as soon as it listens, and prints the seconds
until the address is told, until the answer is there, and the processor time used by then; medians last.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import statistics
import subprocess
import sys
import time
from pathlib import Path

import httpx
from app_load import processor_seconds

ROOT = Path(__file__).resolve().parents[1]
QUESTION = "What was said about the weather?"


def answer(address):
    """The first answer of a server that may not listen yet."""
    while True:
        try:
            joined = httpx.post(f"{address}/call/v2/ask", json={"question": QUESTION}, timeout=300)
            break
        except httpx.TransportError:
            time.sleep(0.05)
    told = httpx.get(f"{address}/call/ask/{joined.json()['event_id']}", timeout=300).text
    return json.loads(told.strip().split("\n\n")[-1].partition("data: ")[2])[0]


def start(library):
    """Seconds until the address was told and until the first answer, and the processor's until then."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "ONRECORD_LIBRARY": str(library), "HF_HUB_OFFLINE": "1"}
    command = [sys.executable, "-m", "ui", "serve", "--port", str(port)]
    began = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE)
    try:
        process.stderr.readline()
        listening = time.perf_counter() - began
        found = answer(f"http://127.0.0.1:{port}/gradio_api")
        answered = time.perf_counter() - began
        if found["question"] != QUESTION:
            raise SystemExit(f"asked {QUESTION!r}, answered {found['question']!r}")
        return listening, answered, processor_seconds(process.pid)
    finally:
        process.terminate()
        process.wait(30)
        process.stderr.close()


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("library", type=Path)
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before")
    found = [start(options.library.resolve()) for _ in range(options.times)]
    for listening, answered, used in [*found, tuple(map(statistics.median, zip(*found, strict=True)))]:
        print(f"listens {listening:5.2f} s, first answer {answered:5.2f} s, processor {used:5.2f} s")


if __name__ == "__main__":
    main()
