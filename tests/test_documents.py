"""The documents, held against the code."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from ui.cli import build_parser

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_is_short_and_names_the_two_commands():
    assert len(README.splitlines()) < 200
    assert "make run" in README
    assert "make test" in README


def test_every_command_and_option_that_the_readme_shows_exists():
    parser = build_parser()
    actions = next(action for action in parser._actions if action.dest == "command")
    shown = re.findall(r"^(?:\$ )?onrecord ([a-z-]+)(.*)$", README, re.MULTILINE)
    assert len(shown) >= 8
    for command, rest in shown:
        assert command in actions.choices, command
        known = actions.choices[command].format_help()
        for option in re.findall(r"(?<!\S)--?[a-z][a-z-]*", rest):
            assert option in known, f"onrecord {command} has no {option}"


def test_the_readme_documents_every_command():
    actions = next(action for action in build_parser()._actions if action.dest == "command")
    assert [c for c in actions.choices if not re.search(rf"onrecord {c}\b", README)] == []


@pytest.mark.parametrize(
    "document",
    [
        "README.md",
        "CONTRIBUTING.md",
        "samples/README.md",
        "docs/quotes.md",
        "docs/retrieval.md",
        "docs/questions.md",
        "docs/terms.md",
        "docs/editions.md",
        "docs/formats.md",
        "docs/access.md",
        "docs/mcp.md",
        "docs/reading.md",
        "docs/languages.md",
        "docs/export.md",
        "docs/explore.md",
    ],
)
def test_files_that_a_document_names_exist(document):
    text = (ROOT / document).read_text(encoding="utf-8")
    named = re.findall(r"\]\(([^)#:]+)\)", text)
    missing = [name for name in named if not (ROOT / document).parent.joinpath(name).exists()]
    assert missing == []


def test_the_samples_read_me_lists_every_sample():
    listed = re.findall(r"^\| (\S+\.\w+) \|", (ROOT / "samples/README.md").read_text(), re.MULTILINE)
    assert sorted(listed) == sorted(path.name for path in (ROOT / "samples").glob("*/*"))


def test_the_change_log_tells_of_this_version():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_make_knows_what_the_documents_tell_people_to_run():
    text = README + (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for target in sorted(set(re.findall(r"`make ([a-z-]+)", text))):
        done = subprocess.run(["make", "-n", target], cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
