"""Questions as people ask them: whose words, of when, going on from which question, in which order.

What understands them (`rag.questions.understanding`) isn't loaded here: checking quotations needs none of it.
"""

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

__all__ = [
    "AS_TYPED",
    "AS_UNDERSTOOD",
    "AboutAnswer",
    "Order",
    "Part",
    "PartKind",
    "Reading",
    "Understood",
    "parse_reading",
]
