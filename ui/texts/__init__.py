"""Every text of the page, in one place: `ui/texts/<language>/<page>.yaml`, the same keys in each language.

A key is `page.name`. A value is a text, or `{one: …, other: …}` where it counts `n`; `{name}` stands for a
value that `text` is given, `{name:line}` for a number of lines. Another language is another folder of the
same files, `count.yaml` with what is counted, which `rag.counts` has in English, and `remark.yaml` with the
sentences that explain answers, which `rag.remarks` has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib import resources

from rag.counts import NOUNS
from rag.reasons import recognised
from rag.remarks import REMARKS, Counting, Remark, Template, filled, said
from rag.yaml_text import load_yaml
from ui.texts.numbers import number

LANGUAGES = ("en", "es")
"""ISO 639-1 codes; the first is used where a browser asks for none of them."""

Entry = Template


@cache
def entries(language: str) -> dict[str, Entry]:
    """All texts of a language by `page.name`."""
    return dict(_read(language))


def text(key: str, language: str, **values: object) -> str:
    """A text with its `{name}`s replaced by `values`; KeyError where there is none of that key."""
    return filled(entries(language)[key], values, counting(language))


def counting(language: str) -> Counting:
    """How a language says a whole number, and what it counts."""

    def counted(count: int, noun: str = "") -> str:
        return text(f"count.{noun}", language, n=count) if noun else number(count, language)

    return counted


def said_in(found: Remark, language: str) -> str:
    """What `rag` remarks, in a language of the page."""
    return said(found, lambda key: entries(language)[f"remark.{key}"], counting(language))


def reason_in(reason: str, language: str) -> str:
    """Why a file or a label was left out, in a language of the page where it is of the known reasons."""
    return said_in(recognised(reason), language)


def saying(language: str) -> Callable[[Remark], str]:
    """`said_in` one language."""
    return lambda found: said_in(found, language)


def best_language(accept: str | None) -> str:
    """The language that an Accept-Language header wants most, of those there are.

    Source: https://www.rfc-editor.org/rfc/rfc9110#name-accept-language.
    """
    wanted = sorted(_preferences(accept or ""), key=lambda found: -found[0])
    return next((language for weight, language in wanted if weight > 0), LANGUAGES[0])


def _read(language: str) -> Iterator[tuple[str, Entry]]:
    if language == LANGUAGES[0]:
        yield from ((f"remark.{key}", template) for key, template in REMARKS.items())
        for one, other in NOUNS.items():
            yield f"count.{one}", {"one": f"{{n}} {one}", "other": f"{{n}} {other}"}
    folder = resources.files(__name__) / language
    for file in sorted(folder.iterdir(), key=lambda each: each.name):
        page, _, kind = file.name.partition(".")
        found = load_yaml(file.read_text(encoding="utf-8")) if kind == "yaml" else None
        if isinstance(found, dict):
            yield from ((f"{page}.{name}", value) for name, value in found.items())


def _preferences(accept: str) -> Iterator[tuple[float, str]]:
    for part in accept.split(","):
        tag, _, parameter = part.partition(";")
        language = tag.strip().split("-")[0].casefold()
        if language in LANGUAGES:
            try:
                yield float(parameter.strip().removeprefix("q=") or 1), language
            except ValueError:
                yield 0.0, language
