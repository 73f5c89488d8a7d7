"""Names: resolved by the transcript's own title, matched as people type them, never merged on doubt."""

import pytest

from rag.speakers import is_anonymous, matches, parse_name, resolve


@pytest.mark.parametrize(
    ("label", "title", "name"),
    [
        ("MS. PSAKI", "Press Briefing by Press Secretary Jen Psaki, June 2, 2021", "Jen Psaki"),
        ("MS. JEAN-PIERRE", "Press Gaggle by Karine Jean-Pierre Aboard Air Force One", "Karine Jean-Pierre"),
        ("MR. FERNÁNDEZ", "Remarks with Luis Fernández", "Luis Fernández"),
        ("DR. WALENSKY", "Briefing by Director Rochelle P. Walensky", "Rochelle P. Walensky"),
        ("MR. SULLIVAN", "Press Briefing by Press Secretary Jen Psaki", "MR. SULLIVAN"),
        ("MR. SMITH", "Hearing with Dana Smith and Robert Smith", "MR. SMITH"),
        ("CHIEF ROBERT SMITH", "Hearing with Dana Smith and Robert Smith", "Robert Smith"),
        ("MS. PSAKI", "Press Briefing by Press Secretary Psaki", "MS. PSAKI"),
        ("Q", "Questions to Jen Psaki", "Q"),
        ("SENIOR ADMINISTRATION OFFICIAL #2", "Call by Senior Administration Officials", None),
        ("THE PRESIDENT", "Remarks by President Joe Biden", "THE PRESIDENT"),
    ],
)
def test_a_label_is_resolved_by_the_title_or_kept(label, title, name):
    assert resolve(label, title) == (name or label)


@pytest.mark.parametrize(
    ("wanted", "name", "label", "expected"),
    [
        ("psaki", "Jen Psaki", "MS. PSAKI", True),
        ("Jen Psaki", "Jen Psaki", "MS. PSAKI", True),
        ("Press Secretary Psaki", "Jen Psaki", "MS. PSAKI", True),
        ("MS. PSAKI", "Jen Psaki", "MS. PSAKI", True),
        ("jen", "Jen Psaki", "MS. PSAKI", True),
        ("pierre", "Karine Jean-Pierre", "MS. JEAN-PIERRE", True),
        ("fernandez", "Luis Fernández", "MR. FERNÁNDEZ", True),
        ("Jen Psaki", "MS. PSAKI", "MS. PSAKI", True),
        ("Dana Smith", "Robert Smith", "CHIEF SMITH", False),
        ("Smith", "Robert Smith", "CHIEF SMITH", True),
        ("Jake Psaki", "Jen Psaki", "MS. PSAKI", False),
        ("senior administration official", "SENIOR ADMINISTRATION OFFICIAL #2", "", True),
        ("the president", "THE PRESIDENT", "THE PRESIDENT", True),
        ("Sullivan", "Jen Psaki", "MS. PSAKI", False),
    ],
)
def test_a_filter_means_whom_a_person_would_mean(wanted, name, label, expected):
    assert matches(wanted, name, label or name) is expected


@pytest.mark.parametrize(
    "label",
    ["Q", "MODERATOR", "SPEAKER_01", "SENIOR ADMINISTRATION OFFICIAL #2", "AIDE", "New Speaker", ""],
)
def test_parts_are_no_persons(label):
    assert is_anonymous(label)
    assert parse_name(label) is None
