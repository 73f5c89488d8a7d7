"""Sentences in another dress: what the record supports."""

from __future__ import annotations

import re

from drawing import NEGATED, Draw, Made

from rag.sentences import sentence_spans

SPOKEN = dict(zip("2 3 4 5 6 7 8 10".split(), "two three four five six seven eight ten".split(), strict=True))
FORMS = {
    "don’t": "do not", "we’re": "we are", "it’s": "it is", "can’t": "cannot", "I’m": "I am",
    "we’ll": "we will",
}  # fmt: skip


def plain(draw: Draw) -> Made | None:
    return draw.supported(str)


def no_marks(draw: Draw) -> Made | None:
    return draw.supported(lambda s: re.sub(r"[^\w\s’'%$-]", " ", s.replace("—", " ")))


def capitals(draw: Draw) -> Made | None:
    return draw.supported(lambda s: s.upper().replace("’", "'"))


def quoted(draw: Draw) -> Made | None:
    return draw.supported(lambda s: f"“... {s[0].lower()}{s[1:]} …”" if s.split()[0] != "I" else f"“{s}”")


def wrapped(draw: Draw) -> Made | None:
    return draw.supported(lambda s: re.sub(r" (?=\w+ \w+ \w+ \w+$)", "\n    ", s).replace(" ", "\u00a0", 2))


def digits_spoken(draw: Draw) -> Made | None:
    return draw.supported(
        lambda s: re.sub(r"(?<![\d.,$-])\b([2-8]|10)\b(?![\d.,%:-])", lambda m: SPOKEN[m[1]], s),
        holding=r"(?<![\d.,$-])\b(?:[2-8]|10)\b(?![\d.,%:-])",
    )


def percent_sign(draw: Draw) -> Made | None:
    return draw.supported(lambda s: re.sub(r"(\d) percent", r"\1%", s), holding=r"\d percent")


def two_sentences(draw: Draw) -> Made | None:
    turn = draw.turn()
    text = turn.turn.text
    spans = sentence_spans(text)
    if len(spans) < 2:
        return None
    row = draw.random.randrange(len(spans) - 1)
    quote = text[spans[row][0] : spans[row + 1][1]]
    return Made(quote, ("verbatim",), (), draw.claimed(turn), turn) if len(quote.split()) > 8 else None


def ellipsis(draw: Draw) -> Made | None:
    """Three neighbouring sentences, the middle one harmless and left out."""
    turn = draw.turn()
    text = turn.turn.text
    spans = sentence_spans(text)
    for row in draw.random.sample(range(len(spans)), len(spans)):
        if row + 2 >= len(spans):
            continue
        one, middle, three = (text[slice(*span)] for span in spans[row : row + 3])
        if NEGATED.search(middle) or not 4 <= len(middle.split()) <= 25 or min(len(one), len(three)) < 30:
            continue
        mark = draw.random.choice(["…", "[...]", "...", ". . ."])
        return Made(f"{one} {mark} {three}", ("verbatim",), (), draw.claimed(turn), turn)
    return None


def bracketed(draw: Draw) -> Made | None:
    return draw.supported(
        lambda s: re.sub(r"\b(?:he|she|they)\b", "[the official]", s, count=1),
        holding=r"\b(?:he|she|they)\b",
    )


def corrected(draw: Draw) -> Made | None:
    return _reading(draw, r"<s>[^<]*</s>\s*\[([^\]]*)\]", r"\1")


def delivered(draw: Draw) -> Made | None:
    return _reading(draw, r"<s>([^<]*)</s>\s*\[[^\]]*\]", r"\1")


def _reading(draw: Draw, pattern: str, replacement: str) -> Made | None:
    if not draw.struck:
        return None
    turn = draw.random.choice(draw.struck)
    text, (start, end) = turn.turn.text, draw.random.choice(turn.turn.struck)
    marked = f"{text[:start]}<s>{text[start:end]}</s>{text[end:]}"
    begin = max((m.end() for m in re.finditer(r"[.?!]\s|\n", marked[:start])), default=0)
    stop = min(
        (at for at in (marked.find(". ", end + 8), marked.find("\n", end + 8)) if at > 0),
        default=len(marked),
    )
    sentence = marked[begin:stop]
    if not re.search(pattern, sentence) or len(sentence.split()) < 6:
        return None
    quote = " ".join(re.sub(pattern, replacement, sentence).split())
    return Made(quote, ("verbatim", "cleaned"), (), None, turn) if "[" not in quote else None


def filler_dropped(draw: Draw) -> Made | None:
    return draw.supported(
        lambda s: re.sub(r",? (?:you know|I mean),", "", s), "cleaned", r"\w,? (?:you know|I mean),"
    )


def repeat_dropped(draw: Draw) -> Made | None:
    return draw.supported(
        lambda s: re.sub(r"\b((?:\w+ ){0,2}\w+) — \1\b", r"\1", s, flags=re.I),
        "cleaned",
        r"(?i)\b((?:\w+ ){0,2}\w+) — \1\b",
    )


def contraction(draw: Draw) -> Made | None:
    form = draw.random.choice(list(FORMS))
    return draw.supported(lambda s: s.replace(form, FORMS[form], 1), "cleaned", rf"(?<!\w){form}(?!\w)")
