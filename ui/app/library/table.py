"""The table of transcripts: searched, sorted, by pages; and taking transcripts out, with a way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import gradio as gr

from rag.assistant import Assistant
from rag.errors import OnRecordError
from rag.indexing import index_paths, remove
from rag.library.catalogue import TranscriptEntry
from rag.speakers import fold
from ui.app.editing import editing
from ui.app.fresh import Fresh
from ui.app.handlers import QUIET, told
from ui.app.html import safe
from ui.app.i18n import label, language_of
from ui.app.library.add import Section
from ui.app.library.html import transcript_link
from ui.app.library.report import names_of
from ui.app.library.style import CHOOSING
from ui.app.state import state_of
from ui.texts import text
from ui.texts.numbers import number

PAGE = 50
_ORDERS: dict[str, Callable[[TranscriptEntry], Any]] = {
    "newest": lambda entry: (entry.date is not None, str(entry.date), entry.id),
    "oldest": lambda entry: (entry.date is None, str(entry.date), entry.id),
    "title": lambda entry: fold(entry.title),
    "turns": lambda entry: entry.turns,
}
_DOWNWARD = ("newest", "turns")
_MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class View:
    """Which rows are shown: those with `words`, in `order`, on `page` from 0."""

    words: str = ""
    order: str = "newest"
    page: int = 0


def table_section(assistant: Assistant, changed: gr.HTML) -> Section:
    """Build the section."""
    view, chosen, gone = gr.State(View()), gr.State([]), gr.State([])
    with gr.Row():
        words = gr.Textbox(
            label=label("library.search"), max_lines=1, scale=3, min_width=200, elem_id="or-search"
        )
        orders = [(label(f"library.by_{order}"), order) for order in _ORDERS]
        order = gr.Dropdown(
            orders, value="newest", label=label("library.order"), scale=1, min_width=220, elem_id="or-order"
        )
    with gr.Column(visible=False, elem_id="or-removing") as removing:
        question = gr.HTML(elem_id="or-remove-question", padding=True)
        with gr.Row():
            yes = gr.Button(label("library.remove_yes"), variant="stop", size="sm", elem_id="or-remove-yes")
            no = gr.Button(label("library.remove_no"), size="sm", elem_id="or-remove-no")
    with gr.Row(visible=False, elem_id="or-removed") as removed:
        told_gone = gr.HTML(elem_id="or-gone")
        back = gr.Button(label("library.put_back"), size="sm", scale=0, min_width=140, elem_id="or-put-back")
    table = gr.HTML(elem_id="or-table", js_on_load=CHOOSING)

    def shown(view: View, request: gr.Request) -> str:
        return table_html(assistant, view, language_of(request))

    def searched(words: str, order: str, request: gr.Request) -> tuple[Any, ...]:
        found = View(words.strip(), order)
        return found, table_html(assistant, found, language_of(request))

    def clicked(view: View, event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        language = language_of(request)
        if event.do == "page":
            found = replace(view, page=max(0, int(event.value)))
            return found, table_html(assistant, found, language), gr.skip(), gr.skip(), gr.skip()
        ids = [str(each) for each in event.chosen]
        return gr.skip(), gr.skip(), *_asking(assistant, ids, language)

    for box in (words, order):
        box.change(told(searched), [words, order], [view, table], **QUIET)
    table.click(told(clicked), view, [view, table, removing, question, chosen], **QUIET)
    no.click(
        lambda: (gr.update(visible=False), []),
        None,
        [removing, chosen],
        queue=False,
        api_visibility="private",
    )
    changed.change(told(shown), view, table, **QUIET)
    _connect_removing(assistant, (yes, back), (chosen, gone), (removing, removed, told_gone, changed))
    fresh = Fresh([view, table], lambda language: [View(), table_html(assistant, View(), language)])
    return Section(fresh, [removing, removed])


def _connect_removing(
    assistant: Assistant,
    buttons: tuple[gr.Button, gr.Button],
    states: tuple[gr.State, gr.State],
    outputs: tuple[gr.Group, gr.Row, gr.HTML, gr.HTML],
) -> None:
    (yes, back), (chosen, gone) = buttons, states
    removing, removed, told_gone, changed = outputs

    def taken_out(ids: list[str], request: gr.Request) -> tuple[Any, ...]:
        files = [e.file for e in _entries(assistant, ids)]
        remove(assistant.library, *ids)
        line = safe(text("library.removed", language_of(request), n=len(ids)))
        line = f"<p role='status'>{line}</p>"
        return gr.update(visible=False), gr.update(visible=True), line, state_of(assistant.library), files, []

    def put_back(files: list[str], request: gr.Request) -> tuple[Any, ...]:
        missing = [file for file in files if not Path(file).is_file()]
        if missing:
            raise OnRecordError(
                f"{missing[0]} can't be put back: the file isn't there by itself. Add it again above."
            )
        found = index_paths(assistant.library, [Path(file) for file in files], assistant.encoder)
        line = safe(text("library.back_again", language_of(request), n=found.added))
        return gr.update(visible=False), f"<p>{line}</p>", state_of(assistant.library), []

    write: dict[str, Any] = {"concurrency_limit": 1, "concurrency_id": "writing", "api_visibility": "private"}
    yes.click(editing(taken_out), chosen, [removing, removed, told_gone, changed, gone, chosen], **write)
    back.click(editing(put_back), gone, [removed, told_gone, changed, gone], **write)


def _entries(assistant: Assistant, ids: Sequence[str]) -> list[TranscriptEntry]:
    with assistant.library.snapshot() as snapshot:
        return [entry for entry in snapshot.transcripts() if entry.id in ids]


def _asking(assistant: Assistant, ids: Sequence[str], language: str) -> tuple[Any, ...]:
    """The question whether these shall go, naming them; or that none is chosen."""
    entries = _entries(assistant, ids)
    if not entries:
        line = f"<p class='or-empty'>{safe(text('library.choose_rows', language))}</p>"
        return gr.update(visible=False), line, []
    names = "".join(
        f"<li><strong>{safe(e.title)}</strong> {safe(str(e.date or ''))}, "
        f"{safe(text('library.n_turns', language, n=e.turns))}<br>"
        f"<span class='or-title'>{safe(e.file)}</span></li>"
        for e in entries[:_MOST_NAMED]
    )
    more = len(entries) - _MOST_NAMED
    rest = f"<p>{safe(text('library.more_rows', language, n=more))}</p>" if more > 0 else ""
    asks = safe(text("library.remove_asks", language, n=len(entries)))
    stays = safe(text("library.files_stay", language))
    html = f"<p><strong>{asks}</strong> {stays}</p><ul class='or-report'>{names}</ul>{rest}"
    return gr.update(visible=True), html, [entry.id for entry in entries]


def table_html(assistant: Assistant, view: View, language: str) -> str:
    """A page of the library's transcripts, each a link into its text."""
    with assistant.library.snapshot() as snapshot:
        entries = snapshot.transcripts()
    if not entries:
        return f"<p class='or-empty'>{safe(text('library.empty', language))}</p>"
    found = _sorted([entry for entry in entries if _has(entry, view.words)], view.order)
    last = max(0, (len(found) - 1) // PAGE)
    page = min(view.page, last)
    rows = "".join(_row(entry, language) for entry in found[page * PAGE : (page + 1) * PAGE])
    keys = ("chosen", "day", "transcript", "turns", "who")
    heads = "".join(f"<th scope='col'>{safe(text(f'library.{key}', language))}</th>" for key in keys)
    readers = " class='or-for-readers'" if assistant.library.read_only else ""
    return (
        f"<div{readers}>{_bar(len(found), len(entries), page, last, language)}<div class='or-scroll'>"
        f"<table class='or-table or-list'><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
        "</div></div>"
    )


def _bar(found: int, held: int, page: int, last: int, language: str) -> str:
    """How many are shown, the pages, and the button that removes what is chosen."""
    key = "library.all_shown" if found == held else "library.some_shown"
    count = safe(text(key, language, n=found, held=held))
    pages = ""
    if last:
        where = safe(text("library.page_of", language, page=page + 1, pages=last + 1))
        before = _to(page - 1, text("library.before", language), possible=page > 0)
        pages = f"{before} {where} {_to(page + 1, text('library.after', language), possible=page < last)}"
    gone = safe(text("library.remove", language))
    return (
        f"<div class='or-bar'><span role='status'>{count}</span><span>{pages}</span>"
        f"<button type='button' class='or-small' data-do='remove' data-needs='chosen' disabled>{gone}"
        f"</button></div>"
    )


def _to(page: int, name: str, *, possible: bool) -> str:
    off = "" if possible else " disabled"
    to = f"data-do='page' data-value='{page}'{off}"
    return f"<button type='button' class='or-small' {to}>{safe(name)}</button>"


def _row(entry: TranscriptEntry, language: str) -> str:
    choose = safe(text("library.choose_row", language, title=entry.title))
    return (
        f"<tr><td><input type='checkbox' name='chosen' value='{safe(entry.id)}' aria-label='{choose}'></td>"
        f"<td>{safe(str(entry.date or ''))}</td><td>{transcript_link(entry)}</td>"
        f"<td data-name='{safe(text('library.turns', language))}'>{number(entry.turns, language)}</td>"
        f"<td>{safe(names_of(entry.speakers, language))}</td></tr>"
    )


def _has(entry: TranscriptEntry, words: str) -> bool:
    """Whether all the words stand in the title, the date, the id, the file or a speaker's name."""
    held = fold(" ".join([entry.title, str(entry.date or ""), entry.id, entry.file, *entry.speakers]))
    return all(word in held for word in fold(words).split())


def _sorted(entries: list[TranscriptEntry], order: str) -> list[TranscriptEntry]:
    key = _ORDERS.get(order, _ORDERS["newest"])
    return sorted(entries, key=key, reverse=order in _DOWNWARD)
