"""The neutral JSON of turns: `format="turns-json"`.

`{"id"?, "title", "date", "url"?, "place"?, "language"?,
"turns": [{"speaker", "text", "start"?, "end"?, "said_at"?}]}`.
"""

from __future__ import annotations

import json
import re

from rag.errors import NotATranscriptError
from rag.languages import language_code
from rag.readers.dates import date_in_name, parse_date, title_in_name
from rag.readers.limits import keep
from rag.readers.located_json import Items, Node, item_at, parse_json
from rag.readers.source import Source
from rag.readers.text import fold
from rag.transcript import Transcript, Turn

FORMAT = "turns-json"

_SHAPE = 'expected {"title", "date", "turns": [{"speaker", "text"}, …]}'


def is_turns_json(source: Source) -> bool:
    """True for text that can only be meant as turns JSON, and for any other JSON that no reader knows."""
    begins = source.text.lstrip()[:1]
    return source.container == "text" and (
        source.path.suffix.lower() == ".json" or (begins == "{" and '"turns"' in source.text)
    )


def read_turns_json(source: Source) -> Transcript:
    """Read turns JSON. Every turn of the file, empty ones too, is a turn here, so that numbers agree."""
    members = _members(source)
    turns = members.get("turns")
    if not isinstance(turns, Items):
        found = ", ".join(list(members)[:5]) or "nothing"
        raise NotATranscriptError(source.path, f'JSON without "turns": found {found}; {_SHAPE}')
    read: list[Turn] = []
    for row in range(len(turns)):
        keep(read, _turn(source, turns, row))
    if not any(turn.text for turn in read):
        raise NotATranscriptError(source.path, f'"turns" holds no text; {_SHAPE}')
    name = source.path.stem
    identity = members.get("id")
    return Transcript(
        id=fold(str(identity)) if isinstance(identity, str | int) and fold(str(identity)) else name,
        title=string(members.get("title")) or title_in_name(name),
        date=parse_date(string(members.get("date")))
        or (date_in_name(name) if "date" not in members else None),
        format=FORMAT,
        turns=tuple(read),
        url=string(members.get("url")),
        place=string(members.get("place")),
        language=language_code(members.get("language")),
    )


def fold_paragraphs(text: str) -> str:
    """White space folded inside paragraphs, which a blank line parts."""
    return "\n\n".join(folded for part in re.split(r"\n[^\S\n]*\n", text) if (folded := fold(part)))


def string(value: object) -> str | None:
    """A JSON value's words, None where it is no string or holds none."""
    return fold(value) or None if isinstance(value, str) else None


def _members(source: Source) -> Node:
    if not source.text.lstrip().startswith("{"):
        begin = len(source.text) - len(source.text.lstrip())
        raise source.error(f"JSON, but not an object; {_SHAPE}", source.line_at(begin))
    try:
        value = parse_json(source.text)
    except json.JSONDecodeError as error:
        raise source.error(f"not JSON: {error.msg}; mend it there", source.line_at(error.pos)) from error
    except ValueError as error:
        raise source.error(f"not JSON that can be read: {error}") from error
    assert isinstance(value, Node)
    return value


def _turn(source: Source, turns: Items, row: int) -> Turn:
    """A turn from its members."""
    turn = turns[row]
    if not isinstance(turn, Node):
        line = source.line_at(item_at(source.text, turns, row))
        raise source.error(f"turn {row} is not an object; {_SHAPE}", line)
    text, speaker, line = turn.get("text"), turn.get("speaker"), source.line_at(turn.at)
    if not isinstance(text, str):
        raise source.error(f'turn {row} has no "text" in quotation marks; {_SHAPE}', line)
    if not isinstance(speaker, str | None):
        raise source.error(f'turn {row} has a "speaker" that is no string; {_SHAPE}', line)
    return Turn(
        label=fold(speaker or ""),
        text=fold_paragraphs(text),
        line_map=((0, line),),
        last_line=line,
        start=_seconds(source, turn, row, "start"),
        end=_seconds(source, turn, row, "end"),
        said_at=string(turn.get("said_at")),
    )


def _seconds(source: Source, turn: Node, row: int, key: str) -> float | None:
    value = turn.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e9:
        reason = f'turn {row} has a "{key}" that is no number of seconds; write it as 12.5 or leave it out'
        raise source.error(reason, source.line_at(turn.at))
    return float(value)
