"""Arguments as clients send them, any JSON at all, held against an endpoint's own signature."""

from __future__ import annotations

import functools
import inspect
import reprlib
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, get_type_hints

from rag.errors import OnRecordError
from rag.lengths import at_most

P = ParamSpec("P")
R = TypeVar("R")

LONGEST_NAME = 500
"""Characters of a name, a date or an id."""
MOST_EARLIER = 100
"""Earlier questions of a conversation."""
LARGEST = 2**53 - 1
"""Beyond it JSON's numbers aren't exact: https://www.rfc-editor.org/rfc/rfc8259#section-6."""


def checked(**longest: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Refuse arguments that aren't of the annotated types; OnRecordError tells which and why.

    `longest` gives the most characters of a text by its parameter's name, LONGEST_NAME where it gives none.
    The annotations may be those of `_KINDS`; KeyError for another, when the function is decorated.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        signature, hints = inspect.signature(function), get_type_hints(function)
        kinds = {name: _KINDS[hints[name]] for name in signature.parameters}

        @functools.wraps(function)
        def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
            given = signature.bind(*args, **kwargs)
            for name, value in given.arguments.items():
                given.arguments[name] = kinds[name](name, value, longest.get(name, LONGEST_NAME))
            return function(*given.args, **given.kwargs)

        return wrapped

    return decorate


def _text(name: str, value: Any, limit: int) -> str:
    if not isinstance(value, str):
        raise _wrong(name, value, "a text")
    try:
        at_most(value, limit, name).encode()
    except UnicodeEncodeError as error:
        raise OnRecordError(
            f"The {name} has half a character (a lone surrogate) at place {error.start}. Send whole ones."
        ) from None
    return value


def _texts(name: str, value: Any, limit: int) -> list[str]:
    if not isinstance(value, list):
        raise _wrong(name, value, "a list of texts")
    if len(value) > MOST_EARLIER:
        raise OnRecordError(f"{name} has {len(value):,} texts; at most {MOST_EARLIER} are read. Shorten it.")
    return [_text(f"{name}[{place}]", each, limit) for place, each in enumerate(value)]


def _whole(name: str, value: Any, _: int) -> int:
    # JSON has one kind of number: 5.0 is a whole one.
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value // 1:
        raise _wrong(name, value, "a whole number")
    if abs(value) > LARGEST:
        raise _wrong(name, value, f"a whole number of at most {LARGEST:,}")
    return int(value)


def _flag(name: str, value: Any, _: int) -> bool:
    if not isinstance(value, bool):
        raise _wrong(name, value, "true or false")
    return value


def _optional(kind: Callable[[str, Any, int], Any]) -> Callable[[str, Any, int], Any]:
    return lambda name, value, limit: None if value is None else kind(name, value, limit)


_KINDS: dict[Any, Callable[[str, Any, int], Any]] = {
    str: _text,
    int: _whole,
    bool: _flag,
    str | None: _optional(_text),
    int | None: _optional(_whole),
    list[str] | None: _optional(_texts),
}


def _wrong(name: str, value: Any, wanted: str) -> OnRecordError:
    return OnRecordError(f"{name} is {_shown(value)}; it must be {wanted}.")


def _shown(value: Any) -> str:
    """A JSON value in a few characters, whatever it holds."""
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "an object"
    if value is None or isinstance(value, bool):
        return "null" if value is None else str(value).lower()
    return reprlib.repr(value)
