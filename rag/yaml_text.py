"""YAML in which every scalar stays the text that it is; with line numbers where a user must be told one."""

from __future__ import annotations

from dataclasses import dataclass

import yaml

# The base loader keeps every scalar as the string that it is, so no date is turned round by a time zone
# and none can fail; the C one is ten times as fast.
_LOADER: type[yaml.BaseLoader] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class YamlError(ValueError):
    """Text that isn't YAML; `line` counts from 1, None where it isn't known."""

    def __init__(self, problem: str, line: int | None) -> None:
        self.problem, self.line = problem, line
        super().__init__(problem)


@dataclass(frozen=True, slots=True)
class Marked:
    """A value and the line (from 1) that it begins on; the keys of a mapping are texts."""

    line: int
    value: str | tuple[Marked, ...] | dict[str, Marked]


def load_yaml(text: str) -> object:
    """The text's value made of strings, lists and dicts. Raises YamlError."""
    try:
        return yaml.load(text, Loader=_LOADER)  # noqa: S506 - builds strings only
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise _told(error) from error


def parse_marked(text: str) -> Marked | None:
    """The text's value with lines, None where it is empty. Raises YamlError, also for a key given twice."""
    try:
        node = yaml.compose(text, Loader=_LOADER)
        return None if node is None else _marked(node)
    except (yaml.YAMLError, RecursionError) as error:
        raise _told(error) from error


def _told(error: Exception) -> YamlError:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or "it can't be parsed"
    return YamlError(problem, mark.line + 1 if mark else None)


def _marked(node: yaml.Node) -> Marked:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
        return Marked(line, str(node.value))
    if isinstance(node, yaml.SequenceNode):
        return Marked(line, tuple(_marked(each) for each in node.value))
    values: dict[str, Marked] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise YamlError("a key must be a plain text", key.start_mark.line + 1)
        if key.value in values:
            raise YamlError(f"the key {key.value!r} stands twice", key.start_mark.line + 1)
        values[key.value] = _marked(value)
    return Marked(line, values)


def dump_yaml(value: object) -> str:
    """The YAML of strings, lists and dicts, keys in their order, that `load_yaml` reads back."""
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=10_000)
