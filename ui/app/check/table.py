"""Many verdicts as HTML: the count, filters, a table whose rows open, and the article with its quotations."""

from __future__ import annotations

from collections.abc import Sequence

from rag.quotes import QuoteCheck
from ui import verdicts
from ui.app.check.html import legend_html, places_html, reasons_html
from ui.app.html import safe
from ui.batch import BatchReport, Checked, Source
from ui.reports import counts_of
from ui.texts import text
from ui.texts.problems import problem_in

_MOST_PLACES = 3


def batch_html(report: BatchReport, language: str) -> str:
    """A whole run: what was found first, then the table and the articles."""
    if not report.checked and not report.problems:
        return f"<p class='or-empty'>{safe(text('check.nothing_quoted', language))}</p>"
    head = _summary(report, language) + _problems(report, language)
    table = table_html(report.checked, language) if report.checked else ""
    articles = "".join(article_html(source, report.checked, language) for source in report.sources)
    views = _views(table, articles, language) if articles and table else table + articles
    return f"<div class='or-batch'>{head}{views}{_unchecked(report, language)}{legend_html(language)}</div>"


def table_html(
    checked: Sequence[Checked], language: str, changes: Sequence[str] = (), name: str = "checked"
) -> str:
    """The verdicts in a table with its filters; `name` is the table's, one of its own on the page.

    `changes` says of each row what a re-check found, "" where nothing.
    """
    told = changes or [""] * len(checked)
    rows = "".join(_row(each, change, language, name) for each, change in zip(checked, told, strict=True))
    heads = "".join(
        f"<th scope='col'>{safe(text(f'check.{key}', language))}</th>"
        for key in ("number", "verdict", "column_quotation", "claimed", "where")
    )
    shown = safe(text("check.shown", language, shown="{shown}", total=len(checked)))
    return (
        f"<div class='or-checks'>{_filters([each.check for each in checked], language)}"
        f"<p class='or-title or-shown' role='status' data-shown='{shown}'></p>"
        f"<table class='or-table or-verdict-table'><thead><tr>{heads}</tr></thead>{rows}</table></div>"
    )


def article_html(source: Source, checked: Sequence[Checked], language: str) -> str:
    """An article with its quotations marked; "" for a list, which has no text around its quotations."""
    if not source.paragraphs:
        return ""
    mine = [each for each in checked if each.item.source == source.name]
    paragraphs = []
    for number, paragraph in enumerate(source.paragraphs, start=1):
        here = [each for each in mine if each.item.number == number]
        words = _marked(paragraph.text, here, language)
        element = "blockquote" if paragraph.quoted else "p"
        paragraphs.append(f"<{element}>{words}</{element}>")
    title = f"<h3>{safe(source.name)}</h3>" if source.name else ""
    return f"<article class='or-article'>{title}{''.join(paragraphs)}</article>"


def progress_html(done: int, total: int, language: str) -> str:
    """How far a run is."""
    line = safe(text("check.checking", language, done=done, total=total))
    return (
        f"<p class='or-progress'>{line}</p>"
        f"<progress class='or-bar' value='{done}' max='{max(1, total)}' aria-label='{line}'></progress>"
    )


def _summary(report: BatchReport, language: str) -> str:
    done = len(report.checked)
    said = text("check.supported", language, n=done, supported=report.supported)
    line = f"<p class='or-summary'>{safe(said)}.</p>" if done else ""
    if done < report.planned:
        stopped = text("check.stopped", language, done=done, total=report.planned)
        line = f"<p class='or-risk'>{safe(stopped)}</p>{line}"
    return line


def _problems(report: BatchReport, language: str) -> str:
    lines = []
    for problem in report.problems:
        reason = told = problem_in(problem.reason, language)
        if problem.row is not None:
            place = text("check.row", language, n=problem.row)
            reason = text("check.problem", language, name=problem.source, place=place, reason=told)
        lines.append(f"<li>{safe(reason)}</li>")
    if not lines:
        return ""
    return f"<div class='or-risk'>{safe(text('check.problems', language))}<ul>{''.join(lines)}</ul></div>"


def _views(table: str, articles: str, language: str) -> str:
    """The table and the articles behind two buttons."""
    buttons = "".join(
        f"<button type='button' class='or-view' data-view='{view}' aria-pressed='{pressed}'>"
        f"{safe(text(f'check.view_{view}', language))}</button>"
        for view, pressed in (("table", "true"), ("article", "false"))
    )
    name = safe(text("check.view", language))
    return (
        f"<div class='or-views' role='group' aria-label='{name}'>{buttons}</div>"
        f"<div data-shows='table'>{table}</div><div data-shows='article' hidden>{articles}</div>"
    )


def _filters(checks: Sequence[QuoteCheck], language: str) -> str:
    chips = [_chip("", text("check.all_verdicts", language), len(checks), pressed=True)]
    for verdict, count in counts_of(checks):
        name = f"{verdicts.sign_of(verdict)} {verdicts.name_of(verdict, language)}"
        chips.append(_chip(verdict.value, name, count, pressed=False))
    return (
        f"<div class='or-filters'><div class='or-chips' role='group' "
        f"aria-label='{safe(text('check.filter_verdict', language))}'>{''.join(chips)}</div>"
        f"{_speakers(checks, language)}</div>"
    )


def _chip(value: str, name: str, count: int, *, pressed: bool) -> str:
    state = str(pressed).lower()
    opens = f"<button type='button' class='or-filter' data-filter='{value}' aria-pressed='{state}'>"
    return f"{opens}{safe(name)} <strong>{count}</strong></button>"


def _speakers(checks: Sequence[QuoteCheck], language: str) -> str:
    names = sorted({check.speaker or "" for check in checks})
    if len(names) < 2:
        return ""
    options = [f"<option value='*'>{safe(text('check.any_speaker', language))}</option>"]
    for name in names:
        shown = name or text("check.no_speaker", language)
        options.append(f"<option value='={safe(name)}'>{safe(shown)}</option>")
    label = safe(text("check.filter_speaker", language))
    return f"<label class='or-speaker-filter'>{label} <select>{''.join(options)}</select></label>"


def _row(each: Checked, change: str, language: str, table: str) -> str:
    """One verdict: a row, and below it what opens."""
    found, opens = each.check, f"or-{table}-{each.n}"
    style = "or-yes" if found.verdict.supported else "or-no"
    name = f"{verdicts.sign_of(found.verdict)} {verdicts.name_of(found.verdict, language)}"
    changed = f"<p class='or-risk'>{safe(change)}</p>" if change else ""
    return (
        f"<tbody data-verdict='{found.verdict.value}' data-speaker='={safe(found.speaker or '')}' "
        f"data-row='{each.n}'><tr><td>{each.n}</td>"
        f"<td class='or-named {style}'>{safe(name)}</td>"
        f"<td><button type='button' class='or-toggle' aria-expanded='false' aria-controls='{opens}'>"
        f"“{safe(' '.join(found.quote.split()))}”</button>{_origin(each, language)}{changed}</td>"
        f"<td data-name='{safe(text('check.claimed', language))}'>{safe(found.speaker or '–')}</td>"
        f"<td class='or-best'>{_where(found)}</td></tr>"
        f"<tr id='{opens}' class='or-opened' hidden><td></td><td colspan='4'>"
        f"{reasons_html(found, language)}{places_html(found, language, _MOST_PLACES)}</td></tr></tbody>"
    )


def _origin(each: Checked, language: str) -> str:
    """The article or list that a quotation is of, and its place there."""
    key = "check.row" if each.item.filters is not None else "check.paragraph"
    parts = [each.item.source, text(key, language, n=each.item.number) if each.item.number else ""]
    said = safe(", ".join(filter(None, parts)))
    return f"<span class='or-label'>{said}</span>" if said else ""


def _where(found: QuoteCheck) -> str:
    if not found.matches:
        return "–"
    best = found.matches[0]
    day = f"<time>{best.date.isoformat()}</time> " if best.date else ""
    return f"{day}{safe(best.title)}"


def _marked(words: str, here: Sequence[Checked], language: str) -> str:
    """A paragraph with its quotations marked, each followed by its verdict, which opens its row."""
    parts = ((span, each) for each in here for span in each.item.quotation.spans)
    pieces, position = [], 0
    for (start, end), each in sorted(parts, key=lambda part: part[0]):
        style = "or-yes" if each.check.verdict.supported else "or-no"
        pieces.append(safe(words[position:start]))
        pieces.append(f"<mark class='or-in {style}'>{safe(words[start:end])}</mark>")
        position = end
        if (start, end) == each.item.quotation.spans[-1]:
            # The closing mark stands before the verdict.
            position = min(len(words), end + 1)
            name = f"{verdicts.sign_of(each.check.verdict)} {verdicts.name_of(each.check.verdict, language)}"
            pieces.append(safe(words[end:position]))
            pieces.append(
                f" <button type='button' class='or-to-row {style}' data-row='{each.n}'>{safe(name)}</button>"
            )
    return "".join([*pieces, safe(words[position:])])


def _unchecked(report: BatchReport, language: str) -> str:
    terms = ", ".join(f"“{quotation.text}”" for quotation in report.text.unchecked)
    return f"<p class='or-title'>{safe(text('check.unchecked', language, terms=terms))}</p>" if terms else ""
