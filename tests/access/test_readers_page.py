"""A reader's page over each library: what an editor's page may change is refused, and not shown."""

import asyncio

import gradio as gr
import pytest

from embeddings.hashing import HashingEncoder
from rag.assistant import Assistant
from rag.library.library import ReadOnlyLibrary
from ui.app import build
from ui.app.editing import edits
from ui.app.library.speakers_html import list_html


def built(library):
    async def page():
        return build(Assistant(library, HashingEncoder))

    return asyncio.run(page())


def test_what_changes_a_library_is_refused_and_hidden_from_readers(shelf):
    editors, readers = built(shelf["news"]), built(ReadOnlyLibrary(shelf["news"]))
    changing = [number for number, event in editors.fns.items() if edits(event.fn)]
    assert len(changing) >= 8
    assert [event.name for event in readers.fns.values()] == [event.name for event in editors.fns.values()]
    for number in changing:
        with pytest.raises(gr.Error, match="You may read this library, not change it"):
            readers.fns[number].fn()
    hidden = {b.elem_id for b in readers.blocks.values() if getattr(b, "visible", True) is False}
    shown = {b.elem_id for b in editors.blocks.values() if getattr(b, "visible", True) is True}
    assert {"or-speaker-edit", "or-rebuild"} <= hidden & shown


def test_readers_are_not_offered_to_change_speakers(shelf):
    with shelf["news"].snapshot() as snapshot:
        speakers = snapshot.speaker_list()
    assert "data-do='person'" in list_html(speakers, "", 40, "en", editable=True)
    assert "data-do" not in list_html(speakers, "", 40, "en", editable=False)
