"""Example questions: real ones from the record, short and answered, so that they show what is there."""

from __future__ import annotations

from collections.abc import Iterator

from rag.exchanges import Role
from rag.library.snapshot import Snapshot, StoredTurn
from rag.sentences import sentence_spans

_SHORTEST, _LONGEST = 6, 16
_FIRST_WORDS = frozenset(
    "what when where which who why how did does do is are was were will would can could has should".split()
)
# Pointers into the conversation: such a question can't be understood alone.
_POINTERS = frozenset(
    "that this it those these they them he she him her his its there then so also you your i we me my".split()
)


def example_questions(snapshot: Snapshot, most: int = 6) -> list[str]:
    """Up to `most` questions asked in the record that can be understood alone, one per transcript."""
    found: list[str] = []
    for key in reversed(snapshot.transcripts_by_key):
        for stored in snapshot.turns(key):
            question = next(_standing_alone(stored), None)
            if question is not None and question not in found:
                found.append(question)
                break
        if len(found) == most:
            break
    return found


def _standing_alone(stored: StoredTurn) -> Iterator[str]:
    if stored.role is not Role.QUESTION:
        return
    text = stored.turn.text
    for start, end in sentence_spans(text):
        sentence = " ".join(text[start:end].split())
        words = [word.strip(",.?’'“”").casefold() for word in sentence.split()]
        if (
            sentence.endswith("?")
            and _SHORTEST <= len(words) <= _LONGEST
            and words[0] in _FIRST_WORDS
            and not _POINTERS & set(words)
            and "—" not in sentence
        ):
            yield sentence
