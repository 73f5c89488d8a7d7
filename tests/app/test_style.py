"""The page's own CSS, as Gradio rewrites it."""

import re

from ui.app.style import CSS


def test_no_rule_lists_several_selectors_of_the_dark_page():
    # Gradio knows `.dark` at the beginning of a rule alone; a second one in a list matches nothing.
    selectors = [
        found.strip()
        for found in re.findall(r"(?:^|[{}])([^{}@]+)\{", re.sub(r"/\*.*?\*/", "", CSS, flags=re.S))
    ]
    assert any(each.startswith(".dark") for each in selectors)
    assert [each for each in selectors if each.count(".dark ") > 1] == []
