"""Who speaks, and saying it better: a draft of speakers.yaml that is shown, applied, and can be undone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from rag.assistant import Assistant
from rag.speaker_book import SpeakerBookError, read_book
from rag.speaker_edits import Edit, Give, edited
from rag.speaker_history import change_book, undo_book
from ui.app.actions import CLICKS, asked
from ui.app.editing import editing
from ui.app.handlers import QUIET, told
from ui.app.html import alert, safe
from ui.app.i18n import label, language_of
from ui.app.library.speaker_form import Form, edit_of, form
from ui.app.library.speakers_html import (
    PAGE,
    draft_html,
    list_html,
    suggestions_html,
    undo_text,
)
from ui.app.state import state_of
from ui.texts import text
from ui.texts.problems import problem_in

_WRITE: dict[str, Any] = {"concurrency_limit": 1, "concurrency_id": "writing", "api_visibility": "private"}


@dataclass(frozen=True, slots=True)
class Draft:
    """A speakers.yaml that is being written, and the text that it was begun from."""

    base: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class _Parts:
    """The components that change together."""

    listed: gr.HTML
    draft: gr.State
    shown: gr.HTML
    file: gr.Code
    apply: gr.Button
    discard: gr.Button
    undo: gr.Button
    form: Form
    editor: gr.Accordion

    def all(self) -> list[Any]:
        """In the order of `_everything`."""
        return [self.listed, *self.drafted(), self.undo]

    def drafted(self) -> list[Any]:
        """What follows the draft, in the order of `_shown`."""
        return [self.draft, self.shown, self.file, self.apply, self.discard]


def speakers_section(assistant: Assistant, tab: gr.Tab, changed: gr.HTML) -> list[Any]:
    """Build the section, which is filled when its tab is opened; what only editors may see."""
    draft, view = gr.State(Draft()), gr.State(("", PAGE))
    with gr.Accordion(label("library.change_speakers"), open=False, elem_id="or-speaker-edit") as editor:
        boxes = form(assistant)
        shown = gr.HTML(elem_id="or-draft")
        with gr.Row():
            apply = gr.Button(
                label("library.apply"), variant="primary", interactive=False, elem_id="or-apply"
            )
            discard = gr.Button(label("library.discard"), interactive=False, elem_id="or-discard")
            undo = gr.Button(label("library.undo"), interactive=False, elem_id="or-undo")
        with gr.Accordion(label("library.suggestions"), open=False, elem_id="or-suggest"):
            suggest = gr.Button(label("library.suggest"), size="sm", elem_id="or-suggest-names")
            offers = gr.HTML(elem_id="or-offers", js_on_load=CLICKS)
        with gr.Accordion(label("library.the_file"), open=False):
            file = gr.Code(
                language="yaml", label="speakers.yaml", interactive=True, elem_id="or-book", lines=8
            )
            take = gr.Button(label("library.take_text"), size="sm", elem_id="or-take")
    search = gr.Textbox(label=label("library.search_speakers"), max_lines=1, elem_id="or-search-speakers")
    listed = gr.HTML(elem_id="or-speakers", js_on_load=CLICKS)
    parts = _Parts(listed, draft, shown, file, apply, discard, undo, boxes, editor)
    _connect_list(assistant, tab, parts, search, view)
    _connect_draft(assistant, parts, (take, suggest), offers)
    _connect_changes(assistant, parts, changed)
    return [editor]


def _everything(assistant: Assistant, language: str) -> tuple[Any, ...]:
    """The section as the library has it now, with an empty draft."""
    base = read_book(assistant.library.folder)
    with assistant.library.snapshot() as snapshot:
        speakers = snapshot.speaker_list()
    listed = list_html(speakers, "", PAGE, language, editable=not assistant.library.read_only)
    undo = undo_text(assistant.library, language)
    return (
        listed, Draft(base, base), "", base, gr.update(interactive=False), gr.update(interactive=False),
        gr.update(value=undo or text("library.undo", language), interactive=bool(undo)),
    )  # fmt: skip


def _shown(assistant: Assistant, draft: Draft, language: str) -> tuple[Any, ...]:
    """The draft, and what it would change; one that can't be followed isn't taken, and why stands there."""
    try:
        with assistant.library.snapshot() as snapshot:
            html = draft_html(snapshot, draft.base, draft.text, language)
    except SpeakerBookError as error:
        line = alert(problem_in(str(error), language))
        return gr.skip(), line, gr.skip(), gr.update(interactive=False), gr.update(interactive=True)
    ready = gr.update(interactive=draft.text != draft.base)
    return draft, html, draft.text, ready, ready


def _connect_list(
    assistant: Assistant, tab: gr.Tab, parts: _Parts, search: gr.Textbox, view: gr.State
) -> None:
    def opened(draft: Draft, written: str | None, request: gr.Request) -> tuple[Any, ...]:
        """A draft that has been begun stays, and what was typed into the file's box."""
        found = _everything(assistant, language_of(request))
        if draft.text == draft.base == (written or ""):
            return found
        kept = [gr.skip()] * len(parts.drafted())
        return (found[0], *kept, *found[1 + len(kept) :])

    def listed(words: str, most: int, language: str) -> str:
        with assistant.library.snapshot() as snapshot:
            editable = not assistant.library.read_only
            return list_html(snapshot.speaker_list(), words, most, language, editable=editable)

    def searched(words: str, request: gr.Request) -> tuple[Any, ...]:
        return listed(words, PAGE, language_of(request)), (words, PAGE)

    def clicked(view: tuple[str, int], event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        """More rows, or a label or person into the form."""
        do, value = asked(event)
        if do == "more":
            words, most = view
            return listed(words, most + PAGE, language_of(request)), (words, most + PAGE), *[gr.skip()] * 5
        # What was chosen for another one is taken out: it would give this one a wrong name.
        kinds = {"label": ("give", value, "", gr.skip()), "person": ("call", gr.skip(), value, "")}
        return gr.skip(), gr.skip(), gr.update(open=True), *kinds[do]

    tab.select(told(opened), [parts.draft, parts.file], parts.all(), **QUIET)
    search.change(told(searched), search, [parts.listed, view], **QUIET)
    boxes = parts.form
    parts.listed.click(
        told(clicked),
        view,
        [parts.listed, view, parts.editor, boxes.kind, boxes.label, boxes.person, boxes.new],
        **QUIET,
    )


def _connect_draft(
    assistant: Assistant, parts: _Parts, buttons: tuple[gr.Button, gr.Button], offers: gr.HTML
) -> None:
    take, suggest = buttons

    def added(draft: Draft, edit: Edit, language: str) -> tuple[Any, ...]:
        return _shown(assistant, Draft(draft.base, edited(draft.text, edit)), language)

    def filled(draft: Draft, request: gr.Request, *values: Any) -> tuple[Any, ...]:
        return added(draft, edit_of(*values), language_of(request))

    def taken(draft: Draft, written: str, request: gr.Request) -> tuple[Any, ...]:
        return _shown(assistant, Draft(draft.base, written), language_of(request))

    def offered(request: gr.Request) -> str:
        with assistant.library.snapshot() as snapshot:
            return suggestions_html(snapshot, language_of(request))

    def accepted(draft: Draft, event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        label_, name, *transcripts = asked(event)[1].split("\n")
        return added(draft, Give(label_, name, tuple(transcripts)), language_of(request))

    parts.form.add.click(
        editing(filled_in(filled)), [parts.draft, *parts.form.values()], parts.drafted(), **QUIET
    )
    take.click(editing(taken), [parts.draft, parts.file], parts.drafted(), **QUIET)
    suggest.click(editing(offered), None, offers, api_visibility="private")
    offers.click(editing(accepted), parts.draft, parts.drafted(), **QUIET)


def filled_in(function: Any) -> Any:
    """The handler with the form's values spelled out: Gradio hands over the request by position."""

    def handler(
        draft: Draft, kind: str, label_: str, person: str, new: str, only: list[str], office: str, first: str,
        last: str, request: gr.Request,
    ) -> tuple[Any, ...]:  # fmt: skip
        found: tuple[Any, ...] = function(
            draft, request, kind, label_, person, new, only, office, first, last
        )
        return found

    return handler


def _connect_changes(assistant: Assistant, parts: _Parts, changed: gr.HTML) -> None:
    library = assistant.library

    def applied(draft: Draft, request: gr.Request) -> tuple[Any, ...]:
        change_book(library, draft.text, draft.base)
        return _done(request, "library.applied")

    def undone(request: gr.Request) -> tuple[Any, ...]:
        undo_book(library)
        return _done(request, "library.undone")

    def _done(request: gr.Request, key: str) -> tuple[Any, ...]:
        language = language_of(request)
        listed, draft, _, *rest = _everything(assistant, language)
        line = f"<p class='or-yes' role='status'>{safe(text(key, language))}</p>"
        return (listed, draft, line, *rest, state_of(library))

    def discarded(request: gr.Request) -> tuple[Any, ...]:
        return _everything(assistant, language_of(request))

    parts.apply.click(editing(applied), parts.draft, [*parts.all(), changed], **_WRITE)
    parts.undo.click(editing(undone), None, [*parts.all(), changed], **_WRITE)
    parts.discard.click(editing(discarded), None, parts.all(), **QUIET)
