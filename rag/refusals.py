"""Refusals: words by which somebody who was asked says that there will be no answer."""

from __future__ import annotations

import re

_I = r"\b(?:i|we)(?:[’']m|[’']re| am| are|[’']ve| have|[’']d| would|[’']ll| will)?"
_WORDS = r"(?:\w+[’']?\w*\s+){0,4}?"
_NOT = r"(?:don[’']t|do not|didn[’']t|doesn[’']t)"
_CANNOT = r"(?:can[’']t|cannot|won[’']t|will not|couldn[’']t)"
_TELL = (
    r"(?:answer|announce|characteri[sz]e|comment|confirm|discuss|engage|get (?:ahead|into)|go (?:beyond|into)"
    r"|litigate|negotiat\w+|preview|provide|read out|respond|say|share|speak|speculat\w+|talk|weigh)"
)
_FOR_YOU = (
    rf"(?:for you|on that|to {_TELL}|to add|to offer|to report|updates?|comments?|announcements?|position)"
)
_REFUSALS = re.compile(
    "|".join(
        (
            rf"{_I} {_NOT} (?:really )?have {_WORDS}(?:anything|any|an|a) {_WORDS}{_FOR_YOU}",
            rf"{_I} {_NOT} have (?:any|much )?more to say",
            rf"{_I} (?:got |have )?(?:no|nothing)(?: \w+)? {_FOR_YOU}",
            rf"{_I} not (?:going to|gonna|in a position to|able to|prepared to|at liberty to) "
            rf"(?:be )?{_WORDS}{_TELL}",
            rf"{_I} {_CANNOT} {_WORDS}{_TELL}",
            rf"{_I} {_NOT} want to {_TELL}",
            rf"{_I} (?:just |also |certainly |really |have to |probably |going to )*"
            r"(?:refer|defer|point) (?:you |that |this )*(?:back )?to\b",
            rf"{_I} (?:have to |going to have to |need to |happy to |will |try to |just )*"
            r"(?:get|circle|come) back (?:to|with) (?:you|him|her|them|everyone)",
            rf"{_I} (?:haven[’']t|have not) (?:\w+ )?(?:participated|looked (?:at|into)|had a chance)",
            r"\bno comment\b|\bdeclin(?:e|ed|ing) to (?:comment|answer|say)",
            r"\b(?:follow|check) up (?:with you|separately|after|offline)",
            r"\btake (?:that|it) (?:question|one|offline)",
            rf"\bnothing (?:(?:new|more|further) )?{_FOR_YOU}",
        )
    ),
    re.IGNORECASE,
)


def is_refusal(text: str) -> bool:
    """Whether the words decline to answer: "I don't have anything for you on that", "no comment".

    A sentence that refuses and then answers is still one that refuses; what to make of it is shown in full.
    """
    return _REFUSALS.search(" ".join(text.split())) is not None
