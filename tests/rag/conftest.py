from __future__ import annotations

import json

import pytest

from embeddings.hashing import HashingEncoder
from rag.indexing import index_paths
from rag.library.library import Library


@pytest.fixture
def library_of(tmp_path):
    """Makes a library of transcripts, each given as its (speaker, text) turns, one a day."""

    def make(*transcripts):
        folder = tmp_path / "transcripts"
        folder.mkdir()
        for n, turns in enumerate(transcripts, start=1):
            spoken = [{"speaker": speaker, "text": text} for speaker, text in turns]
            about = {"title": "Harbour", "date": f"2025-01-{n:02}", "turns": spoken}
            (folder / f"{n}.json").write_text(json.dumps(about), encoding="utf-8")
        library = Library(tmp_path / "library")
        index_paths(library, [folder], HashingEncoder())
        return library

    return make
