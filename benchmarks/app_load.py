"""How long people wait for the served app: the first page, the first answer, and many asking at once.

    python benchmarks/app_load.py LIBRARY [--users 20] [--rounds 5] [--workers N] [--browser]

Serves LIBRARY with `onrecord serve` and asks it over HTTP, as any client would, what was asked in its own
transcripts, every question distinct. In each round all users ask at the same moment. Prints the machine, the
first answer's time, one user's times, and for all users p50, p95, maximum, errors, answers a second and the
processor time of one, which hardly depends on what else the machine does; with
--browser the first paint, the time until a question can be typed, and until its answer stands there, and
how many requests go to which host while every tab is opened.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import random
import statistics
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from rag.exchanges import Role
from rag.library.library import Library

WAIT = 300  # seconds


def questions(library, count):
    """`count` distinct questions of 6 to 25 words that were asked in the library, always the same ones."""
    found = set()
    with Library(library).snapshot() as snapshot:
        for key in list(snapshot.transcripts_by_key)[::3]:
            for stored in snapshot.turns(key):
                text = " ".join(stored.turn.text.split())
                if stored.role is Role.QUESTION and 6 <= len(text.split()) <= 25 and text.endswith("?"):
                    found.add(text)
    if len(found) < count:
        raise SystemExit(
            f"{library} has {len(found)} questions; {count} are needed. Ask for fewer users or rounds."
        )
    return random.Random(1).sample(sorted(found), count)


@contextmanager
def served(library, workers):
    """The address of the app in a process of its own, and its number."""
    port = random.SystemRandom().randrange(20_000, 30_000)
    setting = f"from ui.app import site; site.WORKERS = {workers}; " if workers else ""
    code = f"{setting}from ui.cli import main; main(['serve', '--port', '{port}'])"
    environment = {**os.environ, "ONRECORD_LIBRARY": str(library), "HF_HUB_OFFLINE": "1"}
    process = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=environment)
    address = f"http://127.0.0.1:{port}"
    try:
        started = time.monotonic()
        while time.monotonic() - started < WAIT:
            try:
                httpx.get(address, timeout=5).raise_for_status()
                break
            except httpx.TransportError:
                time.sleep(0.1)
        print(f"started in {time.monotonic() - started:.1f} s")
        yield address, process.pid
    finally:
        process.terminate()
        process.wait(30)


async def ask(client, question):
    """Seconds until the answer is there, and what went wrong, if anything did."""
    began = time.perf_counter()
    joined = await client.post("/call/v2/ask", json={"question": question})
    if joined.status_code != 200:
        return time.perf_counter() - began, f"status {joined.status_code}: {joined.text[:100]}"
    events = (await client.get(f"/call/ask/{joined.json()['event_id']}")).text.strip().split("\n\n")
    took = time.perf_counter() - began
    kind, _, data = events[-1].partition("\n")
    if kind != "event: complete":
        return took, f"{kind}: {data[:100]}"
    answer = json.loads(data.removeprefix("data: "))[0]
    return took, None if answer[
        "question"
    ] == question else f"asked {question!r}, answered {answer['question']!r}"


def processor_seconds(pid):
    """Seconds of processor time that a process has used; nan where there is no /proc."""
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        return float("nan")
    fields = stat.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def measure(address, pid, users, rounds, asked):
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=f"{address}/gradio_api", timeout=WAIT, limits=limits) as client:
        first, wrong = await ask(client, asked.pop())
        print(f"the first answer: {first:.2f} s{f' ({wrong})' if wrong else ''}")
        used, found = processor_seconds(pid), [await ask(client, asked.pop()) for _ in range(20)]
        show("one user", found, None, processor_seconds(pid) - used)
        found, elapsed, used = [], 0.0, processor_seconds(pid)
        for _ in range(rounds):
            began = time.perf_counter()
            found += await asyncio.gather(*(ask(client, asked.pop()) for _ in range(users)))
            elapsed += time.perf_counter() - began
        show(f"{users} users at once, {rounds} times", found, elapsed, processor_seconds(pid) - used)


def show(name, outcomes, elapsed, used):
    times = sorted(took for took, _ in outcomes)
    errors = [wrong for _, wrong in outcomes if wrong]
    p95 = times[min(len(times) - 1, int(0.95 * len(times)))]
    rate = f", {len(times) / elapsed:.1f} answers a second" if elapsed else ""
    print(
        f"{name}: p50 {statistics.median(times):.3f}, p95 {p95:.3f}, max {times[-1]:.3f} s{rate}, "
        f"{len(errors)} errors, {1000 * used / len(times):.0f} ms of processor time an answer"
    )
    for each in errors[:5]:
        print(f"  {each}")


def browse(address, question):
    """First paint, the question box, and the answer, in a fresh browser; once to warm the disk's cache."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for name in ("a first visit", "a second, in a browser as fresh"):
            page = browser.new_context().new_page()
            page.set_default_timeout(1000 * WAIT)
            sent = Counter()
            page.on("request", lambda request, sent=sent: sent.update([host_of(request.url)]))
            began = time.perf_counter()
            page.goto(address)
            page.fill("#or-question textarea", question)
            usable = time.perf_counter() - began
            paint = (
                page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime") / 1000
            )
            began = time.perf_counter()
            page.click("#or-ask")
            page.wait_for_selector(".or-answer")
            answer = time.perf_counter() - began
            first = f"first paint {paint:.2f} s, a question typed {usable:.2f} s"
            print(f"{name}: {first}, its answer {answer:.2f} s")
            for tab in ("check", "read", "explore", "library"):
                page.locator(f"[role=tab][data-tab-id={tab}]").first.click()
                page.wait_for_timeout(2000)  # streams stay open, so it is never idle
            print("requests, with every tab opened, by host:", dict(sent))
            page.context.close()
        browser.close()


def host_of(url):
    """The host that a request goes to; its scheme for one that leaves the browser nowhere (data:, blob:)."""
    return urlsplit(url).hostname or f"{urlsplit(url).scheme}:"


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("library", type=Path)
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--workers", type=int, help="how many calls run at once; the app's own number without it"
    )
    parser.add_argument("--browser", action="store_true")
    options = parser.parse_args()
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, load {load} before")
    asked = questions(options.library, options.users * options.rounds + 22)
    with served(options.library, options.workers) as (address, pid):
        if options.browser:
            browse(address, asked.pop())
        asyncio.run(measure(address, pid, options.users, options.rounds, asked))


if __name__ == "__main__":
    main()
