"""Where the library lies and which encoder reads it: option, then environment, then default."""

from __future__ import annotations

import os
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
