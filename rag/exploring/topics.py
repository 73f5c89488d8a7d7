"""What a speaker says on a topic, month by month: passages near to it in meaning, or with all its words."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from embeddings import Encoder
from rag.citations import Coverage, coverage
from rag.errors import OnRecordError
from rag.exploring.months import UNDATED, consecutive, month_of
from rag.exploring.speaking import counted, counts_of
from rag.filters import Filters, select
from rag.lengths import at_most
from rag.library.snapshot import Snapshot
from rag.on_topic import NEAR, SOMEWHAT_NEAR
from rag.retriever import Hit, retrieve

LONGEST = 200
"""Characters of a topic."""

MOST = 2_000
"""Passages that are weighed; with more on the topic, the months show the best of them, and say so."""

_ALL = 0.99


@dataclass(frozen=True, slots=True)
class MonthTopic:
    """A month: in how many transcripts the speaker speaks (none: a gap), and the passages on the topic."""

    month: str
    transcripts: int
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """The passages on a topic; in each month the best first. `capped`: there may be more than are shown."""

    topic: str
    months: tuple[MonthTopic, ...]
    undated: MonthTopic
    coverage: Coverage
    capped: bool
    left_out: int

    @property
    def passages(self) -> int:
        """How many there are altogether."""
        return sum(len(month.hits) for month in (*self.months, self.undated))


def find_topic(snapshot: Snapshot, encoder: Encoder, topic: str, filters: Filters) -> Topic:
    """What is said on a topic, under filters. FilterError for those that can't be met."""
    topic = " ".join(topic.split())
    if not topic:
        raise OnRecordError("The topic is empty. Type what it is about: a word or several.")
    at_most(topic, LONGEST, "topic")
    selection = select(filters, snapshot)
    entries, left_out = counted(snapshot, selection)
    hits = retrieve(snapshot, encoder, topic, selection, MOST)
    near = [hit for hit in hits if hit.transcript in entries and is_on_topic(hit)]
    grouped: dict[str, list[Hit]] = defaultdict(list)
    for hit in near:
        grouped[month_of(entries[hit.transcript].date)].append(hit)
    speaking: dict[str, set[int]] = defaultdict(set)
    for count in counts_of(snapshot, entries, selection.speakers):
        speaking[month_of(entries[count.transcript].date)].add(count.transcript)
    months = [
        MonthTopic(month, len(speaking[month]), tuple(grouped[month]))
        for month in [*consecutive([*speaking]), UNDATED]
    ]
    capped = len(hits) == MOST and is_on_topic(hits[-1])
    return Topic(topic, tuple(months[:-1]), months[-1], coverage(snapshot, selection), capped, left_out)


def is_on_topic(hit: Hit) -> bool:
    """Whether a passage is near enough to its query to be about it."""
    return hit.cosine >= NEAR or (hit.cosine >= SOMEWHAT_NEAR and hit.coverage >= _ALL)
