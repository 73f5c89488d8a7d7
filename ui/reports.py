"""Reports that can be kept, sent and printed: Markdown and a page of HTML that needs nothing else."""

from __future__ import annotations

import datetime as dt
import html
import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from rag.citations import Citation
from rag.evidence import evidence
from rag.quotes import QuoteCheck, TextCheck, TextReport, Verdict
from rag.terms import describe
from ui import verdicts
from ui.coverage import coverage_line
from ui.export.markdown import plain
from ui.places import place_of
from ui.texts import saying, text

_MOST_PLACES = 3
_SHOWN_WORDS = 16
_STYLE = """
@page{size:A4;margin:16mm 14mm}
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}
table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;padding:.4rem .6rem;
border-bottom:1px solid #ccd}.yes{color:#17703a}.no{color:#b3261e}blockquote{margin:.3rem 0 .3rem 1rem}
td{overflow-wrap:anywhere}td:nth-child(2){white-space:nowrap}p{margin:.3rem 0}h1{line-height:1.2}
del{color:#b3261e}ins{color:#17703a}small{color:#556}dt{font-weight:600}dd{margin:0 0 .3rem 1rem}
@media print{body{margin:0;padding:0;max-width:none;font-size:10pt}thead{display:table-header-group}
tr,blockquote,dd{break-inside:avoid}dt,h2{break-after:avoid}h1{font-size:15pt}a{color:inherit}}
"""


def check_markdown(found: QuoteCheck, language: str = verdicts.DEFAULT) -> str:
    """One verdict with its evidence."""
    return "\n".join([*_check_lines(found, 1, language), "", verdicts.caveat(language)]) + "\n"


def text_markdown(report: TextReport, sources: Sequence[str] = (), language: str = verdicts.DEFAULT) -> str:
    """An article's verdicts: the count, a table, then each with its evidence.

    `sources` says of each check which article or list it is of, "" for pasted text.
    """
    heads = [text(f"check.{key}", language) for key in ("verdict", "column_quotation", "claimed")]
    lines = [f"# {_count(report, language)}", "", f"| | {' | '.join(heads)} |", "|---|---|---|---|"]
    for n, each in enumerate(report.checks, start=1):
        check = each.check
        row = (str(n), verdicts.name_of(check.verdict, language), f"“{_short(check.quote)}”", check.speaker)
        lines.append(f"| {' | '.join(plain(cell or '') for cell in row)} |")
    for n, each in enumerate(report.checks, start=1):
        lines += ["", *_check_lines(each.check, n, language)]
        lines += ["", plain(_source(each, sources[n - 1], language))] if sources else []
    if report.unchecked:
        terms = ", ".join(f"“{plain(quotation.text)}”" for quotation in report.unchecked)
        lines += ["", text("check.unchecked", language, terms=terms)]
    return "\n".join([*lines, "", verdicts.caveat(language)]) + "\n"


def text_html(
    report: TextReport,
    sources: Sequence[str] = (),
    language: str = verdicts.DEFAULT,
    day: dt.date | None = None,
) -> str:
    """The same as a page that stands alone and prints on A4; `day` is when it was checked."""
    named: Sequence[str | None] = sources or [None] * len(report.checks)
    rows = "".join(
        _row(n, each, source, language)
        for n, (each, source) in enumerate(zip(report.checks, named, strict=True), start=1)
    )
    heads = "".join(
        f"<th>{html.escape(text(f'check.{key}', language))}"
        for key in ("verdict", "column_quotation", "places")
    )
    count = html.escape(_count(report, language))
    return (
        f"<!doctype html><html lang='{language}'><meta charset='utf-8'><title>{count}</title>"
        f"<style>{_STYLE}</style><h1>{count}</h1>{_as_of(report, day, language)}"
        f"<table><thead><tr><th>#{heads}</tr></thead><tbody>{rows}</tbody></table>"
        f"{_unchecked(report, language)}<p><small>{html.escape(verdicts.caveat(language))}</small></p>"
        f"{_legend(report, language)}</html>\n"
    )


def json_text(found: object) -> str:
    """A report's JSON as a file has it."""
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def counts_of(checks: Iterable[QuoteCheck]) -> list[tuple[Verdict, int]]:
    """How many have each verdict, in the verdicts' own order; none with nought."""
    counted = Counter(check.verdict for check in checks)
    return [(verdict, counted[verdict]) for verdict in Verdict if counted[verdict]]


def _count(report: TextReport, language: str) -> str:
    return text("check.supported", language, n=len(report.checks), supported=report.supported)


def _source(each: TextCheck, source: str, language: str) -> str:
    """Where a quotation stands: its article and paragraph, or its list and row."""
    key = "check.paragraph" if each.quotation.spans else "check.row"
    return ", ".join(filter(None, [source, text(key, language, n=each.quotation.paragraph)]))


def _as_of(report: TextReport, day: dt.date | None, language: str) -> str:
    checks = [each.check for each in report.checks]
    counted = ", ".join(
        f"{verdicts.sign_of(verdict)} {verdicts.name_of(verdict, language)} {count}"
        for verdict, count in counts_of(checks)
    )
    line = f"<p>{html.escape(counted)}</p>" if counted else ""
    if day is None or not checks:
        return line
    searched = coverage_line(checks[0].coverage, language)
    return (
        line
        + f"<p><small>{html.escape(text('check.as_of', language, day=day, searched=searched))}</small></p>"
    )


def _unchecked(report: TextReport, language: str) -> str:
    terms = ", ".join(f"“{quotation.text}”" for quotation in report.unchecked)
    return f"<p>{html.escape(text('check.unchecked', language, terms=terms))}</p>" if terms else ""


def _legend(report: TextReport, language: str) -> str:
    """The meaning of those verdicts that occur."""
    meanings = "".join(
        f"<dt>{verdicts.sign_of(verdict)} {html.escape(verdicts.name_of(verdict, language))}"
        f"<dd>{html.escape(verdicts.meaning_of(verdict, language))}"
        for verdict, _ in counts_of(each.check for each in report.checks)
    )
    return f"<h2>{html.escape(text('check.legend', language))}</h2><dl>{meanings}</dl>" if meanings else ""


def _check_lines(found: QuoteCheck, n: int, language: str) -> list[str]:
    lines = [
        f"## {n}. {verdicts.sign_of(found.verdict)} {verdicts.name_of(found.verdict, language)}",
        "",
        f"> {plain(found.quote)}",
        "",
        plain(verdicts.note_line(found, language)),
    ]
    for line in (verdicts.attribution_line(found, language), verdicts.risks_line(found, language)):
        lines += ["", plain(line)] if line else []
    if found.differs:
        changes = _diff(found.diff, ("~~", "~~"), ("**", "**"), plain)
        lines += ["", f"{text('check.changes', language)}: {changes}"]
    for citation in _places(found):
        lines += ["", *_evidence_lines(citation, language)]
    return lines


def _places(found: QuoteCheck) -> Iterable[Citation]:
    return (found.matches or found.nearest)[:_MOST_PLACES]


def _evidence_lines(citation: Citation, language: str) -> list[str]:
    found = evidence(citation)
    lines = [f"- “{_quoted(citation, plain, ('~~', '~~'))}”", f"  {plain(_who(citation, language))}"]
    lines += [f"  {plain(note)}" for note in _conditions(citation, language)]
    lines.append(f"  {plain(citation.file)}, {place_of(citation, language)}, sha256 {found.sha256[:16]}…")
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


def _spaced(escape: Callable[[str], str], words: str) -> str:
    """Escaped on one line, with the space at either end that parts it from its neighbours."""
    lead = " " if words[:1].isspace() else ""
    tail = " " if words[-1:].isspace() and words.strip() else ""
    return f"{lead}{escape(' '.join(words.split()))}{tail}"


def _conditions(citation: Citation, language: str) -> list[str]:
    """What must be known before the words are printed: terms of attribution, other editions."""
    told = []
    if citation.terms:
        told.append(text("check.terms", language, terms=describe(citation.terms, saying(language))))
    if citation.editions:
        told.append(f"{text('card.other_editions', language)}: {', '.join(citation.editions)}.")
    return told


def _who(citation: Citation, language: str) -> str:
    date = f", {citation.date.isoformat()}" if citation.date else ""
    captions = f" ({text('card.automatic_captions', language)})" if citation.captions else ""
    who = citation.speaker or text("card.speaker_unknown", language)
    turn = text("check.turn", language, turn=str(citation.turn))
    return f"{who}{date}: {citation.title}{captions}, {turn}"


def _row(n: int, each: TextCheck, source: str | None, language: str) -> str:
    found = each.check
    style = "yes" if found.verdict.supported else "no"
    changes = ""
    if found.differs:
        changes = f"<p>{_diff(found.diff, ('<del>', '</del>'), ('<ins>', '</ins>'), html.escape)}</p>"
    places = "".join(_place(citation, language) for citation in _places(found))
    told = (verdicts.attribution_line(found, language), verdicts.risks_line(found, language))
    lines = "".join(f"<p>{html.escape(line)}</p>" for line in told if line)
    speaker = f"<br><small>{html.escape(found.speaker)}</small>" if found.speaker else ""
    where = ""
    if source is not None:
        where = f"<br><small>{html.escape(_source(each, source, language))}</small>"
    return (
        f"<tr><td>{n}<td class='{style}'>{verdicts.sign_of(found.verdict)} "
        f"{html.escape(verdicts.name_of(found.verdict, language))}"
        f"<td>“{html.escape(found.quote)}”{speaker}{where}"
        f"<td>{html.escape(verdicts.note_line(found, language))}{lines}{changes}{places}</tr>"
    )


def _place(citation: Citation, language: str) -> str:
    found = evidence(citation)
    who = html.escape(_who(citation, language))
    if found.text_link:
        who = f"<a href='{html.escape(found.text_link)}' rel='noopener'>{who}</a>"
    notes = "".join(f"<br><small>{html.escape(note)}</small>" for note in _conditions(citation, language))
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
        f"{marks[kind][0]}{escape(' '.join(words.split()))}{marks[kind][1]}" for kind, words in pairs
    )


def _short(quote: str) -> str:
    words = quote.split()
    return " ".join(words if len(words) <= _SHOWN_WORDS else [*words[:_SHOWN_WORDS], "…"])
