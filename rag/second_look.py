"""A second look at the best candidates: each word of the question against the words they hold, in context."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from embeddings import QuestionTokens
from rag.features import FEATURES, standardised
from rag.library.derived import Derived
from rag.library.lexical import content_terms
from rag.ranking import Ranking
from rag.windows import windows_around

LOOKED_AT = 60
"""The best candidates, which are looked at again."""

NEARNESS = 0.2
"""Weight, beside the scores so far, of how near a passage comes to the question's words."""

LEARNED_WITHIN, LEARNED_ACROSS = 1.0, 0.2
"""Weight of what a network makes of that and all else that is known, where all candidates are of one
transcript, as they were where it learned, and where they are of several. Both are weights of z-scores over
the candidates looked at."""

_REACHES = (0, 1, 2, 3)

SEEN = (*FEATURES, "nearness", "nearness_1", "nearness_2", "nearness_3", "terms", "whole", "asks")
"""Columns of `seen`. `nearness` is late interaction: the mean, by the words' weights, of how near each word
of the question has its nearest in the passage, or within so many passages; z-scores. The last three say how
the question is asked and are the same for all candidates."""

# Questions about the whole of a discussion, of which several places should be heard.
_WHOLE = re.compile(
    r"^\W*(?:please )?(?:summari[sz]e|(?:what|how|why)\b.*\b(?:discuss\w*|think|thought|opinions?))\b",
    re.IGNORECASE,
)

_ASKS = re.compile(
    r"\?\W*$|^\W*(?:please )?(?:who|whom|whose|what|when|where|why|which|how|did|does|do|is|are|was|were|can"
    r"|could|will|would|should|has|have|had|summari[sz]e|describe|tell|give|list|explain|name|about)\b",
    re.IGNORECASE,
)


def asks_for_the_whole(question: str) -> bool:
    """Whether a question is about the whole of a discussion, and not about one thing said in it."""
    return bool(_WHOLE.search(question))


def look_again(
    derived: Derived,
    ranking: Ranking,
    question: str,
    tokens: QuestionTokens,
    rows: NDArray[np.int64],
    columns: NDArray[np.float32],
    scores: NDArray[np.float32],
) -> NDArray[np.float32]:
    """The scores of `rows`, the best of them by late interaction too.

    `columns` are what is known of the rows (`rag.features`). The rows that aren't looked at count as the
    worst, so that none of them passes the others for that. As they are where no row has token codes.
    """
    best = np.argsort(-scores, kind="stable")[:LOOKED_AT]
    known = seen(derived, question, tokens, rows[best], columns[best])
    if known is None:
        return scores
    looks = NEARNESS * known[:, SEEN.index("nearness")]
    if ranking.again is not None:
        looks += _share(derived, rows) * standardised(ranking.again.scores(known))
    added = np.full(len(rows), looks.min(initial=0.0), np.float32)
    added[best] = looks
    again: NDArray[np.float32] = scores + added
    return again


def seen(
    derived: Derived,
    question: str,
    tokens: QuestionTokens,
    rows: NDArray[np.int64],
    columns: NDArray[np.float32],
) -> NDArray[np.float32] | None:
    """What is known of `rows` at a second look, of shape (len(rows), len(SEEN)); None without token codes.

    A row without token codes counts as the mean of those that have some.
    """
    windows = windows_around(derived.rows.transcript, rows, max(_REACHES))
    nearest = derived.vectors.nearest_tokens(tokens, windows.rows)
    if np.isneginf(nearest).all():
        return None
    nearness = [_standing(windows.most(nearest, reach) @ tokens.weights) for reach in _REACHES]
    form = np.tile(_form_of(question), (len(rows), 1))
    return np.column_stack([columns, *nearness, form]).astype(np.float32)


def _share(derived: Derived, rows: NDArray[np.int64]) -> float:
    transcripts = derived.rows.transcript[rows]
    return LEARNED_WITHIN if (transcripts == transcripts[0]).all() else LEARNED_ACROSS


def _standing(nearness: NDArray[np.float32]) -> NDArray[np.float32]:
    held = np.isfinite(nearness)
    standing = np.zeros(len(nearness), np.float32)
    standing[held] = standardised(nearness[held])
    return standing


def _form_of(question: str) -> NDArray[np.float32]:
    """How long a question is, if it asks for a whole discussion, and if it asks at all or claims."""
    terms = np.log1p(len(content_terms(question))) - 2
    return np.array([terms, asks_for_the_whole(question), bool(_ASKS.search(question))], np.float32)
