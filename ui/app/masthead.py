"""The top of the page: what this is, the other libraries of the server, who is logged in."""

from __future__ import annotations

from dataclasses import dataclass

import gradio as gr

from ui.access import principal_of
from ui.app.html import safe
from ui.app.i18n import language_of
from ui.texts import text

CSS = """
.or-masthead {display: flex; flex-wrap: wrap; align-items: baseline; gap: .3rem 1.2rem;}
.or-masthead h1 {margin-right: auto !important;}
.or-masthead nav {display: flex; flex-wrap: wrap; gap: .2rem .9rem; font-size: .95rem;}
.or-masthead nav a {color: var(--link-text-color); text-decoration: underline; padding: .15rem 0;}
.or-masthead nav a[aria-current] {color: var(--body-text-color); font-weight: 600; text-decoration: none;}
.or-account {display: flex; align-items: baseline; gap: .6rem; margin: 0; font-size: .9rem;}
.or-for-readers :is([data-do=remove], th:first-child, td:first-child) {display: none;}
.or-account button {color: var(--link-text-color); text-decoration: underline; background: none; border: 0;
  padding: .15rem 0; cursor: pointer; font: inherit;}
"""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The names of the libraries that a server offers, and that of a page's own; a single one has none."""

    names: tuple[str, ...] = ()
    here: str = ""


def masthead(shelf: Shelf, request: gr.Request) -> str:
    """The page's title, links to the other libraries where there are several, and logging out."""
    language = language_of(request)
    return heading(language, _switcher(shelf, language) + _account(request, language))


def heading(language: str, beside: str = "") -> str:
    """The page's title, with what stands beside it, and its motto."""
    title = f"<h1>{safe(text('page.title', language))}</h1>"
    top = f"<div class='or-masthead'>{title}{beside}</div>" if beside else title
    return f"{top}<p>{safe(text('page.motto', language))}</p>"


def _switcher(shelf: Shelf, language: str) -> str:
    if len(shelf.names) < 2:
        return ""
    links = "".join(
        f"<a href='/{safe(name)}/'{' aria-current=page' if name == shelf.here else ''}>{safe(name)}</a>"
        for name in shelf.names
    )
    return f"<nav aria-label='{safe(text('login.libraries', language))}'>{links}</nav>"


def _account(request: gr.Request, language: str) -> str:
    found = principal_of(request.request.scope) if request.request else None
    if found is None or not found.is_user:
        return ""
    role = text(f"login.{found.role.value}", language)
    who = text("login.logged_in", language, name=found.name, role=role)
    return (
        f"<form class='or-account' method='post' action='/logout'><span>{safe(who)}</span>"
        f"<button>{safe(text('login.logout', language))}</button></form>"
    )
