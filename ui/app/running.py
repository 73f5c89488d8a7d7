"""Long runs that their own page can stop; what is done by then is kept."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import gradio as gr

from rag.run_report import OnProgress, Phase

_UNITS = dict.fromkeys(Phase, "passages") | {Phase.READING: "files", Phase.SCORING: "queries"}
_STOPPABLE = (Phase.READING, Phase.ENCODING)


class Runs:
    """The runs of all pages, by their session; a page stops its own and no other's."""

    def __init__(self) -> None:
        self._stops: dict[str, threading.Event] = {}

    @contextmanager
    def stoppable(self, session: str) -> Iterator[threading.Event]:
        """An event that is set once the session's run should end."""
        stop = self._stops[session] = threading.Event()
        try:
            yield stop
        finally:
            self._stops.pop(session, None)

    @contextmanager
    def run(self, session: str, progress: gr.Progress) -> Iterator[OnProgress]:
        """What tells the page how far a run is; raises KeyboardInterrupt, as Ctrl-C does, once stopped."""
        with self.stoppable(session) as stop:

            def on_progress(phase: Phase, done: int, total: int) -> None:
                if stop.is_set() and phase in _STOPPABLE:
                    raise KeyboardInterrupt
                progress((done, max(total, 1)), desc=phase.value.capitalize(), unit=_UNITS[phase])

            yield on_progress

    def stop(self, session: str) -> None:
        """Ask a session's run to end; nothing where it has none."""
        if (found := self._stops.get(session)) is not None:
            found.set()


def session_of(request: gr.Request) -> str:
    """The page that a request comes from."""
    return str(request.session_hash or "")


def stopper(runs: Runs) -> Callable[[gr.Request], None]:
    """The handler of a button that stops its own page's run."""

    def stop(request: gr.Request) -> None:
        runs.stop(session_of(request))

    return stop


def long_run(
    button: gr.Button, stop: gr.Button, handler: Callable[..., Any], inputs: Any, outputs: list[Any]
) -> None:
    """Connect a button with a run that writes; `stop` shows while it runs, progress on the first output.

    One run at a time writes to the library; the others wait.
    """
    quick: dict[str, Any] = {"queue": False, "api_visibility": "private"}
    button.click(lambda: gr.update(visible=True), None, stop, **quick).then(
        handler,
        inputs,
        outputs,
        concurrency_limit=1,
        concurrency_id="writing",
        show_progress_on=outputs[0],
        api_visibility="private",
    ).then(lambda: gr.update(visible=False), None, stop, **quick)
