"""What tests of texts share."""

import re

from tests.conftest import ROOT


def unsaid(templates, *folders, apart_from=""):
    """The templates whose longest clause without a slot stands nowhere in the folders' code."""
    files = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    code = "\n".join(path.read_text(encoding="utf-8") for path in files if path.name != apart_from)
    joined = re.sub(r"([\"'])\s*\n\s*f?[\"']", "", code)
    longest = {key: max(re.split(r"\{[^{}]+\}|[;.:)] ", told), key=len) for key, told in templates.items()}
    return {key: words for key, words in longest.items() if words.strip(" ;:.(")[:24] not in joined}
