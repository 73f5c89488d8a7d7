"""docs/api.md is true: its sessions run as written, and its tables are the contract."""

import re
import shutil
import subprocess
import sys

import pytest
from typing_extensions import get_original_bases

from embeddings.encoder import SentenceEncoder
from rag.indexing import index_paths
from rag.library.library import Library
from tests.app.conftest import serving
from tests.app.contract_text import field_types, objects
from tests.conftest import ROOT
from ui.settings import load_encoder

DOCS = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
CONTRACT = (ROOT / "tests" / "app" / "contract.txt").read_text(encoding="utf-8").splitlines()
SESSIONS = re.findall(r"```(python|javascript|sh)\n(.*?)```\n\n```text\n(.*?)```", DOCS, re.DOTALL)


def test_every_field_is_explained_once_with_its_type():
    types, _ = field_types()
    wanted = {
        name: {field: kind for field, kind in types[name].items() if field not in inherited(kind_of)}
        for name, (kind_of, _) in objects().items()
        if any(line.startswith(f"{name}.") for line in CONTRACT)
    }
    found = {
        section.split("\n", 1)[0]: dict(re.findall(r"^\| `(\w+)` \| (.+?) \| .+ \|$", section, re.MULTILINE))
        for section in DOCS.split("\n### ")[1:]
    }
    assert found == wanted


def inherited(kind):
    return {
        field
        for base in get_original_bases(kind)
        for field in getattr(base, "__annotations__", {})
        if base.__name__.endswith("JSON")
    }


def test_the_table_of_endpoints_is_the_contract():
    rows = re.findall(r"^\| `(/\w+)` \| (.+?) \| \[?`(\w+)`(?:\]\(#\w+\))? \|$", DOCS, re.MULTILINE)
    assert [f"{path} gives {answer}" for path, _, answer in rows] == [
        line for line in CONTRACT if " gives " in line
    ]
    assert {path: re.findall(r"\w+", takes.replace("nothing", "")) for path, takes, _ in rows} == {
        path: re.findall(rf"^{path} (\w+):", "\n".join(CONTRACT), re.MULTILINE) for path, *_ in rows
    }


@pytest.fixture(scope="module")
def samples(tmp_path_factory):
    """The address of the app over the sample library, as `make run` serves it."""
    folder = tmp_path_factory.mktemp("samples")
    encoder = load_encoder()
    assert isinstance(encoder, SentenceEncoder)
    index_paths(Library(folder / "library"), [ROOT / "samples" / "port-ellery"], encoder)
    with serving(folder / "library", ONRECORD_ENCODER="default") as address:
        yield address


@pytest.fixture(scope="module")
def node_folder(tmp_path_factory):
    """A folder in which node finds @gradio/client."""
    if not (shutil.which("node") and shutil.which("npm")):
        pytest.skip("there is no node with npm")
    folder = tmp_path_factory.mktemp("node")
    install = [
        "npm",
        "install",
        "--silent",
        "--no-audit",
        "--no-fund",
        "--prefix",
        str(folder),
        "@gradio/client@2",
    ]
    done = subprocess.run(install, capture_output=True, text=True, check=False, timeout=300)
    if done.returncode:
        pytest.skip(f"npm could not install @gradio/client: {done.stderr.strip()[-200:]}")
    return folder


def session(language):
    return [
        pytest.param(code, said, id=f"{language}-{n}")
        for n, (kind, code, said) in enumerate(SESSIONS)
        if kind == language
    ]


@pytest.mark.slow
@pytest.mark.parametrize(("code", "said"), session("python"))
def test_the_python_sessions_run_as_written(samples, code, said):
    assert ran([sys.executable, "-W", "ignore", "-c", here(code, samples)]) == said


@pytest.mark.slow
@pytest.mark.parametrize(("code", "said"), session("sh"))
def test_the_curl_sessions_run_as_written(samples, code, said):
    if not shutil.which("curl"):
        pytest.skip("there is no curl")
    assert ran(["sh", "-c", here(code, samples)]) == said


@pytest.mark.slow
@pytest.mark.parametrize(("code", "said"), session("javascript"))
def test_the_javascript_sessions_run_as_written(samples, node_folder, code, said):
    (node_folder / "session.mjs").write_text(here(code, samples), encoding="utf-8")
    assert ran(["node", "session.mjs"], cwd=node_folder) == said


def here(code, address):
    assert "http://127.0.0.1:7860" in code
    return code.replace("http://127.0.0.1:7860", address)


def ran(command, **options):
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, **options)
    assert done.returncode == 0, done.stderr
    return done.stdout
