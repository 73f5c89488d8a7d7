"""The quotations of an article, and whom it says they are from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rag.quotes.cues import Cue, cue_around, is_attribution
from rag.scripts import count_words
from rag.transcript import Span

_MARKS = {"“": "”", '"': '"', "«": "»", "„": "“”", "‟": "”", "「": "」", "『": "』"}
_SINGLE = re.compile(r"(?:(?<=[\s(—–-])|^)‘((?:[^‘’]|(?<=\w)’(?=\w))+)’(?=[\s.,;:!?)—–-]|$)")
_SCARE_WORDS = 3
# Behind "Mr.", "Gov." and an initial a sentence goes on.
_SENTENCE_END = re.compile(
    r"(?<![A-Z][a-z])(?<!Mrs)(?<!Sen)(?<!Gov)(?<!Rep)(?<!Gen)(?<![\s.][A-Z])"
    r"[.?!…][”\"’')\]]*\s+(?=[\"“A-Z«„])"
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of an article; `quoted` where it is a block quotation as a whole."""

    text: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class ArticleQuotation:
    """A quotation, the number of its paragraph (from 1), and the speaker whom the words around it name.

    `cue` are those words. Where a said-phrase stands within the quotation ("…," she said, "…"), `text` is
    both parts together. `unclosed` tells that its paragraph ends within it, as where it goes on in the next.
    `spans` are where its parts stand in the paragraph's text, without the marks.
    """

    text: str
    paragraph: int
    speaker: str | None = None
    cue: str | None = None
    unclosed: bool = False
    spans: tuple[Span, ...] = ()

    @property
    def is_scare_quote(self) -> bool:
        """Whether it is a term or a title of one to three words, which nobody can check."""
        return count_words(self.text) <= _SCARE_WORDS


def quotations(paragraphs: Sequence[Paragraph]) -> list[ArticleQuotation]:
    """All quotations in order; "he said" means whoever was named last."""
    found: list[ArticleQuotation] = []
    last: str | None = None
    for number, paragraph in enumerate(paragraphs, start=1):
        before = paragraphs[number - 2].text if number > 1 else ""
        for text, cue, spans in _of_paragraph(paragraph, before):
            unclosed = paragraph.text.endswith(text) and not paragraph.quoted
            quotation = ArticleQuotation(text, number, unclosed=unclosed, spans=spans)
            if cue is not None:
                speaker = last if cue.pronoun else cue.name
                quotation = replace(quotation, speaker=speaker, cue=cue.words)
                last = speaker
            found.append(quotation)
    return _carried(found)


def _of_paragraph(paragraph: Paragraph, before: str) -> Iterator[tuple[str, Cue | None, tuple[Span, ...]]]:
    text = paragraph.text
    if paragraph.quoted:
        words = _unmarked(text)
        begin = text.index(words)
        yield words, cue_around(_last_sentence(before), ""), ((begin, begin + len(words)),)
        return
    spans = _spans(text)
    row = 0
    while row < len(spans):
        first, (start, end) = row, spans[row]
        words = text[start:end]
        cue = None
        while row + 1 < len(spans) and _goes_on(text, spans[row], spans[row + 1]):
            cue = cue or cue_around("", text[end + 1 : spans[row + 1][0] - 1])
            row += 1
            end = spans[row][1]
            words += " " + text[spans[row][0] : end]
        cue = cue or cue_around(_before(text, spans, start), _behind(text, spans, spans[row]))
        row += 1
        yield words, cue, tuple(spans[first:row])


def _spans(text: str) -> list[Span]:
    """What stands between quotation marks, outer marks only; an unclosed one runs to the paragraph's end."""
    found: list[Span] = []
    opened: tuple[str, int] | None = None
    for at, mark in enumerate(text):
        if opened is None:
            # An inch or minute mark behind a digit opens nothing.
            if mark in _MARKS and not (mark == '"' and at and text[at - 1].isdigit()):
                opened = _MARKS[mark], at + 1
        elif mark in opened[0]:
            found.append((opened[1], at))
            opened = None
    if opened is not None and len(text) - opened[1] > 1:
        found.append((opened[1], len(text)))
    if not found:
        found = [match.span(1) for match in _SINGLE.finditer(text) if " " in match[1]]
    return [span for span in found if text[slice(*span)].strip()]


def _goes_on(text: str, first: Span, second: Span) -> bool:
    """Whether only a said-phrase parts one sentence: "We will pay," she said, "if …"."""
    between = text[first[1] + 1 : second[0] - 1]
    ends = text[slice(*first)].rstrip()[-1:] in ".?!…" or not between.rstrip().endswith((",", "—", "–"))
    return not ends and not re.search(r"[.?!]\s", between) and is_attribution(between)


def _before(text: str, spans: Sequence[Span], start: int) -> str:
    """The words of the sentence before a quotation, other quotations left out."""
    floor = max((end + 1 for _, end in spans if end < start), default=0)
    return _last_sentence(text[floor : start - 1])


def _behind(text: str, spans: Sequence[Span], span: Span) -> str:
    ceiling = min((start - 1 for start, _ in spans if start > span[1]), default=len(text))
    said_phrase = text[span[0] : span[1]].rstrip()[-1:]
    behind = text[span[1] + 1 : ceiling]
    end = _SENTENCE_END.search(behind)
    # Behind a full stop a new sentence begins, unless its verb comes first: “…?” asked Kirby.
    if said_phrase == "." and behind[:1].isspace() and re.match(r"\s+[A-Z]", behind):
        return ""
    return behind[: end.start() + 1] if end else behind


def _last_sentence(text: str) -> str:
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    return text[ends[-1] :] if ends else text


def _unmarked(text: str) -> str:
    return text.strip().strip("“”\"'‘’«»「」『』")


def _carried(found: Sequence[ArticleQuotation]) -> list[ArticleQuotation]:
    """A quotation without a said-phrase of its own is from whoever speaks in its paragraph before it."""
    carried: list[ArticleQuotation] = []
    for quotation in found:
        before = carried[-1] if carried else None
        if quotation.cue is None and before is not None and before.paragraph == quotation.paragraph:
            quotation = replace(quotation, speaker=before.speaker)
        carried.append(quotation)
    for row in range(len(carried) - 2, -1, -1):
        here, behind = carried[row], carried[row + 1]
        if here.unclosed and here.speaker is None and behind.paragraph == here.paragraph + 1:
            carried[row] = replace(here, speaker=behind.speaker)
    return carried
