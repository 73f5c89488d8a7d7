"""Sentences that somebody else said, or that were asked."""

from __future__ import annotations

from drawing import Draw, Made

from rag.exchanges import Role


def other_speaker(draw: Draw) -> Made | None:
    found = draw.sentence()
    if found is None:
        return None
    turn, sentence = found
    entry = draw.snapshot.transcripts_by_key[turn.transcript]
    own = turn.speaker.split()[-1].casefold()
    others = [
        n for n in entry.speakers if n.split()[-1].casefold() != own and len(n) > 3 and "OFFICIAL" not in n
    ]
    if not others:
        return None
    return Made(sentence, ("misattributed",), (), draw.random.choice(others), turn)


def asked(draw: Draw) -> Made | None:
    found = draw.sentence(said=False)
    if found is None or found[0].role is not Role.QUESTION:
        return None
    turn, sentence = found
    entry = draw.snapshot.transcripts_by_key[turn.transcript]
    others = [name for name in entry.speakers if len(name) > 3 and "OFFICIAL" not in name]
    return Made(sentence, ("misattributed",), (), draw.random.choice(others), turn) if others else None
