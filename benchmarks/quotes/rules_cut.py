"""Sentences of which a part is left out, or that were never said in one go."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from drawing import NEGATED, Draw, Made

from rag.sentences import sentence_spans


def tail_cut(draw: Draw) -> Made | None:
    found = draw.sentence(
        holding=r"^(?:\S+ ){7,}\S+,? (?:if|unless|as long as|until|except|provided) \w+ \w+"
    )
    if found is None:
        return None
    turn, sentence = found
    head = re.split(r",? (?:if|unless|as long as|until|except|provided) ", sentence)[0]
    if len(head.split()) < 6 or NEGATED.search(head.split()[-1]):
        return None
    return Made(head, ("truncated", "altered"), (), draw.claimed(turn), turn)


def head_cut(draw: Draw) -> Made | None:
    head = (
        r"\b(?:I|we|We|they) (?:don’t|do not|wouldn’t|didn’t|can’t) "
        r"(?:think|believe|expect|know|say)(?: that)? "
    )
    found = draw.sentence(holding=head + r"(?:\S+ ){6}")
    if found is None:
        return None
    turn, sentence = found
    tail = re.split(head, sentence, maxsplit=1)[1]
    if tail.startswith(("if ", "about ", "of ", "what ", "how ", "it", "so", "in ", "to ")):
        return None
    return Made(tail[0].upper() + tail[1:], ("truncated",), (), draw.claimed(turn), turn)


def condition_cut(draw: Draw) -> Made | None:
    found = draw.sentence(holding=r"^(?:And |So |But )?[Ii]f [^,;—]{10,60}, (?:\S+ ){6}")
    if found is None:
        return None
    turn, sentence = found
    tail = sentence.split(", ", 1)[1]
    if tail.split()[0] in ("you", "and", "or", "as", "of"):
        return None
    return Made(tail[0].upper() + tail[1:], ("truncated",), (), draw.claimed(turn), turn)


def not_elided(draw: Draw) -> Made | None:
    made = draw.changed(
        r"(?<=\w )\bnot\b (?=\w+ \w+ \w+)", lambda _: "… ", "negation", also=("truncated", "spliced")
    )
    return made and replace(made, verdicts=("truncated", *made.verdicts))


def two_turns(draw: Draw) -> Made | None:
    return _joined(draw, lambda a, b: f"{a} {b}")


def ellipsis_between_turns(draw: Draw) -> Made | None:
    return _joined(draw, lambda a, b: f"{a} … {b}")


def mid_sentence(draw: Draw) -> Made | None:
    return _joined(
        draw,
        lambda a, b: (
            f"{' '.join(a.split()[: len(a.split()) // 2])} {' '.join(b.split()[len(b.split()) // 2 :])}"
        ),
        also=("altered",),
    )


def _joined(draw: Draw, join: Callable[[str, str], str], also: tuple[str, ...] = ()) -> Made | None:
    one, two = draw.sentence(), draw.sentence()
    if one is None or two is None or one[0] is two[0]:
        return None
    return Made(join(one[1], two[1]), ("spliced", *also), (), draw.claimed(one[0]), one[0])


def reordered(draw: Draw) -> Made | None:
    turn = draw.turn()
    options = draw.sentences(turn)
    if len(options) < 3:
        return None
    first, last = options[0], options[-1]
    return Made(f"{last} {first}", ("spliced",), (), draw.claimed(turn), turn)


def sentence_skipped(draw: Draw) -> Made | None:
    turn = draw.turn()
    parts = [turn.turn.text[slice(*span)] for span in sentence_spans(turn.turn.text)]
    for row in range(len(parts) - 2):
        if (
            min(len(parts[row].split()), len(parts[row + 2].split())) >= 7
            and len(parts[row + 1].split()) >= 6
        ):
            return Made(
                f"{parts[row]} {parts[row + 2]}", ("spliced", "truncated"), (), draw.claimed(turn), turn
            )
    return None
