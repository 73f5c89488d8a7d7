"""Verbs of saying and of holding a view, and who is told, as alternatives of a pattern for questions."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SAYING = """acknowledge address admit announce answer apologise apologize argue assert boast caution
characterise characterize cite claim clarify comment complain concede condemn confirm contend criticise
criticize declare defend deny describe disclose emphasise emphasize estimate explain insist justify mention
note outline pledge praise predict promise quote react recall refute reiterate remark repeat reply report
respond reveal stress suggest testify urge vow warn""".split()
_SAYING_IRREGULAR = """say says said stated rule_out rules_out ruled_out brush_off brushes_off brushed_off
account_for accounts_for accounted_for put_it puts_it""".split()
# "What did Biden tell Putin?" is answered by whoever was there: that names a preference, not the only one.
_HOLDING = """accept agree believe care consider demand disagree discuss dismiss expect favor favour hope
intend oppose plan propose recommend regard reject support talk view want wish worry""".split()
_HOLDING_IRREGULAR = """think thinks thought feel feels felt see sees saw seen mean means meant know knows
knew known understand understands understood speak speaks spoke spoken tell tells told""".split()
_DOUBLED = {"plan": "plann", "admit": "admitt"}


def _inflected(verb: str) -> tuple[str, ...]:
    stem = _DOUBLED.get(verb, verb)
    if verb.endswith("e"):
        return verb, f"{verb}s", f"{verb}d"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied"
    return verb, f"{verb}s", f"{verb}es", f"{stem}ed"


def _alternatives(regular: Iterable[str], irregular: Iterable[str]) -> str:
    words = {form for verb in regular for form in _inflected(verb)} | {*irregular}
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace("_", r"\s+") for word in longest_first)


SAYING = _alternatives(_SAYING, _SAYING_IRREGULAR)
"""What somebody does by words."""

HOLDING = _alternatives(_HOLDING, _HOLDING_IRREGULAR)
"""What somebody holds or does, and may have told."""

AUDIENCE = (
    r"(?:reporters|journalists|the press|the media|congress|lawmakers|viewers|listeners|voters|americans"
    r"|people|us|the (?:committee|council|public|nation|house|senate|audience|country|court|inquiry|hearing"
    r"|meeting))"
)
"""Those to whom a speaker speaks in public."""
