"""Sessions that begin without a copy of the page's configuration.

For each session that it hasn't met, and every call of the API is one, Gradio works out the configuration of
all components of the page, so that a link could restore what they show: two fifths of the processor time of
an answer. Here no such links are served; what changes is still worked out when it does.
"""

from __future__ import annotations

from typing import Any

import gradio as gr
from gradio.state_holder import SessionState, StateHolder


class _Bare:
    """What a session reads of its page: all components, and none that would be configured at its start."""

    def __init__(self, page: gr.Blocks) -> None:
        self.default_config = page.default_config
        self.blocks: tuple[int, ...] = ()


class Sessions(StateHolder):
    """Gradio's sessions by their name, made at their first use."""

    def __getitem__(self, session_id: str) -> SessionState:
        """The session of that name."""
        if session_id not in self.session_data:
            self.session_data[session_id] = SessionState(_Bare(self.blocks))  # type: ignore[arg-type]
        return super().__getitem__(session_id)


def use_bare_sessions(app: Any) -> None:
    """Let a mounted Gradio application begin its sessions so."""
    sessions = Sessions()  # type: ignore[no-untyped-call]
    sessions.set_blocks(app.get_blocks())
    app.state_holder = sessions
