"""Offices by date: asked as people ask, answered by whoever is known to have held them."""

import datetime as dt

import pytest

from rag.offices import Tenure, holders, office_on

D = dt.date
TENURES = [
    Tenure(1, "Mara Veltkamp", "Press Secretary", D(2021, 1, 20), D(2022, 4, 1)),
    Tenure(2, "Ida Ott", "Deputy Press Secretary", D(2021, 3, 1), D(2022, 3, 1)),
    Tenure(3, "Kees Roos", "Secretary of Commerce", D(2021, 4, 7), D(2021, 11, 9)),
    Tenure(4, "Jan Maas", "FEMA Administrator", D(2022, 1, 14), D(2022, 1, 14)),
    Tenure(5, "Eva Bos", "Director of the National Economic Council", D(2021, 1, 22), D(2022, 1, 12)),
    Tenure(6, "Ann Dijk", "Detroit Mayor", D(2021, 2, 12), D(2021, 2, 12)),
    Tenure(7, "Tom Kok", "Miami Mayor", D(2021, 2, 12), D(2021, 2, 12)),
    Tenure(8, "Pim Bol", "Surgeon General", D(2020, 1, 1), D(2020, 6, 1)),
    Tenure(9, "Rik Vos", "Surgeon General", D(2021, 1, 1), D(2021, 6, 1)),
]


@pytest.mark.parametrize(
    ("office", "first", "last", "found"),
    [
        ("the press secretary", D(2022, 3, 1), D(2022, 3, 31), [(1, True)]),
        ("White House Press Secretary", None, None, [(1, True)]),
        ("deputy press secretary", D(2022, 1, 1), None, [(2, True)]),
        ("commerce secretary", D(2021, 5, 1), D(2021, 5, 1), [(3, True)]),
        ("NEC director", D(2021, 5, 1), D(2021, 5, 1), [(5, True)]),
        (
            "administrator of the Federal Emergency Management Agency",
            D(2022, 1, 1),
            D(2022, 1, 31),
            [(4, True)],
        ),
        ("FEMA administrator", D(2022, 3, 1), D(2022, 3, 31), [(4, False)]),
        ("FEMA administrator", D(2025, 3, 1), D(2025, 3, 31), []),
        ("the mayor", D(2021, 2, 1), D(2021, 2, 28), [(6, True), (7, True)]),
        ("the mayor of Detroit", D(2021, 2, 1), D(2021, 2, 28), [(6, True)]),
        ("surgeon general", D(2020, 9, 1), D(2020, 9, 1), [(8, False), (9, False)]),
        ("surgeon general", D(2020, 3, 1), D(2021, 3, 1), [(9, True), (8, True)]),
        ("chancellor", None, None, []),
        ("the", None, None, []),
        ("", None, None, []),
    ],
)
def test_who_held_an_office(office, first, last, found):
    assert [(holder.tenure.speaker, holder.sure) for holder in holders(TENURES, office, first, last)] == found


def test_an_open_end_is_for_ever_and_the_users_word_comes_first():
    tenures = [*TENURES, Tenure(1, "Mara Veltkamp", "Press Secretary", D(2021, 1, 1), None, book=True)]
    (holder, *_) = holders(tenures, "press secretary", D(2030, 1, 1), D(2030, 1, 1))
    assert (holder.tenure.speaker, holder.sure) == (1, True)


def test_between_two_days_in_an_office_it_is_still_held():
    tenures = [
        Tenure(1, "Mara Veltkamp", "Harbour Master", D(2021, 1, 1), D(2021, 2, 1)),
        Tenure(1, "Mara Veltkamp", "Master of the Harbour", D(2021, 8, 1), D(2021, 9, 1)),
    ]
    assert [h.sure for h in holders(tenures, "harbour master", D(2021, 5, 1), D(2021, 5, 1))] == [True]


def _held(*offices):
    return [Tenure(1, "Mara Veltkamp", *office) for office in offices]


SECRETARY = ("Press Secretary", D(2021, 1, 20), D(2022, 4, 1))


@pytest.mark.parametrize(
    ("offices", "day", "shown"),
    [
        pytest.param([SECRETARY], D(2022, 4, 1), "Press Secretary", id="both ends count"),
        pytest.param([SECRETARY], D(2022, 4, 2), None, id="a day later nothing is known"),
        pytest.param([SECRETARY], None, None, id="a transcript without a date"),
        pytest.param(
            [
                ("Secretary", D(2021, 1, 1), D(2021, 9, 1)),
                ("Secretary of Labor", D(2021, 2, 1), D(2021, 3, 1)),
            ],
            D(2021, 2, 5),
            "Secretary of Labor",
            id="the whole office, not the short form of it",
        ),
        pytest.param(
            [("Secretary", D(2021, 1, 1), D(2021, 9, 1)), ("Climate Envoy", D(2021, 2, 1), D(2021, 3, 1))],
            D(2021, 4, 1),
            None,
            id="a form of address is no office",
        ),
        pytest.param([("Mayor", D(2021, 1, 1), D(2021, 9, 1))], D(2021, 4, 1), "Mayor", id="one word may be"),
        pytest.param(
            [("NEC Director", D(2021, 1, 1), D(2021, 9, 1)), ("NSC Director", D(2021, 4, 1), D(2021, 4, 1))],
            D(2021, 4, 1),
            "NEC Director",
            id="a slip of one day",
        ),
        pytest.param(
            [SECRETARY, ("Ambassador", D(2021, 1, 20), None, True)],
            D(2022, 3, 1),
            "Ambassador",
            id="the user's own word",
        ),
    ],
)
def test_the_office_that_the_record_shows_on_a_day(offices, day, shown):
    assert office_on(_held(*offices), day) == shown
