"""Explore, a speaker on a topic: the passages on it by month; a click on a month shows them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import gradio as gr

from rag.assistant import Assistant
from rag.exploring import MonthTopic, Topic, cite_topic, find_topic
from rag.exploring.topics import MOST
from rag.library.snapshot import Snapshot
from ui.app.actions import action, asked
from ui.app.explore.boxes import blanks, boxes, filters_of, sought_row
from ui.app.explore.html import PAGE, month_name, month_sent, month_word, quotations
from ui.app.explore.plots import month_bars
from ui.app.explore.style import hearing
from ui.app.handlers import QUIET, told, told_in_place
from ui.app.html import safe
from ui.app.i18n import label, language_of
from ui.app.tables import csv_link, folded, table
from ui.texts import text
from ui.texts.numbers import number, separators


@dataclass(frozen=True, slots=True)
class View:
    """What is shown below the plot: the topic, its filters, the month whose passages are shown, how many."""

    topic: str = ""
    speaker: str = ""
    after: str = ""
    before: str = ""
    month: str = ""
    most: int = PAGE


def topic_section(assistant: Assistant) -> None:
    """Build the section."""
    topic, find = sought_row(
        "explore.topic_box", "explore.topic_example", "explore.find", ("or-topic", "or-find")
    )
    narrowed = boxes(assistant, "topic")
    facts = gr.HTML(elem_id="or-topic-facts")
    plot = gr.Plot(label=label("explore.passages"), elem_id="or-plot-topic", visible=False)
    months = gr.HTML(elem_id="or-topic-months", js_on_load=hearing("or-plot-topic"))
    shown = gr.HTML(elem_id="or-topic-quotes")
    more = gr.Button(label("explore.more"), visible=False, size="sm", elem_id="or-more-topic")
    view = gr.State(View())

    def found(topic: str, speaker: str, after: str, before: str, request: gr.Request) -> tuple[Any, ...]:
        chosen = View(topic, *blanks([speaker, after, before]))
        return (*_found(assistant, chosen, language_of(request)), chosen)

    def picked(view: View, event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        chosen = replace(view, month=asked(event)[1], most=PAGE)
        return (*_quoted(assistant, chosen, language_of(request)), chosen)

    def widened(view: View, request: gr.Request) -> tuple[Any, ...]:
        wider = replace(view, most=view.most + PAGE)
        return (*_quoted(assistant, wider, language_of(request)), wider)

    hidden = gr.update(visible=False)
    filled = told_in_place(found, (hidden, "", "", hidden, View()))
    for trigger in (topic.submit, find.click):
        trigger(
            filled,
            [topic, *narrowed.all()],
            [facts, plot, months, shown, more, view],
            show_progress_on=facts,
            api_visibility="private",
        )
    months.click(told(picked), view, [shown, more, view], **QUIET)
    more.click(told(widened), view, [shown, more, view], **QUIET)


def _search(assistant: Assistant, snapshot: Snapshot, view: View) -> Topic:
    filters = filters_of(view.speaker, view.after, view.before)
    return find_topic(snapshot, assistant.encoder, view.topic, filters)


def _found(assistant: Assistant, view: View, language: str) -> tuple[Any, ...]:
    """The facts, the plot, the table, and quotations emptied."""
    with assistant.library.snapshot() as snapshot:
        topic = _search(assistant, snapshot, view)
    hidden = gr.update(visible=False)
    if not topic.passages:
        return _facts(topic, language), hidden, "", "", hidden
    plot = gr.update(visible=True, value=_plot(topic, language)) if topic.months else hidden
    return _facts(topic, language), plot, _table(topic, language), "", hidden


def _facts(topic: Topic, language: str) -> str:
    months = [month for month in topic.months if month.hits]
    if not topic.passages:
        line = text("explore.topic_none", language, topic=topic.topic)
    elif not months:
        line = text("explore.topic_total_undated", language, topic=topic.topic, passages=topic.passages)
    else:
        line = text(
            "explore.topic_total",
            language,
            topic=topic.topic,
            passages=topic.passages,
            months=len(months),
            first=months[0].month,
            last=months[-1].month,
        )
    notes = [text("explore.topic_means", language)]
    if topic.capped:
        notes.append(text("explore.topic_capped", language, n=MOST))
    if topic.left_out:
        notes.append(text("explore.left_out", language, n=topic.left_out))
    if months:
        notes.append(text("explore.click_month", language))
    return f"<p class='or-number-line'>{safe(line)}</p><p class='or-coverage'>{safe(' '.join(notes))}</p>"


def _plot(topic: Topic, language: str) -> Any:
    values = [len(month.hits) if month.transcripts else None for month in topic.months]
    hover = [
        f"{month.month}: {len(month.hits) if month.transcripts else text('explore.silent', language)}"
        for month in topic.months
    ]
    title = text("explore.passages", language)
    return month_bars([month.month for month in topic.months], values, title, hover, separators(language))


def _table(topic: Topic, language: str) -> str:
    heads = [text(f"explore.{key}", language) for key in ("month", "passages", "transcripts")]
    all_months = [*topic.months, *([topic.undated] if topic.undated.transcripts else [])]
    rows = [_row(month, language) for month in all_months]
    plain = [[m.month, len(m.hits) if m.transcripts else None, m.transcripts] for m in all_months]
    content = table(heads, rows, text("explore.passages", language))
    return folded(
        text("explore.as_table", language), content + csv_link("topic-by-month", heads, plain, language)
    )


def _row(month: MonthTopic, language: str) -> list[str]:
    name = month_name(month.month, language)
    if not month.transcripts:
        return [safe(name), f"<span class='or-gap'>{safe(text('explore.silent', language))}</span>", "0"]
    opens = action("month", month_word(month.month), name) if month.hits else safe(name)
    return [opens, number(len(month.hits), language), number(month.transcripts, language)]


def _quoted(assistant: Assistant, view: View, language: str) -> tuple[Any, ...]:
    """The passages of the chosen month, and whether there are more."""
    if not view.topic or not view.month:
        return gr.skip(), gr.skip()
    chosen = month_sent(view.month)
    with assistant.library.snapshot() as snapshot:
        topic = _search(assistant, snapshot, view)
        hits = [h for month in (*topic.months, topic.undated) if month.month == chosen for h in month.hits]
        citations = cite_topic(snapshot, hits[: view.most])
    title = text("explore.shown_topic", language, month=month_name(chosen, language), n=len(hits))
    return quotations(title, citations, language), gr.update(visible=len(hits) > view.most)
