"""A second look at the best candidates: each word of the question against the words they hold, in context."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from embeddings import QuestionTokens
from rag.features import standardised
from rag.library.derived import Derived

LOOKED_AT = 50
"""The best candidates, which are looked at again."""

WEIGHT = 0.25
"""Weight of what is seen, as a z-score over them, beside the scores so far."""


def look_again(
    derived: Derived, question: QuestionTokens, rows: NDArray[np.int64], scores: NDArray[np.float32]
) -> NDArray[np.float32]:
    """The scores of `rows`, the best of them by late interaction too.

    A row without token codes counts as the mean of those that have some; the rows that aren't looked at count
    as the worst, so that none of them passes the others for that.
    """
    best = np.argsort(-scores, kind="stable")[:LOOKED_AT]
    nearness, held = derived.vectors.nearest_tokens(question, rows[best])
    seen = np.zeros(len(best), np.float32)
    seen[held] = standardised(nearness[held])
    added = np.full(len(rows), min(0.0, float(seen.min(initial=0))), np.float32)
    added[best] = seen
    again: NDArray[np.float32] = scores + WEIGHT * added
    return again
