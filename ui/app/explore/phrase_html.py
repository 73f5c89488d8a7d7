"""Explore, a phrase: what is said of the numbers, the plot and the tables, as HTML."""

from __future__ import annotations

from typing import Any

from rag.exploring import Mentions, MonthMentions, Tally
from ui.app.actions import action
from ui.app.explore.html import month_name, month_word, voice_name
from ui.app.explore.plots import month_bars
from ui.app.html import safe
from ui.app.tables import Cell, csv_link, folded, table
from ui.texts import text
from ui.texts.numbers import number, separators


def facts_html(found: Mentions, language: str) -> str:
    """How often, among what; and what counts."""
    if not found.found:
        line = text("explore.none_said", language, phrase=found.phrase)
    else:
        line = _total(found, language)
    notes = [text("explore.what_counts", language)]
    if found.left_out:
        notes.append(text("explore.left_out", language, n=found.left_out))
    if found.found and any(not month.transcripts for month in found.months):
        notes.append(text("explore.gaps", language))
    return f"<p class='or-number-line'>{safe(line)}</p><p class='or-coverage'>{safe(' '.join(notes))}</p>"


def _total(found: Mentions, language: str) -> str:
    values = {
        "phrase": found.phrase,
        "mentions": found.total.mentions,
        "turns": found.total.turns,
        "rate": _rate(found.total, language),
        "words": found.total.words,
        "transcripts": found.coverage.transcripts - found.left_out,
    }
    first, last = found.coverage.first_date, found.coverage.last_date
    if first is None:
        return text("explore.total_undated", language, **values)
    return text("explore.total", language, first=first, last=last, **values)


def mentions_plot(found: Mentions, measure: str, language: str) -> Any:
    """Mentions by month, or with `measure` "rate" in 10,000 words."""
    by_rate = measure == "rate"
    values = [_value(month, by_rate=by_rate) for month in found.months]
    hover = [_hover(month, language) for month in found.months]
    title = text("explore.per_10000" if by_rate else "explore.mentions", language)
    return month_bars([month.month for month in found.months], values, title, hover, separators(language))


def _value(month: MonthMentions, *, by_rate: bool) -> float | None:
    if not month.transcripts:
        return None
    return month.tally.per_10000 if by_rate else month.tally.mentions


def _hover(month: MonthMentions, language: str) -> str:
    if not month.transcripts:
        return f"{month.month}: {text('explore.no_transcript', language)}"
    rate = f"({_rate(month.tally, language)} / {number(10_000, language)})"
    return f"{month.month}: {number(month.tally.mentions, language)} {rate}"


def _rate(tally: Tally, language: str) -> str:
    return "–" if tally.per_10000 is None else number(tally.per_10000, language, 2)


def tables_html(found: Mentions, language: str) -> str:
    """By month, by speaker, and who was asked."""
    months = folded(text("explore.as_table", language), _months(found, language)) if found.found else ""
    parts = [_said_by(found, language) if found.speakers else "", _asked(found, language)]
    return f"{months}<div class='or-two'>{''.join(parts)}</div>"


def _months(found: Mentions, language: str) -> str:
    heads = [
        text(f"explore.{key}", language) for key in ("month", "mentions", "per_10000", "words", "transcripts")
    ]
    all_months = [*found.months, *([found.undated] if found.undated.transcripts else [])]
    rows: list[list[str]] = []
    plain: list[list[Cell]] = []
    none = text("explore.no_transcript", language)
    for month in all_months:
        name, tally = month_name(month.month, language), month.tally
        if not month.transcripts:
            rows.append([safe(name), f"<span class='or-gap'>{safe(none)}</span>", "", "", ""])
            plain.append([month.month, None, None, None, 0])
            continue
        opens = action("month", month_word(month.month), name) if tally.mentions else safe(name)
        counts = [number(n, language) for n in (tally.mentions, tally.words, month.transcripts)]
        rows.append([opens, counts[0], _rate(tally, language), *counts[1:]])
        plain.append([month.month, tally.mentions, tally.per_10000, tally.words, month.transcripts])
    caption = text("explore.mentions", language)
    return table(heads, rows, caption) + csv_link("mentions-by-month", heads, plain, language)


def _said_by(found: Mentions, language: str) -> str:
    heads = [text(f"explore.{key}", language) for key in ("speaker", "mentions", "per_10000")]
    rows = [
        [
            safe(voice_name(each.voice, language, whole=True)),
            action("speaker", each.voice.name, number(each.tally.mentions, language)),
            _rate(each.tally, language),
        ]
        for each in found.speakers
    ]
    plain: list[list[Cell]] = [[e.voice.name, e.tally.mentions, e.tally.per_10000] for e in found.speakers]
    title = text("explore.said_by", language)
    saved = csv_link("mentions-by-speaker", heads, plain, language)
    return f"<section><h3>{safe(title)}</h3>{_cut(table(heads, rows, title))}{saved}</section>"


def _asked(found: Mentions, language: str) -> str:
    if not found.asked.questions:
        return ""
    heads = [text(f"explore.{key}", language) for key in ("speaker", "answered", "declined")]
    rows = [
        [
            safe(voice_name(each.voice, language, whole=True)),
            action("asked", each.voice.name, number(each.asked, language)),
            action("declined", each.voice.name, number(each.declined, language)) if each.declined else "0",
        ]
        for each in found.asked.people
    ]
    plain: list[list[Cell]] = [[e.voice.name, e.asked, e.declined] for e in found.asked.people]
    title = text("explore.asked_of", language)
    lines = [text("explore.asked_line", language, n=found.asked.questions)]
    if found.asked.unanswered:
        lines.append(text("explore.unanswered", language, n=found.asked.unanswered))
    lines.append(text("explore.declined_means", language))
    saved = csv_link("asked", heads, plain, language)
    return (
        f"<section><h3>{safe(title)}</h3><p class='or-coverage'>{safe(' '.join(lines))}</p>"
        f"{_cut(table(heads, rows, title))}{saved}</section>"
    )


def _cut(content: str) -> str:
    return f"<div class='or-tall' tabindex='0'>{content}</div>"
