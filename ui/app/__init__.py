"""The Gradio app: a chat, a quote check, a reader, a library, and the API."""

from ui.app.blocks import build
from ui.app.server import serve

__all__ = ["build", "serve"]
