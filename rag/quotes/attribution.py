"""Whose words they are: the claimed speaker against the one on record."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.errors import UnknownSpeakerError
from rag.exchanges import Role
from rag.filters import find_speakers
from rag.library.snapshot import Snapshot, StoredTurn
from rag.quotes.model import Attribution
from rag.remarks import Remark

_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)
_FULL_NAME = r"(?P<name>[A-Z][\w’'-]+(?:\s+[A-Z]\.)?\s+[A-Z][\w’'-]+)"


@dataclass(frozen=True, slots=True)
class Claim:
    """Who is said to have said it.

    `keys` are the speakers of the library that `name` means, None where there is no such speaker or no
    name; then `hint` says which names come near, if any do.
    """

    name: str | None
    keys: frozenset[int] | None
    hint: Remark | None = None

    def accepts(self, stored: StoredTurn) -> bool:
        """Whether this turn may be the claimed speaker's: it is, or nobody is claimed."""
        return self.name is None or (self.keys is not None and stored.speaker_key in self.keys)

    def attribution(self, stored: StoredTurn) -> Attribution:
        """How the claim fares where these words are said."""
        if self.name is None:
            return Attribution.NOT_GIVEN
        if self.keys is None:
            return Attribution.UNKNOWN_SPEAKER
        if stored.speaker_key in self.keys:
            return Attribution.CONFIRMED
        return Attribution.ASKED_NOT_SAID if stored.role is Role.QUESTION else Attribution.DIFFERENT_SPEAKER

    @property
    def unplaced(self) -> Attribution:
        """How the claim fares where the words are said nowhere."""
        unknown = self.name is not None and self.keys is None
        return Attribution.UNKNOWN_SPEAKER if unknown else Attribution.NOT_GIVEN


def resolve_claim(name: str | None, snapshot: Snapshot) -> Claim:
    """Look the claimed speaker up, by name or by an office that titles give to one person; never raises."""
    if name is None:
        return Claim(None, None)
    try:
        return Claim(name, find_speakers(name, snapshot))
    except UnknownSpeakerError as error:
        holder = _holder(_ARTICLE.sub("", name.strip()), snapshot)
        return (
            Claim(name, None, error.told) if holder is None else Claim(name, find_speakers(holder, snapshot))
        )


def _holder(office: str, snapshot: Snapshot) -> str | None:
    """The one speaker whom titles give this office to ("Press Secretary Jen Psaki"); None where unsure."""
    pattern = re.compile(rf"(?<!Deputy )\b(?i:{re.escape(office)})\s+{_FULL_NAME}")
    titles = (entry.title for entry in snapshot.transcripts())
    names = {found["name"] for title in titles for found in pattern.finditer(title)}
    known = {speaker.name for speaker in snapshot.speakers()}
    return names.pop() if len(names) == 1 and names <= known else None
