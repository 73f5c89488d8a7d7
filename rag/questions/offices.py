"""Who holds an office that a question names: "the press secretary", "the mayor"."""

from __future__ import annotations

from rag.library.snapshot import Snapshot
from rag.offices import holders
from rag.questions.model import Days
from rag.questions.names import named_speakers
from rag.questions.people import people_of
from rag.speakers import fold

_MOST_HOLDERS = 3
_ALIASES = {
    "chairman": "chair",
    "chairwoman": "chair",
    "chairperson": "chair",
    "chief": "director",
}


def resolve_office(text: str, snapshot: Snapshot, days: Days | None = None) -> tuple[frozenset[int], bool]:
    """Keys of the speakers who hold the office named by `text` on these days, and whether that is sure.

    A label that is nothing but the office ("THE PRESIDENT") goes before people who bear it in front of
    their names, as guests of other states do. Where up to three held it, all are meant, though not surely;
    where more did, or nobody is known to have, nobody is.
    """
    people = people_of(snapshot)
    folded = fold(text)
    bare = people.whole.get(folded, frozenset()) | people.whole.get(f"the {folded}", frozenset())
    if bare:
        return bare, True
    first, last = (days.first, days.last) if days else (None, None)
    tenures = snapshot.tenures()
    found = holders(tenures, text, first, last)
    if not found:
        words = [_ALIASES.get(word, word) for word in folded.split()]
        found = holders(tenures, " ".join(words), first, last)
    keys = frozenset(holder.tenure.speaker for holder in found if holder.tenure.speaker in people.by_key)
    names = people.names(keys)
    if len(names) > _MOST_HOLDERS:
        return frozenset(), False
    # The same person also speaks under a bare surname where nothing gives the rest.
    return (
        keys.union(*(named_speakers(people.by_key[key].name, snapshot) for key in keys)),
        len(names) == 1 and all(holder.sure for holder in found),
    )
