"""A sentence-transformers model compiled by OpenVINO: the same vectors, several times as fast, without torch.

The model, with its pooling and normalisation, is converted once from the loaded torch module and kept in the
platform's cache folder under a key of its weights and of OpenVINO's version. It is used only if its vectors
agree with the model's own. Source: https://docs.openvino.ai (convert_model, INFERENCE_PRECISION_HINT).
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import threading
import warnings
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import platformdirs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from embeddings.encoder import OnTokens, Vectors
    from embeddings.tokens import Tokens

_TOKENS_A_BATCH, _PADDING = 1024, 0.08
_MANY = 256
"""Texts from which on batches run side by side, each on one processor, whoever wants them."""
_SHAPES_KEPT = {"CPU_RUNTIME_CACHE_CAPACITY": 64}
"""How many kernels, each for one shape of batches, are kept; 64 of OpenVINO's 5,000 are as fast."""
_CONVERTER, _IMPORTING = "openvino.tools.ovc", threading.Lock()
_MEAN_COSINE, _MIN_COSINE = 0.9999, 0.999
_RECIPE = 2
"""Raised when what is converted changes, so that older conversions aren't used."""


class NotCompilableError(Exception):
    """The model can't be used compiled; the message says why. Never reaches a user as an error."""


class CompiledModel:
    """A converted model, ready to encode; safe to share between threads.

    A few texts run on all processors at once, one batch after the other, and are there soonest. Many run
    side by side, each batch on one processor: batches that wait for nobody are quicker in all, and lose a
    fifth of their time where another thread works beside them, not half of it. Each of the two ways is
    opened when it is first gone, since together they take 150 MB more than one.
    """

    def __init__(self, path: Path, tokens: Tokens, window: int, kernels: Path | None = None) -> None:
        self._path = path
        self._kernels = kernels
        self._tokens = tokens
        self._window = window
        self._opening = threading.Lock()

    def encode(self, texts: Sequence[str], on_tokens: OnTokens | None = None) -> Vectors:
        """Unit vectors of shape (len(texts), d), in the texts' order; batches hold texts of like length.

        `on_tokens` gets each text, its token ids and their vectors; several threads may call it at once.
        """
        ids = self._tokens.ids(texts, self._window)
        batches = list(_batches([len(one) for one in ids]))
        # Whoever wants the tokens of several texts indexes them, and more will follow.
        many = len(texts) >= _MANY or (on_tokens is not None and len(texts) > 1)
        with self._opening:
            requests = self._many if many else self._few
        vectors = np.empty((len(ids), requests.dimensions), np.float32)

        def run(rows: list[int]) -> None:
            vectors[rows], hidden = requests.infer([ids[row] for row in rows])
            if on_tokens is not None:
                for row, own in zip(rows, hidden, strict=True):
                    on_tokens(texts[row], ids[row], own[: len(ids[row])])

        if many:
            list(self._pool.map(run, reversed(batches)))  # the long ones first
        else:
            for rows in batches:
                run(rows)
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
        return vectors

    @cached_property
    def _few(self) -> _Requests:
        return _Requests(_compiled(self._path, self._kernels, {}))

    @cached_property
    def _many(self) -> _Requests:
        own = {"NUM_STREAMS": _processors(), "INFERENCE_NUM_THREADS": _processors()}
        return _Requests(_compiled(self._path, self._kernels, own))

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(_processors(), thread_name_prefix="batches")


class _Requests:
    """Requests to a compiled model, one for each thread that asks."""

    def __init__(self, model: Any) -> None:
        self._model = model
        self._local = threading.local()
        self.dimensions = int(model.output(0).get_partial_shape()[1].get_length())

    def infer(self, batch: Sequence[Sequence[int]]) -> tuple[Vectors, Vectors]:
        """The batch's vectors (n, d), and those of its tokens, padded (n, t, d)."""
        longest = max(len(ids) for ids in batch)
        padded = np.zeros((len(batch), longest), np.int64)
        mask = np.zeros((len(batch), longest), np.int64)
        for row, ids in enumerate(batch):
            padded[row, : len(ids)] = ids
            mask[row, : len(ids)] = 1
        if not hasattr(self._local, "request"):
            self._local.request = self._model.create_infer_request()
        found = self._local.request.infer([padded, mask], share_inputs=True)
        return found[0], found[1]


def _compiled(path: Path, kernels: Path | None, more: dict[str, int]) -> Any:
    """The model as OpenVINO runs it, in bf16 where the processor has it."""
    core = _openvino().Core()
    bf16 = "BF16" in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")
    hints: dict[str, Any] = {"INFERENCE_PRECISION_HINT": "bf16" if bf16 else "f32", **more}
    try:
        return core.compile_model(str(path), "CPU", hints | _SHAPES_KEPT | _kept_in(kernels))
    except RuntimeError:  # a property that isn't published, or a folder that can't be made
        return core.compile_model(str(path), "CPU", hints)


def _processors() -> int:
    """How many processors this process may use."""
    own = getattr(os, "sched_getaffinity", None)
    return len(own(0)) if own else os.cpu_count() or 1


def _kept_in(folder: Path | None) -> dict[str, str]:
    """How what compiling finds out is kept: half a megabyte without the weights, opened in half the time.

    OpenVINO compiles anew where it is missing, broken or another processor's.
    """
    return {} if folder is None else {"CACHE_DIR": str(folder), "CACHE_MODE": "OPTIMIZE_SIZE"}


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Rows in batches of like length: `_TOKENS_A_BATCH` tokens at most, `_PADDING` of them padding."""
    batch: list[int] = []
    held = 0
    for row in sorted(range(len(lengths)), key=lengths.__getitem__):
        padded = (len(batch) + 1) * lengths[row]
        if batch and (padded > _TOKENS_A_BATCH or padded - held - lengths[row] > _PADDING * padded):
            yield batch
            batch, held = [], 0
        batch.append(row)
        held += lengths[row]
    if batch:
        yield batch


def open_compiled(key: str, tokens: Tokens, window: int, cache: Path | None = None) -> CompiledModel | None:
    """The converted model kept under `key`; None where there is none yet, or it isn't whole.

    Raises NotCompilableError where OpenVINO is missing or the model was refused before.
    """
    folder = _folder(key, cache)
    about = _about(folder)
    if about is None:
        return None
    if about["refused"]:
        raise NotCompilableError(about["refused"])
    return CompiledModel(folder / "model.xml", tokens, window, folder / "kernels")


def convert(
    key: str,
    module: Any,
    tokens: Tokens,
    window: int,
    reference: Callable[[Sequence[str]], Vectors],
    cache: Path | None = None,
) -> CompiledModel:
    """Convert a loaded sentence-transformers model, hold it against `reference`, and keep it under `key`.

    Raises NotCompilableError where OpenVINO is missing, can't convert the model, or gives other vectors.
    """
    openvino = _openvino()
    folder = _folder(key, cache)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix="making-") as temporary:
        place = Path(temporary) / "model"
        place.mkdir()
        try:
            openvino.save_model(_converted(module), place / "model.xml", compress_to_fp16=False)
            model = CompiledModel(place / "model.xml", tokens, window)
            wanted = reference(_SAMPLE)
            # Both ways: few texts, and, as whoever indexes asks for it, many.
            refused = _disagreement(model.encode(_SAMPLE), wanted) or _disagreement(
                model.encode(_SAMPLE, lambda text, ids, hidden: None), wanted
            )
        except RuntimeError as error:
            refused = " ".join(str(error).split())[:200]
        about = {"refused": refused, "bytes": {path.name: path.stat().st_size for path in place.iterdir()}}
        (place / "about.json").write_text(json.dumps(about), encoding="utf-8")
        if _about(folder) is None:
            shutil.rmtree(folder, ignore_errors=True)
            shutil.move(place, folder)
    if refused:
        raise NotCompilableError(refused)
    return CompiledModel(folder / "model.xml", tokens, window, folder / "kernels")


def _about(folder: Path) -> dict[str, Any] | None:
    """What is told beside a converted model; None where the files aren't as they were written."""
    try:
        about: dict[str, Any] = json.loads((folder / "about.json").read_text(encoding="utf-8"))
        written = about.get("bytes", {})  # none were told by earlier versions
        whole = all((folder / name).stat().st_size == size for name, size in written.items())
    except (OSError, ValueError):
        return None
    return about if whole else None


def _disagreement(vectors: Vectors, wanted: Vectors) -> str | None:
    cosines = (vectors * wanted).sum(axis=1)
    if cosines.mean() >= _MEAN_COSINE and cosines.min() >= _MIN_COSINE:
        return None
    return (
        f"its vectors differ from the model's own (cosine {cosines.mean():.5f}, lowest {cosines.min():.5f})"
    )


def _converted(model: Any) -> Any:
    import torch
    from openvino.tools.ovc import convert_model

    class Sentences(torch.nn.Module):
        """The whole of the model as one function of ids and mask."""

        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            features = {"input_ids": input_ids, "attention_mask": attention_mask}
            found = self.model(features)
            return found["sentence_embedding"], found["token_embeddings"]

    example = torch.ones((2, 8), dtype=torch.long)
    with torch.no_grad(), warnings.catch_warnings():
        # Tracing says which branches it fixes; the comparison after it decides whether that did any harm.
        warnings.simplefilter("ignore")
        return convert_model(
            Sentences().eval(), example_input={"input_ids": example, "attention_mask": example}
        )


def _folder(key: str, cache: Path | None) -> Path:
    version = _openvino().get_version().split("-")[0]
    root = cache or platformdirs.user_cache_path("onrecord")
    return root / "compiled" / f"{key}-openvino{version}-{_RECIPE}"


def _openvino() -> Any:
    # convert_model reports to its makers unless their telemetry package can't be imported.
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]
    with _IMPORTING:
        first = "openvino" not in sys.modules
        if first:  # OpenVINO does without its converter, two thirds of its time to load, if that is missing
            sys.modules[_CONVERTER] = None  # type: ignore[assignment]
        try:
            import openvino

            # What reads numpy's arrays is made at the first one; two threads at once wait for ever then, one
            # for the other's turn and with it for the interpreter's lock.
            openvino.Tensor(np.zeros(1, np.int64))
        except ImportError as error:
            raise NotCompilableError(f"OpenVINO is not installed ({error})") from None
        finally:
            if first:
                del sys.modules[_CONVERTER]
    return openvino


_WORDS = (
    "The bridge is closed to all traffic. Nobody knew about the cracks in January, she said: what will it "
    "cost, and who pays for the ferry? Nine million crowns — or twelve, if the western bearings fail as well."
).split()
# Texts of one word to two hundred, so that padding and truncation are compared too.
_SAMPLE = [" ".join(_WORDS[(7 * n + i) % len(_WORDS)] for i in range(1 + n * n // 20)) for n in range(64)]
