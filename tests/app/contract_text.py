"""The API's contract as text, a line each parameter and field: `python -m tests.app.contract_text`."""

import json
import tempfile
from pathlib import Path

from embeddings.hashing import HashingEncoder
from rag.assistant import Assistant
from rag.library.library import Library
from ui import contract


def api_info():
    """What `view_api` shows, of a page over an empty library."""
    from ui.app.blocks import build

    with tempfile.TemporaryDirectory() as folder:
        return build(Assistant(Library(Path(folder)), HashingEncoder)).get_api_info()


def objects():
    """The contract's objects as JSON schemas, by name."""
    from gradio_client.utils import python_type_to_json_schema

    kinds = [getattr(contract, name) for name in contract.__all__ if name.endswith("JSON")]
    return {kind.__name__: (kind, python_type_to_json_schema(kind)) for kind in kinds}


def type_text(schema, names):
    """A schema in a few words: string, [integer], CitationJSON or null."""
    if schema.get("type") == "object":
        return names[json.dumps(schema)]
    if schema.get("type") == "array":
        return f"[{type_text(schema['items'], names)}]"
    if "oneOf" in schema:
        return " or ".join(sorted((type_text(each, names) for each in schema["oneOf"]), key="null".__eq__))
    return schema["type"]


def field_types():
    """Every field of every object with its type."""
    found = objects()
    names = {json.dumps(schema): name for name, (_, schema) in reversed(found.items())}
    return {
        name: {field: type_text(each, names) for field, each in schema["properties"].items()}
        for name, (_, schema) in found.items()
    }, names


def text():
    """The endpoints with their parameters and answers, then each object's fields."""
    fields, names = field_types()
    lines = []
    for path, about in api_info()["named_endpoints"].items():
        (answer,) = about["returns"]
        lines.append(f"{path} gives {type_text(answer['type'], names)}")
        for parameter in about["parameters"]:
            default = f" = {json.dumps(parameter['parameter_default'])}"
            kind = type_text(parameter["type"], names)
            has = parameter["parameter_has_default"]
            lines.append(f"{path} {parameter['parameter_name']}: {kind}{default if has else ''}")
    shown = {name for name in fields if any(f" gives {name}" in line for line in lines)}
    while (
        more := {
            kind.strip("[]")
            for name in shown
            for kinds in fields[name].values()
            for kind in kinds.split(" or ")
        }
        & set(fields) - shown
    ):
        shown |= more
    lines += [f"{name}.{field}: {kind}" for name in sorted(shown) for field, kind in fields[name].items()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(text(), end="")
