"""The speakers' colours can be read by everybody, and told apart by everybody."""

import re
from itertools import combinations

import pytest

from tests.conftest import ROOT
from ui.app.reader.colours import CITED, PAPERS, SPEAKERS, colour_rules, seats, style_of

STYLE = (ROOT / "ui/app/styles/reader.css").read_text(encoding="utf-8")
# Machado, Oliveira, Fernandes 2009, severity 1; rows give linear red, green, blue as they are seen.
VISIONS = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
APART = 0.1  # OKLab: five times what is just noticed


def linear(colour):
    units = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [unit / 12.92 if unit <= 0.04045 else ((unit + 0.055) / 1.055) ** 2.4 for unit in units]


def times(rows, vector):
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in rows]


def contrast(one, other):
    """Source: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""
    low, high = sorted(times([(0.2126, 0.7152, 0.0722)], linear(each))[0] for each in (one, other))
    return (high + 0.05) / (low + 0.05)


def oklab(red_green_blue):
    """Source: https://bottosson.github.io/posts/oklab/."""
    cones = times(
        [
            (0.4122214708, 0.5363325363, 0.0514459929),
            (0.2119034982, 0.6806995451, 0.1073969566),
            (0.0883024619, 0.2817188376, 0.6299787005),
        ],
        red_green_blue,
    )
    return times(
        [
            (0.2104542553, 0.7936177850, -0.0040720468),
            (1.9779984951, -2.4285922050, 0.4505937099),
            (0.0259040371, 0.7827717662, -0.8086757660),
        ],
        [max(cone, 0) ** (1 / 3) for cone in cones],
    )


def distance(one, other, vision):
    seen = [oklab([min(max(v, 0), 1) for v in times(vision, linear(each))]) for each in (one, other)]
    return sum((a - b) ** 2 for a, b in zip(*seen, strict=True)) ** 0.5


def test_the_measures_are_those_that_are_published():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert oklab(linear("#ff0000")) == pytest.approx([0.6280, 0.2249, 0.1258], abs=1e-3)


@pytest.mark.parametrize("shade", ["light", "dark"])
def test_every_speakers_colour_can_be_read_on_every_paper(shade):
    papers = [getattr(paper, shade) for paper in (PAPERS, CITED)]
    worst = min(contrast(getattr(colour, shade), paper) for colour in SPEAKERS for paper in papers)
    assert worst >= 4.5
    quiet = re.findall(r"--or-quiet: (#\w{6})", STYLE)[0 if shade == "light" else 1]
    assert min(contrast(quiet, paper) for paper in papers) >= 4.5


@pytest.mark.parametrize("shade", ["light", "dark"])
@pytest.mark.parametrize("vision", VISIONS.values(), ids=VISIONS)
def test_any_two_colours_are_told_apart_by_every_kind_of_colour_vision(shade, vision):
    pairs = combinations([getattr(colour, shade) for colour in SPEAKERS], 2)
    assert min(distance(one, other, vision) for one, other in pairs) >= APART


def test_marked_and_found_words_can_be_read():
    papers = re.findall(r"background(?:-color)?: (#\w{6}); color: #1a1a1a", STYLE)
    assert len(papers) == 3
    assert min(contrast("#1a1a1a", paper) for paper in papers) >= 4.5


def test_speakers_are_seated_in_the_order_of_their_first_turns_and_questioners_get_no_colour():
    assert seats(["Ana Ruiz", "Q", "Ada Lindholm", ""]) == {
        "Ana Ruiz": 0, "Q": -1, "Ada Lindholm": 1, "": -1,
    }  # fmt: skip


def test_behind_the_last_colour_they_come_again_with_another_line():
    assert [style_of(seat) for seat in (-1, 0, 7, 8)] == ["or-s-none", "or-s0", "or-s7", "or-s0 or-again"]
    assert all(f".or-s{seat} " in colour_rules() for seat in range(8))
