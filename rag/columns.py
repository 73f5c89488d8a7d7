"""Long sequences kept as columns: a tuple or an object for each line takes many times the line's words."""

from __future__ import annotations

import json
from abc import abstractmethod
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Self, TypeVar, overload

T = TypeVar("T")


class Columns(Sequence[T]):
    """A sequence whose members are made when they are asked for; it equals the tuple of them."""

    __slots__ = ()

    @abstractmethod
    def _member(self, row: int) -> T:
        """Member `row`, from 0 up to the length."""

    def __iter__(self) -> Iterator[T]:
        return map(self._member, range(len(self)))

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[T]: ...
    def __getitem__(self, place: int | slice) -> T | Sequence[T]:
        if isinstance(place, slice):
            return tuple(map(self._member, range(*place.indices(len(self)))))
        return self._member(range(len(self))[place])

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, Columns | tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


class LineMap(Columns[tuple[int, int]]):
    """(offset, line) pairs in rising order of offsets, in eight bytes each."""

    __slots__ = ("_packed",)

    def __init__(self, offsets: Iterable[int], lines: Iterable[int]) -> None:
        self._packed: bytes | str = _packed(offsets, lines)

    @classmethod
    def of(cls, pairs: Iterable[tuple[int, int]]) -> Self:
        """The same pairs, packed."""
        listed = list(pairs)
        return cls((offset for offset, _ in listed), (line for _, line in listed))

    @classmethod
    def of_json(cls, pairs: str) -> Self:
        """The pairs in a JSON list, which is parsed once somebody asks: of most turns nobody does."""
        unread = cls((), ())
        unread._packed = pairs
        return unread

    def line_at(self, offset: int) -> int:
        """The line of the last pair that begins at `offset` or before it."""
        numbers = self._numbers()
        count = len(numbers) // 2
        return numbers[count + bisect_right(numbers, offset, 0, count) - 1]

    def __len__(self) -> int:
        return len(self._numbers()) // 2

    def __iter__(self) -> Iterator[tuple[int, int]]:
        numbers = self._numbers()
        count = len(numbers) // 2
        return zip(numbers[:count], numbers[count:], strict=True)

    def _member(self, row: int) -> tuple[int, int]:
        numbers = self._numbers()
        return numbers[row], numbers[len(numbers) // 2 + row]

    def _numbers(self) -> memoryview:
        packed = self._packed
        if isinstance(packed, str):
            pairs = json.loads(packed)
            packed = self._packed = _packed((offset for offset, _ in pairs), (line for _, line in pairs))
        return memoryview(packed).cast("I")


def _packed(offsets: Iterable[int], lines: Iterable[int]) -> bytes:
    """Bytes and not the arrays, since most turns have one pair and an array's frame is larger than that."""
    return array("I", offsets).tobytes() + array("I", lines).tobytes()
