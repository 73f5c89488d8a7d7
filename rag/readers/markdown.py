"""Markdown and stray HTML down to the words, with what is struck through told apart."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from html.entities import html5

from rag.readers.text import Block, TextBuilder, vocabulary

_SPECIAL = re.compile(r"[\\<&*\[`]")

# Each alternative stops at the next character of its own kind or after a bounded run, so that the whole
# is linear in a hostile line of megabytes.
_TOKEN = re.compile(
    r"""
    \\(?P<escaped>[!-/:-@\[-`{-~])
  | (?P<comment><!--)
  | <(?P<address>(?:https?://|mailto:|www\.)[^\s<>]{1,2000}|[^\s<>@/]{1,200}@[^\s<>@]{1,200})>
  | <(?P<closing>/?)(?P<tag>[A-Za-z][A-Za-z0-9]{0,15})(?:\s[^<>]*)?/?>
  | (?P<entity>&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)
  | (?P<stars>\*+)
  | !?\[(?P<shown>[^\[\]]{0,1000})\]\((?P<target>[^()\s]{0,2000})(?:\s+"[^"]{0,300}")?\)
  | (?P<line_end>\n)
    """,
    re.VERBOSE,
)
_STARS = re.compile(r"\*+")
_STRIKES = frozenset({"s", "del", "strike"})
_INLINE = vocabulary(
    """
    a abbr b bdi bdo big center cite code em font i ins kbd mark q samp small span strong sub sup time tt u
    var
    """
)
_BLOCKS = vocabulary(
    """
    address article aside blockquote br button caption col dd div dl dt figcaption figure footer form h1 h2
    h3 h4 h5 h6 header hr iframe img input li main nav ol p picture pre script section source style svg
    table tbody td tfoot th thead tr ul video wbr
    """
)
_THEMATIC_BREAK = re.compile(r"(?:\\?[*\-_=#]\s*){3,}|\\?#+")
_BULLET = re.compile(r"\s{0,3}[-*+]\s+(?=\S)")


def is_ornament(text: str) -> bool:
    """True for a line of nothing but stars, dashes or number signs, which parts sections or ends a text."""
    if len(text) >= 200 or text[:1].isalnum():
        return False
    return _THEMATIC_BREAK.fullmatch(text.strip()) is not None


def bullet_end(text: str) -> int:
    """Where the words of a list item begin in `text`, 0 where it is none."""
    bullet = None if text[:1].isalnum() else _BULLET.match(text)
    return bullet.end() if bullet else 0


def is_plain(text: str) -> bool:
    """True where nothing in the text can be mark-up."""
    return _SPECIAL.search(text) is None


def add_plain(lines: Block, out: TextBuilder) -> None:
    """Append lines in which nothing is mark-up."""
    for number, text in lines:
        out.add(text, number)
        out.space()


def add_markdown(lines: Block, out: TextBuilder) -> None:
    """Append lines of one paragraph: escapes undone, tags and emphasis gone, `<s>` kept as struck spans."""
    if not any(map(_SPECIAL.search, lines.texts)):
        add_plain(lines, out)
        return
    joined = lines.joined
    _Inline(lines.numbers, out, joined).write(joined)
    out.unstrike()
    out.space()


class _Inline:
    def __init__(self, numbers: Sequence[int], out: TextBuilder, whole: str) -> None:
        self._numbers, self._row, self._out, self._whole = numbers, 0, out, whole

    @cached_property
    def _star_runs(self) -> Counter[str]:
        return Counter(_STARS.findall(self._whole))

    def write(self, text: str) -> None:
        position = 0
        comments_close = True
        while token := _TOKEN.search(text, position):
            self._add(text[position : token.start()])
            position = token.end()
            kind = token.lastgroup
            if kind == "comment":
                close = text.find("-->", position) if comments_close else -1
                comments_close = close >= 0
                if comments_close:
                    self._row += text.count("\n", position, close)
                    position = close + 3
                else:
                    self._add("<!--")
            elif kind == "stars":
                self._stars(token, text)
            elif kind == "tag":
                self._tag(token)
            elif kind == "line_end":
                self._row += 1
                self._out.space()
            else:
                self._words(token)
        self._add(text[position:])

    def _add(self, text: str) -> None:
        if text:
            self._out.add(text, self._numbers[self._row])

    def _words(self, token: re.Match[str]) -> None:
        if token["shown"] is not None:
            self.write(token["shown"])
            self._row += token[0].count("\n") - token["shown"].count("\n")
        elif token["entity"]:
            known = token["entity"].startswith("&#") or token["entity"][1:] in html5
            self._add(html.unescape(token["entity"]) if known else token["entity"])
        else:
            self._add(token["escaped"] or token["address"])

    def _stars(self, token: re.Match[str], text: str) -> None:
        around = text[max(0, token.start() - 1) : token.start()] + text[token.end() : token.end() + 1]
        # Stars between two spaces ("5 * 3") or alone inside a word ("s**t") mark nothing up.
        alone = len(around) == 2 and around.isalnum() and self._star_runs[token[0]] == 1
        if around == "  " or alone:
            self._add(token[0])

    def _tag(self, token: re.Match[str]) -> None:
        name = token["tag"].lower()
        if name in _STRIKES:
            self._out.unstrike() if token["closing"] else self._out.strike()
        elif name in _BLOCKS:
            self._out.space()
        elif name not in _INLINE:
            # No HTML element: "<inaudible>" is the source's own way to bracket a remark.
            self._add_lines(token[0])
            return
        self._row += token[0].count("\n")

    def _add_lines(self, text: str) -> None:
        for row, part in enumerate(text.split("\n")):
            if row:
                self._row += 1
                self._out.space()
            self._add(part)
