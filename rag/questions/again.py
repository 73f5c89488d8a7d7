"""Questions about the answer before them: "Who asked that?", "When was that?"."""

from __future__ import annotations

from collections.abc import Sequence

from rag.citations import Citation, cite
from rag.library.snapshot import Snapshot
from rag.questions.followups import AboutAnswer
from rag.questions.model import Understood


def from_answer_before(
    snapshot: Snapshot, citations: Sequence[Citation], understood: Understood
) -> tuple[Citation, ...]:
    """What answers a question about the answer that had these citations.

    For who asked, the question turn that the first of them with one answers; for who said it, when and
    where, the citations themselves, since they tell it.
    """
    if understood.about_answer is not AboutAnswer.QUESTION:
        return tuple(citations)
    for citation in citations:
        if citation.question is not None:
            (entry,) = snapshot.transcripts(citation.transcript)
            stored = snapshot.turn(entry.key, citation.question.turn)
            return (cite(snapshot, stored, (0, len(stored.turn.text)), 1, citation.score),)
    return ()
