"""Make a virtual environment for each tool that On Record is compared with.

    python benchmarks/compare/environments.py --envs DIR [TOOL ...]

Each gets the CPU build of torch first and then what requirements-TOOL.txt pins, in DIR/TOOL, which should lie
outside of the repository. An environment whose requirements haven't changed is left as it is. Where uv is on
the PATH it installs, in a fraction of the time; TORCH names another build than torch==2.13.0.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
TOOLS = ("llamaindex", "langchain", "txtai", "haystack")
TORCH = os.environ.get("TORCH", "torch==2.13.0").split()


def make(tool: str, envs: Path) -> None:
    """Install `tool`'s requirements in `envs`/`tool`. Raises CalledProcessError where pip fails."""
    wanted = (HERE / f"requirements-{tool}.txt").read_text(encoding="utf-8")
    folder = envs / tool
    made = folder / "made-from.txt"
    if made.is_file() and made.read_text(encoding="utf-8") == wanted:
        print(f"{tool}: as pinned", file=sys.stderr)
        return
    print(f"{tool}: installing", file=sys.stderr)
    uv = shutil.which("uv")
    venv.create(folder, with_pip=uv is None)
    python = str(python_of(tool, envs))
    pip = (
        [uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", python]
        if uv
        else [python, "-m", "pip", "install", "--quiet"]
    )
    # uv's hard links are not for all: nltk, which LlamaIndex splits by, refuses to read such files.
    copied = os.environ | {"UV_LINK_MODE": "copy"}
    subprocess.run([*pip, *TORCH], check=True, env=copied)
    subprocess.run([*pip, "-r", str(HERE / f"requirements-{tool}.txt")], check=True, env=copied)
    made.write_text(wanted, encoding="utf-8")


def python_of(tool: str, envs: Path) -> Path:
    """The interpreter that runs `tool`; On Record's is the one that runs the comparison."""
    return Path(sys.executable) if tool == "onrecord" else envs.resolve() / tool / "bin" / "python"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("tools", nargs="*", metavar="TOOL", help="all where none is named")
    parser.add_argument("--envs", type=Path, required=True)
    options = parser.parse_args()
    for tool in options.tools or TOOLS:
        make(tool, options.envs)


if __name__ == "__main__":
    main()
