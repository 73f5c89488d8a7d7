"""Checking a saved report again: whether verdicts, places and files are still the same."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rag.assistant import Assistant
from rag.errors import OnRecordError
from rag.filters import Filters
from rag.quotes import QuoteCheck
from rag.remarks import Remark, Value, enumerated, in_english, remark
from ui.contract import ChangeJSON, RecheckJSON, check_json

Places = dict[tuple[str, int, str], Remark]


@dataclass(frozen=True, slots=True)
class SavedCheck:
    """A verdict as a report saved it; its `places` are named for reading."""

    quote: str
    speaker: str | None
    verdict: str
    places: Places


@dataclass(frozen=True, slots=True)
class Rechecked:
    """A saved verdict, the verdict now, and what has changed of its places, None where nothing has."""

    saved: SavedCheck
    check: QuoteCheck
    places: Remark | None

    @property
    def turned(self) -> bool:
        """Whether the verdict is another than the saved one."""
        return self.saved.verdict != self.check.verdict.value

    @property
    def change(self) -> str:
        """What has changed, in English; "" where nothing has."""
        if self.turned:
            was, now = self.saved.verdict, self.check.verdict.value
            return in_english(remark("verdict_changed", was=was, now=now, note=self.check.note))
        return in_english(self.places) if self.places else ""


def load_report(content: bytes, name: str) -> list[SavedCheck]:
    """The verdicts of a saved report, or of the saved evidence on one quotation.

    Raises OnRecordError where `content` is neither.
    """
    try:
        found = json.loads(content)
        return [_saved(check) for check in found.get("checks", [found])]
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        raise OnRecordError(
            f"{name} is no saved report. Save one with: onrecord check-text ARTICLE --json > {name}"
        ) from None


def recheck_each(assistant: Assistant, saved: list[SavedCheck]) -> Iterator[Rechecked]:
    """Every verdict again, one after the other."""
    for each in saved:
        check = assistant.check(each.quote, Filters(speaker=each.speaker))
        yield Rechecked(each, check, _moved(each, check))


def recheck(assistant: Assistant, content: bytes, name: str) -> RecheckJSON:
    """Check every quotation of a report (what `check-text --json` printed) again.

    Raises OnRecordError where `content` is no such report.
    """
    return recheck_json(list(recheck_each(assistant, load_report(content, name))))


def recheck_json(found: list[Rechecked]) -> RecheckJSON:
    """A report checked again, as programs get it."""
    changes: list[ChangeJSON] = [
        {
            "quote": each.saved.quote,
            "was": each.saved.verdict,
            "now": each.check.verdict.value,
            "what": each.change,
        }
        for each in found
        if each.change
    ]
    return {
        "checks": [check_json(each.check) for each in found],
        "changes": changes,
        "quotations": len(found),
        "supported": sum(each.check.verdict.supported for each in found),
    }


def _saved(check: Mapping[str, Any]) -> SavedCheck:
    """One verdict; TypeError or KeyError where it is none."""
    quote, verdict, speaker = check["quote"], check["verdict"], check.get("speaker")
    if not (isinstance(quote, str) and isinstance(verdict, str) and isinstance(speaker, str | None)):
        raise TypeError(check)
    places: Places = {}
    for match in check.get("matches", []):
        transcript, turn, title = str(match["transcript"]), int(match["turn"]), str(match.get("title", ""))
        digest = str(match.get("evidence", {}).get("sha256", ""))
        places[transcript, turn, digest] = _place(title, turn)
    return SavedCheck(quote, speaker, verdict, places)


def _place(title: str, turn: int) -> Remark:
    return remark("place", title=title, turn=str(turn))


def _moved(saved: SavedCheck, now: QuoteCheck) -> Remark | None:
    """The places that are no longer the verdict's, and those that are now."""
    after = {(m.transcript, m.turn, m.sha256): _place(m.title, m.turn) for m in now.matches}
    parts: list[Value] = [
        remark("place_gone", place=told) for place, told in saved.places.items() if place not in after
    ]
    parts += [remark("place_new", place=told) for place, told in after.items() if place not in saved.places]
    return remark("places_changed", places=enumerated(parts, "listed")) if parts else None
