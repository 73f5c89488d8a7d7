"""English words in British spelling, folded into American."""

from __future__ import annotations

import re

_SPELLINGS = (
    (re.compile(r"(?<=[a-z]{3})is(e|ed|es|er|ers|ing|ation|ations)$"), r"iz\1"),
    (re.compile(r"(?<=l)ys(e|ed|es|ing)$"), r"yz\1"),
    (re.compile(r"(?<=[a-z]{3})our(s|ed|ing|ite|ites|able|hood|hoods|ly|ful|less)?$"), r"or\1"),
    (re.compile(r"^(travel|cancel|model|label|fuel|signal|level|total)l(ed|ing|er|ers|or)$"), r"\1\2"),
    (re.compile(r"^(cent|met|theat|lit|fib|cal|kilomet|spect)re(s?)$"), r"\1er\2"),
    (re.compile(r"^(def|off|lic|pret)ence(s?)$"), r"\1ense\2"),
    (re.compile(r"^(catal|dial|anal|prol)ogue(s?)$"), r"\1og\2"),
    (re.compile(r"^(program)me(s?)$"), r"\1\2"),
    (re.compile(r"^grey(s|er|est)?$"), r"gray\1"),
    (re.compile(r"^cheque(s?)$"), r"check\1"),
)  # fmt: skip


def american(word: str) -> str:
    """A word in lower case as Americans spell it: "labour" is "labor"."""
    for pattern, replacement in _SPELLINGS:
        if pattern.search(word):
            return pattern.sub(replacement, word)
    return word
