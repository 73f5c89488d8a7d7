"""Serving the app on this machine."""

from __future__ import annotations

import os
import sys
import threading

from rag.assistant import Assistant
from ui.app.blocks import build
from ui.app.calls import HANDLERS
from ui.app.i18n import translations
from ui.app.reader_recording import add_routes
from ui.app.style import CSS, theme

MAX_FILE_SIZE = "50mb"
WORKERS, WAITING = 4, 64


def serve(assistant: Assistant, host: str = "127.0.0.1", port: int = 7860) -> None:
    """Serve until interrupted; the encoder is loaded while the first page is being read."""
    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
    page = build(assistant)
    page.queue(default_concurrency_limit=WORKERS, max_size=WAITING)
    threading.Thread(target=_warm, args=[assistant], daemon=True).start()
    page.launch(
        server_name=host,
        server_port=port,
        theme=theme(),
        css=CSS,
        i18n=translations(),
        allowed_paths=[],
        strict_cors=True,
        max_file_size=MAX_FILE_SIZE,
        ssr_mode=False,
        share=False,
        show_error=True,
        quiet=True,
        footer_links=["api"],
        app_kwargs={"exception_handlers": HANDLERS},
        prevent_thread_lock=True,
        _frontend=False,  # no request to itself at the start, which ends the app where it takes over 3 s
    )
    add_routes(page.app, assistant)
    sys.stderr.write(f"On Record serves {assistant.library.folder} at {page.local_url}  (Ctrl-C ends it)\n")
    sys.stderr.flush()
    page.block_thread()


def _warm(assistant: Assistant) -> None:
    try:
        assistant.encoder.encode(["warm"])
    except Exception as error:
        # The same problem is told to whoever asks the first question.
        sys.stderr.write(f"The encoder could not be loaded: {error}\n")
