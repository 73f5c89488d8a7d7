"""Many quotations at once: articles, and lists of quotations in CSV files.

A list has a row of headings with `quote`, and `speaker` and `date` where they are known; its separator is a
comma, a semicolon or a tab. One bad file or row never costs the others: it is named, with its reason.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rag.assistant import Assistant
from rag.errors import FilterError, OnRecordError, UnreadableFileError
from rag.filters import Filters, parse_date
from rag.quotes import (
    LONGEST_QUOTATION,
    ArticleQuotation,
    Paragraph,
    QuoteCheck,
    TextCheck,
    TextReport,
    parted,
    quotations,
    read_article,
)
from rag.readers.encoding import decode

MOST_QUOTATIONS = 1_000
"""Quotations in one run, at most."""
_LIST_SUFFIXES = (".csv", ".tsv")


@dataclass(frozen=True, slots=True)
class Problem:
    """A file, or a row of a list (from 1, the headings not counted), that can't be checked, and why."""

    source: str
    row: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Item:
    """A quotation to check.

    `number` is its paragraph in an article or its row in a list, from 1. `filters` are a list's, whose
    `quotation` has neither cue nor spans.
    """

    source: str
    number: int
    quotation: ArticleQuotation
    filters: Filters | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """An article, whose paragraphs are given, or a list, which has none."""

    name: str
    items: tuple[Item, ...]
    paragraphs: tuple[Paragraph, ...] = ()
    unchecked: tuple[ArticleQuotation, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """An item and its verdict; `n` counts from 1 over all sources."""

    n: int
    item: Item
    check: QuoteCheck


@dataclass(frozen=True, slots=True)
class BatchReport:
    """The verdicts on what was checked; fewer than all items where it was stopped."""

    sources: tuple[Source, ...]
    checked: tuple[Checked, ...]

    @property
    def planned(self) -> int:
        """How many quotations there were to check."""
        return sum(len(source.items) for source in self.sources)

    @property
    def supported(self) -> int:
        """How many one may print as they stand."""
        return sum(each.check.verdict.supported for each in self.checked)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that couldn't be read."""
        return tuple(problem for source in self.sources for problem in source.problems)

    @property
    def text(self) -> TextReport:
        """The same as one article's report."""
        checks = (TextCheck(each.item.quotation, each.check) for each in self.checked)
        return TextReport(tuple(checks), tuple(q for source in self.sources for q in source.unchecked))


def is_list(name: str) -> bool:
    """Whether a file's name is a list's."""
    return Path(name).suffix.lower() in _LIST_SUFFIXES


def read_source(content: bytes, name: str) -> Source:
    """An article or, by the file name's ending, a list; a file that can't be read is a problem of its own."""
    try:
        if is_list(name):
            return list_source(content, name)
        return article_source(read_article(content, name), name)
    except OnRecordError as error:
        return Source(name, (), problems=(Problem(name, None, str(error)),))


def article_source(paragraphs: Sequence[Paragraph], name: str) -> Source:
    """The quotations of an article; `name` is "" for pasted text."""
    found, others = parted(quotations(paragraphs))
    items = tuple(Item(name, quotation.paragraph, quotation) for quotation in found)
    return Source(name, items, tuple(paragraphs), tuple(others))


def list_source(content: bytes, name: str) -> Source:
    """The quotations of a CSV list. Raises OnRecordError where it has no column `quote`."""
    rows = _rows(content, name)
    items: list[Item] = []
    problems: list[Problem] = []
    for number, row in enumerate(rows, start=1):
        quote, speaker, date = (row.get(key, "").strip() for key in ("quote", "speaker", "date"))
        if not quote:
            continue
        try:
            filters = _filters(quote, speaker, date)
        except OnRecordError as error:
            problems.append(Problem(name, number, str(error)))
            continue
        items.append(Item(name, number, ArticleQuotation(quote, number, speaker or None), filters))
    return Source(name, tuple(items), problems=tuple(problems))


def check_all(assistant: Assistant, sources: Sequence[Source]) -> Iterator[Checked]:
    """The verdicts, one after the other. Raises OnRecordError for more than MOST_QUOTATIONS."""
    items = [item for source in sources for item in source.items]
    if len(items) > MOST_QUOTATIONS:
        raise OnRecordError(
            f"There are {len(items):,} quotations; at most {MOST_QUOTATIONS:,} are checked in one run. "
            f"Check them in parts."
        )
    for n, item in enumerate(items, start=1):
        if item.filters is None:
            found = assistant.check_quotation(item.quotation)
            yield Checked(n, Item(item.source, item.number, found.quotation), found.check)
        else:
            yield Checked(n, item, assistant.check(item.quotation.text, item.filters))


def reports_so_far(
    assistant: Assistant, sources: Sequence[Source], stopped: Callable[[], bool]
) -> Iterator[BatchReport]:
    """The report after each quotation; none follows once `stopped` says so."""
    report = BatchReport(tuple(sources), ())
    for each in check_all(assistant, sources):
        report = BatchReport(report.sources, (*report.checked, each))
        yield report
        if stopped():
            return


def _filters(quote: str, speaker: str, date: str) -> Filters:
    if len(quote) > LONGEST_QUOTATION:
        raise FilterError(
            f"The quotation has {len(quote):,} characters; at most {LONGEST_QUOTATION:,} are checked."
        )
    first, last = (parse_date(date, "date", last=last) for last in (False, True))
    return Filters(speaker or None, first, last)


def _rows(content: bytes, name: str) -> list[dict[str, str]]:
    """The rows under their headings, in lower case."""
    try:
        text = decode(Path(name), content).text.lstrip("\ufeff")
    except UnreadableFileError:
        raise OnRecordError(f"{name} is no text that can be read. Save it as CSV UTF-8.") from None
    head = text.lstrip().split("\n", 1)[0]
    separator = max(",;\t", key=head.count)
    try:
        lines = list(csv.reader(io.StringIO(text.lstrip(), newline=""), delimiter=separator))
    except csv.Error as error:
        raise OnRecordError(f"{name} is no CSV that can be read ({error}). Save it as CSV UTF-8.") from None
    names = [cell.strip().lower() for cell in lines[0]] if lines else []
    if "quote" not in names:
        found = ", ".join(filter(None, names))[:80] or "nothing"
        raise OnRecordError(
            f"{name} has no column 'quote' (its first row has: {found}). "
            f"Name the columns quote, speaker and date in the first row."
        )
    return [dict(zip(names, line, strict=False)) for line in lines[1:]]
