"""Passages: what is embedded and retrieved. Runs of whole sentences of one turn, fit for the model."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rag.scripts import count_words
from rag.sentences import sentence_spans
from rag.transcript import Span

CountTokens = Callable[[Sequence[str]], Sequence[int]]

OWN_SHARE = 0.375
"""Share of the model's window for a passage's own words; the rest is for the speaker and the question."""

SHORT = 0.5
"""Share of the limit below which a passage goes on into the next paragraph."""

WHOLE = 45
"""A passage of no more words than this is quoted whole: nobody asks for its sentences."""

QUESTION_WORDS = 60
"""Words from the end of the question that the embedding of its answer sees."""

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Context:
    """What the embedding of a turn's passages sees beside their own words."""

    title: str
    speaker: str
    question: str | None


@dataclass(frozen=True, slots=True)
class Cut:
    """A turn's text cut into `passages`, and its `sentences`: None where it is too short to seek them."""

    passages: Sequence[Span]
    sentences: Sequence[Span] | None


def cut_turn(text: str, window: int, count_tokens: CountTokens) -> Cut:
    """Cut a turn's text into passages of whole sentences of at most `window * OWN_SHARE` tokens each.

    A passage ends with its paragraph unless it is still short. A sentence longer than the limit is cut
    between words. Every sentence lies in exactly one passage.
    """
    limit = int(window * OWN_SHARE)
    if _is_short(text, limit, count_tokens):
        start = len(text) - len(text.lstrip())
        return Cut([(start, len(text.rstrip()))], None)
    sentences = sentence_spans(text)
    counts = count_tokens([text[start:end] for start, end in sentences])
    pieces: list[tuple[Span, int]] = []
    for span, count in zip(sentences, counts, strict=True):
        pieces.extend(_cut_long(text, span, count, limit))
    return Cut(_packed(text, pieces, limit), sentences)


def view_texts(own_words: str, context: Context) -> tuple[str, ...]:
    """The texts under which a passage is embedded, one per view."""
    asked = f"{_tail(context.question)} " if context.question else ""
    return (f"{context.title}. {asked}{context.speaker}: {own_words}",)


def view_hash(encoder_name: str, text: str) -> bytes:
    """Key of a text's vector: 16 bytes of sha256, so that the same text is encoded once per encoder."""
    return hashlib.sha256(f"{encoder_name}\0{text}".encode()).digest()[:16]


def _is_short(text: str, limit: int, count_tokens: CountTokens) -> bool:
    """Whether the text is one passage that is quoted whole, as most are; to find sentences takes long."""
    said = text.strip()
    if not said or "\n\n" in said or count_words(said) > WHOLE:
        return False
    # No token is shorter than a character, of ASCII at least.
    return (said.isascii() and len(said) <= limit) or count_tokens([said])[0] <= limit


def _packed(text: str, pieces: Sequence[tuple[Span, int]], limit: int) -> list[Span]:
    packed: list[Span] = []
    tokens = 0
    for (start, end), count in pieces:
        fits = packed and tokens + count <= limit
        if fits and not (tokens >= SHORT * limit and "\n\n" in text[packed[-1][1] : start]):
            packed[-1] = (packed[-1][0], end)
            tokens += count
        else:
            packed.append((start, end))
            tokens = count
    return packed


def _cut_long(text: str, span: Span, count: int, limit: int) -> list[tuple[Span, int]]:
    if count <= limit:
        return [(span, count)]
    words = [match.span() for match in _WORD.finditer(text, *span)]
    # Tokens spread over words evenly enough; what still overflows is cut by the model, not by us.
    parts = -(-count // limit)
    size = max(1, -(-len(words) // parts))
    return [
        ((words[i][0], words[min(i + size, len(words)) - 1][1]), -(-count // parts))
        for i in range(0, len(words), size)
    ]


def _tail(question: str) -> str:
    return " ".join(question.split()[-QUESTION_WORDS:])
