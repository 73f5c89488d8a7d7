"""Refusals: words by which somebody who was asked says that there will be no answer.

Each rule is about one way to refuse: having nothing, not going to say, sending elsewhere, promising to come
back, not having looked. What is refused must be an act of telling, or there would be no promise that isn't a
refusal: "we won't raise taxes" is an answer. The rules were written on one half of the briefings and counted
on the other: docs/questions.md.
"""

from __future__ import annotations

import re
from functools import cache

_FILLERS = re.compile(r"\b(?:you know|i mean)\b")
_DASHES = re.compile("--+")
_SIGNS = {"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "—": ",", "–": ",", "…": ","}

_HAVE = r"(?:'ve|'d|'ll| have| had| would| will)?"
_ARE = r"\b(?:i'm|we're|i am|we are)"
_ADVERBS = (
    r"(?: (?:just|really|also|certainly|probably|still|obviously|simply|quite|actually|honestly|even|yet|here"
    r"|currently|personally|necessarily|again|right now|at this (?:point|time))){0,4}"
)
_NOT = r"(?:don't|do not)"
_WORDS = r"(?:[\w'-]+ ){0,%d}?"
_SPEAK = (
    r"(?:announce|characteri[sz]e|comment|confirm|detail|disclose|discuss|elaborate|get (?:ahead|into"
    r"|in front)"
    r"|go (?:beyond|into|further|any further|through|down)|outline|predict|prejudge|preview|read out|say"
    r"|share"
    r"|speak|specify|speculate|weigh|opine|parse|rank|litigate|negotiate (?:from|in public)"
    r"|make (?:any |a |an )?(?:predictions?|announcements?|news|comments?|assessments?|judgments?))"
)
_TELL = (
    rf"(?:{_SPEAK}|add|address|answer|define|describe|engage|give (?:you |any |a |an |more |specific )"
    r"|guess|lay out|name|negotiate|offer|provide|report|respond|tell you|talk|validate|venture)"
)
# "I can't tell you how proud I am", "I can't say enough", "I couldn't say it better".
_PRAISE = (
    r"(?!(?:say|tell you|speak|share|express)(?: that)?(?: it)? (?:enough|better|how (?:much|proud|grateful"
    r"|happy|excited|pleased|important|thankful|many times)|strongly|loud\w*|highly))"
)
_THING = (
    r"(?:update|readout|read-out|comment|announcement|position|specific|detail|information|prediction"
    r"|timeline"
    r"|timing|time frame|timeframe|preview|assessment|confirmation|number|figure|answer|reaction|response"
    r"|guidance|breakdown|schedule|date|estimate|statistic|insight|sense)s?"
)
_MORE = r"(?:more|new|further|else|additional|specific(?:ally)?|other)"
# A briefing may begin with "I have nothing for you at the top".
_FOR_YOU = r"for you\b(?! at the (?:top|start|beginning))"
_WHICH = (
    rf"(?:{_FOR_YOU}|on\b|about\b|in front of|at the moment|right now|beyond|today|yet|at this (?:point|time)"
    rf"|to {_TELL}|to predict)"
)
_CHECK = (
    r"(?:check|double[- ]check|find out|look into|dig (?:into|further)|follow up|run (?:that|it|this) down"
    r"|look at (?:that|it|this)|see (?:if|whether|what) (?:there|we can|i can|we have|we're able|anything"
    r"|more)"
    r"|(?:ask|talk to|talk with) (?:him|her|them|our|the team))"
)
_AFTER = r"(?:after (?:the|this) briefing|afterwards?|later|soon|shortly|separately|offline)"

_NOTHING_TO_TELL = (
    rf"\b(?:i|we){_ADVERBS} {_NOT}{_ADVERBS}(?: think (?:i|we))?{_ADVERBS} have{_ADVERBS} "
    rf"(?:anything (?:{_MORE}\b|{_WORDS % 3}{_WHICH})|(?:much |any |anything )?more (?:for you|to\b|on\b"
    rf"|than)"
    rf"|(?:any|an|a|the|those|that|much|more|additional|further|specific) {_WORDS % 4}(?:{_THING}\b|for you"
    rf"|to {_SPEAK}|to (?:add|offer|report))"
    rf"|{_WORDS % 5}in front of (?:me|us))",
    rf"\b(?:i|we){_HAVE}(?: got)?{_ADVERBS} nothing {_WORDS % 3}{_WHICH}",
    rf"\b(?:i|we)(?: have|'ve got) no {_WORDS % 4}(?:{_THING}\b|for you)",
    rf"\b(?:i|we)(?: have|'ve got) no {_WORDS % 10}to (?:preview|announce|read out|report|share|predict"
    rf"|offer|add)",
    rf"\bnothing (?:{_MORE} )?(?:{_FOR_YOU}|to (?:{_SPEAK}|add|report))",
    rf"\b(?:don't|do not) think (?:there's|there is|there are|i have|we have) (?:{_MORE}|anything|much)\b"
    rf"{_WORDS % 4} ?to {_TELL}",
    r"\bnot sure (?:that )?(?:i|we) (?:have|can|will|want|could)\b",
    r"\bwish (?:i|we) (?:had|could) (?:something |anything )?(?:more|better|have|give|tell|share)",
)
_WILL_NOT_TELL = (
    rf"\b(?:i'm|i am){_ADVERBS} not{_ADVERBS} (?:going to|gonna|about to|here to|ready to){_ADVERBS} (?:be )?"
    rf"{_WORDS % 3}{_TELL}",
    rf"\b(?:we're|we are){_ADVERBS} not{_ADVERBS} (?:going to|gonna|here to){_ADVERBS} (?:be )?{_SPEAK}",
    rf"{_ARE}{_ADVERBS} not{_ADVERBS} (?:in a (?:position|place) to|able to|prepared to|at liberty to"
    rf"|authori[sz]ed to|comfortable|the (?:right|best) person to) {_WORDS % 3}{_TELL}",
    rf"{_ARE} not{_ADVERBS} (?:negotiating|speculating|commenting|announcing|confirming|predicting|previewing"
    rf"|discussing|getting (?:into|ahead)) ",
    rf"\bi{_ADVERBS} (?:can't|cannot|can not|won't|will not|couldn't|could not|wouldn't|would not){_ADVERBS} "
    rf"(?:be able to |want to |expect to |really )?{_PRAISE}{_TELL}",
    rf"\bwe{_ADVERBS} (?:can't|cannot|won't|will not|couldn't|wouldn't){_ADVERBS} "
    rf"(?:be able to |want to )?{_PRAISE}{_SPEAK}",
    rf"\b(?:i|we){_ADVERBS} (?:don't|do not|wouldn't|would not) want to {_WORDS % 2}"
    rf"(?:{_TELL}|mischaracteri[sz]e|step on)",
    rf"\b(?:i'd|i would|we'd|we would|i|we) (?:rather|prefer)(?: to)? not {_TELL}",
    rf"\b(?:too (?:early|soon)|premature|inappropriate|not (?:be )?appropriate"
    rf"|not my place)\b{_WORDS % 4} ?to "
    rf"(?:{_TELL}|tell\b|know)",
    r"\b(?:leave it (?:at that|there)|no comments?\b(?! period)|declin(?:e|ed|ing) to (?:comment|answer|say)"
    r"|stay tuned)",
    rf"\bwouldn't expect {_WORDS % 12}weigh in",
)
_ASK_ELSEWHERE = (
    rf"\b(?:i|we){_ADVERBS}(?:'d|'ll| would| will)?{_ADVERBS}(?: (?:have|need|want|going"
    rf"|happy) to)?{_ADVERBS} "
    r"(?:refer|defer|point|direct|send) (?:(?:you|that|this|folks|it|people)(?: all| guys)? )?(?:back )?to\b",
    rf"(?:i'm|i am|we're){_ADVERBS} going (?:to )?(?:have to )?(?:refer|defer|point|direct|send) "
    rf"{_WORDS % 3}to\b",
    rf"\b(?:let|leave) {_WORDS % 6}(?:speak (?:for|to)|answer (?:that|this|it|for)|comment|announce"
    rf"|address that)",
    rf"\bleave (?:it|that|this|those|any \w+) (?:up )?to (?!you\b){_WORDS % 5}to {_TELL}",
    rf"\b(?:that's|that is|that would be|it's|it is|these are|those are) {_WORDS % 4}questions? (?:better )?"
    r"(?:for|to ask)\b (?!you\b|me\b|us\b)",
    r"\b(?:you'd|you'll|you would|you will) (?:have|need) to (?:ask|talk to|speak (?:to|with)|check with)\b",
    r"\b(?:encourage|suggest|urge|ask) you (?:to )?(?:ask|talk to|speak (?:to|with)|check with|reach out)\b",
    r"\byou should (?:really |probably )?(?:ask|check with|reach out to) (?!your\b)",
    r"\bcan'?t speak for\b",
)
_COME_BACK = (
    r"\b(?:get|circle|getting|circling) back (?:to|with|around)? ?(?:you|him|her|them|everyone|folks|that"
    r"|on\b)",
    r"\bcome back (?:to|with) (?:you|that|this|it) (?:on|with|about)\b",
    rf"\b(?:i'll|i will|i can|i'd|we'll|we can|let me|let us|happy to|(?:have|need|want|going|try) to)"
    rf"{_ADVERBS} (?:have to |be happy to |need to |go |try to |try and )?{_CHECK}",
    rf"\bventure to (?:get|do|find|see)|\b(?:get|give) (?:you|that|this|it|them|those|everyone) "
    rf"{_WORDS % 5}{_AFTER}\b",
    rf"\b(?:we'll|we will|i'll|i will|you'll|expect|hopefully|hope to)(?: \w+){{0,4}} have (?:\w+ )?"
    rf"(?:more|additional|further|details|specifics)\b{_WORDS % 5} ?(?:{_AFTER}|to (?:share|say|announce)"
    rf"|on that"
    rf"|for you|in the coming)",
    r"\btake (?:that|it|this)(?: question| one)? (?:offline|back\b|for the record|under)",
    r"\b(?:follow|check) up (?:with you|separately|after|offline)",
)
_NOT_LOOKED = (
    rf"\b(?:i|we)(?:'ve| have)?{_ADVERBS} (?:haven't|have not|not|never){_ADVERBS} "
    r"(?:participated|looked (?:at|into)|had (?:a|the) (?:chance|opportunity|conversation)|checked"
    r"|(?:spoken|talked) (?:to|with) (?:him|her|them|the president)|discussed (?:that|this|it) with"
    r"|seen (?:that|those|the|this|his|her|their) (?:\w+ )?(?:report|comment|statement|stor(?:y|ies)|letter"
    r"|video|interview|article|specific|detail)\w*)",
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
_ENGLISH = (*_NOTHING_TO_TELL, *_WILL_NOT_TELL, *_ASK_ELSEWHERE, *_COME_BACK, *_NOT_LOOKED)
# What the English and Spanish rules begin with: they are tried there, not at every letter of every turn that
# Explore counts.
_LEAD = (
    r"\W(?=(?:i|we|nothing|don't|do not|not sure|wish (?:i|we)|too (?:early|soon)|premature|inappropriate"
    r"|not (?:be )?appropriate|not my|leave|no comments?|declin(?:e|ed|ing) to|stay tuned|wouldn't expect|let"
    r"|(?:that|it)(?:'s| is| would be)|(?:these|those) are|you(?:'d|'ll| would| will| should)"
    r"|(?:encourage|suggest|urge|ask) you|can'?t speak|get(?:ting)? back|circl(?:e|ing) back|come back"
    r"|(?:get|give) (?:you|that|this|it|them|those|everyone)|happy to|(?:have|need|want|going|try) to"
    r"|venture to|expect|hopefully|hope to|take (?:that|it|this)|(?:follow|check) up"
    r"|no (?:voy|vamos|quiero|queremos|puedo|podemos|deseo|tengo|tenemos|hay)|sin comentarios"
    r"|(?:prefiero|preferimos) no)\b)"
)


RULES = (*_ENGLISH, *_SPANISH, *_JAPANESE)
"""Patterns of refusals, over what `plain` gives."""


@cache
def _refusals() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The English and Spanish rules, and the Japanese; made late, since that takes long."""
    return re.compile(f"{_LEAD}(?:{'|'.join((*_ENGLISH, *_SPANISH))})"), re.compile("|".join(_JAPANESE))


def plain(text: str) -> str:
    """The words as the rules are held against them: in lower case, without commas and dashes."""
    # First to ASCII, which is many times as fast in all that follows.
    for sign, by in _SIGNS.items():
        text = text.replace(sign, by)
    said = text.casefold()
    if "you know" in said or "i mean" in said:
        said = _FILLERS.sub(" ", said)
    if "--" in said:
        said = _DASHES.sub(" ", said)
    return " ".join(said.replace(",", " ").split())


def is_refusal(text: str) -> bool:
    """Whether the words decline to answer: "I don't have anything for you on that", "no comment".

    A sentence that refuses and then answers is still one that refuses; what to make of it is shown in full.
    """
    said = f" {plain(text)}"
    after_leads, japanese = _refusals()
    found = after_leads.search(said) or (None if said.isascii() else japanese.search(said))
    return found is not None
