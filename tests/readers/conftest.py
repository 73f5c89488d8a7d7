from collections.abc import Callable
from pathlib import Path

import pytest

from rag.readers import load_transcript
from rag.transcript import Transcript

SHARED = Path(__file__).resolve().parents[2].parent / "shared"


@pytest.fixture
def shared() -> Path:
    """The folder of real transcripts beside the checkout."""
    if not (SHARED / "corpora").is_dir():
        pytest.skip(f"needs the real transcripts in {SHARED / 'corpora'}")
    return SHARED


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """Writes a file and returns its path."""

    def writer(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return writer


@pytest.fixture
def read(write: Callable[[str, str | bytes], Path]) -> Callable[[str, str | bytes], Transcript]:
    """Writes a file and reads it as a transcript."""
    return lambda name, content: load_transcript(write(name, content))
