"""Count official corrections in White House markdown by crude patterns, and what the readers make of them.

    python benchmarks/corrections.py FOLDER [LIBRARY]

Prints one line per kind: how many the files hold, how many are stored; then every file in which they differ,
and what all corrections that are stored are counted by, brackets put in for the reader too.
With a library that holds the folder, every pair is quoted in both readings, with four words on either side,
and looked up in the index of turns and checked.
"""

import re
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from rag.corrections import corrections
from rag.errors import TranscriptError
from rag.filters import Filters
from rag.library.library import Library
from rag.quotes import check_quote
from rag.readers import load_transcript
from rag.words import Reading, readings

RAW = {
    "struck": re.compile(r"<(?:s|del|strike)>", re.IGNORECASE),
    "sic": re.compile(r"[(\[]sic\\?[)\]]", re.IGNORECASE),
    "as_delivered": re.compile(r"\(as delivered\)|\[as delivered\\?\]", re.IGNORECASE),
    "bracketed": re.compile(r"\\\["),
    "starred": re.compile(r"\\\*(?=[\s.,;:!?)”’\"—–-]|\\\[|$)", re.MULTILINE),
}


def raw(path):
    body = path.read_text(encoding="utf-8").split("\n---\n", 1)[-1]
    # A line that begins with stars is a headnote or an ornament: not in anybody's speech.
    speech = "\n".join(line for line in body.split("\n") if not line.lstrip().startswith(r"\*"))
    return Counter({kind: len(pattern.findall(speech)) for kind, pattern in RAW.items()})


def stored(transcript):
    counts = Counter()
    for turn in transcript.turns:
        counts["struck"] += len(turn.struck)
        counts["bracketed"] += turn.text.count("[")
        for each in corrections(turn.text, turn.struck):
            counts["starred"] += sum(turn.text[slice(*mark)].strip() == "*" for mark in each.marks)
            if each.kind in RAW and each.kind != "struck":
                counts[each.kind] += 1
            counts[f"as {each.kind}"] += 1
            counts["pairs"] += each.delivered is not None and each.corrected is not None
    return counts


def main():
    in_files, in_turns = Counter(), Counter()
    differing = []
    for path in sorted(Path(sys.argv[1]).rglob("*.md")):
        found = raw(path)
        try:
            kept = stored(load_transcript(path))
        except TranscriptError as error:
            kept = Counter()
            found = Counter()
            if any(raw(path).values()):
                differing.append(
                    f"{path.name}: {dict(raw(path))} in a file that isn't taken ({error.reason})"
                )
        in_files += found
        in_turns += kept
        differing += [
            f"{path.name}: {kind} {found[kind]} in the file, {kept[kind]} stored"
            for kind in RAW
            if found[kind] != kept[kind]
        ]
    for kind in RAW:
        print(f"{kind:13} {in_files[kind]:5} in the files {in_turns[kind]:5} stored")
    print(f"{'pairs':13} {in_turns['pairs']:5} with both readings printed")
    print("\n".join(differing) or "no file differs")
    kinds = {kind: count for kind, count in in_turns.most_common() if kind.startswith("as ")}
    print(f"{sum(kinds.values())} stored: {', '.join(f'{count} {kind}' for kind, count in kinds.items())}")
    if len(sys.argv) > 2:
        quote_both(Library(Path(sys.argv[2])))


def quoted(turn, correction):
    """The correction in both readings, each with up to four words on either side."""
    first, last = correction.delivered[0], correction.corrected[1] + 1
    for reading in (Reading.AS_DELIVERED, Reading.AS_CORRECTED):
        words = readings(turn.text, turn.struck).get(reading, [])
        inside = [i for i, word in enumerate(words) if first <= word.start < last]
        if inside:
            yield reading, [word.folded for word in words[max(0, inside[0] - 4) : inside[-1] + 5]]


def quote_both(library):
    counts = Counter()
    with library.snapshot() as snapshot:
        for entry in snapshot.transcripts():
            for stored_turn in snapshot.turns(entry.key):
                turn = stored_turn.turn
                for each in corrections(turn.text, turn.struck):
                    if each.delivered is None or each.corrected is None:
                        continue
                    for reading, words in quoted(turn, each):
                        counts[f"{reading.value}: quoted"] += 1
                        hits = snapshot.derived.lexical.turns_with_sequence(words, 50)
                        counts[f"{reading.value}: in the index"] += (entry.key, stored_turn.number) in hits
                        check = check_quote(snapshot, " ".join(words), Filters(transcript=entry.id))
                        counts[f"{reading.value}: {check.verdict}"] += 1
                        if not check.verdict.supported:
                            print(f"{entry.id[:40]} {reading.value}: {' '.join(words)}: {check.note}")
    for what, count in sorted(counts.items()):
        print(f"{count:5} {what}")


if __name__ == "__main__":
    main()
