"""The user's problems in a language of the page.

Errors are English, one line, as programs get them. Those that a reader of the page can meet are recognised by
their English (`en/problem.yaml`); all others are told as they are.
"""

from __future__ import annotations

from functools import cache

from rag.reasons import Known, recognised
from rag.remarks import Remark, said
from ui.texts import LANGUAGES, counting, entries

_PREFIX = "problem."


def problem_in(line: str, language: str) -> str:
    """The one line of an error, or of the library's damage, in a language of the page."""
    found = None if language == LANGUAGES[0] else _known().remark_of(line)
    return line if found is None else said(found, lambda key: _template(key, language), counting(language))


def _template(key: str, language: str) -> str:
    texts = entries(language)
    return str(texts.get(f"problem.{key}") or texts[f"remark.{key}"])


@cache
def _known() -> Known:
    texts = entries(LANGUAGES[0]).items()
    ours = {key.removeprefix(_PREFIX): str(text) for key, text in texts if key.startswith(_PREFIX)}
    return Known(ours, _within)


def _within(part: str) -> Remark:
    """What stands in an error: a thing's name, a library's damage, why a file was left out."""
    return _known().remark_of(part) or recognised(part)
