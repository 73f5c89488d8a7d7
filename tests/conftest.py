"""What all tests share: small transcripts of our own, a library in a temporary folder, a real command."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from embeddings.hashing import HashingEncoder
from rag.indexing import index_paths
from rag.library.library import Library

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

# How long an example takes tells of the machine's other work, not of ours.
settings.register_profile("shared", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared")

BRIEFING = {
    "title": "Briefing by Harbour Master Ada Lindholm",
    "date": "2025-03-04",
    "url": "https://example.org/briefings/2025-03-04",
    "turns": [
        {"speaker": "MS. LINDHOLM", "text": "Good morning. The north pier is closed until the end of May."},
        {"speaker": "Q", "text": "Did you know about the cracks in January?"},
        {"speaker": "MS. LINDHOLM", "text": "No. We learned of the cracks on the second of March."},
        {"speaker": "Q", "text": "What will the repair cost?"},
        {"speaker": "MS. LINDHOLM", "text": "Four million crowns, and I don’t expect it to be more."},
    ],
}
COUNCIL = {
    "title": "Council hearing on the north pier",
    "date": "2025-06-10",
    "turns": [
        {"speaker": "Chair Adeyemi", "text": "The council will come to order. What did the repair cost?"},
        {"speaker": "Ada Lindholm", "text": "Nine million crowns. The foundations were worse than we knew."},
        {
            "speaker": "Dana Smith",
            "text": "I asked for a survey in the autumn and was told there was no money.",
        },
        {"speaker": "Robert Smith", "text": "The fire brigade had no part in that decision."},
        {"speaker": "Chair Adeyemi", "text": "Thank you. Good morning."},
    ],
}


@pytest.fixture
def transcripts(tmp_path):
    """A folder with two transcripts."""
    folder = tmp_path / "transcripts"
    write(folder / "briefing.json", BRIEFING)
    write(folder / "council.json", COUNCIL)
    return folder


@pytest.fixture
def encoder():
    return HashingEncoder()


@pytest.fixture
def library(tmp_path, transcripts, encoder):
    """A library that holds the two transcripts."""
    library = Library(tmp_path / "library")
    index_paths(library, [transcripts], encoder)
    return library


def write(path, transcript):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(transcript, indent=1, ensure_ascii=False), encoding="utf-8")
    return path


def many(folder, count, turns=6):
    """`count` transcripts that all differ."""
    for n in range(count):
        said = [
            {
                "speaker": f"Speaker {'ABC'[t % 3]}",
                "text": f"In meeting {n} point {t} was about item {n * t + 7}.",
            }
            for t in range(turns)
        ]
        write(folder / f"meeting-{n:03}.json", {"title": f"Meeting {n}", "date": "2025-01-02", "turns": said})


def contents(library):
    """All that a library's readers can see, without the keys, which differ from run to run."""
    with library.snapshot() as snapshot:
        return {
            entry.id: (
                entry.title,
                entry.date,
                entry.passages,
                [(s.speaker, s.role, s.question, s.turn) for s in snapshot.turns(entry.key)],
            )
            for entry in snapshot.transcripts()
        }


def environment(library, **more):
    """The environment of a command that must not see the user's own library or model."""
    return {**os.environ, "ONRECORD_LIBRARY": str(library), "ONRECORD_ENCODER": "hashing", **more}


def onrecord(library, *arguments, **options):
    """Run the real command; stdout and stderr come back as text."""
    command = [sys.executable, "-m", "ui", *map(str, arguments)]
    env = environment(library, **options.pop("env", {}))
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False, **options)
