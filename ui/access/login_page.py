"""The page that asks for a name and a password: one file, no script, nothing from anywhere else."""

from __future__ import annotations

from html import escape

from ui.texts import text

_STYLE = """
:root { color-scheme: light dark; --ink: #1c2430; --paper: #fff; --line: #6b7280; --accent: #1d4ed8; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e5e7eb; --paper: #16191f; --line: #9ca3af; --accent: #93b4ff; }
}
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--paper);
  color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
form { width: min(22rem, calc(100vw - 3rem)); display: grid; gap: .4rem; padding: 1.5rem 0; }
h1 { font: 600 1.5rem/1.2 Georgia, 'Times New Roman', serif; margin: 0; }
p { margin: 0 0 .6rem; }
label { font-weight: 600; margin-top: .5rem; }
input { font: inherit; padding: .6rem .7rem; border: 1px solid var(--line); border-radius: 6px;
  background: transparent; color: inherit; }
button { font: inherit; font-weight: 600; margin-top: 1rem; padding: .65rem; border: 0; border-radius: 6px;
  background: var(--accent); color: var(--paper); cursor: pointer; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
[role=alert] { border-left: 4px solid #dc2626; padding-left: .7rem; }
"""


def login_page(language: str, action: str, target: str, name: str = "", problem: str = "") -> bytes:
    """The page as UTF-8; the form goes to `action` and then leads on to `target`."""
    alert = f'<p role="alert">{escape(problem)}</p>' if problem else ""
    focus = ("", " autofocus") if name else (" autofocus", "")
    return f"""<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{_text("login.title", language)} · {_text("page.title", language)}</title>
<style>{_STYLE}</style>
</head>
<body>
<main>
<form method="post" action="{escape(action)}">
<h1>{_text("page.title", language)}</h1>
<p>{_text("page.motto", language)}</p>
{alert}
<label for="username">{_text("login.name", language)}</label>
<input id="username" name="username" value="{escape(name)}" autocomplete="username" autocapitalize="none"
 spellcheck="false" required{focus[0]}>
<label for="password">{_text("login.password", language)}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required{focus[1]}>
<input type="hidden" name="next" value="{escape(target)}">
<button>{_text("login.submit", language)}</button>
</form>
</main>
</body>
</html>
""".encode()


def _text(key: str, language: str) -> str:
    return escape(text(key, language))
