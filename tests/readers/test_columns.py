"""Lines kept as columns are what a list of them was."""

from hypothesis import given
from hypothesis import strategies as st

from rag.columns import LineMap
from rag.readers.text import Block, lines_between, lines_from
from rag.transcript import Aside, Asides, Turn

TEXTS = st.lists(st.text("ab ", min_size=1, max_size=4), max_size=5)


@given(TEXTS, st.integers(0, 25), st.integers(0, 25))
def test_a_part_of_a_block_is_that_part_of_its_text(texts, start, end):
    """A part that ends behind a line end has nothing of the next line."""
    start, end = sorted((start, end))
    block = Block(range(7, 7 + len(texts)), texts)
    part = lines_between(block, start, end)
    assert part.joined == block.joined[start:end].removesuffix("\n")
    assert lines_from(block, start).joined == block.joined[start:]
    for number, text in part:
        assert text in texts[number - 7]


def test_a_part_of_a_block_keeps_its_lines_numbers():
    block = Block([3, 5, 9], ["one two", "three", "four five"])
    assert list(lines_between(block, 4, 18)) == [(3, "two"), (5, "three"), (9, "four")]
    assert list(lines_from(block, 8)) == [(5, "three"), (9, "four five")]


def test_a_line_map_is_its_pairs():
    pairs = ((0, 3), (5, 8), (70_000, 22))
    packed = LineMap.of(pairs)
    assert (packed, tuple(packed), packed[1], packed[-1], packed[1:]) == (
        pairs,
        pairs,
        (5, 8),
        (70_000, 22),
        pairs[1:],
    )
    assert hash(packed) == hash(pairs)
    assert [packed.line_at(offset) for offset in (0, 4, 5, 69_999, 70_000, 10**9)] == [3, 3, 8, 8, 22, 22]


def test_a_turn_packs_its_pairs_and_equals_one_that_was_given_them_packed():
    pairs = ((0, 3), (5, 8))
    turn = Turn("Ana", "Yes. No.", pairs, 8)
    assert turn == Turn("Ana", "Yes. No.", LineMap.of(pairs), 8)
    assert (turn.lines(), turn.lines(0, 4), turn.lines(5, 8)) == ((3, 8), (3, 3), (8, 8))


def test_asides_stand_in_the_order_of_lines_and_those_of_one_line_in_the_order_they_came():
    asides = Asides()
    for line, text in ((2, "a"), (7, "b"), (4, "c"), (4, "d"), (9, "e")):
        asides.add(line, text)
    assert asides == (Aside(2, "a"), Aside(4, "c"), Aside(4, "d"), Aside(7, "b"), Aside(9, "e"))
