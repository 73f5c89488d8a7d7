"""A run over articles and lists as JSON, which can be checked again, and as CSV."""

from __future__ import annotations

import datetime as dt
from typing import Any

from rag.evidence import evidence
from ui import verdicts
from ui.batch import BatchReport, Checked
from ui.contract import check_json
from ui.export.table import write_csv


def batch_json(report: BatchReport) -> dict[str, Any]:
    """The keys of `check-text --json`, the source of each quotation, and what couldn't be read."""
    return {
        "checks": [
            {
                **check_json(each.check),
                "paragraph": each.item.number,
                "cue": each.item.quotation.cue,
                "source": each.item.source,
            }
            for each in report.checked
        ],
        "unchecked": [
            {"quote": quotation.text, "paragraph": quotation.paragraph, "source": source.name}
            for source in report.sources
            for quotation in source.unchecked
        ],
        "quotations": len(report.checked),
        "supported": report.supported,
        "planned": report.planned,
        "problems": [
            {"source": problem.source, "row": problem.row, "reason": problem.reason}
            for problem in report.problems
        ],
    }


def batch_csv(report: BatchReport, accessed: dt.date) -> str:
    """One row for each quotation."""
    return write_csv(_row(each, accessed) for each in report.checked)


def _row(each: Checked, accessed: dt.date) -> dict[str, object]:
    found = each.check
    best = found.matches[0] if found.matches else None
    return {
        "n": each.n,
        "source": each.item.source,
        "place": each.item.number,
        "verdict": found.verdict.value,
        "supported": "yes" if found.verdict.supported else "no",
        "quote": found.quote,
        "speaker": found.speaker,
        "attribution": found.attribution.value,
        "said_by": found.said_by,
        "risks": ", ".join(found.risks),
        "note": found.note,
        "record": best.quote if best else None,
        "title": best.title if best else None,
        "date": best.date.isoformat() if best and best.date else None,
        "turn": best.turn if best else None,
        "link": (evidence(best).text_link or best.url) if best else None,
        "checked": accessed.isoformat(),
        "caveat": verdicts.caveat(),
    }
