"""What labelled quotations are made of: sentences drawn from a library, left as they are or changed."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rag.exchanges import Role
from rag.library.snapshot import Snapshot, StoredTurn
from rag.sentences import sentence_spans

NEGATED = re.compile(
    r"\b(?:not|never|no|n[’']t|nor|none|nobody|nothing|without|if|unless|but|until|except|only)\b|n[’']t\b",
    re.I,
)


@dataclass(frozen=True)
class Made:
    """A quotation, the verdicts it may get (the expected one first), its risks and its claimed speaker."""

    quote: str
    verdicts: tuple[str, ...]
    risks: tuple[str, ...] = ()
    speaker: str | None = None
    turn: StoredTurn | None = None


class Draw:
    """The turns of a library to draw from, and what is commonly done with a sentence."""

    def __init__(self, snapshot: Snapshot, seed: int) -> None:
        self.random = random.Random(seed)
        self.snapshot = snapshot
        self.turns = [
            turn
            for key in snapshot.transcripts_by_key
            for turn in snapshot.turns(key)
            if len(turn.turn.text) > 120 and not turn.turn.struck and "[" not in turn.turn.text
        ]
        self.struck = [
            turn for key in snapshot.transcripts_by_key for turn in snapshot.turns(key) if turn.turn.struck
        ]

    def source(self, turn: StoredTurn) -> dict[str, object]:
        """Where a quotation comes from."""
        entry = self.snapshot.transcripts_by_key[turn.transcript]
        return {"file": Path(entry.file).name, "turn": turn.number, "speaker": turn.speaker}

    def turn(self, *, said: bool = True) -> StoredTurn:
        """Any long enough turn; with `said`, one of somebody who isn't asking."""
        while True:
            turn = self.random.choice(self.turns)
            if not said or (turn.role is not Role.QUESTION and turn.turn.label):
                return turn

    def sentences(self, turn: StoredTurn) -> list[str]:
        """Its sentences of 8 to 45 words."""
        text = turn.turn.text
        found = [text[a:b] for a, b in sentence_spans(text)]
        return [s for s in found if 8 <= len(s.split()) <= 45 and "(" not in s and "\n" not in s]

    def sentence(self, *, said: bool = True, holding: str = "") -> tuple[StoredTurn, str] | None:
        """A sentence that holds a pattern, if one turns up."""
        for _ in range(400):
            turn = self.turn(said=said)
            options = [s for s in self.sentences(turn) if re.search(holding, s)]
            if options:
                return turn, self.random.choice(options)
        return None

    def claimed(self, turn: StoredTurn) -> str | None:
        """The speaker as people write them, or nobody."""
        label = turn.turn.label
        return self.random.choice([turn.speaker, label, label.split()[-1].title(), None])

    def changed(
        self, holding: str, change: Callable[[str], str], *risks: str, also: tuple[str, ...] = ()
    ) -> Made | None:
        """A sentence with one place changed: `change` gets the words that the pattern finds."""
        found = self.sentence(holding=holding)
        if found is None:
            return None
        turn, sentence = found
        place = self.random.choice(list(re.finditer(holding, sentence)))
        quote = sentence[: place.start()] + change(place.group()) + sentence[place.end() :]
        quote = " ".join(quote.split())
        if quote == sentence:
            return None
        return Made(quote, ("altered", *also), risks, self.claimed(turn), turn)

    def supported(
        self, change: Callable[[str], str], verdict: str = "verbatim", holding: str = ""
    ) -> Made | None:
        """A sentence in another dress."""
        found = self.sentence(holding=holding)
        if found is None:
            return None
        turn, sentence = found
        quote = change(sentence)
        if verdict == "cleaned" and quote == sentence:
            return None
        return Made(quote, (verdict, "cleaned", "verbatim"), (), self.claimed(turn), turn)
