"""Words by which a question asks for the newest, for questions instead of answers, or for a change."""

from __future__ import annotations

import re

_ASKERS = r"(?:the )?(?:white house )?(?:reporters?|journalists?|press(?: corps)?|correspondents?|media)"
_SOME = r"(?:[^\s,.?!]+ ){0,4}?"


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives), re.IGNORECASE)


_SAID = r"(?:sa(?:y|id)|told|tell|announced?|comment(?:ed)?|spoken?|promised?|explained?)"
_LATEST = _any(
    r"\b(?:the )?(?:very )?(?:latest|newest|most recent)"
    r"(?: (?:word|news|updates?|position|line|thinking|statements?|answers?|comments?|remarks?)\b"
    r"|(?= (?:on|about|from|regarding|concerning)\b|\W*$))",
    r"\bwhat(?:['’]s| is) new\b",
    # "Recently" tells when something was said, not when it happened.
    rf"(?<=said )(?:recently|lately)\b|\b(?:recently|lately)(?= {_SAID}\b)|\bas of now\b",
)
_QUESTIONS = _any(
    rf"\b(?:did|do|does|have|has|had) (?:any |some )?{_ASKERS} (?:ever |also |actually |just )?"
    r"(?:ask|want(?:ed)? to know|press|question|wonder)(?:ed|s)?\b",
    r"\b(?:did|has|have) any(?:one|body)? (?:ever )?ask(?:ed)?\b",
    rf"^\W*(?:what )?{_ASKERS} (?:who )?(?:ask|press)(?:ed|ing)\b",
    r"\bwho (?:has )?(?:asked|asks|pressed|raised)\b",
    rf"\b(?:was|were|been|is|are|got) {_SOME}asked(?= (?:about|on|whether|if|why|how|when|for)\b|\W*$)",
    r"\b(?:what|which|any) questions?\b|\bthe questions(?= (?:about|on|regarding|asked|that)\b)",
    rf"^\W*questions? (?:about|on|regarding)\b|\b{_ASKERS}['’] questions?\b",
)
# "What did she say when asked about …": the answer is wanted.
_ANSWERED = _any(
    rf"\b(?:when|after|once|as) {_SOME}(?:asked|pressed|questioned)\b",
    r"^\W*(?:asked|pressed|questioned) (?:about|on|whether|if|why)\b",
    r"\b(?:answer(?:ed)?|respon[ds]\w*|reply|replied|react|deflect|dodge|say|said|tell|told)\b",
)
_POSITION = (
    r"(?:position|stance|view|line|message|story|answer|policy|promise|mind|tune|course|estimate|plan)s?"
)
_OVER_TIME = _any(
    r"\bover (?:time|the (?:months|years|weeks))\b",
    r"\b(?:through|throughout|across) the (?:months|years|weeks)\b",
    r"\bhow (?:has|have|had|did|does|do) .{1,120}?"
    r"\b(?:chang|evolv|shift|develop|drift|soften|harden)(?:e|ed|ing)?"
    r"(?=\W*$|[,?]| (?:over|since|from|between|after|in|on|when|through|during|as|with|about|so)\b)",
    r"\b(?:history|timeline|chronology|evolution) of\b|\bstep by step\b|\bat different times\b",
    r"\b(?:contradict|flip-?flop|backtrack)(?:ped|ped|ed|s|ing)?\b|\bu-turn\b|\b(?:went|gone|go) back on\b",
    rf"\b(?:changed?|shift(?:ed|s)?|revised?) (?:his|her|their|its|the) {_POSITION}\b",
    rf"\bchanged {_POSITION}\b",
    rf"\b(?:changes?|shifts?) (?:in|of) .{{0,40}}?{_POSITION}\b",
)
_BROAD = _any(
    r"^\W*(?:what|everything|all)(?: that)?(?:(?: [^\s,.?!]+){1,4}?)? (?:has|have) (?:(?:[^\s,.?!]+ ){1,4}?)?"
    r"(?:said|told|announced|promised) (?:so far )?(?:about|on|regarding)\b"
)


def find_latest(question: str) -> re.Match[str] | None:
    """Words that ask for the newest."""
    return _LATEST.search(question)


def find_questions(question: str) -> re.Match[str] | None:
    """Words that ask for what was asked, not for what was answered."""
    found = _QUESTIONS.search(question)
    return None if found is None or _ANSWERED.search(question) else found


def find_over_time(question: str) -> re.Match[str] | None:
    """Words that ask for a change, a history, or for all that has been said."""
    return _OVER_TIME.search(question) or _BROAD.match(question)
