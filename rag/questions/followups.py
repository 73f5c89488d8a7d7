"""Whether a question goes on from the one before it, told by its own words."""

from __future__ import annotations

import re
from enum import StrEnum

_OPENER = re.compile(
    r"^\W*(?:and|but|so|also|then|or|what about|how about|even if|even though|what if|same for|same question"
    r"|what else|who else|anything else|any other|why not|how so|since when|says who)\b",
    re.IGNORECASE,
)
_NEW_NAME = re.compile(
    r"^\W*(?:and|but|or|so|what about|how about)?\s*(?:according to |per |from )?(?P<name>[^\s?!.,][^?!.,]*?)"
    r"(?: too| as well| then)?\W*$",
    re.IGNORECASE,
)
_UNITS = r"week|month|year|morning|afternoon|evening|time|spring|summer|autumn|fall|winter|\w+day"
_ANAPHORS = (
    r"(?P<possessive>his|its|their|theirs|hers|her(?= [a-z]))",
    r"he|she|they|him|her|them|it|these|those|the same",
    rf"this(?! (?:{_UNITS})\b)",
    r"then(?=\W*$)",
    r"(?<!is )(?<!are )(?<!was )(?<!were )there(?! (?:be|been|is|are|was|were|has|have|will)\b)",
    # "That" as a pronoun, not as in "did he say that the bridge …".
    r"that(?=\W*$)",
    r"(?<=by )that|(?<=about )that|(?<=of )that|(?<=for )that|(?<=with )that|(?<=than )that|(?<=to )that",
    r"(?<=^is )that|(?<=^was )that|(?<=^does )that|(?<=^did )that|(?<=^will )that|(?<=why is )that",
    r"(?<=long will )that|(?<=when will )that|(?<=when is )that|(?<=how is )that|(?<=much is )that",
)
_ANAPHOR = re.compile(rf"\b(?:{'|'.join(_ANAPHORS)})\b", re.IGNORECASE)
# "It" that stands for nothing: "Is it true that …", "How long does it take to …".
_EMPTY_IT = re.compile(
    r"\b(?:is|was|would|will|does|did|isn't|how long (?:does|will|did)) it (?:be |take |not )?"
    r"(?:true|possible|likely|safe to|legal|fair|necessary|to|that|clear|important|right|wrong|matter)\b"
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
    r"\b(?:says?|said|explain(?:s|ed)?|respond(?:ed)?|react(?:ed)?|announced?|a|an|the|and|or|but|so|of|on|in|at|to|for|by|with|from|about|as|than|is|are|was|were|be|been"
    r"|being|do|does|did|done|has|have|had|will|would|can|could|should|shall|may|might|must|who|whom|whose|what"
    r"|which|when|where|why|how|much|many|long|often|soon|else|other|more|any|some|anything|something|everything"
    r"|anyone|i|you|we|he|she|they|it|him|her|them|his|its|their|this|that|these|those|there|then|not|no|yes"
    r"|also|too|ever|really|exactly|actually|mean|meant|think|thought|know|knew|tell|told|asked|ask|please|just"
    r"|again|same|things?|if|whether|happen(?:s|ed)?|like|get|got|go|still|now|way|ones?|per|according)\b",
    re.IGNORECASE,
)
_THAT = r"(?:that|this|it|him|her|them|(?:the|that|this) question|so|(?:those|these) words|said|from)"
_ASKED_THAT = re.compile(
    rf"^\W*(?:and |but |so )?(?:who|which \w+) (?:asked|raised|posed|put)(?: {_THAT})*\W*$"
    r"|^\W*(?:and )?what (?:was|were) (?:the question|(?:he|she|they) asked)(?: exactly)?\W*$",
    re.IGNORECASE,
)
_SAID_THAT = re.compile(
    r"^\W*(?:and |but |so )?(?:who|when|where|in what context|on what da(?:y|te)|which day)"
    rf" (?:said|was|did (?:he|she|they) say|(?:was|were) (?:that|this|it|those|these))(?: {_THAT})+\W*$",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|might|must)\b", re.IGNORECASE
)
_WORD = re.compile(r"[^\W_]+")
_FRAGMENT, _FEW_WORDS, _FEW_TERMS = 2, 5, 1


class AboutAnswer(StrEnum):
    """A question about the answer before it: who asked what it answers, or who said it, when and where."""

    QUESTION = "question"
    WORDS = "words"


def about_answer(question: str) -> AboutAnswer | None:
    """Whether nothing is asked but what stands beside the answer before: "Who asked that?"."""
    if _ASKED_THAT.match(question):
        return AboutAnswer.QUESTION
    return AboutAnswer.WORDS if _SAID_THAT.match(question) else None


def goes_on(question: str, topic: str) -> bool:
    """Whether the question can't be understood without the one before.

    `topic` is the question without the words that only say whose words of when are asked for. "And what did
    Fauci say about masks in schools?" opens like a question that goes on, and doesn't.
    """
    terms = topic_terms(topic)
    words = _WORD.findall(question)
    if not terms or (len(words) <= _FRAGMENT and question.rstrip().endswith(("?", "؟", "？"))):
        return True
    if _OPENER.match(question):
        return topic == question or len(terms) <= _FEW_TERMS
    if len(terms) <= _FEW_TERMS and len(words) <= _FEW_WORDS and re.search(r"\bthe\b", topic, re.I):
        return True
    return any(not _bound(question, match) for match in _ANAPHOR.finditer(_EMPTY_IT.sub(_blank, question)))


def is_fragment(question: str) -> bool:
    """Whether the question has no verb of its own: "And Taiwan?", "What about masks in May?"."""
    return _VERB.search(question) is None


def new_name(question: str) -> re.Match[str] | None:
    """The one thing that a fragment names, as the group `name`: "And Fauci?", "What about the mayor?"."""
    return _NEW_NAME.match(question) if is_fragment(question) else None


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
