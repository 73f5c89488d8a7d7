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
_SPANISH = (
    r"\bno (?:voy|vamos|quiero|queremos|puedo|podemos|deseo) (?:a )?"
    r"(?:hacer (?:ning[uú]n )?(?:comentarios?|valoraciones|declaraciones)|comentar|valorar|responder"
    r"|contestar"
    r"|entrar (?:a|en)|hablar (?:de|sobre)|pronunciarme|confirmar|especular|adelantar)",
    r"\bno (?:tengo|tenemos) (?:nada|ningún comentario|comentarios|más) "
    r"(?:que (?:decir|añadir|comentar)|al respecto)",
    r"\bsin comentarios\b|\bno hay comentarios\b",
    r"\b(?:prefiero|preferimos) no (?:hacer|comentar|responder|contestar|hablar|entrar|valorar|pronunciarme)",
)
_JAPANESE = (
    r"(?:お答え|回答|コメント|発言|言及|答弁)(?:は|を|に(?:ついて)?は?)?(?:差し|さし)?控え",
    r"(?:お答え|コメント|申し上げること)(?:は|が|する(?:こと)?(?:は|が)?)?(?:でき(?:ません|ない|かね)|いたしかね)",
    r"ノーコメント|お答えする立場に(?:は)?(?:ない|ありません)|申し上げられません",
)
# Behind "I" or "we", which begin most refusals.
_GOES_ON = (
    rf"{_NOT} (?:really )?have {_WORDS}(?:anything|any|an|a) {_WORDS}{_FOR_YOU}",
    rf"{_NOT} have (?:any|much )?more to say",
    rf"(?:got |have )?(?:no|nothing)(?: \w+)? {_FOR_YOU}",
    rf"not (?:going to|gonna|in a position to|able to|prepared to|at liberty to) (?:be )?{_WORDS}{_TELL}",
    rf"{_CANNOT} {_WORDS}{_TELL}",
    rf"{_NOT} want to {_TELL}",
    r"(?:just |also |certainly |really |have to |probably |going to )*"
    r"(?:refer|defer|point) (?:you |that |this )*(?:back )?to\b",
    r"(?:have to |going to have to |need to |happy to |will |try to |just )*"
    r"(?:get|circle|come) back (?:to|with) (?:you|him|her|them|everyone)",
    r"(?:haven[’']t|have not) (?:\w+ )?(?:participated|looked (?:at|into)|had a chance)",
)
_REFUSALS = re.compile(
    "|".join(
        (
            rf"{_I} (?:{'|'.join(_GOES_ON)})",
            r"\bno comment\b|\bdeclin(?:e|ed|ing) to (?:comment|answer|say)",
            r"\b(?:follow|check) up (?:with you|separately|after|offline)",
            r"\btake (?:that|it) (?:question|one|offline)",
            rf"\bnothing (?:(?:new|more|further) )?{_FOR_YOU}",
            *_SPANISH,
            *_JAPANESE,
        )
    )
)
# What a refusal begins with, for a search that is four times as fast as trying every one at every letter.
_LEAD = re.compile(r"(?<!\w)(?:i\b|we\b|no|declin|follow up|check up|take|sin c|prefer)|[おコ回発言答申ノ]")


def is_refusal(text: str) -> bool:
    """Whether the words decline to answer: "I don't have anything for you on that", "no comment".

    A sentence that refuses and then answers is still one that refuses; what to make of it is shown in full.
    """
    words = " ".join(text.casefold().split())
    return any(_REFUSALS.match(words, lead.start()) for lead in _LEAD.finditer(words))
