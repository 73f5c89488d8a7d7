"""A body that is larger than it may be is answered with 413, whether its length was announced or not."""

from __future__ import annotations

from ui.access.http import App, Message, Receive, Refused, Request, Scope, Send, respond_refused


def check_length(request: Request, limit: int) -> None:
    """Raise Refused where a body announces itself as longer than `limit` bytes."""
    length = request.headers.get("content-length", "0")
    if not length.isascii() or not length.isdigit():
        raise Refused(400, f"The header Content-Length has {length!r}, which is no number.")
    if int(length) > limit:
        raise _too_large(limit)


async def run_limited(app: App, scope: Scope, receive: Receive, send: Send, limit: int) -> None:
    """Run an application whose body ends, and which answers 413, once more than `limit` bytes have come."""
    read, over = 0, False

    async def counted() -> Message:
        nonlocal read, over
        message = await receive()
        read += len(message.get("body", b""))
        if read <= limit:
            return message
        if not over:
            over = True
            await respond_refused(send, _too_large(limit))
        return {"type": "http.disconnect"}

    async def unless_over(message: Message) -> None:
        if not over:
            await send(message)

    try:
        await app(scope, counted, unless_over)
    except Exception:
        if not over:  # else the application complains that the client went away
            raise


def _too_large(limit: int) -> Refused:
    return Refused(
        413,
        f"This is larger than {limit // 1_000_000} MB, the most that is taken at once. Send it in parts.",
        {"connection": "close"},
    )
