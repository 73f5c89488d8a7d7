"""The shape of the project: arrows point one way, each library has one home, heavy imports wait."""

import ast
import subprocess
import sys
from collections import defaultdict
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("embeddings", "rag", "ui")
MAY_IMPORT = {"embeddings": set(), "rag": {"embeddings"}, "ui": {"embeddings", "rag"}}
# Third-party libraries that may stand in several files: array and terminal types travel, gradio is a folder.
SHARED = {"numpy", "rich", "gradio", "typing_extensions", "platformdirs"}


def sources():
    return [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]


def imports(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module.split(".")[0]


def test_arrows_point_from_ui_to_rag_to_embeddings():
    wrong = []
    for path in sources():
        package = path.relative_to(ROOT).parts[0]
        foreign = set(imports(path)) & set(PACKAGES) - {package} - MAY_IMPORT[package]
        wrong.extend(f"{path.relative_to(ROOT)} imports {name}" for name in foreign)
    assert wrong == []


def test_each_third_party_library_is_imported_in_one_file():
    homes = defaultdict(set)
    for path in sources():
        for name in set(imports(path)):
            if name not in sys.stdlib_module_names and name not in PACKAGES and name not in SHARED:
                homes[name].add(str(path.relative_to(ROOT)))
    assert {name: sorted(files) for name, files in homes.items() if len(files) > 1} == {}


def test_gradio_stays_inside_the_app():
    users = {path.relative_to(ROOT).parts[:2] for path in sources() if "gradio" in imports(path)}
    assert users == {("ui", "app")}


@pytest.mark.parametrize(
    ("statement", "unwanted"),
    [
        ("from ui.cli import build_parser; build_parser()", ["torch", "gradio", "faiss", "numpy", "rich"]),
        ("import ui.commands", ["torch", "gradio", "faiss", "sentence_transformers"]),
        ("import rag.assistant", ["torch", "gradio", "faiss", "sentence_transformers"]),
        ("import ui.mcp", ["torch", "gradio", "faiss", "sentence_transformers", "openvino"]),
        ("import ui.access", ["torch", "gradio", "faiss", "starlette", "fastapi"]),
    ],
)
def test_heavy_libraries_are_not_loaded_before_they_are_needed(statement, unwanted):
    code = f"import sys\n{statement}\nprint([m for m in {unwanted!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_package_folder_is_listed_for_the_distribution():
    import tomllib

    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found = {
        ".".join(path.parent.relative_to(ROOT).parts)
        for package in PACKAGES
        for path in (ROOT / package).rglob("__init__.py")
    }
    assert found == set(settings["tool"]["setuptools"]["packages"])


def test_no_other_distribution_ships_our_import_names():
    owners = metadata.packages_distributions()
    assert {name: set(owners.get(name, [])) - {"onrecord"} for name in PACKAGES} == {
        name: set() for name in PACKAGES
    }
