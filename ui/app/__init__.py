"""The Gradio app: a chat, a quote check, a reader, a library, and the API."""

from ui.app.blocks import build
from ui.app.server import serve
from ui.app.site import Shelved, build_site

__all__ = ["Shelved", "build", "build_site", "serve"]
