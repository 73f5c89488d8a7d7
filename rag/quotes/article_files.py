"""Articles from plain text, Markdown, HTML and Word files."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from rag.errors import OnRecordError
from rag.quotes.article import Paragraph

if TYPE_CHECKING:
    from bs4.element import Tag

_BLOCKS = ["p", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "td", "figcaption", "dd", "pre"]
_NOT_TEXT = ["script", "style", "nav", "template", "noscript", "head", "button", "form"]
_HTML = re.compile(r"^\s*(?:<!doctype html|<html\b|<(?:p|div|article|body|blockquote)\b)", re.IGNORECASE)
_MARKDOWN_SUFFIXES = (".md", ".markdown")


def read_article(content: bytes, name: str) -> list[Paragraph]:
    """The paragraphs of an article; `name` tells its format by its ending, else the content does.

    Raises OnRecordError for what is neither text, HTML nor a Word file.
    """
    if content.startswith(b"PK"):
        return _from_docx(content, name)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise OnRecordError(
            f"{name} is not UTF-8 text ({error.reason} at byte {error.start}). "
            f"Save it as UTF-8, HTML or .docx."
        ) from None
    return article_of(text, markdown=Path(name).suffix.lower() in _MARKDOWN_SUFFIXES)


def article_of(text: str, *, markdown: bool = False) -> list[Paragraph]:
    """The paragraphs of pasted text: HTML where it begins as HTML, Markdown where that is said."""
    if _HTML.match(text):
        return _from_html(text)
    if markdown:
        from markdown_it import MarkdownIt

        return _from_html(MarkdownIt("commonmark").render(text))
    return _from_text(text)


def _from_text(text: str) -> list[Paragraph]:
    """Blank lines part paragraphs; lines that begin with ">" are a block quotation."""
    found = []
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n")):
        lines = [line.strip() for line in block.strip().splitlines()]
        if not lines:
            continue
        quoted = all(line.startswith(">") for line in lines)
        words = " ".join(line.lstrip("> ") if quoted else line for line in lines)
        found.append(Paragraph(words, quoted))
    return found


def _from_html(text: str) -> list[Paragraph]:
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(text, "html.parser")
    for tag in soup(_NOT_TEXT):
        tag.decompose()
    found = [
        Paragraph(words, _is_quoted(tag))
        for tag in soup.find_all(_BLOCKS)
        if not tag.find(_BLOCKS) and (words := " ".join(tag.get_text().split()))
    ]
    return found or _from_text(soup.get_text("\n\n"))


def _is_quoted(tag: Tag) -> bool:
    return tag.name == "blockquote" or tag.find_parent("blockquote") is not None


def _from_docx(content: bytes, name: str) -> list[Paragraph]:
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    try:
        document = Document(io.BytesIO(content))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as error:
        raise OnRecordError(
            f"{name} is no Word file that can be read ({error}). Save it as .docx, HTML or text."
        ) from None
    return [
        Paragraph(
            " ".join(each.text.split()), "quote" in (each.style.name or "").lower() if each.style else False
        )
        for each in document.paragraphs
        if each.text.strip()
    ]
