"""The compiled model: the model's own vectors, kept; refused where it isn't good; never needed."""

import json
import logging
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from embeddings import SentenceEncoder, compiled
from embeddings.compiled import NotCompilableError, open_compiled

TEXTS = ["The bridge is closed.", "", "Wie hoch ist die Mauer? 水", "word " * 700, "No."]


@pytest.fixture(scope="module")
def uncompiled():
    return SentenceEncoder(compiled=False)


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """An empty cache folder of the user's, as on the first start."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path


@pytest.mark.slow
def test_the_first_use_converts_and_the_next_opens_what_was_kept(cache, uncompiled):
    first = SentenceEncoder()
    vectors = first.encode(TEXTS)
    assert (vectors * uncompiled.encode(TEXTS)).sum(axis=1).min() > 0.999
    second = SentenceEncoder()
    assert np.array_equal(second.encode(TEXTS), vectors)
    assert "_model" in vars(first)
    assert "_model" not in vars(second)
    assert len(list((cache / "onrecord" / "compiled").iterdir())) == 1


@pytest.mark.slow
def test_a_second_start_needs_no_torch_and_opens_no_connection(cache):
    SentenceEncoder().encode(["warm"])
    code = (
        "import socket, sys\n"
        "def refuse(*a, **k): raise AssertionError('a connection was opened')\n"
        "socket.socket.connect = refuse\n"
        "from embeddings import SentenceEncoder\n"
        "print(SentenceEncoder().encode(['The pier']).shape)\n"
        "print([m for m in ('torch', 'transformers') if m in sys.modules])\n"
        "print(sys.modules['openvino_telemetry'])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["(1, 384)", "[]", "None"]


@pytest.mark.slow
def test_threads_share_one_model_and_get_their_own_vectors():
    encoder = SentenceEncoder()
    texts = [f"Pier {n} was repaired in {1900 + n}." for n in range(40)]
    alone = [encoder.encode([text])[0] for text in texts]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda text: encoder.encode([text])[0], texts))
    assert np.array_equal(np.array(together), np.array(alone))


@pytest.mark.slow
def test_many_texts_side_by_side_are_what_each_is_alone():
    encoder = SentenceEncoder()
    texts = [f"Pier {n} " + "was repaired again " * (n % 40) for n in range(90)]
    vectors, codes = encoder.encode_tokens(texts)
    alone = [encoder.encode_tokens([text]) for text in texts]
    assert (vectors * np.array([one[0] for one, _ in alone])).sum(axis=1).min() > 0.99999
    assert [len(code) for code in codes] == [len(code) for _, (code,) in alone]


@pytest.mark.slow
@pytest.mark.parametrize("attempt", range(3))
def test_the_first_texts_of_a_process_may_be_encoded_side_by_side(attempt):
    # Two threads that made OpenVINO's first arrays waited for each other for ever, more often than not here.
    code = (
        "import sys\n"
        "from concurrent.futures import ThreadPoolExecutor\n"
        "from embeddings import SentenceEncoder\n"
        "encoder = SentenceEncoder()\n"
        "TEXTS = [f'word {n} and more of it' for n in range(300)]\n"
        "sys.setswitchinterval(1e-6)\n"
        "found = ThreadPoolExecutor(1).submit(encoder.encode_tokens, TEXTS)\n"
        "while not found.done(): pass\n"
        "print(len(found.result()[0]))\n"
    )
    run = [sys.executable, "-c", code]
    assert subprocess.run(run, capture_output=True, text=True, check=True, timeout=60).stdout == "300\n"


@pytest.mark.slow
def test_without_openvino_the_model_runs_uncompiled_and_says_so(monkeypatch, caplog, uncompiled):
    monkeypatch.setitem(sys.modules, "openvino", None)
    with caplog.at_level(logging.WARNING, "onrecord"):
        vectors = SentenceEncoder().encode(TEXTS)
    assert np.allclose(vectors, uncompiled.encode(TEXTS))
    assert "several times slower: OpenVINO is not installed" in caplog.text


@pytest.mark.slow
def test_a_compiled_model_with_other_vectors_is_refused_once_and_for_all(cache, monkeypatch, uncompiled):
    monkeypatch.setattr(compiled, "_MIN_COSINE", 1.1)
    encoder = SentenceEncoder()
    assert np.allclose(encoder.encode(TEXTS), uncompiled.encode(TEXTS))
    about = next((cache / "onrecord" / "compiled").iterdir()) / "about.json"
    # 0.9999… where the processor has bf16, 1.00000 where it has not.
    refused = json.loads(about.read_text(encoding="utf-8"))["refused"]
    assert re.search(r"cosine (0\.99|1\.00)\d+, lowest", refused)
    with pytest.raises(NotCompilableError, match="differ from the model's own"):
        open_compiled(encoder.name, encoder._tokens, encoder.window)


@pytest.mark.slow
def test_a_cache_that_cannot_be_written_costs_speed_only(tmp_path, monkeypatch, uncompiled):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert np.allclose(SentenceEncoder().encode(TEXTS), uncompiled.encode(TEXTS))


@pytest.mark.slow
def test_what_compiling_found_out_is_kept_and_made_anew_where_it_is_broken(cache):
    wanted = SentenceEncoder().encode(TEXTS)
    (kept,) = (cache / "onrecord" / "compiled").glob("*/kernels/*.blob")
    assert kept.stat().st_size < 2_000_000
    kept.chmod(0o600)
    kept.write_bytes(kept.read_bytes()[:1000])
    assert np.allclose(SentenceEncoder().encode(TEXTS), wanted, atol=1e-5)
    assert kept.stat().st_size > 1000


@pytest.mark.slow
@pytest.mark.parametrize("name", ["model.bin", "model.xml", "about.json"])
def test_a_kept_model_that_is_cut_short_is_converted_anew(cache, name):
    wanted = SentenceEncoder().encode(TEXTS)
    (kept,) = (cache / "onrecord" / "compiled").glob(f"*/{name}")
    whole = kept.stat().st_size
    kept.write_bytes(kept.read_bytes()[: whole // 2])
    assert np.allclose(SentenceEncoder().encode(TEXTS), wanted, atol=1e-5)
    assert kept.stat().st_size == whole
