"""Where the library lies and which encoder reads it: option, then environment, then default."""

from __future__ import annotations

import argparse
import os
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from embeddings import Encoder

LIBRARY_VARIABLE = "ONRECORD_LIBRARY"
ENCODER_VARIABLE = "ONRECORD_ENCODER"
DEFAULT_ENCODER = "default"


def library_folder(option: str | None = None) -> Path:
    """`--library`, else $ONRECORD_LIBRARY, else the platform's data folder."""
    named = option or os.environ.get(LIBRARY_VARIABLE)
    if named:
        return Path(named).expanduser()
    import platformdirs

    return platformdirs.user_data_path("onrecord") / "library"


def load_encoder(option: str | None = None) -> Encoder:
    """`--model`, else what $ONRECORD_ENCODER names (a model's name or folder), else the packaged one."""
    name = option or os.environ.get(ENCODER_VARIABLE, DEFAULT_ENCODER)
    if name == "hashing":
        from embeddings.hashing import HashingEncoder

        return HashingEncoder()
    from embeddings import SentenceEncoder

    return SentenceEncoder(name)


def encoder_for(options: argparse.Namespace) -> Callable[[], Encoder]:
    """What gives a command its encoder; where it is sure to need one, that loads beside the rest."""
    model = getattr(options, "model", None)
    asked = getattr(options, "question", None) or getattr(options, "query", None)
    return _EncoderAhead(model, asked).wait if asked else partial(load_encoder, model)


class _EncoderAhead:
    """An encoder that is loaded, and encodes a question, in a thread of its own."""

    def __init__(self, option: str | None, question: str) -> None:
        self._found: Encoder | Exception | None = None
        # Imported before anything else, since two threads that import at once hold each other up, and the
        # encoder takes longest.
        import embeddings  # noqa: F401

        self._thread = threading.Thread(target=self._load, args=(option, question))
        self._thread.start()

    def wait(self) -> Encoder:
        """The encoder, once it is there; raises what loading it raised."""
        self._thread.join()
        if isinstance(self._found, Exception):
            raise self._found
        assert self._found is not None
        return self._found

    def _load(self, option: str | None, question: str) -> None:
        try:
            self._found = load_encoder(option)
            self._found.encode([question])
        except Exception as error:  # raised where it is waited for
            self._found = error
