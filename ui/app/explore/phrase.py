"""Explore, a phrase: how often it is said, when, by whom; who was asked about it and who declined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import gradio as gr

from rag.assistant import Assistant
from rag.exploring import (
    AskedPlace,
    Mention,
    Mentions,
    cite_mentions,
    cite_refusals,
    find_mentions,
    month_of,
)
from rag.library.snapshot import Snapshot
from ui.app.actions import asked
from ui.app.explore.boxes import blanks, boxes, filters_of, sought_row
from ui.app.explore.html import PAGE, month_name, month_sent, quotations
from ui.app.explore.phrase_html import facts_html, mentions_plot, tables_html
from ui.app.explore.style import hearing
from ui.app.handlers import QUIET, told, told_in_place
from ui.app.html import safe
from ui.app.i18n import label, language_of
from ui.texts import text


@dataclass(frozen=True, slots=True)
class View:
    """What is shown below the plot: the phrase, its filters, and which quotations of it, up to how many."""

    phrase: str = ""
    speaker: str = ""
    after: str = ""
    before: str = ""
    what: str = ""
    value: str = ""
    most: int = PAGE


def phrase_section(assistant: Assistant) -> None:
    """Build the section."""
    phrase, count = sought_row(
        "explore.phrase_box", "explore.phrase_example", "explore.count", ("or-phrase", "or-count")
    )
    narrowed = boxes(assistant, "phrase")
    measure = gr.Radio(
        [(label("explore.mentions"), "mentions"), (label("explore.per_10000"), "rate")],
        value="mentions",
        label=label("explore.measure"),
        elem_id="or-measure",
    )
    facts = gr.HTML(elem_id="or-mentions")
    plot = gr.Plot(label=label("explore.mentions"), elem_id="or-plot-mentions", visible=False)
    tables = gr.HTML(elem_id="or-mention-tables", js_on_load=hearing("or-plot-mentions"))
    shown = gr.HTML(elem_id="or-mention-quotes")
    more = gr.Button(label("explore.more"), visible=False, size="sm", elem_id="or-more-mentions")
    view = gr.State(View())

    def counted(
        phrase: str, speaker: str, after: str, before: str, measure: str, request: gr.Request
    ) -> tuple[Any, ...]:
        found = View(phrase, *blanks([speaker, after, before]))
        return (*_counted(assistant, found, measure, language_of(request)), found)

    def measured(view: View, measure: str, request: gr.Request) -> Any:
        if not view.phrase:
            return gr.skip()
        return _counted(assistant, view, measure, language_of(request))[1]

    def picked(view: View, event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        what, value = asked(event)
        chosen = replace(view, what=what, value=value, most=PAGE)
        return (*_quoted(assistant, chosen, language_of(request)), chosen)

    def widened(view: View, request: gr.Request) -> tuple[Any, ...]:
        wider = replace(view, most=view.most + PAGE)
        return (*_quoted(assistant, wider, language_of(request)), wider)

    hidden = gr.update(visible=False)
    filled = told_in_place(counted, (hidden, "", "", hidden, View()))
    for trigger in (phrase.submit, count.click):
        trigger(
            filled,
            [phrase, *narrowed.all(), measure],
            [facts, plot, tables, shown, more, view],
            show_progress_on=facts,
            api_visibility="private",
        )
    measure.input(told(measured), [view, measure], plot, **QUIET)
    tables.click(told(picked), view, [shown, more, view], **QUIET)
    more.click(told(widened), view, [shown, more, view], **QUIET)


def _found(snapshot: Snapshot, view: View) -> Mentions:
    return find_mentions(snapshot, view.phrase, filters_of(view.speaker, view.after, view.before))


def _counted(assistant: Assistant, view: View, measure: str, language: str) -> tuple[Any, ...]:
    """The facts, the plot, the tables, and quotations emptied."""
    with assistant.library.snapshot() as snapshot:
        found = _found(snapshot, view)
    hidden = gr.update(visible=False)
    plot = hidden
    if found.found and found.months:
        plot = gr.update(visible=True, value=mentions_plot(found, measure, language))
    tables = tables_html(found, language) if found.found or found.asked.questions else ""
    first = safe(text("explore.show_first", language)) if tables else ""
    return facts_html(found, language), plot, tables, f"<p class='or-coverage'>{first}</p>", hidden


def _quoted(assistant: Assistant, view: View, language: str) -> tuple[Any, ...]:
    """The quotations that a view chooses, and whether there are more."""
    if not view.phrase or not view.what:
        return gr.skip(), gr.skip()
    with assistant.library.snapshot() as snapshot:
        found = _found(snapshot, view)
        if view.what in ("asked", "declined"):
            places = _places(snapshot, found, view)
            citations, total = cite_refusals(snapshot, places[: view.most]), len(places)
        else:
            mentions = _mentions(snapshot, found, view)
            citations, total = cite_mentions(snapshot, mentions[: view.most]), len(mentions)
    more = gr.update(visible=total > view.most)
    return quotations(_title(view, total, language), citations, language), more


def _mentions(snapshot: Snapshot, found: Mentions, view: View) -> Sequence[Mention]:
    if view.what == "speaker":
        voices = snapshot.voices()
        return [each for each in found.found if voices[each.speaker].name == view.value]
    entries, month = snapshot.transcripts_by_key, month_sent(view.value)
    return [each for each in found.found if month_of(entries[each.transcript].date) == month]


def _places(snapshot: Snapshot, found: Mentions, view: View) -> Sequence[AskedPlace]:
    voices = snapshot.voices()
    return [
        place
        for place in found.asked.places
        if voices[place.speaker].name == view.value and (place.declines or view.what == "asked")
    ]


def _title(view: View, total: int, language: str) -> str:
    if view.what == "month":
        return text(
            "explore.shown_month", language, month=month_name(month_sent(view.value), language), n=total
        )
    key = {"asked": "explore.shown_asked", "declined": "explore.shown_declined"}.get(
        view.what, "explore.shown_speaker"
    )
    return text(key, language, name=view.value or text("card.speaker_unknown", language), n=total)
