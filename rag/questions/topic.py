"""Questions that ask for no more than a topic ("What did anyone say about the buses?"), and what it is.

The frame around a topic says nothing of it: searched with it, any statement by anybody would be near.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.questions.followups import topic_terms
from rag.questions.verbs import AUDIENCE

_ANYBODY = (
    r"(?:(?:the )?(?:(?:biden|trump) )?(?:white house|administration|government|press secretary|spokes\w+"
    r"|officials?|people|speakers?|everyone|everybody|anyone|anybody|someone|somebody)|he|she|they)"
)
_ABOUT = r"(?:about|on|regarding|concerning)"
_ANYTHING = r"(?: (?:anything|something|much|so far))*"
_HAVE = r"(?:did|does|do|has|have|was|were|is)"
_SAY = r"(?:(?:comment|respond|react|talk|mention)(?:ed)?|say|said|speak|spoke|spoken|think)"
_SPEAK_OF = r"(?:mention|discuss|address|bring up|touch on)(?:ed)?"
_QUOTATIONS = r"(?:words|remarks?|statements?|comments?|quotes?|quotations?|mentions?|passages?)"

_FRAMES = (
    r"(?:what )?(?:about|regarding|concerning)",
    rf"(?:(?:what|how) )?{_HAVE} (?:{_ANYBODY} )?(?:ever )?(?:been )?"
    rf"(?:{_SAY}{_ANYTHING}(?: to {AUDIENCE})?(?: (?:to|on) (?:any |a |the )?questions?)? {_ABOUT}"
    r"|(?:respond|react)(?:ed)? to)",
    rf"(?:did|does|do|has|have) (?:{_ANYBODY} )?(?:ever )?{_SPEAK_OF}",
    rf"what(?:['’]s| is| was) (?:the )?(?:{_ANYBODY}(?:['’]s)? )?(?:official )?"
    rf"(?:position|stance|view|reaction|response|comment)(?: of {_ANYBODY})? (?:about|on|to|of|regarding)",
    rf"(?:what (?:are|were) )?(?:the |any |all |all the )?{_QUOTATIONS} (?:by {_ANYBODY} )?{_ABOUT}",
    rf"(?:everything|anything|something|all|what)(?: that)?(?: {_ANYBODY})?(?: (?:has|have|was))?(?: been)?"
    rf" (?:said|told|stated)(?: so far)? {_ABOUT}",
    rf"what did (?:{_ANYBODY} )?(?:tell|speak to|talk to) {AUDIENCE} {_ABOUT}",
    r"(?:please )?(?:tell|show|give|find|get|list)(?: me| us)?"
    rf"(?: (?:all|any|some|more|everything|anything))?(?: (?:the )?{_QUOTATIONS}(?: of)?)?"
    rf"(?: {_ABOUT}|(?<= of))",
    rf"(?:is|are|was) there (?:anything|something|(?:any )?{_QUOTATIONS})(?: said)?(?: {_ABOUT}|(?<=s) of)",
    rf"what do (?:we|you) (?:know|have) {_ABOUT}",
    rf"who(?: else)? (?:has |have )?(?:(?:talked|spoke|spoken|commented|said anything) {_ABOUT}|{_SPEAK_OF})",
)
_FRAME = re.compile(rf"^\W*(?:(?:so|and|but) )?(?:{'|'.join(_FRAMES)})\s+(?=\w)", re.IGNORECASE)
_ON = re.compile(r"^\W*(?:on|re)\s+(?=\w)", re.IGNORECASE)  # what is left of "Psaki on inflation"
# Words that make more of some others than the name of a topic.
_ASKS = re.compile(
    r"\b(?:who|whom|whose|what|which|when|where|why|how|whether|if|that|because|am|is|are|was|were|be|do|does"
    r"|did|has|have|had|will|would|can|could|should|shall|might|must|i|you|he|she|they|we|it|say|says|said"
    r"|tell|told|ask|asked|mean|means|there)\b|n['’]t\b|[.!?;:]\s+\w",
    re.IGNORECASE,
)
_OPENING = re.compile(r"^\W*(?:and|but|so|or)\s+", re.IGNORECASE)
_WHENEVER = re.compile(
    r"\s+(?:so far|lately|recently|at all|exactly|(?:over|through(?:out)?|across) (?:time|the \w+s))(?=\W*$)",
    re.IGNORECASE,
)
_LONGEST = 8


@dataclass(frozen=True, slots=True)
class Topic:
    """What words are asked for about; `framed` in a question ("… say about X?"), not typed by itself.

    English alone: in other languages questions are answered by their words.
    """

    words: str
    framed: bool


def without_frame(question: str) -> str:
    """The question without a frame that fits any topic. "About" stays, behind which a capital is a name's."""
    found = _frame(question)
    return f"about {question[found.end() :]}" if found else question


def topic_of(question: str) -> Topic | None:
    """The topic, if that is all that a question (without its speaker and days) asks about."""
    found = _frame(question)
    words = question[found.end() :] if found else _OPENING.sub("", question)
    words = _WHENEVER.sub("", words)
    named = _is_name(words) and (found or len(words.split()) <= _LONGEST)
    return Topic(words, framed=found is not None) if named else None


def _frame(question: str) -> re.Match[str] | None:
    found = _FRAME.match(question)
    if found is None and (found := _ON.match(question)) and not _is_name(question[found.end() :]):
        return None
    return found


def _is_name(words: str) -> bool:
    return bool(topic_terms(words)) and _ASKS.search(words) is None
