"""The YAML block between `---` lines at the top of a markdown file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rag.errors import UnreadableFileError
from rag.readers.text import fold
from rag.yaml_text import YamlError, load_yaml

_LONGEST = 50_000
"""Characters of a block of a few lines; YAML takes a hundred times as much memory."""
_EXPECTED = f"expected at most {_LONGEST:,}; end it with a line of --- above the words"


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The block's plain values by key, white space folded, and its lists of them.

    `body` is the first line's number behind the block.
    """

    values: dict[str, str] = field(default_factory=dict)
    lists: dict[str, tuple[str, ...]] = field(default_factory=dict)
    body: int = 1

    def first(self, *keys: str) -> str | None:
        """The value of the first of `keys` that has one."""
        return next((self.values[key] for key in keys if self.values.get(key)), None)


def parse_front_matter(path: Path, lines: Sequence[str]) -> FrontMatter:
    """Read the front matter; a file without one has no values and its body begins on line 1."""
    if lines[0].rstrip() != "---":
        return FrontMatter()
    end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "...")), None)
    if end is None:
        return FrontMatter()
    block = "\n".join(lines[1:end])
    if len(block) > _LONGEST:
        raise UnreadableFileError(path, f"the front matter has {len(block):,} characters; {_EXPECTED}", 1)
    try:
        loaded = load_yaml(block)
    except YamlError as error:
        told = f"the front matter is not YAML: {error.problem}"
        reason = f"{told}; mend it or delete the block between the --- lines"
        raise UnreadableFileError(path, reason, (error.line or 0) + 1) from error
    if not isinstance(loaded, dict):
        return FrontMatter()
    values = {str(key).lower(): fold(value) for key, value in loaded.items() if isinstance(value, str)}
    lists = {
        str(key).lower(): tuple(name for each in value if isinstance(each, str) and (name := fold(each)))
        for key, value in loaded.items()
        if isinstance(value, list)
    }
    return FrontMatter(values, lists, end + 2)
