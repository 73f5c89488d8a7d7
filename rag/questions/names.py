"""Which speakers of the library a piece of a question names, taken strictly: whole words, or nobody."""

from __future__ import annotations

from rag.errors import FilterError
from rag.filters import find_speakers
from rag.library.snapshot import Snapshot
from rag.questions.people import name_words, people_of
from rag.speakers import fold, parse_name


def named_speakers(text: str, snapshot: Snapshot) -> frozenset[int]:
    """Keys of the speakers that `text`, as a whole, names; empty where it names none.

    A filter may abbreviate ("psak"); words of a question may not, or every "price" were a Mr. Price.
    """
    people = people_of(snapshot)
    exact = people.whole.get(fold(text), frozenset())
    asked = name_words(text)
    if exact and asked and " " in text and (name := parse_name(text)) and not name.given:
        return exact  # an office and a surname, as a label prints them: no other Smith
    if exact and not asked:
        # One or two letters ("A", "Q") are labels only as printed: "did a" names nobody.
        return exact if len(text) > 2 or text.isupper() else frozenset()
    if not asked or not people.all_words.issuperset(asked):
        return frozenset()
    try:
        found = find_speakers(text, snapshot)
    except FilterError:
        return exact
    return exact | {key for key in found if asked & people.words[key]}
