"""JSON whose objects know where in the file they stand, which json.loads forgets."""

from __future__ import annotations

import json
import re
import sys
from typing import Any

_DECODER = json.JSONDecoder()
_SPACE = re.compile(r"[ \t\n\r]*")
_DEEPEST = 100
_WORDS = frozenset({"text", "body", "content", "transcript", "value", "word", "punctuated_word"})
"""Members that hold what somebody says: an object's place is where the first of them begins."""


class Node(dict[str, Any]):
    """A JSON object; `at` is the character of the file where its words begin, or else itself."""

    __slots__ = ("at",)
    at: int


class Items(list[Any]):
    """A JSON array; `at` is the character of the file where it begins."""

    __slots__ = ("at",)
    at: int


def parse_json(text: str) -> Any:
    """The value of a JSON text; json.JSONDecodeError or another ValueError where it is none."""
    value, end = _value(text, _skip(text, 0), 0)
    if end != len(text):
        raise json.JSONDecodeError("Extra data", text, end)
    return value


def item_at(text: str, items: Items, index: int) -> int:
    """The character of the file where item `index` of an array begins."""
    position = _skip(text, items.at + 1)
    for _ in range(index):
        position = _skip(text, _value(text, position, 0)[1])
        position = _skip(text, position + 1)
    return position


def _value(text: str, at: int, depth: int) -> tuple[Any, int]:
    """A value that begins at `at`, and where what follows it begins."""
    if depth > _DEEPEST:
        raise json.JSONDecodeError(f"Nested more than {_DEEPEST} deep", text, at)
    first = text[at : at + 1]
    if first == "{":
        return _object(text, at, depth)
    if first == "[":
        return _array(text, at, depth)
    value, end = _DECODER.raw_decode(text, at)
    return value, _skip(text, end)


def _object(text: str, at: int, depth: int) -> tuple[Node, int]:
    node = Node()
    place: int | None = None
    position = _skip(text, at + 1)
    while not text.startswith("}", position):
        if node and not text.startswith(",", position):
            raise json.JSONDecodeError("Expecting ',' delimiter", text, position)
        position = _skip(text, position + 1) if node else position
        if not text.startswith('"', position):
            raise json.JSONDecodeError("Expecting property name enclosed in double quotes", text, position)
        key, position = _DECODER.raw_decode(text, position)
        position = _skip(text, position)
        if not text.startswith(":", position):
            raise json.JSONDecodeError("Expecting ':' delimiter", text, position)
        begin = _skip(text, position + 1)
        key = sys.intern(key)
        node[key], position = _value(text, begin, depth + 1)
        if place is None and key in _WORDS and isinstance(node[key], str):
            place = begin
    node.at = at if place is None else place
    return node, _skip(text, position + 1)


def _array(text: str, at: int, depth: int) -> tuple[Items, int]:
    items = Items()
    items.at = at
    position = _skip(text, at + 1)
    while not text.startswith("]", position):
        if items:
            if not text.startswith(",", position):
                raise json.JSONDecodeError("Expecting ',' delimiter", text, position)
            position = _skip(text, position + 1)
        value, position = _value(text, position, depth + 1)
        items.append(value)
    return items, _skip(text, position + 1)


def _skip(text: str, position: int) -> int:
    space = _SPACE.match(text, position)
    return space.end() if space else position
