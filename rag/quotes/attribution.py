"""Whose words they are: the claimed speaker against the one on record."""

from __future__ import annotations

from dataclasses import dataclass

from rag.errors import FilterError
from rag.exchanges import Role
from rag.filters import find_speakers
from rag.library.snapshot import Snapshot, StoredTurn
from rag.quotes.model import Attribution


@dataclass(frozen=True, slots=True)
class Claim:
    """Who is said to have said it.

    `keys` are the speakers of the library that `name` means, None where there is no such speaker or no
    name; then `hint` says which names come near.
    """

    name: str | None
    keys: frozenset[int] | None
    hint: str = ""

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
    """Look the claimed speaker up; never raises."""
    if name is None:
        return Claim(None, None)
    try:
        return Claim(name, find_speakers(name, snapshot))
    except FilterError as error:
        return Claim(name, None, str(error))
