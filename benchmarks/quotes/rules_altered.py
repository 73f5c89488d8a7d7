"""Sentences with one place changed."""

from __future__ import annotations

import re

from drawing import Draw, Made

WORDS = ("bridge", "orchard", "yesterday", "harsh", "celebrate", "Geneva", "mandatory", "reluctant")
ANTONYMS = {
    "more": "less", "less": "more", "increase": "decrease", "before": "after", "after": "before",
    "all": "some", "always": "rarely", "best": "worst", "first": "last", "support": "oppose",
    "higher": "lower", "many": "few", "every": "no", "most": "few", "up": "down", "good": "bad",
    "open": "closed", "safe": "risky",
}  # fmt: skip
MODALS = {"will": "may", "must": "should", "can": "could", "should": "must", "would": "will", "may": "will"}
NAMES = (
    "China",
    "Russia",
    "Ukraine",
    "Congress",
    "Pfizer",
    "Texas",
    "California",
    "Europe",
    "Israel",
    "Iran",
)


def word_replaced(draw: Draw) -> Made | None:
    return draw.changed(r"(?<=\w )[a-z]{5,}(?= \w)", lambda _: draw.random.choice(WORDS))


def word_added(draw: Draw) -> Made | None:
    return draw.changed(r"(?<=\w )[a-z]{5,}(?= \w)", lambda w: f"{draw.random.choice(WORDS)} {w}")


def word_dropped(draw: Draw) -> Made | None:
    return draw.changed(r"(?<=[a-z] )(?!really|just|very|actually)[a-z]{6,}(?= [a-z])", lambda _: "")


def antonym(draw: Draw) -> Made | None:
    word = draw.random.choice(list(ANTONYMS))
    return draw.changed(rf"(?<=\w )\b{word}\b(?= \w)", lambda _: ANTONYMS[word])


def number(draw: Draw) -> Made | None:
    def other(number: str) -> str:
        return str(int(number) + draw.random.choice([1, 7, 40]))

    return draw.changed(r"(?<![\d.,$:-])\b\d{1,3}\b(?![\d.,:-])", other, "number")


def scale(draw: Draw) -> Made | None:
    return draw.changed(r"\bmillion\b", lambda _: "billion", "number")


def name(draw: Draw) -> Made | None:
    name = draw.random.choice(NAMES)
    others = [other for other in NAMES if other != name]
    return draw.changed(rf"(?<=[a-z] )\b{name}\b", lambda _: draw.random.choice(others), "name")


def modal(draw: Draw) -> Made | None:
    word = draw.random.choice(list(MODALS))
    return draw.changed(rf"(?<=[a-z] )\b{word}\b(?= [a-z])", lambda _: MODALS[word], "modal")


def not_dropped(draw: Draw) -> Made | None:
    return draw.changed(r"(?<=\w )\bnot\b (?=\w+ \w+)(?!not|only|just)", lambda _: "", "negation")


def contracted_not_dropped(draw: Draw) -> Made | None:
    return draw.changed(r"(?<=\w)n’t\b(?= \w+ \w+)(?<!can’t)(?<!won’t)", lambda _: "", "negation")


def not_added(draw: Draw) -> Made | None:
    return draw.changed(
        r"(?<=\w )\b(?:is|are|was|will|can|should)\b(?= [a-z])(?! not)", lambda w: f"{w} not", "negation"
    )


def near_miss(draw: Draw) -> Made | None:
    """A word that an official transcript had to correct, put in its neighbour's place."""
    pairs = []
    for turn in draw.struck:
        for start, end in turn.turn.struck:
            after = re.match(r"\s*\[([A-Za-z’]{4,})\]", turn.turn.text[end:])
            before = turn.turn.text[start:end].strip()
            if after and re.fullmatch(r"[A-Za-z’]{4,}", before) and before.lower() != after[1].lower():
                pairs.append((after[1], before))
    if not pairs:
        return None
    right, wrong = draw.random.choice(pairs)
    return draw.changed(rf"(?<=\w )\b{re.escape(right)}\b", lambda _: wrong)
