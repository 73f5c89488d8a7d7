"""The same labelled quotations through On Record and through tools that install from PyPI.

    pip install quotecheck krokai grounded-check rapidfuzz
    python benchmarks/quotes/compare.py LIBRARY QUOTES.jsonl

Every other tool gets the text of the right transcript; On Record searches its whole library. A tool calls a
quotation supported or not; none but ours takes a speaker, so misattributed ones are counted apart. Tools that
aren't installed are left out.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import unicodedata
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from rag.assistant import Assistant
from rag.filters import parse_filters
from rag.library.library import Library
from ui.settings import load_encoder

Tool = Callable[[str, str], bool]
SUPPORTED = {"verbatim", "cleaned"}


def plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold().translate(str.maketrans("’‘“”–—", "''\"\"--"))
    return " ".join(folded.split()).strip("\"' .")


def substring(quote: str, text: str) -> bool:
    return plain(quote) in plain(text)


def tools() -> dict[str, Tool]:
    found: dict[str, Tool] = {"normalised substring": substring}
    try:
        from rapidfuzz import fuzz

        found["rapidfuzz >= 90"] = lambda quote, text: fuzz.partial_ratio(plain(quote), plain(text)) >= 90
    except ImportError:
        pass
    try:
        from quotecheck.find import check

        found["quotecheck"] = lambda quote, text: check(quote, text).ok
    except ImportError:
        pass
    try:
        import grounded
        from grounded import Kind, Verdict

        def grounded_check(quote: str, text: str) -> bool:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "source.txt"
                path.write_text(text, encoding="utf-8")
                result = grounded.check(f'He said "{quote}".', [str(path)], kinds={Kind.QUOTE})
            return bool(result.findings) and all(f.verdict is Verdict.GROUNDED for f in result.findings)

        found["grounded-check"] = grounded_check
    except ImportError:
        pass
    try:
        from krokai.corpus import Corpus
        from krokai.verdicts import CLEAN
        from krokai.verify import check as krokai_check

        def krokai(quote: str, text: str) -> bool:
            with tempfile.TemporaryDirectory() as folder:
                (Path(folder) / "source.txt").write_text(text, encoding="utf-8")
                return krokai_check(quote, Corpus([folder], quiet=True))[0] in CLEAN

        found["krokai"] = krokai
    except ImportError:
        pass
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("library", type=Path)
    parser.add_argument("quotes", type=Path)
    args = parser.parse_args()
    items = [json.loads(line) for line in args.quotes.read_text(encoding="utf-8").splitlines() if line]
    library = Library(args.library)
    assistant = Assistant(library, load_encoder)
    with library.snapshot() as snapshot:
        texts = {
            Path(entry.file).name: "\n\n".join(stored.turn.text for stored in snapshot.turns(entry.key))
            for entry in snapshot.transcripts()
        }
    rows = [item for item in items if item["source"] and Path(item["source"].get("file") or "").name in texts]

    def ours(quote: str, item: dict[str, str]) -> bool:
        return assistant.check(quote, parse_filters(item["speaker"], None, None, None)).verdict.supported

    print(f"{len(rows)} quotations with a source")
    print(f"{'':22}{'false-green':>12}{'of whose words':>16}{'false-red':>11}")
    results = {"onrecord": [ours(item["quote"], item) for item in rows]}
    for name, tool in tools().items():
        results[name] = [tool(item["quote"], texts[Path(item["source"]["file"]).name]) for item in rows]
    for name, said in results.items():
        print(f"{name:22}{report(rows, said)}")


def report(rows: list[dict[str, object]], said: list[bool]) -> str:
    pairs = list(zip(rows, said, strict=True))
    wrong = [yes for row, yes in pairs if row["expected"] not in {*SUPPORTED, "misattributed"}]
    whose = [yes for row, yes in pairs if row["expected"] == "misattributed"]
    right = [not yes for row, yes in pairs if row["expected"] in SUPPORTED]
    return "".join(
        f"{100 * sum(each) / max(1, len(each)):{width}.1f}"
        for each, width in ((wrong, 12), (whose, 16), (right, 11))
    )


if __name__ == "__main__":
    main()
