"""Verbs of saying and of holding a view, in the forms that questions use, as alternatives of a pattern."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SAYING = """announce answer claim argue promise explain deny respond react reply comment describe admit
confirm insist warn acknowledge mention suggest declare defend criticize criticise condemn praise address stress
emphasize emphasise note predict pledge vow apologize apologise urge caution clarify characterize characterise
justify cite reveal remark testify report assert contend concede refute boast complain disclose estimate outline
quote recall reiterate repeat""".split()
_SAYING_IRREGULAR = """say says said stated rule_out rules_out ruled_out brush_off brushes_off brushed_off account_for
accounts_for accounted_for put_it puts_it""".split()
# "What did Biden tell Putin?" is answered by whoever was there: it names a preference, not the only speaker.
_HOLDING = """believe expect want view regard consider hope recommend support oppose agree disagree propose favor
favour accept reject dismiss wish intend care worry plan discuss talk demand""".split()
_HOLDING_IRREGULAR = """think thinks thought feel feels felt see sees saw seen mean means meant know knows knew known
understand understands understood speak speaks spoke spoken tell tells told""".split()
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
