"""Reports that can be kept, sent and printed: Markdown and a page of HTML that needs nothing else."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from rag.citations import Citation
from rag.evidence import evidence
from rag.quotes import QuoteCheck, TextReport
from rag.terms import describe

VERDICTS: Mapping[str, str] = {
    "verbatim": "Verbatim",
    "cleaned": "Cleaned",
    "altered": "Altered",
    "truncated": "Truncated",
    "spliced": "Spliced",
    "misattributed": "Misattributed",
    "paraphrase": "Paraphrase",
    "not_found": "Not in the record",
}
CAVEAT = "The verdicts concern the transcripts, not the sound."
_MOST_PLACES = 3
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|<>~$&])")
_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}
table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;padding:.4rem .6rem;
border-bottom:1px solid #ccd}.yes{color:#17703a}.no{color:#b3261e}blockquote{margin:.3rem 0 .3rem 1rem}
del{color:#b3261e}ins{color:#17703a}small{color:#556}@media print{body{margin:0}}
"""


def check_markdown(found: QuoteCheck) -> str:
    """One verdict with its evidence."""
    return "\n".join([*_check_lines(found, 1), "", CAVEAT]) + "\n"


def text_markdown(report: TextReport) -> str:
    """An article's verdicts: the count, a table, then each with its evidence."""
    lines = [f"# {_count(report)}", "", "| | verdict | quotation | speaker |", "|---|---|---|---|"]
    for n, each in enumerate(report.checks, start=1):
        check = each.check
        row = (str(n), VERDICTS[check.verdict], f"“{_short(check.quote)}”", check.speaker or "")
        lines.append(f"| {' | '.join(_plain(cell) for cell in row)} |")
    for n, each in enumerate(report.checks, start=1):
        lines += ["", *_check_lines(each.check, n)]
    if report.unchecked:
        terms = ", ".join(f"“{_plain(quotation.text)}”" for quotation in report.unchecked)
        lines += ["", f"Not checked, being three words or fewer: {terms}."]
    return "\n".join([*lines, "", CAVEAT]) + "\n"


def text_html(report: TextReport) -> str:
    """The same as a page that stands alone."""
    rows = "".join(_row(n, each.check) for n, each in enumerate(report.checks, start=1))
    terms = ", ".join(f"“{html.escape(quotation.text)}”" for quotation in report.unchecked)
    unchecked = f"<p>Not checked, being three words or fewer: {terms}.</p>" if terms else ""
    return (
        f"<!doctype html><html lang='en'><meta charset='utf-8'><title>{_count(report)}</title>"
        f"<style>{_STYLE}</style><h1>{_count(report)}</h1><table><thead><tr><th>#<th>Verdict<th>Quotation"
        f"<th>In the record</tr></thead><tbody>{rows}</tbody></table>{unchecked}"
        f"<p><small>{CAVEAT}</small></p></html>\n"
    )


def _count(report: TextReport) -> str:
    return f"{report.supported} of {len(report.checks)} quotations are supported by the record"


def _check_lines(found: QuoteCheck, n: int) -> list[str]:
    sign = "✓" if found.verdict.supported else "✗"
    lines = [
        f"## {n}. {sign} {VERDICTS[found.verdict]}",
        "",
        f"> {_plain(found.quote)}",
        "",
        _plain(found.note),
    ]
    if found.speaker:
        lines += ["", f"Claimed speaker: {_plain(found.speaker)} ({found.attribution.replace('_', ' ')})."]
    if found.risks:
        lines += ["", f"Risks: {', '.join(found.risks).replace('_', ' ')}."]
    if found.differs:
        lines += ["", f"Changes: {_diff(found.diff, ('~~', '~~'), ('**', '**'), _plain)}"]
    for citation in _places(found):
        lines += ["", *_evidence_lines(citation)]
    return lines


def _places(found: QuoteCheck) -> Iterable[Citation]:
    return (found.matches or found.nearest)[:_MOST_PLACES]


def _evidence_lines(citation: Citation) -> list[str]:
    found = evidence(citation)
    lines = [f"- “{_quoted(citation, _plain, ('~~', '~~'))}”", f"  {_plain(_who(citation))}"]
    lines += [f"  {_plain(note)}" for note in _conditions(citation)]
    lines.append(f"  {_plain(citation.file)}, {citation.place}, sha256 {found.sha256[:16]}…")
    lines += [f"  <{link}>" for link in (found.text_link, found.time_link) if link]
    return lines


def _quoted(citation: Citation, escape: Callable[[str], str], strike: tuple[str, str]) -> str:
    """The quotation with the words struck through that an official correction strikes through."""
    parts, position, quote = [], 0, citation.quote
    for start, end in citation.struck:
        parts += [
            _spaced(escape, quote[position:start]),
            strike[0],
            escape(quote[start:end].strip()),
            strike[1],
        ]
        position = end
    return "".join([*parts, _spaced(escape, quote[position:])])


def _spaced(escape: Callable[[str], str], text: str) -> str:
    """Escaped on one line, with the space at either end that parts it from its neighbours."""
    lead = " " if text[:1].isspace() else ""
    tail = " " if text[-1:].isspace() and text.strip() else ""
    return f"{lead}{escape(' '.join(text.split()))}{tail}"


def _conditions(citation: Citation) -> list[str]:
    """What must be known before the words are printed: terms of attribution, other editions."""
    terms = [f"Terms: {describe(citation.terms)}."] if citation.terms else []
    editions = [f"Other editions: {', '.join(citation.editions)}."] if citation.editions else []
    return terms + editions


def _who(citation: Citation) -> str:
    date = f", {citation.date.isoformat()}" if citation.date else ""
    captions = f" ({citation.captions})" if citation.captions else ""
    who = citation.speaker or "Speaker unknown"
    return f"{who}{date}: {citation.title}{captions}, turn {citation.turn}"


def _row(n: int, found: QuoteCheck) -> str:
    style, sign = ("yes", "✓") if found.verdict.supported else ("no", "✗")
    changes = ""
    if found.differs:
        changes = f"<p>{_diff(found.diff, ('<del>', '</del>'), ('<ins>', '</ins>'), html.escape)}</p>"
    places = "".join(_place(citation) for citation in _places(found))
    speaker = f"<br><small>{html.escape(found.speaker)}</small>" if found.speaker else ""
    return (
        f"<tr><td>{n}<td class='{style}'>{sign} {VERDICTS[found.verdict]}"
        f"<td>“{html.escape(found.quote)}”{speaker}"
        f"<td>{html.escape(found.note)}{changes}{places}</tr>"
    )


def _place(citation: Citation) -> str:
    found = evidence(citation)
    who = html.escape(_who(citation))
    if found.text_link:
        who = f"<a href='{html.escape(found.text_link)}' rel='noopener'>{who}</a>"
    notes = "".join(f"<br><small>{html.escape(note)}</small>" for note in _conditions(citation))
    quote = _quoted(citation, html.escape, ("<s>", "</s>"))
    return f"<blockquote>“{quote}”<br><small>{who}</small>{notes}</blockquote>"


def _diff(
    pairs: Sequence[tuple[str, str]],
    gone: tuple[str, str],
    new: tuple[str, str],
    escape: Callable[[str], str],
) -> str:
    marks = {"equal": ("", ""), "delete": gone, "insert": new}
    return " ".join(
        f"{marks[kind][0]}{escape(' '.join(text.split()))}{marks[kind][1]}" for kind, text in pairs
    )


def _short(text: str) -> str:
    words = text.split()
    return " ".join(words) if len(words) <= 16 else " ".join(words[:16]) + " …"


def _plain(text: str) -> str:
    """Text that Markdown takes for nothing but text, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
