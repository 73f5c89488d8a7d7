"""Whether a question goes on from the one before it, told by its own words."""

from __future__ import annotations

import re
from enum import StrEnum

from rag.questions.verbs import SAYING

_OPENER = re.compile(
    r"^\W*(?:and|but|so|also|then|or|what about|how about|even if|even though|what if|same for|same question"
    r"|what else|who else|anything else|any other|why not|how so|since when|says who)\b",
    re.IGNORECASE,
)
_POSSESSIVES = r"(?P<possessive>his|its|their|theirs|hers|her(?= [a-z]))"
_ANAPHOR = re.compile(
    rf"\b(?:{_POSSESSIVES}|he|she|they|him|her|them|it|these|those|the same"
    rf"|this(?! (?:week|month|year|morning|afternoon|evening|time|spring|summer|autumn|fall|winter|\w+day)\b)"
    rf"|then(?=\W*$)|(?<!is )(?<!are )(?<!was )(?<!were )(?<!be )there(?=\W*$| )"
    rf"|(?:by|about|of|for|with|on|like|than|after|before|is|was|does|did|will|do|asked|said|say|why) that(?=\W*$| )"
    rf"(?! (?:the|a|an|he|she|they|it|we|you)\b)|that(?=\W*$))\b",
    re.IGNORECASE,
)
# "It" that stands for nothing: "Is it true that …", "How long does it take to …".
_EMPTY_IT = re.compile(
    r"\b(?:is|was|would|will|does|did|isn't|how long (?:does|will|did)) it (?:be |take |not )?"
    r"(?:true|possible|likely|safe|legal|fair|necessary|to|that|clear|important|right|wrong|matter)\b"
    r"|\bit takes? to\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[,;:.!?—–]|\b(?:and|or|but|when|while|if|because|since|that|who|whom|which|whether|after|before|as|until"
    r"|unless|although|though|where|why|so)\b",
    re.IGNORECASE,
)
# Words that name no topic: what is left of a question without them is what it is about.
_EMPTY = re.compile(
    rf"\b(?:{SAYING}|a|an|the|and|or|but|so|of|on|in|at|to|for|by|with|from|about|as|than|is|are|was|were|be|been"
    r"|being|do|does|did|done|has|have|had|will|would|can|could|should|shall|may|might|must|who|whom|whose|what"
    r"|which|when|where|why|how|much|many|long|often|soon|else|other|more|any|some|anything|something|everything"
    r"|anyone|i|you|we|he|she|they|it|him|her|them|his|its|their|this|that|these|those|there|then|not|no|yes"
    r"|also|too|ever|really|exactly|actually|mean|meant|think|thought|know|knew|tell|told|asked|ask|please|just"
    r"|again|same|thing|things|said|if|whether|happen|happened|happens|like|get|got|go|still|now|way|ones?)\b",
    re.IGNORECASE,
)
_ASKED_THAT = re.compile(
    r"^\W*(?:and |but |so )?(?:who|which \w+) (?:asked|raised|posed|put)(?: (?:that|this|it|him|her|them|the question"
    r"|that question|this question))*\W*$"
    r"|^\W*(?:and )?what (?:was|were) (?:the question|(?:he|she|they|it) asked)(?: exactly)?\W*$",
    re.IGNORECASE,
)
_SAID_THAT = re.compile(
    r"^\W*(?:and |but |so )?(?:who|when|where|in what context|on what day|on what date|which day)"
    r" (?:said|was|did (?:he|she|they|who) say|(?:was|were) (?:that|this|it|those|these))"
    r"(?: (?:that|this|it|so|said|those words|these words|from))*\W*$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+")
_FEW_WORDS, _FEW_TERMS = 5, 1


class AboutAnswer(StrEnum):
    """A question about the answer before it: who asked what it answers, or who said it, when and where."""

    QUESTION = "question"
    WORDS = "words"


def about_answer(question: str) -> AboutAnswer | None:
    """Whether nothing is asked but what stands beside the answer before: "Who asked that?"."""
    if _ASKED_THAT.match(question):
        return AboutAnswer.QUESTION
    return AboutAnswer.WORDS if _SAID_THAT.match(question) else None


def goes_on(question: str, *, own_frame: bool) -> bool:
    """Whether the question can't be understood without the one before.

    `own_frame` tells that it says by itself whose words it asks for: "And what did Fauci say about masks?"
    opens like one that goes on, and doesn't.
    """
    terms = topic_terms(question)
    if not terms:
        return True
    if _OPENER.match(question):
        return not (own_frame and len(terms) > 2)
    if len(terms) <= _FEW_TERMS and re.search(r"\bthe\b", question, re.I):
        return len(_WORD.findall(question)) <= _FEW_WORDS
    return any(not _bound(question, match) for match in _ANAPHOR.finditer(_EMPTY_IT.sub(_blank, question)))


def is_fragment(question: str) -> bool:
    """Whether the question has no verb of its own: "And Taiwan?", "What about masks in May?"."""
    return not re.search(
        r"\b(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|might|must)\b",
        question,
        re.I,
    )


def topic_terms(question: str) -> list[str]:
    """The words that tell what a question is about."""
    return _WORD.findall(_EMPTY.sub(" ", question))


def _bound(question: str, anaphor: re.Match[str]) -> bool:
    """Whether what a pronoun stands for may be named before it in the question itself.

    A pronoun and what it stands for are never in one clause ("Will the president take it?"), but for a
    possessive ("Did the mayor sell her house?").
    """
    before = question[: anaphor.start()]
    if not anaphor["possessive"]:
        bounds = [match.start() for match in _CLAUSE.finditer(before)]
        before = before[: bounds[-1]] if bounds else ""
    return bool(topic_terms(before))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())
