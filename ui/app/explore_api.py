"""The endpoints that count: mentions of a phrase, and everybody who speaks.

Annotations are evaluated here, as in `ui.app.api`.
"""

from gradio.events import api as endpoint

from rag.assistant import Assistant
from rag.filters import parse_filters
from ui import mentions as counting
from ui import speakers as speaking
from ui.app.api import told
from ui.contract import MentionsJSON, SpeakersJSON, speakers_json


def add_exploring(assistant: Assistant) -> None:
    """Register the endpoints on the Blocks that is being built."""

    @told
    def mentions(
        phrase: str,
        speaker: str | None = None,
        after: str | None = None,
        before: str | None = None,
        transcript: str | None = None,
    ) -> MentionsJSON:
        """Count an exact phrase: by month and speaker, with who was asked about it and who declined.

        Whole words, whatever their case; possessives count. A month without transcripts is a gap, not a
        nought. `declined` goes by the answer's wording: read it before you print it.
        """
        filters = parse_filters(speaker, after, before, transcript)
        return counting.load(assistant.library, phrase, filters)[1]

    @told
    def speakers() -> SpeakersJSON:
        """List everybody who speaks: persons with labels, roles and evidence, and labels without a person."""
        found = speaking.load(assistant.library)
        return speakers_json(found.speakers, found.book, applied=found.applied)

    endpoint(mentions, api_name="mentions")
    endpoint(speakers, api_name="speakers")
