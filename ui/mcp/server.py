"""The MCP server over one library, for any transport."""

from __future__ import annotations

import functools
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any, ParamSpec, TypeVar

from mcp.server.context import CallNext, ServerRequestContext
from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ResourceNotFoundError, ToolError, UnexpectedToolError
from mcp.server.mcpserver.resources import ResourceSecurity
from mcp.server.transport_security import TransportSecuritySettings
from mcp.shared.exceptions import MCPError
from mcp.types import (
    INVALID_PARAMS,
    CallToolResult,
    InputRequiredResult,
    ListResourcesResult,
    Resource,
    ToolAnnotations,
)
from pydantic import ValidationError

from rag.assistant import Assistant
from rag.errors import OnRecordError
from ui.cli import version
from ui.contract import ShowJSON
from ui.endpoints import Endpoints
from ui.mcp.instructions import DATA_NOTE, INSTRUCTIONS, RESOURCE_NOTE, TITLES
from ui.mcp.resources import TEMPLATE, describe, page_of, uri_of
from ui.problems import problems_as

P = ParamSpec("P")
R = TypeVar("R")

_READ_ONLY = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
_JSON = "application/json"


class RecordServer(MCPServer[Any]):
    """An MCP server whose errors are On Record's own lines."""

    async def call_tool(
        self, name: str, arguments: dict[str, Any], context: Context[Any, Any] | None = None
    ) -> CallToolResult | InputRequiredResult:
        """Call a tool; ToolError with one line where it can't do what was asked."""
        try:
            return await super().call_tool(name, arguments, context)
        except UnexpectedToolError:
            raise
        except ToolError as error:
            raise ToolError(_line(error)) from error.__cause__

    def http_endpoint(self, most_bytes: int) -> Any:
        """An ASGI application for streamable HTTP without sessions; make one, and mount it where you like.

        Hosts and origins are checked by the gate in front of it.
        """
        app = self.streamable_http_app(
            json_response=True,
            stateless_http=True,
            max_request_body_size=most_bytes,
            transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
        )
        return getattr(app.routes[0], "endpoint")  # noqa: B009 - a route without a type of its own

    def running(self) -> AbstractAsyncContextManager[None]:
        """What must be open while `http_endpoint` serves; needs that to have been made."""
        return self.session_manager.run()


def build_server(assistant: Assistant) -> RecordServer:
    """The server; its tools read the library, and none writes."""
    server = RecordServer(
        "onrecord",
        title="On Record",
        instructions=INSTRUCTIONS,
        version=version(),
        log_level="WARNING",
        # Ids are looked up in a table and never open a file.
        resource_security=ResourceSecurity(exempt_params={"id"}),
        subscriptions=False,
    )
    endpoints = Endpoints(assistant)
    for function in endpoints.all():
        name = function.__name__
        server.add_tool(
            _told(function),
            name=name,
            title=TITLES[name],
            description=f"{_docstring(function)}\n\n{DATA_NOTE}",
            annotations=_READ_ONLY,
            structured_output=True,
        )
    _add_resources(server, assistant, endpoints)
    return server


def _told(function: Callable[P, R]) -> Callable[P, R]:
    """Turn the user's problems into tool errors."""

    @functools.wraps(function)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        with problems_as(ToolError):
            return function(*args, **kwargs)

    return wrapped


def _line(error: ToolError) -> str:
    """What went wrong, without the SDK's prefix, on one line."""
    cause = error.__cause__
    if isinstance(cause, ToolError):
        return str(cause)
    if isinstance(cause, ValidationError):
        problems = (f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in cause.errors())
        return f"The arguments can't be used: {'; '.join(problems)}."
    return str(error)


def _docstring(function: Callable[..., Any]) -> str:
    lines = [line.strip() for line in (function.__doc__ or "").strip().splitlines()]
    return "\n".join(lines)


def _add_resources(server: RecordServer, assistant: Assistant, endpoints: Endpoints) -> None:
    @server.resource(
        TEMPLATE, name="transcript", title="A transcript", description=RESOURCE_NOTE, mime_type=_JSON
    )
    def transcript(id: str, first: int = 0, last: int | None = None) -> ShowJSON:  # noqa: A002 - the template's
        try:
            return endpoints.get_turns(id, first, last)
        except OnRecordError as error:
            raise ResourceNotFoundError(str(error)) from error

    async def listing(ctx: ServerRequestContext[Any, Any], call_next: CallNext) -> Any:
        if ctx.method != "resources/list":
            return await call_next(ctx)
        return _list_resources(assistant, (ctx.params or {}).get("cursor"))

    server.middleware.append(listing)


def _list_resources(assistant: Assistant, cursor: str | None) -> ListResourcesResult:
    with assistant.library.snapshot() as snapshot:
        entries = snapshot.transcripts()
    try:
        page = page_of(entries, cursor)
    except ValueError:
        raise MCPError(INVALID_PARAMS, f"{cursor!r} is no cursor; send the nextCursor of a page.") from None
    found = [
        Resource(
            uri=uri_of(entry.id),
            name=entry.id,
            title=entry.title,
            description=describe(entry),
            mime_type=_JSON,
        )
        for entry in page.entries
    ]
    return ListResourcesResult(resources=found, next_cursor=page.following)
