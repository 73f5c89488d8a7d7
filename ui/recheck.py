"""Checking a saved report again: whether verdicts, places and files are still the same."""

from __future__ import annotations

import json
from typing import Any

from rag.assistant import Assistant
from rag.errors import OnRecordError
from rag.filters import Filters
from ui.contract import ChangeJSON, CheckJSON, RecheckJSON, check_json


def recheck(assistant: Assistant, content: bytes, name: str) -> RecheckJSON:
    """Check every quotation of a report (what `check-text --json` printed) again.

    Raises OnRecordError where `content` is no such report.
    """
    checks: list[CheckJSON] = []
    changes: list[ChangeJSON] = []
    for saved in _saved(content, name):
        check = check_json(assistant.check(saved["quote"], Filters(speaker=saved.get("speaker"))))
        checks.append(check)
        what = _difference(saved, check)
        if what:
            changes.append(
                {"quote": saved["quote"], "was": saved["verdict"], "now": check["verdict"], "what": what}
            )
    return {
        "checks": checks,
        "changes": changes,
        "quotations": len(checks),
        "supported": sum(check["supported"] for check in checks),
    }


def _saved(content: bytes, name: str) -> list[dict[str, Any]]:
    try:
        checks = json.loads(content)["checks"]
        if not all(isinstance(check["quote"], str) and isinstance(check["verdict"], str) for check in checks):
            raise TypeError
    except (ValueError, KeyError, TypeError):
        raise OnRecordError(
            f"{name} is no saved report. Save one with: onrecord check-text ARTICLE --json > {name}"
        ) from None
    return list(checks)


def _difference(saved: dict[str, Any], now: CheckJSON) -> str:
    if saved["verdict"] != now["verdict"]:
        return f"The verdict was {saved['verdict']} and is {now['verdict']}: {now['note']}"
    before, after = _places(saved), _places(dict(now))
    gone = [title for place, title in before.items() if place not in after]
    new = [title for place, title in after.items() if place not in before]
    parts = [f"no longer in {title}" for title in gone] + [f"now also in {title}" for title in new]
    return f"The places have changed: {'; '.join(parts)}." if parts else ""


def _places(check: dict[str, Any]) -> dict[tuple[str, int, str], str]:
    """The places of a check: transcript, turn and the file's sha256, with a name for reading."""
    return {
        (match["transcript"], match["turn"], match.get("evidence", {}).get("sha256", "")): (
            f"{match['title']} (turn {match['turn']})"
        )
        for match in check.get("matches", [])
    }
