"""The endpoints as Gradio serves them, for `gradio_client` and HTTP."""

from gradio.events import api as endpoint

from rag.assistant import Assistant
from ui.app.handlers import told_to_programs
from ui.endpoints import Endpoints


def add_endpoints(assistant: Assistant) -> None:
    """Register the endpoints on the Blocks that is being built."""
    for function in Endpoints(assistant).all():
        endpoint(told_to_programs(function), api_name=function.__name__)
