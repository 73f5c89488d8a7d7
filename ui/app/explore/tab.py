"""The Explore tab: the library at a glance, mentions of a phrase, a speaker on a topic.

Nothing is counted before the tab is opened.
"""

from __future__ import annotations

from typing import Any

import gradio as gr

from rag.assistant import Assistant
from rag.citations import Coverage, coverage
from rag.exploring import MonthTotals, Overview, overview
from rag.filters import Filters, select
from rag.library.snapshot import Snapshot
from ui.app.actions import action, asked
from ui.app.explore.html import month_name, month_word, transcript_links, voice_name
from ui.app.explore.phrase import phrase_section
from ui.app.explore.plots import month_bars, name_bars
from ui.app.explore.style import hearing
from ui.app.explore.topic import topic_section
from ui.app.handlers import QUIET, told
from ui.app.html import safe
from ui.app.i18n import label, language_of
from ui.app.tables import Cell, csv_link, folded, table
from ui.texts import text
from ui.texts.numbers import number, separators

_SPEAKERS = 12


def explore_tab(assistant: Assistant, tab: gr.Tab) -> None:
    """Build the tab's components and events; `tab` is the tab that they stand in."""
    with gr.Column(elem_id="or-explore"), gr.Tabs():
        with gr.Tab(label("explore.glance"), id="glance"):
            outputs = _glance_section(assistant)
        with gr.Tab(label("explore.phrase"), id="phrase"):
            phrase_section(assistant)
        with gr.Tab(label("explore.topic"), id="topic"):
            topic_section(assistant)

    def load(request: gr.Request) -> list[Any]:
        language = language_of(request)
        with assistant.library.snapshot() as snapshot:
            found = overview(snapshot, select(Filters(), snapshot))
            searched = coverage(snapshot, select(Filters(), snapshot))
            return _glance(snapshot, found, searched, language)

    tab.select(told(load), None, outputs, **QUIET)


def _glance_section(assistant: Assistant) -> list[Any]:
    facts = gr.HTML(elem_id="or-glance")
    months = gr.Plot(label=label("explore.transcripts_by_month"), elem_id="or-plot-months", visible=False)
    month_table = gr.HTML(elem_id="or-months", js_on_load=hearing("or-plot-months"))
    shown = gr.HTML(elem_id="or-month")
    speakers = gr.Plot(label=label("explore.words_by_speaker"), elem_id="or-plot-speakers", visible=False)
    speaker_table = gr.HTML(elem_id="or-speaking")

    def show_month(event: gr.EventData, request: gr.Request) -> str:
        _, month = asked(event)
        with assistant.library.snapshot() as snapshot:
            return _month_html(snapshot, month, language_of(request))

    month_table.click(told(show_month), None, shown, **QUIET)
    return [facts, months, month_table, speakers, speaker_table, shown]


def _glance(snapshot: Snapshot, found: Overview, searched: Coverage, language: str) -> list[Any]:
    """The updates of the section's components."""
    if not searched.transcripts:
        empty = f"<p class='or-empty'>{safe(text('explore.empty', language))}</p>"
        hidden = gr.update(visible=False)
        return [empty, hidden, "", hidden, "", ""]
    dated = gr.update(visible=bool(found.months), value=_months_plot(found, language))
    return [
        _facts(found, searched, language),
        dated,
        _months_table(found, language),
        gr.update(visible=True, value=_speakers_plot(found, language)),
        _speakers_table(found, language),
        "",
    ]


def _facts(found: Overview, searched: Coverage, language: str) -> str:
    totals = (*found.months, found.undated)
    numbers = {
        "transcripts": sum(each.transcripts for each in totals),
        "turns": sum(each.turns for each in totals),
        "words": sum(each.words for each in totals),
    }
    if searched.first_date:
        held = text("explore.held", language, first=searched.first_date, last=searched.last_date, **numbers)
    else:
        held = text("explore.held_undated", language, **numbers)
    notes = [text("explore.left_out", language, n=found.left_out)] if found.left_out else []
    if found.undated.transcripts and found.months:
        notes.append(text("explore.undated_too", language, n=found.undated.transcripts))
    if any(not month.transcripts for month in found.months):
        notes.append(text("explore.gaps", language))
    if found.months:
        notes.append(text("explore.click_month", language))
    return f"<p class='or-number-line'>{safe(held)}</p><p class='or-coverage'>{safe(' '.join(notes))}</p>"


def _months_plot(found: Overview, language: str) -> Any:
    values = [month.transcripts or None for month in found.months]
    hover = [
        f"{month.month}: {month.transcripts or text('explore.no_transcript', language)}"
        for month in found.months
    ]
    title = text("explore.transcripts", language)
    return month_bars([month.month for month in found.months], values, title, hover, separators(language))


def _months_table(found: Overview, language: str) -> str:
    heads = [text(f"explore.{key}", language) for key in ("month", "transcripts", "turns", "words")]
    totals = [*found.months, *([found.undated] if found.undated.transcripts else [])]
    rows = []
    for each in totals:
        name = month_name(each.month, language)
        if not each.transcripts:
            rows.append(
                [
                    safe(name),
                    f"<span class='or-gap'>{safe(text('explore.no_transcript', language))}</span>",
                    "",
                    "",
                ]
            )
            continue
        opens = action("month", month_word(each.month), name)
        rows.append([opens, *(number(n, language) for n in (each.transcripts, each.turns, each.words))])
    saved = csv_link("months", heads, [_month_cells(each) for each in totals], language)
    summary = text("explore.as_table", language)
    caption = text("explore.transcripts_by_month", language)
    return folded(summary, table(heads, rows, caption) + saved)


def _month_cells(each: MonthTotals) -> list[Cell]:
    held: list[Cell] = [each.turns, each.words] if each.transcripts else [None, None]
    return [each.month, each.transcripts, *held]


def _speakers_plot(found: Overview, language: str) -> Any:
    shown = found.speakers[:_SPEAKERS]
    names = [voice_name(each.voice, language) for each in shown]
    words = text("explore.words", language)
    hover = [number(each.words, language) for each in shown]
    return name_bars(names, [each.words for each in shown], words, hover, separators(language))


def _speakers_table(found: Overview, language: str) -> str:
    heads = [text(f"explore.{key}", language) for key in ("speaker", "words", "turns", "transcripts")]
    rows = [
        [
            safe(voice_name(e.voice, language, whole=True)),
            *(number(count, language) for count in (e.words, e.turns, e.transcripts)),
        ]
        for e in found.speakers
    ]
    plain: list[list[Cell]] = [[e.voice.name, e.words, e.turns, e.transcripts] for e in found.speakers]
    caption = text("explore.words_by_speaker", language)
    content = table(heads, rows, caption) + csv_link("speakers", heads, plain, language)
    return folded(text("explore.as_table", language), content)


def _month_html(snapshot: Snapshot, month: str, language: str) -> str:
    """The transcripts of a month as links."""
    entries = [e for e in snapshot.transcripts() if month_word(f"{e.date:%Y-%m}" if e.date else "") == month]
    name = month_name("" if month == month_word("") else month, language)
    title = text("explore.in_month", language, month=name, n=len(entries))
    return f"<section class='or-opened-list'><h3>{safe(title)}</h3>{transcript_links(entries)}</section>"
