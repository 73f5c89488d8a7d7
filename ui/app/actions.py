"""Buttons inside HTML that the server made: what they ask for comes back as an event.

An element with `data-do` (and `data-value`) in the HTML sends these when it is clicked, or chosen with the
keyboard.
"""

from __future__ import annotations

import gradio as gr

from ui.app.html import safe

CLICKS = """
element.addEventListener('click', (event) => {
  const asked = event.target.closest('[data-do]');
  if (asked) trigger('click', {do: asked.dataset.do, value: asked.dataset.value || ''});
});
"""


def action(do: str, value: str, text: str, kind: str = "or-link") -> str:
    """A button that sends `do` and `value`; all three may be text of the record."""
    return (
        f"<button type='button' class='{kind}' data-do='{safe(do)}' data-value='{safe(value)}'>"
        f"{safe(text)}</button>"
    )


def asked(event: gr.EventData) -> tuple[str, str]:
    """What such a button sent."""
    return str(event.do), str(event.value)
