"""Mutate the samples and feed them to every reader: what crashes, hangs, or takes too much memory.

    python benchmarks/fuzz_readers.py --cpu-minutes 10 --seed 1 --state /tmp/fuzz.json

Each case takes a seed file (tests/readers/samples, samples/, Word and PDF files made here, and ../shared
where it is there), mutates it at random, pastes pieces of others into it, or blows it up to a megabyte by
repeating a piece; then it is read, under its own name or another's. Only TranscriptError may come of it.
`--state` keeps the counts and the number of the next case, so that a stopped run goes on where it was.
Case N of seed S is always the same file; `--case N` reads that one and shows what happens.

A case's seconds are CPU seconds of this process and of the one that reads PDFs, per megabyte (of 200 kB
at least); a case above the limit is read twice more and the least counts, since other work on the machine
slows this one down too. Memory is tracemalloc's peak over the file's bytes (for Word files and archives:
unpacked bytes), measured on every 10th case of 200 kB or more (below, what Python keeps of any file counts
for more than the file), since measuring slows reading down fivefold.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import random
import sys
import tempfile
import time
import tracemalloc
import warnings
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from rag.errors import TranscriptError
from rag.readers import SUFFIXES, open_source, read_source
from rag.readers.registry import format_of
from tests.readers import office

SHARED = ROOT.parent / "shared" / "corpora" / "formats"
SECONDS_PER_MB, MEMORY_MULTIPLE = 2.0, 20.0
LARGEST = 1_000_000
MEMORY_EVERY = 10
TOKENS = [
    *(b"\n", b"\n\n", b"\r\n", b"\0", b"\xff", b"\xef\xbb\xbf", b" ", b"\t", b":", b"::", b"-->", b"<", b">"),
    *(b"{", b"}", b"[", b"]", b'"', b"\\", b",", b"null", b"1e999", b"-1", b"1" * 5000, b"true", b"\\u0000"),
    *(b"<v ", b"</v>", b"<c>", b"<p>", b"<cite>", b"<!--", b"-->", b"<![CDATA[", b"&#0;", b"&amp;", b"&x;"),
    *(b"WEBVTT\n\n", b"00:00:01.000 --> 00:00:02.000\n", b"1\n00:00:01,000 --> 00:00:02,000\n", b"---\n"),
    *(b"Mr. SMITH. ", b"The CHAIRMAN. ", b"Ana Ruiz: ", b"Ana Ruiz  0:12\n", b"[Ana] 10:00:00\n", b"Q. "),
    *(b"**", b"<s>", b"[00:01:02]", b"MS. PSAKI:  ", "é".encode(), "\u202e".encode(), "\U0001f600".encode()),
]


def seeds():
    """Names and bytes of the files that cases are made from."""
    found = {}
    for folder in (ROOT / "tests" / "readers" / "samples", ROOT / "samples" / "port-ellery", SHARED):
        for path in sorted(folder.rglob("*")) if folder.is_dir() else []:
            if path.is_file() and path.stat().st_size < 150_000:
                found.setdefault(path.name, path.read_bytes())
    found["teams.docx"] = office.docx(
        "March 4, 2025, 9:00AM", "Lena\xa0H   0:03\nThe crane.", "Tomas B   0:07\nWhen?"
    )
    found["plain.docx"] = office.docx("Clerk: Good morning.", "Mayor Lee: Is it?", "Clerk: Yes.")
    found["plain.pdf"] = office.pdf(
        ["Clerk: Good morning.", "Mayor Lee: Is it? It is."], ["Clerk: Yes, it is now."]
    )
    return sorted(found.items())


def case_file(files, seed, number):
    """The name and bytes of a case."""
    chance = random.Random(f"{seed}/{number}")
    name, data = chance.choice(files)
    kind = chance.choices(["mutate", "splice", "blow up", "token flood", "cut"], [5, 3, 2, 1, 1])[0]
    if data[:2] == b"PK" and chance.random() < 0.8:
        data = _inside(data, chance)
    elif kind == "mutate":
        data = _mutated(data, chance, chance.choice([1, 3, 10, 50]))
    elif kind == "splice":
        other = chance.choice(files)[1]
        at = chance.randrange(len(data) + 1)
        begin = chance.randrange(len(other) + 1)
        data = data[:at] + other[begin : begin + chance.randrange(1, 5000)] + data[at:]
    elif kind == "blow up":
        begin = chance.randrange(len(data) + 1)
        piece = data[begin : begin + chance.choice([1, 2, 5, 30, 200, 5000])] or b"x"
        data = data[:begin] + piece * min(100_000, LARGEST // len(piece)) + data[begin:]
    elif kind == "token flood":
        piece = b"".join(chance.choices(TOKENS, k=chance.choice([1, 2, 4])))
        data = data[: chance.choice([0, 20, 2000])] + piece * (LARGEST // len(piece))
    else:
        data = data[: chance.randrange(len(data) + 1)]
    if chance.random() < 0.2:
        name = Path(name).stem + chance.choice(sorted(SUFFIXES))
    return name, data[: 2 * LARGEST]


def _mutated(data, chance, count):
    out = bytearray(data)
    for _ in range(count):
        at = chance.randrange(len(out) + 1)
        step = chance.randrange(5)
        if step == 0:
            out[at : at + 1] = bytes([chance.randrange(256)])
        elif step == 1:
            out[at:at] = chance.choice(TOKENS)
        elif step == 2:
            del out[at : at + chance.choice([1, 2, 10, 100])]
        elif step == 3:
            out[at:at] = out[at : at + chance.choice([1, 10, 200])]
        else:
            other = chance.randrange(len(out) + 1)
            out[at : at + 20], out[other : other + 20] = out[other : other + 20], out[at : at + 20]
    return bytes(out)


def _inside(data, chance):
    """An archive whose document is mutated, and packed again whole."""
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        members = {name: opened.read(name) for name in opened.namelist()}
    name = chance.choice(sorted(members))
    members[name] = _mutated(members[name], chance, chance.choice([1, 3, 10]))
    if chance.random() < 0.2:
        members[name] += b"<w:p><w:r><w:t>Clerk: hi</w:t></w:r></w:p>" * 20_000
    return office.zipped(members)


def size_of(data):
    """Bytes of a file, unpacked."""
    if data[:2] != b"PK":
        return len(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            return max(len(data), sum(info.file_size for info in opened.infolist()))
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return len(data)


def cpu_seconds():
    """CPU seconds of this process and of those that it waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def run_case(folder, name, data, *, memory):
    """What came of a case: its reader, how it ended, CPU seconds, and the peak of memory over its size."""
    path = folder / name
    path.write_bytes(data)
    reader, ending = f"none: {Path(name).suffix}", "read"
    peak = 0.0
    if memory:
        tracemalloc.start()
    began = cpu_seconds()
    source = None
    try:
        source = open_source(path)
        read_source(source)
    except TranscriptError as error:
        ending = "refused" if "\n" not in str(error) else "crash: a refusal of two lines"
    except Exception as error:  # a crash is what this looks for
        ending = f"crash: {type(error).__name__}: {error}"[:200]
    seconds = cpu_seconds() - began
    if memory:
        peak = tracemalloc.get_traced_memory()[1] / size_of(data)
        tracemalloc.stop()
    if source is not None:
        with contextlib.suppress(TranscriptError):
            reader = f"{source.container}: {format_of(source).names[0]}"
    path.unlink()
    return reader, ending, seconds, peak


def record(state, number, reader, ending, seconds, peak, size):
    """Add a case to the counts."""
    row = state["readers"].setdefault(
        reader, {"cases": 0, "read": 0, "refused": 0, "crashes": 0, "slowest": 0.0, "memory": 0.0}
    )
    row["cases"] += 1
    row["crashes" if ending.startswith("crash") else ending] += 1
    per_mb = seconds / max(size / 1e6, 0.2) if peak == 0.0 else 0.0
    for name, value in (("slowest", per_mb), ("memory", peak)):
        row[name] = max(row[name], round(value, 3))
    bad = ending if ending.startswith("crash") else None
    bad = bad or (f"{per_mb:.1f} s per MB" if per_mb > SECONDS_PER_MB else None)
    bad = bad or (f"{peak:.1f} times its size of memory" if peak > MEMORY_MULTIPLE else None)
    if bad:
        state["failures"].append({"case": number, "reader": reader, "what": bad})
        print(f"case {number}: {reader}: {bad}", flush=True)


def show(state):
    """The counts per reader."""
    print(f"\nseed {state['seed']}, {state['next']} cases, {state['cpu_seconds'] / 60:.1f} CPU minutes")
    print("| reader | cases | read | refused | crashes | slowest, s per MB | memory, times the file |")
    print("|---|---|---|---|---|---|---|")
    for reader, row in sorted(state["readers"].items()):
        cells = (
            row["cases"],
            row["read"],
            row["refused"],
            row["crashes"],
            f"{row['slowest']:.2f}",
            f"{row['memory']:.1f}",
        )
        print(f"| {reader} | {' | '.join(map(str, cells))} |")
    print(f"{len(state['failures'])} failures: {state['failures'][:20]}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cpu-minutes", type=float, default=1.0)
    parser.add_argument("--state", type=Path)
    parser.add_argument("--case", type=int, help="read this one case and show what happens")
    options = parser.parse_args()
    warnings.simplefilter("error")
    files = seeds()
    with tempfile.TemporaryDirectory() as folder:
        if options.case is not None:
            name, data = case_file(files, options.seed, options.case)
            print(name, len(data), run_case(Path(folder), name, data, memory=False))
            print("memory", run_case(Path(folder), name, data, memory=True)[3])
            return
        state = {"seed": options.seed, "next": 0, "cpu_seconds": 0.0, "readers": {}, "failures": []}
        if options.state and options.state.exists():
            state = json.loads(options.state.read_text())
        until = state["cpu_seconds"] + options.cpu_minutes * 60
        while state["cpu_seconds"] < until:
            began = time.process_time()
            number = state["next"]
            name, data = case_file(files, state["seed"], number)
            memory = number % MEMORY_EVERY == 0 and len(data) >= 200_000
            outcome = run_case(Path(folder), name, data, memory=memory)
            if not memory and outcome[2] / max(size_of(data) / 1e6, 0.2) > SECONDS_PER_MB:
                again = (run_case(Path(folder), name, data, memory=False) for _ in range(2))
                outcome = min(outcome, *again, key=lambda each: each[2])
            record(state, number, *outcome, size_of(data))
            state["next"] += 1
            state["cpu_seconds"] += time.process_time() - began
            if options.state and number % 20 == 0:
                options.state.write_text(json.dumps(state))
    show(state)
    if options.state:
        options.state.write_text(json.dumps(state))
    sys.exit(1 if state["failures"] else 0)


if __name__ == "__main__":
    main()
