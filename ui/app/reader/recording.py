"""The route that plays a transcript's recording; the transcript's id is all that a browser may choose."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import FileResponse, PlainTextResponse, Response

from rag.assistant import Assistant
from rag.recordings import recording_beside

_HEADERS = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-cache"}


def add_routes(app: FastAPI, assistant: Assistant, prefix: str = "") -> None:
    """Serve `{prefix}/recording?transcript=ID`, whole or in ranges (RFC 9110, section 14)."""

    def recording(transcript: str) -> Response:
        with assistant.library.snapshot() as snapshot:
            found = snapshot.transcripts(transcript)
        beside = recording_beside(Path(found[0].file)) if found else None
        if beside is None:
            told = f"No recording of {transcript!r}: no audio or video file of its name lies beside it."
            return PlainTextResponse(told, status_code=404, headers=_HEADERS)
        return FileResponse(beside.path, media_type=beside.media_type, headers=_HEADERS)

    app.add_api_route(f"{prefix}/recording", recording, methods=["GET", "HEAD"], include_in_schema=False)
