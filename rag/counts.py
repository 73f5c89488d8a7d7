"""Numbers with what they count, as English says them: "1 line", "2,000 lines"."""

from __future__ import annotations

NOUNS = {
    "anonymous label": "anonymous labels",
    "byte": "bytes",
    "change": "changes",
    "character": "characters",
    "file": "files",
    "label": "labels",
    "line": "lines",
    "mention": "mentions",
    "month": "months",
    "other edition": "other editions",
    "page": "pages",
    "paragraph": "paragraphs",
    "passage": "passages",
    "person": "persons",
    "piece of speech": "pieces of speech",
    "question": "questions",
    "quotation": "quotations",
    "second": "seconds",
    "stretch": "stretches",
    "tag": "tags",
    "text": "texts",
    "time": "times",
    "timing": "timings",
    "transcript": "transcripts",
    "turn": "turns",
    "value": "values",
    "word": "words",
}
"""All that is counted in a sentence, by its singular; other languages have the same (`count.yaml`)."""


def counted(count: int, noun: str = "") -> str:
    """A number, thousands grouped, and its noun out of `NOUNS`; the number alone without one."""
    if not noun:
        return f"{count:,}"
    return f"{count:,} {noun if count == 1 else NOUNS[noun]}"
