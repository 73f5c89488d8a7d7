"""Texts to unit vectors."""

from __future__ import annotations

import hashlib
import logging
import threading
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from embeddings.compiled import NotCompilableError, convert, open_compiled
from embeddings.errors import ModelNotFoundError
from embeddings.memory import give_back
from embeddings.packaged_model import WEIGHTS_SHA256, packaged_model, verify
from embeddings.sketch import Sketch, packaged_sketch
from embeddings.token_vectors import QuestionTokens, TokenSpace, packaged_space
from embeddings.tokens import Tokens

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]
"""Unit rows of shape (n, d)."""

OnEncoded = Callable[[int], None]
"""Gets the number of texts encoded so far."""

OnTokens = Callable[[str, Sequence[int], NDArray[np.float32]], None]
"""Gets a text, its token ids (t,) with the special ones, and their vectors (t, d)."""

_log = logging.getLogger("onrecord")

_Run = Callable[[Sequence[str], OnTokens | None], Vectors]

_BATCH = 32
_CHUNK = 256
_QUESTIONS = 1024  # vectors of questions that are remembered: a megabyte and a half


class Encoder(Protocol):
    """Anything that turns texts into unit vectors."""

    @property
    def name(self) -> str:
        """Identity of the vectors: encoders of one name give the same vectors."""

    @property
    def dimensions(self) -> int:
        """Length of a vector."""

    @property
    def window(self) -> int:
        """Tokens of a text that count; the rest is cut by the model."""

    def encode(self, texts: Sequence[str], on_encoded: OnEncoded | None = None) -> Vectors:
        """Unit vectors of shape (len(texts), dimensions), in the texts' order."""

    @property
    def token_space(self) -> str | None:
        """Identity of the token codes; None where the encoder makes none."""

    def encode_tokens(
        self, texts: Sequence[str], on_encoded: OnEncoded | None = None
    ) -> tuple[Vectors, list[bytes]]:
        """As `encode`, with the codes of each text's tokens: empty where there are none."""

    def question_tokens(self, question: str) -> QuestionTokens | None:
        """A question's words, to be held against token codes; None where there are none."""

    def sketch(self, texts: Sequence[str]) -> Vectors:
        """Cheap stand-ins for `encode`'s vectors, to choose among a passage's sentences."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, without the special ones."""


class SentenceEncoder:
    """Any sentence-transformers model: "default" (the packaged one), a folder, or a name.

    The model is loaded at the first use: compiled by OpenVINO where that can be done (converted once, then
    opened in a second and without torch), else by sentence-transformers. A name that isn't a folder may make
    sentence-transformers ask its hub. Raises ModelNotFoundError and ModelChecksumError.
    """

    def __init__(self, model: str = "default", device: str = "cpu", *, compiled: bool = True) -> None:
        self._model_name = model
        self._device = device
        self._packaged = model == "default"
        self._folder = packaged_model() if self._packaged else Path(model).expanduser()
        self._compiled = compiled and device == "cpu" and (self._packaged or self._folder.is_dir())
        self._loading = threading.Lock()
        self._asked = lru_cache(_QUESTIONS)(self._ask)

    @cached_property
    def name(self) -> str:
        """The model's name and the first digits of its weights' sha256."""
        if self._packaged:
            return f"all-MiniLM-L6-v2@{WEIGHTS_SHA256[:8]}"
        if not self._folder.is_dir():
            return self._model_name
        digest = hashlib.sha256()
        for weights in sorted(
            [*self._folder.rglob("*.safetensors"), *self._folder.rglob("pytorch_model*.bin")]
        ):
            with weights.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
        return f"{self._folder.name}@{digest.hexdigest()[:8]}"

    @cached_property
    def dimensions(self) -> int:
        """Length of a vector."""
        return 384 if self._packaged else int(self._model.get_embedding_dimension() or 0)

    @cached_property
    def window(self) -> int:
        """Tokens of a text that count, special ones included."""
        return 256 if self._packaged else int(self._model.max_seq_length or 512)

    def encode(self, texts: Sequence[str], on_encoded: OnEncoded | None = None) -> Vectors:
        """Unit vectors of shape (len(texts), dimensions), in the texts' order.

        Equal texts are encoded once; long and short ones apart, so that little is padded. What is beyond
        the window is cut by the model. One text alone is a question: its vector is remembered for a while.
        """
        if len(texts) == 1 and on_encoded is None:
            return self._asked(texts[0])[0][None]
        return self._encode(texts, on_encoded, None)

    @property
    def token_space(self) -> str | None:
        """The name of the space that ships for the model; None for any other model."""
        return None if self._space is None else self._space.name

    def encode_tokens(
        self, texts: Sequence[str], on_encoded: OnEncoded | None = None
    ) -> tuple[Vectors, list[bytes]]:
        """As `encode`, with the codes of each text's tokens: empty where no space ships for the model."""
        space = self._space
        codes: dict[str, bytes] = {}
        if space is None:
            return self._encode(texts, on_encoded, None), [b""] * len(texts)
        vectors = self._encode(
            texts, on_encoded, lambda text, ids, hidden: codes.update({text: space.codes(ids, hidden)})
        )
        return vectors, [codes[text] for text in texts]

    def question_tokens(self, question: str) -> QuestionTokens | None:
        """The question's words; made with its vector, and remembered with it."""
        return self._asked(question)[1]

    def _ask(self, question: str) -> tuple[Vectors, QuestionTokens | None]:
        found: list[QuestionTokens | None] = [None]

        def on_tokens(_: str, ids: Sequence[int], hidden: NDArray[np.float32]) -> None:
            found[0] = self._space.question(ids, hidden) if self._space else None

        return self._run([question], on_tokens if self._space else None)[0], found[0]

    def _encode(
        self, texts: Sequence[str], on_encoded: OnEncoded | None, on_tokens: OnTokens | None
    ) -> Vectors:
        """`encode`; `on_tokens` is called for every distinct text."""
        distinct = sorted(set(texts), key=len, reverse=True)
        rows = {text: row for row, text in enumerate(distinct)}
        vectors = np.empty((len(distinct), self.dimensions), np.float32)
        for start in range(0, len(distinct), _CHUNK):
            chunk = distinct[start : start + _CHUNK]
            vectors[start : start + len(chunk)] = self._run(chunk, on_tokens)
            give_back()
            if on_encoded is not None:
                on_encoded(min(len(texts), start + len(chunk)))
        return vectors[[rows[text] for text in texts]] if texts else vectors

    def sketch(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors near to `encode`'s, a thousand times as cheap where a sketch ships for the model."""
        if self._sketch is None:
            return self.encode(texts)
        return self._sketch.vectors(self._tokens.own_ids(texts))

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, without the special ones."""
        return self._tokens.count(texts)

    @cached_property
    def _sketch(self) -> Sketch | None:
        return packaged_sketch(self.name)

    @cached_property
    def _space(self) -> TokenSpace | None:
        return packaged_space(self.name)

    @property
    def _run(self) -> _Run:
        with self._loading:
            return self._engine

    @cached_property
    def _engine(self) -> _Run:
        if not self._compiled:
            return self._encode_by_torch
        try:
            opened = open_compiled(self.name, self._tokens, self.window)
            if opened is None:
                opened = convert(self.name, self._model, self._tokens, self.window, self._encode_by_torch)
        except (NotCompilableError, OSError) as error:
            _log.warning("The model runs uncompiled, several times slower: %s", error)
            return self._encode_by_torch
        return opened.encode

    def _encode_by_torch(self, texts: Sequence[str], on_tokens: OnTokens | None = None) -> Vectors:
        if on_tokens is not None:
            return self._encode_tokens_by_torch(texts, on_tokens)
        vectors: Vectors = self._model.encode(
            list(texts),
            batch_size=_BATCH,
            show_progress_bar=False,
            normalize_embeddings=True,
            convert_to_numpy=True,
        )
        return vectors

    def _encode_tokens_by_torch(self, texts: Sequence[str], on_tokens: OnTokens) -> Vectors:
        vectors = np.empty((len(texts), self.dimensions), np.float32)
        found: Any = self._model.encode(
            list(texts), batch_size=_BATCH, show_progress_bar=False, output_value=None
        )
        for row, (text, each) in enumerate(zip(texts, found, strict=True)):
            vectors[row] = each["sentence_embedding"]
            ids = each["input_ids"][each["attention_mask"] > 0].tolist()
            on_tokens(text, ids, each["token_embeddings"][: len(ids)].numpy())
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
        return vectors

    @cached_property
    def _tokens(self) -> Tokens:
        file = self._folder / "tokenizer.json"
        if file.is_file():
            return Tokens.from_file(file)
        return Tokens(self._model.tokenizer.backend_tokenizer)

    @cached_property
    def _model(self) -> SentenceTransformer:
        if self._packaged:
            verify(self._folder)
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        # Standard error is ours: no bars, and no advice to those who train models.
        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        logging.set_verbosity_error()  # type: ignore[no-untyped-call]
        local = self._folder.is_dir()
        if local and not any((self._folder / name).is_file() for name in ("modules.json", "config.json")):
            raise ModelNotFoundError(
                self._model_name, "the folder holds neither modules.json nor config.json"
            )
        try:
            return SentenceTransformer(
                str(self._folder) if local else self._model_name, device=self._device, local_files_only=local
            )
        except (OSError, ValueError) as error:
            raise ModelNotFoundError(self._model_name, " ".join(str(error).split())[:200]) from error
