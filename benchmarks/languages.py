"""How well questions on the Spanish and Japanese samples are answered and declined.

    python benchmarks/languages.py [--mixed] [--failures]

Indexes each folder (with --mixed, all samples in one library) into a temporary library with the model
that $ONRECORD_ENCODER names. Prints hit@1 and hit@5 of `search`, how many answerable questions are answered
and cite the gold words, and how many unanswerable ones are declined.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from rag.assistant import Assistant
from rag.filters import Filters
from rag.indexing import index_paths
from rag.library.library import Library
from tests.languages.gold import JAPANESE, SPANISH
from ui.settings import load_encoder

FOLDERS = {"valdemora": SPANISH, "minatogawa": JAPANESE}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--mixed", action="store_true")
    parser.add_argument("--failures", action="store_true")
    args = parser.parse_args()
    encoder = load_encoder()
    for name, gold in FOLDERS.items():
        with tempfile.TemporaryDirectory() as folder:
            library = Library(Path(folder))
            index_paths(library, [ROOT / "samples" / ("" if args.mixed else name)], encoder)
            score(name, Assistant(library, lambda: encoder), gold, failures=args.failures)


def score(name: str, assistant: Assistant, gold, *, failures: bool) -> None:
    ranks, cited, answered, declined = [], [], [], []
    for question, words, speaker in gold:
        found = assistant.ask(question, Filters())
        quotes = [one.quote for one in found.citations]
        if words is None:
            declined.append(not found.answered)
            wrong = found.answered
        else:
            hits = assistant.search(question, Filters(), 5).hits
            rank = next((n for n, hit in enumerate(hits, 1) if holds(hit, words, speaker)), 0)
            ranks.append(rank)
            answered.append(found.answered)
            cited.append(any(holds(one, words, speaker) for one in found.citations))
            wrong = not cited[-1] or rank != 1
        if failures and wrong:
            print(f"{name}: {question} -> {found.kind}; wanted {words}; {ranks[-1:]} {quotes[:3]}")
    print(
        f"{name}: {len(ranks)} answerable: hit@1 {share([r == 1 for r in ranks])}, "
        f"hit@5 {share([r > 0 for r in ranks])}, answered {share(answered)}, gold cited {share(cited)}; "
        f"{len(declined)} unanswerable: declined {share(declined)}"
    )


def holds(citation, words: str, speaker: str | None) -> bool:
    return words in citation.quote and speaker in (None, citation.speaker)


def share(values: list[bool]) -> str:
    return f"{sum(values)}/{len(values)}"


if __name__ == "__main__":
    main()
