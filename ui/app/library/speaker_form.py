"""The form of one edit of speakers.yaml: which boxes it has depends on what is to be said."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import gradio as gr

from rag.assistant import Assistant
from rag.library.who import SpeakerList
from rag.speaker_edits import Call, Edit, Give, Hold, Part
from ui.app.i18n import label
from ui.app.picker import Choices, picker

KINDS = ("give", "call", "part", "hold")
_BOXES = {
    "give": ("label", "person", "only"),
    "call": ("person", "new"),
    "part": ("label", "person"),
    "hold": ("person", "office", "first", "last"),
}


@dataclass(frozen=True, slots=True)
class Form:
    """The boxes; `kind` is one of KINDS."""

    kind: gr.Radio
    label: gr.HTML
    person: gr.HTML
    new: gr.HTML
    only: gr.Textbox
    office: gr.Textbox
    first: gr.Textbox
    last: gr.Textbox
    add: gr.Button

    def values(self) -> list[Any]:
        """As inputs, in the order of `edit_of`."""
        return [self.kind, self.label, self.person, self.new, self.only, self.office, self.first, self.last]


def form(assistant: Assistant) -> Form:
    """Build the boxes, those of the first kind visible."""
    kinds = [(label(f"library.kind_{kind}"), kind) for kind in KINDS]
    kind = gr.Radio(kinds, value="give", label=label("library.say_what"), elem_id="or-kind")
    with gr.Row():
        label_ = _box(assistant, "library.label", "or-edit-label", labels)
        person = _box(assistant, "library.person", "or-edit-person", persons)
        new = _box(assistant, "library.new_name", "or-edit-new", persons, shown=False)
        only = gr.Textbox(label=label("library.only_in"), max_lines=3, min_width=200, elem_id="or-edit-only")
        office, first, last = (
            gr.Textbox(
                label=label(f"library.{name}"),
                max_lines=1,
                min_width=width,
                visible=False,
                elem_id=f"or-edit-{name}",
            )
            for name, width in (("office", 200), ("first", 120), ("last", 120))
        )
    add = gr.Button(label("library.to_draft"), size="sm", elem_id="or-to-draft")
    made = Form(kind, label_, person, new, only, office, first, last, add)
    boxes = {
        "label": label_, "person": person, "new": new, "only": only, "office": office, "first": first,
        "last": last,
    }  # fmt: skip

    def shown(chosen: str) -> list[Any]:
        return [gr.update(visible=name in _BOXES[chosen]) for name in boxes]

    kind.change(shown, kind, list(boxes.values()), queue=False, api_visibility="private")
    return made


def _box(
    assistant: Assistant,
    key: str,
    element: str,
    names: Callable[[SpeakerList], Iterable[str]],
    *,
    shown: bool = True,
) -> gr.HTML:
    """A box in which one of the names may be chosen or anything be typed."""

    def choices(_: str) -> Choices:
        with assistant.library.snapshot() as snapshot:
            return [(name, name) for name in sorted(names(snapshot.speaker_list()))]

    return picker(assistant, key, "library.choose", names.__name__, choices, elem_id=element, visible=shown)


def persons(speakers: SpeakerList) -> set[str]:
    """The names of all persons."""
    return {person.name for person in speakers.persons}


def labels(speakers: SpeakerList) -> set[str]:
    """Every label as printed."""
    uses = [use for person in speakers.persons for use in person.labels]
    uses += [each.use for each in speakers.unresolved]
    return {use.label for use in [*uses, *speakers.anonymous] if use.label}


def edit_of(
    kind: str, label_: str, person: str, new: str, only: str, office: str, first: str, last: str
) -> Edit:
    """The edit that the form says; `only` are transcripts' ids, one a line or parted by commas."""
    transcripts = tuple(part.strip() for part in (only or "").replace(",", "\n").splitlines() if part.strip())
    match kind:
        case "call":
            return Call(person or "", new or "")
        case "part":
            return Part(label_ or "", person or "")
        case "hold":
            return Hold(person or "", office or "", first or "", last or "")
    return Give(label_ or "", person or "", transcripts)
