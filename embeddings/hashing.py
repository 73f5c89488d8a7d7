"""A bag-of-words encoder whose vectors can be worked out by hand: for tests, and where no model runs."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

import numpy as np

from embeddings.encoder import OnEncoded, Vectors
from embeddings.token_vectors import QuestionTokens

_WORD = re.compile(r"\w+")


class HashingEncoder:
    """Counts a text's words in the buckets of their CRC-32; texts without words become the first axis."""

    def __init__(self, dimensions: int = 256) -> None:
        self.dimensions = dimensions
        self.window = 256
        self.name = f"hashing-{dimensions}"
        self.token_space = None

    def encode(self, texts: Sequence[str], on_encoded: OnEncoded | None = None) -> Vectors:
        """Unit vectors of shape (len(texts), dimensions)."""
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        for row, text in enumerate(texts):
            for word in _WORD.findall(text.casefold()) or [""]:
                bucket = zlib.crc32(word.encode()) % self.dimensions if word else 0
                vectors[row, bucket] += 1
        if len(texts):
            vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        if on_encoded is not None:
            on_encoded(len(texts))
        return vectors

    def encode_tokens(
        self, texts: Sequence[str], on_encoded: OnEncoded | None = None
    ) -> tuple[Vectors, list[bytes]]:
        """As `encode`; no codes."""
        return self.encode(texts, on_encoded), [b""] * len(texts)

    def question_tokens(self, question: str) -> QuestionTokens | None:
        """None: it reads no word in its context."""
        return None

    def sketch(self, texts: Sequence[str]) -> Vectors:
        """The vectors themselves."""
        return self.encode(texts)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Words of each text."""
        return [len(_WORD.findall(text)) for text in texts]
