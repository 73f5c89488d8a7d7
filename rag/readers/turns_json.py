"""The neutral JSON of turns: `format="turns-json"`.

`{"id"?, "title", "date", "url"?, "place"?, "turns": [{"speaker", "text", "start"?, "end"?, "said_at"?}]}`.
The file is scanned by hand, because json.loads forgets on which line each turn's text stands.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import NoReturn

from rag.errors import NotATranscriptError, UnreadableFileError
from rag.readers.dates import date_in_name, parse_date, title_in_name
from rag.readers.source import Source
from rag.readers.text import fold
from rag.transcript import Transcript, Turn

FORMAT = "turns-json"

_SPACE = re.compile(r"[ \t\n\r]*")
_SHAPE = 'expected {"title", "date", "turns": [{"speaker", "text"}, …]}'
_DECODER = json.JSONDecoder()

_Turns = list[tuple[dict[str, object], int]]
"""Each turn's members, and the character of the file at which its text stands."""


def looks_like_turns_json(text: str) -> bool:
    """True for text that can only be meant as turns JSON, whatever its file is called."""
    return text.lstrip().startswith("{") and '"turns"' in text


def read_turns_json(source: Source) -> Transcript:
    """Read turns JSON. Every turn of the file, empty ones too, is a turn here, so that numbers agree."""
    scanner = _Scanner(source)
    members, turns = scanner.scan()
    if turns is None:
        found = ", ".join(list(members)[:5]) or "nothing"
        raise NotATranscriptError(source.path, f'JSON without "turns": found {found}; {_SHAPE}')
    if not any(isinstance(turn.get("text"), str) and str(turn["text"]).strip() for turn, _ in turns):
        raise NotATranscriptError(source.path, f'"turns" holds no text; {_SHAPE}')
    name = source.path.stem
    identity = members.get("id")
    return Transcript(
        id=fold(str(identity)) if isinstance(identity, str | int) and str(identity).strip() else name,
        title=_string(members.get("title")) or title_in_name(name),
        date=parse_date(_string(members.get("date")))
        or (date_in_name(name) if "date" not in members else None),
        format=FORMAT,
        turns=tuple(scanner.turn(row, turn, at) for row, (turn, at) in enumerate(turns)),
        url=_string(members.get("url")),
        place=_string(members.get("place")),
    )


def fold_paragraphs(text: str) -> str:
    """White space folded inside paragraphs, which a blank line parts."""
    return "\n\n".join(folded for part in re.split(r"\n[^\S\n]*\n", text) if (folded := fold(part)))


def _string(value: object) -> str | None:
    return fold(value) or None if isinstance(value, str) else None


class _Scanner:
    def __init__(self, source: Source) -> None:
        self._source, self._text = source, source.text
        self._line_starts = [0]
        for line in source.lines:
            self._line_starts.append(self._line_starts[-1] + len(line) + 1)

    def scan(self) -> tuple[dict[str, object], _Turns | None]:
        """The file's members other than `turns`, and the turns, None where the file has none."""
        try:
            return self._file()
        except json.JSONDecodeError as error:
            self._fail(error.pos, f"not JSON: {error.msg}; mend it there")
        except RecursionError:
            self._fail(0, f"JSON nested too deeply; {_SHAPE}")

    def turn(self, row: int, turn: dict[str, object], at: int) -> Turn:
        """A turn from its members."""
        text, speaker, said_at = turn.get("text"), turn.get("speaker"), turn.get("said_at")
        if not isinstance(text, str):
            self._fail(at, f'turn {row} has no "text" in quotation marks; {_SHAPE}')
        if not isinstance(speaker, str | None):
            self._fail(at, f'turn {row} has a "speaker" that is no string; {_SHAPE}')
        line = self._line(at)
        return Turn(
            label=fold(speaker or ""),
            text=fold_paragraphs(text),
            line_map=((0, line),),
            last_line=line,
            start=self._seconds(row, turn, "start", at),
            end=self._seconds(row, turn, "end", at),
            said_at=_string(said_at),
        )

    def _file(self) -> tuple[dict[str, object], _Turns | None]:
        members: dict[str, object] = {}
        turns: _Turns | None = None
        position = self._skip(0)
        if not self._text.startswith("{", position):
            self._fail(position, f"JSON, but not an object; {_SHAPE}")
        for key, at, jump in self._members(position):
            if key == "turns" and self._text.startswith("[", at):
                turns = []
                jump(self._array(at, turns))
            else:
                members[key], end = _DECODER.raw_decode(self._text, at)
                jump(end)
        return members, turns

    def _array(self, position: int, turns: _Turns) -> int:
        position = self._skip(position + 1)
        if self._text.startswith("]", position):
            return position + 1
        while True:
            if not self._text.startswith("{", position):
                self._fail(position, f"turn {len(turns)} is not an object; {_SHAPE}")
            turn: dict[str, object] = {}
            place = begin = position
            for key, at, jump in self._members(position):
                turn[key], position = _DECODER.raw_decode(self._text, at)
                jump(position)
                place = at if key == "text" else place
            turns.append((turn, place))
            position = self._skip(self._ends[begin])
            if self._text.startswith("]", position):
                return position + 1
            position = self._skip(self._expect(",", position))

    def _members(self, position: int) -> Iterator[tuple[str, int, Callable[[int], None]]]:
        """Yield each member's key, where its value begins, and a function to be told where it ends."""
        begin, first = position, True
        position = self._skip(position + 1)
        while not self._text.startswith("}", position):
            if not first:
                position = self._skip(self._expect(",", position))
            first = False
            if not self._text.startswith('"', position):
                raise json.JSONDecodeError('Expecting a "name"', self._text, position)
            key, position = _DECODER.raw_decode(self._text, position)
            position = self._skip(self._expect(":", self._skip(position)))
            ends: list[int] = []
            yield key, position, ends.append
            position = self._skip(ends[0])
        self._ends = {begin: position + 1}

    def _skip(self, position: int) -> int:
        space = _SPACE.match(self._text, position)
        return space.end() if space else position

    def _expect(self, character: str, position: int) -> int:
        if not self._text.startswith(character, position):
            raise json.JSONDecodeError(f"Expecting {character!r}", self._text, position)
        return position + 1

    def _seconds(self, row: int, turn: dict[str, object], key: str, at: int) -> float | None:
        value = turn.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e9:
            self._fail(
                at, f'turn {row} has a "{key}" that is no number of seconds; write it as 12.5 or leave it out'
            )
        return float(value)

    def _line(self, position: int) -> int:
        return bisect_right(self._line_starts, position)

    def _fail(self, position: int, reason: str) -> NoReturn:
        raise UnreadableFileError(self._source.path, reason, self._line(position))
