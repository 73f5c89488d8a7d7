"""What a long transcript costs a browser, on the page that `onrecord serve` serves.

    python benchmarks/read_page.py [TURNS]

Prints seconds that the browser's main thread worked (not the time that passed, which other programs lengthen)
until the transcript was shown, for a short one and for one of TURNS turns, and the length of its HTML.
"""

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import sync_playwright

from embeddings.hashing import HashingEncoder
from rag.indexing import index_paths
from rag.library.library import Library
from tests.app.conftest import ARGUMENTS, CHROMIUM, serving
from tests.conftest import BRIEFING, write

NAMES = ("Ada Lindholm", "Robert Smith", "Dana Smith")
ANSWER = "We learned of the cracks on the second of March, and the council was told the same evening. "


def long_transcript(turns):
    said = [
        {"speaker": "Q", "text": f"Did you know about crack {n} before January, and who told you so?"}
        if n % 2 == 0
        else {"speaker": NAMES[n // 2 % 3], "text": f"Answer {n}. " + ANSWER * (1 + n % 5)}
        for n in range(turns)
    ]
    return {"title": "A very long hearing", "date": "2025-07-01", "turns": said}


def measure(chromium, address, transcript):
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    metrics = page.context.new_cdp_session(page)
    metrics.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(f"{address}/?transcript={transcript}")
    page.wait_for_selector("#or-read .or-turn", timeout=120_000)
    page.wait_for_timeout(1500)
    found = {each["name"]: each["value"] for each in metrics.send("Performance.getMetrics")["metrics"]}
    length = page.evaluate("document.querySelector('#or-read').innerHTML.length")
    page.close()
    worked, layout = found["TaskDuration"], found["LayoutDuration"] + found["RecalcStyleDuration"]
    print(f"{transcript}: {worked:.1f} s of work, {layout:.2f} s of it layout; {length / 1e6:.2f} MB of HTML")


def main():
    turns = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    with tempfile.TemporaryDirectory() as folder:
        texts = Path(folder) / "transcripts"
        write(texts / "short.json", BRIEFING)
        write(texts / "long.json", long_transcript(turns))
        index_paths(Library(Path(folder) / "library"), [texts], HashingEncoder())
        with serving(Path(folder) / "library") as address, sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            for transcript in ("short", "long"):
                measure(chromium, address, transcript)
            chromium.close()


if __name__ == "__main__":
    main()
