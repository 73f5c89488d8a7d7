"""Questions to offer: real ones from the record, short and answered, so that they show what is there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from embeddings import Encoder
from rag.citations import Citation
from rag.exchanges import Role, is_questioner
from rag.filters import Filters, select
from rag.library.lexical import content_terms
from rag.library.snapshot import Snapshot, StoredTurn
from rag.questions.followups import topic_terms
from rag.retriever import retrieve

_TRANSCRIPTS = 24  # enough to choose from, in a library of any size
_BRIEF = 240  # characters of a turn whose question needs nothing before it
_SHORTEST, _LONGEST = 5, 60  # words; characters that a button shows
_TOPIC = 2  # words that say what a question is about; "What can you tell us?" has one
_LOOKED_AT, _FROM_RECORD = 60, 2  # passages; questions taken from them
_FIRST_WORDS = frozenset(
    "what when where which who why how did does do is are was were will would can could".split()
)
# Pointers into the conversation: such a question can't be understood alone.
_POINTERS = frozenset(
    "that this it those these they them he she him her his its there then so also i we us me my one".split()
)

_CALLED = re.compile(r", \w+\?$")
_NO_NAMES = frozenset(
    "I I’m Monday Tuesday Wednesday Thursday Friday Saturday Sunday President Congress Mr Ms".split()
)


def example_questions(snapshot: Snapshot, most: int = 6) -> list[str]:
    """Up to `most` questions asked in the record that can be understood alone, of different matters.

    They are from transcripts spread over the library, those first that name somebody or something; every
    transcript gives one before any gives a second.
    """
    keys = list(reversed(snapshot.transcripts_by_key))
    offered = [
        sorted((question for stored in turns for question in _standing_alone(stored)), key=_tells_little)
        for turns in map(snapshot.turns, keys[:: max(1, len(keys) // _TRANSCRIPTS)])
    ]
    chosen: list[str] = []
    for round_ in zip_longest(*offered):
        for question in sorted(filter(None, round_), key=_tells_little):
            terms = set(content_terms(question))
            if len(chosen) < most and not any(terms & set(content_terms(other)) for other in chosen):
                chosen.append(question)
    return chosen


def follow_up_questions(
    snapshot: Snapshot, encoder: Encoder, citations: Sequence[Citation], asked: Sequence[str], most: int = 4
) -> list[str]:
    """Up to `most` questions that go on from an answer's citations to the last question `asked`.

    First what else has been asked on it in the record, then of the others who are quoted, and who asked.
    """
    if not citations or not asked:
        return []
    offered = _asked_on(snapshot, encoder, asked)[:_FROM_RECORD]
    first = citations[0].speaker
    others = dict.fromkeys(each.speaker for each in citations if not is_questioner(each.label))
    offered += [f"And {name}?" for name in others if name and name != first and not name.isupper()][:1]
    offered += ["Who asked that?"] if citations[0].question else []
    said = {question.casefold() for question in asked}
    return [each for each in dict.fromkeys(offered) if each.casefold() not in said][:most]


def _asked_on(snapshot: Snapshot, encoder: Encoder, asked: Sequence[str]) -> list[str]:
    """Questions of the record on the same topic, nearest first, that share a word with it and add one."""
    topic = set(content_terms(" ".join(asked)))
    hits = retrieve(
        snapshot, encoder, asked[-1], select(Filters(), snapshot), _LOOKED_AT, prefer_answers=False
    )
    turns = dict.fromkeys((hit.transcript, hit.turn) for hit in hits)
    found = [question for place in turns for question in _standing_alone(snapshot.turn(*place))]
    return [each for each in found if topic & (terms := set(content_terms(each))) and terms - topic]


def _standing_alone(stored: StoredTurn) -> Iterator[str]:
    if stored.role is not Role.QUESTION or len(stored.turn.text) > _BRIEF:
        return
    text = stored.turn.text
    for start, end in stored.sentences:
        sentence = " ".join(text[start:end].split())
        words = [word.strip(",.?’'“”").casefold() for word in sentence.split()]
        if (
            sentence.endswith("?")
            and len(words) >= _SHORTEST
            and len(sentence) <= _LONGEST
            and words[0] in _FIRST_WORDS
            and not _POINTERS & set(words)
            and len(topic_terms(sentence)) >= _TOPIC
            and "—" not in sentence
        ):
            yield sentence


def _tells_little(question: str) -> tuple[bool, int]:
    """Sorts those first that name somebody or something, then those with more to say."""
    words = [word.strip("?,.") for word in question.split()[1:]]
    if _CALLED.search(question):
        words = words[:-1]  # who is asked is no topic
    names = any(word[:1].isupper() and word not in _NO_NAMES for word in words)
    return not names, -len(topic_terms(question))
