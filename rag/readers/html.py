"""HTML down to its blocks of words, each piece with the line of the file that it stands on.

By the standard library's parser: it tells the place of every text, which Beautiful Soup forgets, and keeps
no tree, which takes fifty times the memory of a page full of tags.
"""

from __future__ import annotations

import re
import sys
from array import array
from dataclasses import dataclass, field
from html.parser import HTMLParser

from rag.columns import Columns
from rag.readers.front_matter import FrontMatter
from rag.readers.text import Block, fold, vocabulary

_BLOCKS = vocabulary(
    """
    address article aside blockquote body caption center cite dd details div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 head header hr html li main nav ol p pre section summary table tbody td
    tfoot th thead time title tr ul
    """
)
_INLINE_IN_PROSE = vocabulary("cite time")
"""Blocks of a Podcasting 2.0 transcript, but words of a sentence inside a paragraph."""
_LEFT_OUT = vocabulary(
    """
    aside button datalist dialog footer form head iframe math nav noscript object script select style svg
    template
    """
)
_VOID = vocabulary("area base br col embed hr img input link meta param source track wbr")
_HEADINGS = {f"h{level}": "#" * level + " " for level in range(1, 7)}
_BOLD, _STRIKES = vocabulary("b strong"), vocabulary("s del strike")
_ESCAPED = str.maketrans({sign: f"\\{sign}" for sign in "\\*<&[`"})
_LEADING_HASH = re.compile(r"^(\s*)#")
_SIGNATURE = re.compile(
    # Possessive, and no comment goes over an end of one: a flood of "<!---->" was tried for ever.
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--(?:(?!-->).){0,2000}-->\s*)*+"
    r"<(?:!doctype\s+html|html|head|body|cite|article|main|div|p|h1|table)\b",
    re.IGNORECASE | re.DOTALL,
)
_DATES = ("article:published_time", "date", "dc.date", "dcterms.date", "publishdate", "pubdate")


@dataclass(frozen=True, slots=True)
class HtmlBlock:
    """The words of one block: `tag` is the element they stand in, `rows` its lines with their numbers."""

    tag: str
    rows: Block

    @property
    def words(self) -> str:
        """The block's words on one line."""
        return fold(" ".join(self.rows.texts))


class HtmlBlocks(Columns[HtmlBlock]):
    """A page's blocks in order, kept as the lines of one text, parted by blank ones."""

    __slots__ = ("_numbers", "_starts", "_tags", "_texts")

    def __init__(self) -> None:
        self._numbers, self._starts = array("I"), array("I")
        self._texts, self._tags = list[str](), list[str]()

    def add(self, tag: str, rows: Block) -> None:
        """Put a block behind the others."""
        if self._tags:
            self._numbers.append(rows.numbers[0])
            self._texts.append("")
        self._starts.append(len(self._texts))
        self._numbers.extend(rows.numbers)
        self._texts += rows.texts
        self._tags.append(sys.intern(tag))

    @property
    def rows(self) -> Block:
        """All lines, with the blank ones between the blocks."""
        return Block(self._numbers, self._texts)

    def __len__(self) -> int:
        return len(self._tags)

    def _member(self, row: int) -> HtmlBlock:
        end = self._starts[row + 1] - 1 if row + 1 < len(self._starts) else len(self._texts)
        return HtmlBlock(self._tags[row], self.rows[self._starts[row] : end])


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """A page's blocks, and what its head says of title, date and address."""

    blocks: HtmlBlocks
    meta: FrontMatter


def is_html(text: str) -> bool:
    """True where the text begins as HTML does."""
    return _SIGNATURE.match(text[:8000]) is not None


def parse_html(text: str) -> HtmlPage:
    """Parse a page; bold, headings and strikes stay as markdown, whose signs are escaped in the words."""
    parser = _Parser()
    # html.parser looks for the end of an open tag from every "<" anew; without a ">" behind it there is none.
    parser.feed(text[: text.rfind(">") + 1])
    rest = text[text.rfind(">") + 1 :]
    if rest.strip():
        parser.add_text(rest, text.count("\n", 0, len(text) - len(rest)) + 1)
    return HtmlPage(parser.blocks(), FrontMatter(parser.meta))


@dataclass(slots=True)
class _Open:
    """A block that is being read: its lines, and the last one's pieces, which are joined once."""

    tag: str
    numbers: array[int] = field(default_factory=lambda: array("I"))
    texts: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    def begin(self, number: int, text: str) -> None:
        """Begin a line."""
        if self.pieces:
            self.texts.append("".join(self.pieces))
        self.numbers.append(number)
        self.pieces = [text]

    def rows(self) -> Block:
        return Block(self.numbers, [*self.texts, "".join(self.pieces)])


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._closed = HtmlBlocks()
        self._block = _Open("")
        self.meta: dict[str, str] = {}
        self._open: list[str] = []
        self._left_out, self._pre = 0, 0
        self._breaks = False

    def blocks(self) -> HtmlBlocks:
        """All blocks with words; ends the open one."""
        self._end()
        return self._closed

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("html", "meta", "link"):
            self._note(tag, {name: value or "" for name, value in attrs})
        if tag == "br":
            self._breaks = True
        elif tag in _VOID:
            if tag in _BLOCKS:
                self._begin(tag)
            return
        self._open.append(tag) if tag != "br" else None
        self._left_out += tag in _LEFT_OUT
        self._pre += tag == "pre"
        if tag in _BLOCKS and not (tag in _INLINE_IN_PROSE and "p" in self._open[-4:]):
            self._begin(tag)
        self._mark(tag, closing=False)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._open[-40:]:
            return
        while self._open:
            last = self._open.pop()
            self._left_out -= last in _LEFT_OUT
            self._pre -= last == "pre"
            if last == tag:
                break
        self._mark(tag, closing=True)
        if tag in _BLOCKS and not (tag in _INLINE_IN_PROSE and "p" in self._open[-4:]):
            self._begin(self._open[-1] if self._open else "")

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] == "title" and "title" not in self.meta and (title := fold(data)):
            self.meta["title"] = title
        if not self._left_out and not (self._open and self._open[-1] == "title"):
            self.add_text(data, self.getpos()[0])

    def add_text(self, data: str, line: int) -> None:
        """Add words that begin on this line of the file."""
        block = self._block
        for number, text in enumerate(data.split("\n"), start=line):
            if block.pieces and not self._breaks and block.numbers[-1] == number:
                block.pieces.append(self._escaped(text))
            elif text.strip() or self._pre:
                block.begin(number, self._escaped(text))
                self._breaks = False
            elif block.pieces and block.pieces[-1] != " ":
                block.pieces.append(" ")

    def _escaped(self, text: str) -> str:
        text = text.translate(_ESCAPED)
        return _LEADING_HASH.sub(r"\1\\#", text) if "#" in text else text

    def _begin(self, tag: str) -> None:
        self._breaks = False
        if self._block.pieces:
            self._end()
        self._block.tag = tag

    def _end(self) -> None:
        rows = self._block.rows()
        if any(map(fold, rows.texts)):
            self._closed.add(self._block.tag, rows)
        self._block = _Open("")

    def _mark(self, tag: str, *, closing: bool) -> None:
        """Keep bold, headings and strikes as markdown has them."""
        if self._left_out:
            return
        mark = ""
        if tag in _BOLD:
            mark = "**"
        elif tag in _STRIKES:
            mark = "</s>" if closing else "<s>"
        elif tag in _HEADINGS and not closing:
            mark = _HEADINGS[tag]
        if mark:
            line, block = self.getpos()[0], self._block
            if block.pieces and not self._breaks and (closing or block.numbers[-1] == line):
                block.pieces.append(mark)
            else:
                block.begin(line, mark)
                self._breaks = False

    def _note(self, tag: str, values: dict[str, str]) -> None:
        """Keep what the head says of title, date and address."""
        if tag == "html" and values.get("lang"):
            self.meta.setdefault("language", values["lang"])
        name = (values.get("property") or values.get("name") or values.get("itemprop") or "").lower()
        content = fold(values.get("content", ""))
        if tag == "meta" and content:
            if name == "og:title":
                self.meta["title"] = content
            elif name in _DATES:
                self.meta.setdefault("date", content)
            elif name == "og:url":
                self.meta.setdefault("url", content)
        elif tag == "link" and values.get("rel", "").lower() == "canonical" and values.get("href"):
            self.meta["url"] = fold(values["href"])
