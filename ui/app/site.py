"""Everything that one server serves: a page, an API and an MCP server for each library, behind the gate."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from dataclasses import dataclass
from functools import partial
from typing import Any

import gradio as gr
from starlette.applications import Starlette
from starlette.routing import Route

from rag.assistant import Assistant
from rag.library.library import ReadOnlyLibrary
from ui.access import Gate, Policy, Principal, Role, principal_of
from ui.access.http import Receive, Scope, Send
from ui.access.ownership import paths_in
from ui.access.policy import BODY_BYTES
from ui.app.blocks import build
from ui.app.calls import HANDLERS
from ui.app.i18n import translations
from ui.app.masthead import Shelf
from ui.app.reader.recording import add_routes
from ui.app.sessions import use_bare_sessions
from ui.app.style import CSS, theme
from ui.mcp import build_server

WORKERS, WAITING = 4, 64


@dataclass(frozen=True, slots=True)
class Shelved:
    """A library's assistant and the name that it is served under, "" where it is the only one."""

    name: str
    assistant: Assistant


class ByRole:
    """Leads each request to the application for the role of whoever sent it."""

    def __init__(self, apps: Mapping[Role, Starlette]) -> None:
        self.apps = dict(apps)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection that the gate has let in."""
        principal = principal_of(scope)
        if principal is None:
            raise RuntimeError("a request came past the gate")
        await self.apps[principal.role](scope, receive, send)


def build_site(shelf: Sequence[Shelved], policy: Policy) -> Gate:
    """The whole application.

    Readers get pages of their own, over libraries that refuse to be written to: what readers may not do
    isn't hidden from them, it isn't there. Where nobody logs in, everybody is an editor.
    """
    servers = [build_server(_for(Role.READER, shelved.assistant)) for shelved in shelf]
    agents = [server.http_endpoint(BODY_BYTES) for server in servers]
    roles = list(Role) if policy.accounts else [Role.EDITOR]
    pages = {role: [_page(shelf, shelved, role) for shelved in shelf] for role in roles}
    apps = {role: _app(shelf, pages[role], agents, policy) for role in roles}
    outer = _bare([*(partial(_running, app) for app in apps.values()), *(s.running for s in servers)])
    outer.mount("/", ByRole(apps))
    public = [path for each in pages.values() for page in each for path in paths_in(page.config)]
    return Gate(outer, policy, [shelved.name for shelved in shelf if shelved.name], public)


def _for(role: Role, assistant: Assistant) -> Assistant:
    if role is Role.EDITOR:
        return assistant
    return Assistant(ReadOnlyLibrary(assistant.library), lambda: assistant.encoder)


def _page(shelf: Sequence[Shelved], shelved: Shelved, role: Role) -> gr.Blocks:
    names = tuple(each.name for each in shelf)
    page = build(_for(role, shelved.assistant), Shelf(names, shelved.name))
    page.queue(default_concurrency_limit=WORKERS, max_size=WAITING)
    return page


def _app(
    shelf: Sequence[Shelved], pages: Sequence[gr.Blocks], agents: Sequence[Any], policy: Policy
) -> Starlette:
    """All libraries' routes for one role: each at /NAME, the first one also at /."""
    app = _bare([])
    for s, agent in zip(shelf, agents, strict=True):
        app.router.routes.append(Route(f"/{s.name}/mcp" if s.name else "/mcp", endpoint=agent))
    for s, page in zip(shelf, pages, strict=True):
        _mount(app, f"/{s.name}", page, s.assistant, policy)
    if shelf[0].name:
        app.router.routes.insert(0, Route("/mcp", endpoint=agents[0]))
        first = next(route for route in app.routes if getattr(route, "path", "") == f"/{shelf[0].name}")
        pages[0].custom_mount_path = "/"
        app.mount("/", getattr(first, "app"))  # noqa: B009 - Starlette's routes have no common type with it
    return app


def _mount(app: Starlette, path: str, page: gr.Blocks, assistant: Assistant, policy: Policy) -> None:
    gr.mount_gradio_app(
        app,
        page,
        path,
        auth_dependency=_username if policy.accounts else None,
        theme=theme(),
        css=CSS,
        i18n=translations(),
        allowed_paths=[],
        max_file_size=policy.upload_bytes,
        ssr_mode=False,
        show_error=True,
        footer_links=["api"],
        run_history=False,
        mcp_server=False,
        enable_monitoring=False,
        pwa=False,
        app_kwargs={"exception_handlers": HANDLERS},
    )
    mounted = getattr(app.routes[-1], "app")  # noqa: B009 - Starlette's Mount
    use_bare_sessions(mounted)
    add_routes(mounted, assistant)


def _username(request: gr.Request) -> str | None:
    principal: Principal | None = principal_of(request.scope)
    return principal.name if principal else None


def _bare(running: Iterable[Callable[[], AbstractAsyncContextManager[Any]]]) -> Starlette:
    """An application without routes, for as long as which all of `running` runs."""

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            for each in running:
                await stack.enter_async_context(each())
            yield

    return Starlette(lifespan=lifespan)


def _running(app: Starlette) -> AbstractAsyncContextManager[Any]:
    return app.router.lifespan_context(app)
