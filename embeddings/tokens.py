"""A model's own tokenizer, without the model."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tokenizers import Tokenizer


class Tokens:
    """Turns texts into token ids and counts them."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()

    @classmethod
    def from_file(cls, path: Path) -> Tokens:
        """Read a `tokenizer.json`."""
        return cls(Tokenizer.from_file(str(path)))

    def count(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, without the special ones."""
        return [len(ids) for ids in self.own_ids(texts)]

    def own_ids(self, texts: Sequence[str]) -> list[list[int]]:
        """Token ids of each text, without the special ones."""
        encoded = self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        return [one.ids for one in encoded]

    def ids(self, texts: Sequence[str], window: int) -> list[list[int]]:
        """Token ids of each text with the special ones, at most `window`; the last one ends the text."""
        encoded = self._tokenizer.encode_batch_fast(list(texts))
        return [
            one.ids if len(one.ids) <= window else [*one.ids[: window - 1], one.ids[-1]] for one in encoded
        ]
