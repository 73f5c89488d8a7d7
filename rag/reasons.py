"""Sentences of a closed set, taken apart again into remarks by their English.

Readers say in English why a file was left out, and the library keeps the sentence. Those of `REASONS` are
known here, so that pages say them in their language; all others stay as they were told.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from functools import cache

from rag.counts import NOUNS
from rag.remarks import REASONS, Remark, Value, remark

_SLOT = re.compile(r"\{(?P<name>\w+)(?P<quoted>!r)?(?::(?P<noun>[^{}]+))?\}")
_WHOLE = ("kind", "reason", "thing")
"""What stands in these slots is itself a sentence of the set, or a part of one."""

_LONGEST = 600
"""Characters of a reason that is looked at: longer ones hold a file's own text and are told as they are."""


def recognised(reason: str) -> Remark:
    """The remark that an English reason is; the reason itself where it is none of `REASONS`."""
    return _reasons().remark_of(reason) or remark("as_told", words=reason)


class Known:
    """English sentences by key, each a template of `rag.remarks` without `one` and `other`.

    `{name:line}` stands for a number of lines, `{name!r}` for a text as `repr` shows it, `{kind}`, `{reason}`
    and `{thing}` for what `within` makes a remark of.
    """

    def __init__(self, templates: Mapping[str, str], within: Callable[[str], Remark]) -> None:
        self._patterns = [
            (key, _pattern(template), _slots(template, within)) for key, template in templates.items()
        ]

    def remark_of(self, sentence: str) -> Remark | None:
        """The remark of the first template that the sentence fills; None where there is none."""
        if len(sentence) > _LONGEST:
            return None
        for key, pattern, slots in self._patterns:
            if found := pattern.fullmatch(sentence):
                return Remark(
                    key, tuple((name, slots[name](said)) for name, said in found.groupdict().items())
                )
        return None


@cache
def _reasons() -> Known:
    return Known(REASONS, recognised)


def _slots(template: str, within: Callable[[str], Remark]) -> dict[str, Callable[[str], Value]]:
    """What makes a value of what stands in each slot."""
    return {slot["name"]: _reading(slot, within) for slot in _SLOT.finditer(template)}


def _reading(slot: re.Match[str], within: Callable[[str], Remark]) -> Callable[[str], Value]:
    if slot["noun"]:
        return _number
    if slot["quoted"]:
        return ast.literal_eval
    return within if slot["name"] in _WHOLE else str


def _number(said: str) -> int:
    return int(said.partition(" ")[0].replace(",", ""))


def _pattern(template: str) -> re.Pattern[str]:
    made, end = "", 0
    for slot in _SLOT.finditer(template):
        made += f"{re.escape(template[end : slot.start()])}(?P<{slot['name']}>{_filler(slot)})"
        end = slot.end()
    return re.compile(made + re.escape(template[end:]), re.DOTALL)


def _filler(slot: re.Match[str]) -> str:
    if slot["noun"]:
        noun = slot["noun"].strip(",")
        return rf"\d[\d,]* (?:{noun}|{NOUNS[noun]})" if noun else r"\d[\d,]*"
    return r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"" if slot["quoted"] else ".+?"
