"""The page's texts as Gradio takes them: the browser translates labels, the server HTML."""

from __future__ import annotations

from typing import Any

import gradio as gr

from ui.texts import LANGUAGES, best_language, entries

_SERVERS = ("remark.", "problem.")
"""What begins the keys of sentences that only the server says: half of all texts."""


def translations(only: str | None = None) -> gr.I18n:
    """What `launch(i18n=…)` takes; with `only`, that language whatever the browser asks for."""
    found = {language: entries(only or language) for language in LANGUAGES}
    return gr.I18n(
        **{
            language: {
                key: value
                for key, value in texts.items()
                if isinstance(value, str) and not key.startswith(_SERVERS)
            }
            for language, texts in found.items()
        }
    )


def label(key: str) -> Any:
    """A text of a component (label, placeholder, button), in the browser's language; KeyError without it."""
    if key not in entries(LANGUAGES[0]):
        raise KeyError(key)
    return gr.I18n()(key)


def language_of(request: gr.Request | None) -> str:
    """The language in which a browser's own request wants its answer."""
    return best_language(request.headers.get("accept-language") if request else None)
