"""Any sentence-transformers folder by --model: from its tokenizer to an answer, compiled or not."""

import json

import numpy as np
import pytest

from embeddings import SentenceEncoder
from rag.ranking import ranking_for
from tests.conftest import onrecord
from tests.languages.conftest import SAMPLES, SENTENCES

pytestmark = pytest.mark.slow


def test_a_multilingual_model_is_compiled_and_gives_its_own_vectors(
    multilingual_model, monkeypatch, tmp_path
):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    compiled = SentenceEncoder(str(multilingual_model))
    plain = SentenceEncoder(str(multilingual_model), compiled=False)
    fast, slow = compiled.encode(SENTENCES), plain.encode(SENTENCES)
    assert compiled.dimensions == 48
    assert [*tmp_path.glob("onrecord/compiled/tiny-multilingual@*/model.xml")]
    assert np.allclose((fast * slow).sum(axis=1), 1.0, atol=2e-3)
    assert ranking_for(compiled.name).first is None


def test_every_command_takes_the_model_and_a_mismatch_is_one_line(multilingual_model, tmp_path):
    def run(*arguments):
        return onrecord(tmp_path / "library", *arguments, env={"XDG_CACHE_HOME": str(tmp_path / "cache")})

    model = ("--model", multilingual_model)
    indexed = run("index", SAMPLES / "valdemora", *model, "--json")
    assert json.loads(indexed.stdout)["added"] == 3, indexed.stderr
    asked = run("ask", "¿Cuánto costará la reparación del puente?", *model, "--json")
    quotes = [citation["quote"] for citation in json.loads(asked.stdout)["citations"]]
    assert any("cuatro millones doscientos mil euros" in quote for quote in quotes), asked.stderr
    found = run("search", "tarifa del agua", *model, "--json", "-k", "1")
    assert len(json.loads(found.stdout)["hits"]) == 1
    refused = run("ask", "¿Cuánto costará?")
    assert refused.returncode == 1
    assert refused.stderr.count("\n") == 1
    assert "tiny-multilingual" in refused.stderr


def test_a_folder_without_a_model_is_told_in_one_line(tmp_path):
    done = onrecord(tmp_path / "library", "index", SAMPLES / "minatogawa", "--model", tmp_path)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "can't be loaded" in done.stderr
