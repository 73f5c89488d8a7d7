"""Importing Gradio in less than half the time."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def without_stubs() -> Iterator[None]:
    """Within, Gradio's components are defined without writing `.pyi` files for editors beside its source.

    Gradio compares these files at each import, parsing its source and rendering a template for every
    component: more than half of the import's time, and a write into the installation. It leaves out the
    components that it finds no source file for, so within, its own have none.
    Source: gradio/component_meta.py, `create_or_modify_pyi`.
    """
    find = inspect.getfile

    def getfile(found: Any) -> str:
        if inspect.isclass(found) and found.__module__.startswith("gradio."):
            raise OSError("no stubs are wanted")
        return find(found)

    inspect.getfile = getfile  # type: ignore[assignment]
    try:
        yield
    finally:
        inspect.getfile = find
