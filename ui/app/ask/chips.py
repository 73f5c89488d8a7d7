"""What was understood of the last question, as buttons that take it back and ask again."""

from __future__ import annotations

from collections.abc import Iterable

import gradio as gr

from rag.questions import PartKind, Understood
from ui.understood import described


def chip_row() -> list[gr.Button]:
    """One button for each kind of thing that can be understood, hidden until it is."""
    with gr.Row(elem_id="or-chips"):
        return [
            gr.Button(
                "", visible=False, size="sm", min_width=60, elem_classes="or-chip", elem_id=chip_id(kind)
            )
            for kind in PartKind
        ]


def chip_id(kind: PartKind) -> str:
    """The element of one chip."""
    return f"or-chip-{kind.value.replace('_', '-')}"


def chip_texts(understood: Understood | None, language: str) -> list[str]:
    """What stands on each chip, in the row's order; "" on those that were not understood."""
    texts = dict(described(understood, language)) if understood else {}
    return [f"{texts[kind]} ✕" if kind in texts else "" for kind in PartKind]


def kinds(ignored: Iterable[str]) -> frozenset[PartKind]:
    """Kinds from their names."""
    return frozenset(PartKind(name) for name in ignored)
