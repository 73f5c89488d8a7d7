"""The page's own CSS, as Gradio rewrites it."""

import re
from itertools import combinations

from ui.app.ask.style import CSS as ASK_CSS
from ui.app.check.style import CHECK_CSS
from ui.app.explore.style import CSS as EXPLORE_CSS
from ui.app.library.style import CSS as LIBRARY_CSS
from ui.app.reader.style import READER_CSS
from ui.app.style import CSS

LED = re.compile(r"(?:\.dark )?\.(or-[\w-]+)")


def selectors_of(css):
    """What stands before each brace: one selector, or a list of them."""
    plain = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return [found.strip() for found in re.findall(r"(?:^|[{}])([^{}@]+)\{", plain)]


def test_no_rule_lists_several_selectors_of_the_dark_page():
    # Gradio knows `.dark` at the beginning of a rule alone; a second one in a list matches nothing.
    selectors = selectors_of(CSS)
    assert any(each.startswith(".dark") for each in selectors)
    assert [each for each in selectors if each.count(".dark ") > 1] == []


def test_two_parts_of_the_page_dont_style_a_class_of_one_name():
    parts = {
        "ask": ASK_CSS,
        "reader": READER_CSS,
        "check": CHECK_CSS,
        "explore": EXPLORE_CSS,
        "library": LIBRARY_CSS,
    }
    named = {
        name: {found[1] for each in selectors_of(css) if (found := LED.match(each))}
        for name, css in parts.items()
    }
    shared = [(a, b, sorted(named[a] & named[b])) for a, b in combinations(named, 2)]
    assert [each for each in shared if each[2]] == []
