"""Whether "What did … say about the …?" is answered where somebody speaks of the topic, and only there.

    python benchmarks/topic_questions.py LIBRARY [--most N]

Topics are drawn at random from the library itself: one or two words behind "the" or "our" and before a
punctuation mark. Half of the questions ask for a topic that the speaker names ("said"), the others for one of
which the speaker has none of the words in any turn, though others do ("unsaid"). Prints how they are
answered, and in how many answers a quotation, and the first one, has all of the topic's words (stemmed): an
answer may be on the topic by the question that it replies to, or by its meaning, without them.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from rag.answers import answer
from rag.exchanges import is_questioner
from rag.filters import Filters
from rag.library.lexical import content_terms, stems
from rag.library.library import Library
from ui.settings import load_encoder

TOPIC = re.compile(r"\b(?:the|our) ((?:[a-z]{5,} )?[a-z]{4,})(?=[.,;?!])")
SPEAKERS, LEAST_TURNS = 25, 10


def speech(snapshot):
    """By speaker (key): the topics named, the stems said, and the number of turns; reporters aside."""
    topics, said, turns = defaultdict(set), defaultdict(set), Counter()
    for key in snapshot.transcripts_by_key:
        for stored in snapshot.turns(key):
            if not is_questioner(stored.turn.label):
                turns[stored.speaker_key] += 1
                said[stored.speaker_key].update(stems(stored.turn.text))
                topics[stored.speaker_key].update(TOPIC.findall(stored.turn.text))
    return topics, said, turns


def questions(snapshot, most):
    """(name, topic) pairs: said, and unsaid."""
    topics, said, turns = speech(snapshot)
    names = {speaker.key: speaker.name for speaker in snapshot.speakers()}
    often = [key for key, count in turns.most_common(SPEAKERS) if count >= LEAST_TURNS]
    # In order, so that every run draws the same.
    every = sorted(set().union(*topics.values()))
    found = [(names[key], topic) for key in often for topic in sorted(topics[key])]
    unsaid = [
        (names[key], topic) for key in often for topic in every if not said[key] & set(content_terms(topic))
    ]
    draw = random.Random(1)
    return draw.sample(found, min(most, len(found))), draw.sample(unsaid, min(most, len(unsaid)))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("library", type=Path)
    parser.add_argument("--most", type=int, default=250)
    options = parser.parse_args()
    encoder = load_encoder()
    with Library(options.library).snapshot() as snapshot:
        for kind, asked in zip(("said", "unsaid"), questions(snapshot, options.most), strict=True):
            outcomes, named, first = Counter(), 0, 0
            for name, topic in asked:
                given = answer(snapshot, encoder, f"What did {name} say about the {topic}?", Filters())
                outcomes[given.kind.value] += 1
                holds = [set(content_terms(topic)) <= set(stems(c.quote)) for c in given.citations]
                named += any(holds)
                first += any(holds[:1])
            shares = ", ".join(f"{k} {100 * n / len(asked):.1f} %" for k, n in outcomes.most_common())
            print(f"{kind}, {len(asked)} questions: {shares}")
            by_any, by_first = 100 * named / len(asked), 100 * first / len(asked)
            print(f"  named by a quotation {by_any:.1f} %, by the first {by_first:.1f} %")


if __name__ == "__main__":
    main()
