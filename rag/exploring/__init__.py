"""The library at a glance: who speaks how much, mentions of a phrase, what is said on a topic; by month."""

from rag.exploring.asked import Asked, AskedOf, AskedPlace
from rag.exploring.mentions import Mention, Mentions, MonthMentions, VoiceMentions, find_mentions
from rag.exploring.months import UNDATED, MonthTotals, Tally, month_of
from rag.exploring.quotations import cite_mentions, cite_refusals, cite_topic
from rag.exploring.speaking import Overview, Spoken, overview
from rag.exploring.topics import MonthTopic, Topic, find_topic
from rag.library.snapshot import Voice

__all__ = [
    "UNDATED",
    "Asked",
    "AskedOf",
    "AskedPlace",
    "Mention",
    "Mentions",
    "MonthMentions",
    "MonthTopic",
    "MonthTotals",
    "Overview",
    "Spoken",
    "Tally",
    "Topic",
    "Voice",
    "VoiceMentions",
    "cite_mentions",
    "cite_refusals",
    "cite_topic",
    "find_mentions",
    "find_topic",
    "month_of",
    "overview",
]
