"""Boxes with a list of all speakers or all transcripts.

A dropdown of Gradio's keeps its choices in the page's state, which is copied at every step of every event
that it has to do with; here the browser asks for them when the list is opened, and for what it knows no more.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from importlib import resources
from typing import Any

import gradio as gr

from rag.assistant import Assistant
from ui.app.i18n import label, language_of
from ui.app.state import state_of
from ui.texts import LANGUAGES, text

Choices = list[tuple[str, str]]
"""What is shown, and the value that it stands for; "" for no choice."""

_TEMPLATE = (
    "<label class='or-picker'><span>${label}</span><input type='text' role='combobox' "
    "autocomplete='off' spellcheck='false' aria-autocomplete='list' aria-expanded='false'></label>"
    "<ul class='or-picks' role='listbox' hidden></ul>"
)
# Not as props of the component: Gradio loses those of what it updates before it is first shown.
_BEGIN = """
const begin = () => (window.onRecordPicker
  ? window.onRecordPicker({settings}, element, props, trigger, server, watch) : setTimeout(begin, 20));
begin();  // 'input'
"""


def picker(
    assistant: Assistant,
    key: str,
    none_key: str,
    kind: str,
    choices: Callable[[str], Choices],
    *,
    any_words: bool = True,
    elem_id: str | None = None,
    visible: bool = True,
) -> gr.HTML:
    """A box whose value is one of `choices(language)` or, with `any_words`, what was typed; "" for none.

    Boxes of one `kind` share a list. `key` is the label's, `none_key` what stands in an empty box.
    """

    def listed(known: Any, request: gr.Request) -> dict[str, Any]:
        language = language_of(request)
        state = f"{language} {state_of(assistant.library)}"
        if isinstance(known, Mapping) and known.get("state") == state:
            return {"state": state}
        return {"state": state, "choices": choices(language)}

    listed.__name__ = "choices"
    none = {language: text(none_key, language) for language in LANGUAGES}
    settings = {"kind": kind, "any": any_words, "none": none}
    return gr.HTML(
        "",
        label=label(key),
        html_template=_TEMPLATE,
        js_on_load=_BEGIN.replace("{settings}", json.dumps(settings)),
        apply_default_css=False,
        container=True,
        elem_id=elem_id,
        elem_classes="or-picker-box",
        visible=visible,
        server_functions=[listed],
    )


def picker_script() -> str:
    """What the boxes run, once on a page, as `js_on_load` of something outside all tabs."""
    return (resources.files("ui.app") / "scripts" / "picker.js").read_text(encoding="utf-8")


CSS = """
.block.or-picker-box {overflow: visible !important; flex: 1 1 0; min-width: min(220px, 100%) !important;}
.or-picker {display: block; position: relative;}
.or-picker::after {content: '▾' / ''; position: absolute; right: .75rem; bottom: .55rem; pointer-events: none;
  color: var(--body-text-color-subdued);}
.or-picker > span {display: block; margin-bottom: var(--spacing-lg); font-size: var(--block-title-text-size);
  font-weight: var(--block-title-text-weight); color: var(--block-title-text-color);}
.or-picker input {display: block; width: 100%; box-sizing: border-box; padding: 10px;
  font-size: var(--input-text-size); line-height: var(--line-sm); color: var(--body-text-color);
  background: var(--input-background-fill); border: var(--input-border-width) solid
  var(--input-border-color); border-radius: var(--input-radius); text-overflow: ellipsis;
  padding-right: 1.8rem;}
.or-picker input::placeholder {color: var(--input-placeholder-color);}
.or-picks {position: fixed; z-index: 1000; margin: 0; padding: .25rem; overflow-y: auto; list-style: none;
  overscroll-behavior: contain; font-size: var(--input-text-size); color: var(--body-text-color);
  background: var(--background-fill-primary); border: 1px solid var(--border-color-primary);
  border-radius: var(--input-radius); box-shadow: var(--shadow-drop-lg);}
.or-picks[hidden] {display: none;}
.or-picks li {padding: .35rem .6rem; border-radius: 4px; cursor: pointer; overflow-wrap: anywhere;}
.or-picks li[aria-selected=true] {font-weight: 600;}
.or-picks li:is(:hover, .or-active) {background: var(--background-fill-secondary);}
.or-picks li.or-active {outline: 2px solid var(--color-accent); outline-offset: -2px;}
"""
