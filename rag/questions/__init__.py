"""Questions as people ask them: whose words, of when, going on from which question, in which order."""

from rag.questions.finding import find
from rag.questions.followups import AboutAnswer
from rag.questions.model import (
    AS_TYPED,
    AS_UNDERSTOOD,
    Order,
    Part,
    PartKind,
    Reading,
    Understood,
    parse_reading,
)
from rag.questions.overtime import arranged, order_note, spread
from rag.questions.understanding import understand

__all__ = [
    "AS_TYPED",
    "AS_UNDERSTOOD",
    "AboutAnswer",
    "Order",
    "Part",
    "PartKind",
    "Reading",
    "Understood",
    "arranged",
    "find",
    "order_note",
    "parse_reading",
    "spread",
    "understand",
]
