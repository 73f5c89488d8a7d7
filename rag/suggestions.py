"""Example questions: real ones from the record, short and answered, so that they show what is there."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from rag.exchanges import Role
from rag.library.snapshot import Snapshot, StoredTurn
from rag.sentences import sentence_spans

_TRANSCRIPTS = 40  # enough to choose from, in a library of any size
_SHORTEST, _LONGEST = 5, 60  # words; characters that a button shows
_FIRST_WORDS = frozenset(
    "what when where which who why how did does do is are was were will would can could".split()
)
# Pointers into the conversation: such a question can't be understood alone.
_POINTERS = frozenset(
    "that this it those these they them he she him her his its there then so also i we me my one".split()
)


def example_questions(snapshot: Snapshot, most: int = 6) -> list[str]:
    """Up to `most` questions asked in the record that can be understood alone, the newest first.

    Every transcript gives one before any gives a second.
    """
    offered = [
        [question for stored in snapshot.turns(key) for question in _standing_alone(stored)]
        for key in list(reversed(snapshot.transcripts_by_key))[:_TRANSCRIPTS]
    ]
    rounds = [question for round_ in zip_longest(*offered) for question in round_ if question]
    return list(dict.fromkeys(rounds))[:most]


def _standing_alone(stored: StoredTurn) -> Iterator[str]:
    if stored.role is not Role.QUESTION:
        return
    text = stored.turn.text
    for start, end in sentence_spans(text):
        sentence = " ".join(text[start:end].split())
        words = [word.strip(",.?’'“”").casefold() for word in sentence.split()]
        if (
            sentence.endswith("?")
            and len(words) >= _SHORTEST
            and len(sentence) <= _LONGEST
            and words[0] in _FIRST_WORDS
            and not _POINTERS & set(words)
            and "—" not in sentence
        ):
            yield sentence
