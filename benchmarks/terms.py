"""List every term of attribution that is found, and, for recall, what is not.

    python benchmarks/terms.py FOLDER... [--others N] [--seed S]

Prints each transcript's terms for reading, then every sentence that speaks of such terms and set none: of all
transcripts whose title says "background" or "record", and of N others drawn at random.
"""

import argparse
import random
import re
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from rag.errors import TranscriptError
from rag.ground_rules import find_terms
from rag.readers import load_transcript
from rag.sentences import sentence_spans
from rag.terms import describe_whole

SPEAKS_OF_TERMS = re.compile(
    r"\bon[- ](?:deep )?background\b|\boff[- ](?:the[- ])?record\b|\bon[- ]the[- ]record\b|\battribut|embargo"
    r"|direct quot|not for (?:your )?(?:reporting|publication|broadcast)|can(?:not|'t|’t)? (?:be )?quote"
    r"|ground ?rules?|referred to|purposes? of (?:this|the) call|not for you|backgrounder",
    re.IGNORECASE,
)


def transcripts(folders):
    for folder in folders:
        for path in sorted(Path(folder).rglob("*.md")):
            try:
                yield path, load_transcript(path)
            except TranscriptError:
                continue


def show(path, transcript, terms):
    print(f"## {path.name}: {describe_whole(terms)}")
    for term in terms:
        if term.turn is not None:
            assert transcript.turns[term.turn].text[term.start : term.end] == term.words
        told = [term.kind.value, term.attribution, term.embargo, term.scope.value]
        print(f"  [{term.turn}] {' | '.join(map(str, told))} | {' '.join(term.words.split())}")


def unset(transcript, terms):
    """Sentences that speak of terms and set none."""
    found = {(term.turn, term.start) for term in terms}
    for number, turn in enumerate(transcript.turns):
        if SPEAKS_OF_TERMS.search(turn.text):
            for start, end in sentence_spans(turn.text):
                sentence = turn.text[start:end]
                if SPEAKS_OF_TERMS.search(sentence) and (number, start) not in found:
                    yield f"  [{number}] {turn.label}: {' '.join(sentence.split())}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--others", type=int, default=40)
    parser.add_argument("--seed", type=int, default=5)
    options = parser.parse_args()
    kinds, with_terms, told, silent = Counter(), 0, [], []
    for path, transcript in transcripts(options.folders):
        terms = find_terms(transcript)
        kinds.update(term.kind.value for term in terms)
        with_terms += bool(terms)
        if terms:
            show(path, transcript, terms)
        titled = re.search("background|record", transcript.title, re.IGNORECASE)
        (told if titled else silent).append((path, transcript, terms))
    chosen = random.Random(options.seed).sample(silent, min(options.others, len(silent)))
    print("\n# Sentences that speak of terms and set none")
    for path, transcript, terms in [*told, *chosen]:
        if lines := list(unset(transcript, terms)):
            print(f"## {path.name}", *lines, sep="\n")
    print(f"\n{sum(kinds.values())} terms in {with_terms} transcripts: {dict(kinds.most_common())}")


if __name__ == "__main__":
    main()
