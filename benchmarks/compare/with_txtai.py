"""txtai's hybrid index (dense and BM25), by https://neuml.github.io/txtai/embeddings/ and its query guide.

Its rows are the paragraphs of the files, which are turns here. SQL filters candidates, so with a filter every
row is a candidate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from txtai import Embeddings

PARAGRAPH = re.compile(r"\S.*?(?=\n\s*\n|\s*\Z)", re.DOTALL)


class Tool:
    def __init__(self, index: Path, model: Path) -> None:
        self.folder = str(index)
        self.embeddings = Embeddings(path=str(model), content=True, hybrid=True)

    def ingest(self, texts: Path) -> int:
        self.embeddings.index(rows(texts))
        self.embeddings.save(self.folder)
        return int(self.embeddings.count())

    def open(self) -> None:
        self.embeddings.load(self.folder)
        self.rows = self.embeddings.count()

    def search(self, question: str, transcript: str | None, k: int) -> list[dict[str, object]]:
        if transcript is None:
            found = self.embeddings.search(question, k)
        else:
            sql = (
                f"select id, text, score from txtai where similar(:question, {self.rows}) "
                "and transcript = :transcript"
            )
            found = self.embeddings.search(
                sql, k, parameters={"question": question, "transcript": transcript}
            )
        places = [(*row["id"].rsplit(":", 1), row["text"]) for row in found]
        return [{"transcript": name, "text": text, "start": int(start)} for name, start, text in places]


def rows(texts: Path) -> Iterator[tuple[str, dict[str, str], None]]:
    for path in sorted(texts.glob("*.txt")):
        for found in PARAGRAPH.finditer(path.read_text(encoding="utf-8")):
            yield f"{path.stem}:{found.start()}", {"text": found[0], "transcript": path.stem}, None
