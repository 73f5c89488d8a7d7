"""On Record itself: `onrecord index`, and what `onrecord search`, the API's /search and MCP call."""

from __future__ import annotations

import json
import os
import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as `onrecord` does
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from rag.assistant import Assistant
from rag.filters import Filters
from rag.library.library import Library
from ui.cli import main
from ui.settings import load_encoder


class Tool:
    def __init__(self, index: Path, model: Path) -> None:
        self.folder = index

    def ingest(self, texts: Path) -> int:
        printed = StringIO()
        with redirect_stdout(printed):
            code = main(["--library", str(self.folder), "index", str(texts), "--json"])
        if code:
            raise SystemExit(f"onrecord index ended with {code}")
        return int(json.loads(printed.getvalue())["passages"])

    def open(self) -> None:
        self.assistant = Assistant(Library(self.folder), load_encoder)
        self.assistant.encoder  # noqa: B018 - loads it, as the others load theirs

    def search(self, question: str, transcript: str | None, k: int) -> list[dict[str, object]]:
        found = self.assistant.search(question, Filters(transcript=transcript), k)
        return [{"transcript": hit.transcript, "turn": hit.turn, "text": hit.quote} for hit in found.hits]
