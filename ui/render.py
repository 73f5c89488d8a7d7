"""Output made for reading in a terminal: the words first, then who said them and when."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from rag.citations import Citation, Coverage
from rag.corrections import corrections, shown
from rag.counts import counted
from rag.library.catalogue import TranscriptEntry
from rag.library.snapshot import StoredTurn
from rag.questions import Order, Understood
from rag.questions.overtime import order_note
from rag.run_report import IndexReport
from rag.terms import describe, describe_whole
from rag.transcript import Span
from ui.contract import HealthJSON, RecheckJSON
from ui.questioner import probably
from ui.terminal import ERR, OUT
from ui.understood import described

if TYPE_CHECKING:
    from rag.answers import Answer, SearchResult
    from rag.quotes import QuoteCheck, TextReport


_VERDICT_STYLES = {True: "bold green", False: "bold red"}


def say(message: str) -> None:
    """A line for the person at the terminal; never on stdout."""
    ERR.print(escape(message), soft_wrap=True)


def say_error(message: str) -> None:
    """A problem, in one line on stderr."""
    ERR.print(f"[bold red]onrecord:[/] {escape(' '.join(message.split()))}", soft_wrap=True)


def index_report(report: IndexReport) -> None:
    """What an indexing run did."""
    if report.interrupted:
        OUT.print(
            "[yellow]Interrupted.[/] What was finished is in the library; run the command again to go on."
        )
    OUT.print(
        f"{report.added} added, {report.updated} updated, {report.unchanged} unchanged, "
        f"{report.removed} removed, {len(report.skipped)} skipped in {report.seconds:.1f} s."
    )
    OUT.print(
        f"The library holds {counted(report.transcripts, 'transcript')}, {counted(report.turns, 'turn')}, "
        f"{counted(report.passages, 'passage')}."
    )
    for skip in report.skipped:
        place = f"{skip.path}:{skip.line}" if skip.line else str(skip.path)
        OUT.print(f"[yellow]skipped[/] {escape(place)}: {escape(skip.reason)}", soft_wrap=True)
    for each in report.notes:
        OUT.print(f"[yellow]note[/] {escape(str(each.path))}: {escape(each.note)}", soft_wrap=True)


def answer(found: Answer) -> None:
    """An answer's quotations, or why there are none and what came nearest."""
    _understood(found.understood)
    if found.unsaid:
        OUT.print(found.unsaid_note, style="yellow")
    if found.order is not Order.RELEVANCE:
        OUT.print(order_note(found.order, found.citations), style="dim")
    if found.answered:
        for citation in found.citations:
            _quotation(citation)
        return
    OUT.print(escape(found.reason or ""))
    for citation in found.nearest:
        OUT.print("\nThe nearest miss:", style="dim")
        _quotation(citation)


def search(found: SearchResult) -> None:
    """Search hits, best first."""
    _understood(found.understood)
    for citation in found.hits:
        _quotation(citation)
    if not found.hits:
        OUT.print(f"Nothing found. {_coverage(found.coverage)}")


def _understood(understood: Understood | None) -> None:
    """What was read from the question, and how to undo it; nothing where nothing was."""
    if understood is None:
        return
    read = "; ".join(text for _, text in described(understood))
    if read:
        OUT.print(f"Understood: {escape(read)} (undo with --as-typed)", style="dim", soft_wrap=True)
    for note in understood.notes:
        OUT.print(escape(note), style="yellow", soft_wrap=True)


def check(found: QuoteCheck) -> None:
    """The verdict first, then why, then the places."""
    style = _VERDICT_STYLES[found.verdict.supported]
    OUT.print(f"[{style}]{found.verdict.value.replace('_', ' ').upper()}[/]  {escape(found.note)}")
    if found.risks:
        OUT.print(f"Risks: {', '.join(found.risks)}", style="yellow")
    if found.differs:
        OUT.print(Padding(_diff(found), (1, 2, 0, 2)))
    for citation in found.matches:
        _quotation(citation)
    for citation in found.nearest:
        OUT.print("\nThe nearest words in the record:", style="dim")
        _quotation(citation)
    OUT.print(
        f"{_coverage(found.coverage)} The verdict concerns the transcripts, not the sound.", style="dim"
    )


def checks(report: TextReport) -> None:
    """One line per quotation of a text."""
    for each in report.checks:
        check = each.check
        style = _VERDICT_STYLES[check.verdict.supported]
        OUT.print(f"[{style}]{check.verdict.value.replace('_', ' '):>13}[/]  “{escape(check.quote)}”")
        claimed = f"{check.speaker}: " if check.speaker else ""
        OUT.print(Padding(Text(f"{claimed}{check.note}", style="dim"), (0, 0, 0, 15)))
    if report.unchecked:
        terms = ", ".join(f"“{quotation.text}”" for quotation in report.unchecked)
        OUT.print(f"Not checked, being three words or fewer: {escape(terms)}.", style="dim")
    quotations = counted(len(report.checks), "quotation")
    are = "is" if len(report.checks) == 1 else "are"
    OUT.print(f"{report.supported} of {quotations} {are} supported by the record.")


def rechecked(found: RecheckJSON) -> None:
    """What has changed since a report was saved."""
    for change in found["changes"]:
        OUT.print(f"[yellow]changed[/]  “{escape(change['quote'])}”")
        OUT.print(Padding(Text(change["what"], style="dim"), (0, 0, 0, 9)))
    quotations = counted(found["quotations"], "quotation")
    OUT.print(f"{len(found['changes'])} of {quotations} changed in verdict or places.")


def transcripts(entries: Sequence[TranscriptEntry], folder: Path) -> None:
    """The library's transcripts in a table."""
    if not entries:
        OUT.print(f"The library {escape(str(folder))} is empty. Add transcripts with: onrecord index PATH…")
        return
    table = Table(box=None, pad_edge=False)
    columns = (("date", "left"), ("turns", "right"), ("id", "left"), ("title", "left"), ("notes", "left"))
    for column, justify in columns if any(map(_notes, entries)) else columns[:-1]:
        table.add_column(column, justify=justify, overflow="fold")  # type: ignore[arg-type]
    for entry in entries:
        date = entry.date.isoformat() if entry.date else ""
        marks = [entry.language if entry.language not in ("en", "und") else None, entry.captions]
        title = entry.title + "".join(f" ({mark})" for mark in marks if mark)
        cells = [date, str(entry.turns), escape(entry.id), escape(title), escape(_notes(entry))]
        table.add_row(*cells[: len(table.columns)])
    OUT.print(table)


def _notes(entry: TranscriptEntry) -> str:
    """What must be known of a transcript before it is quoted: its terms, its other editions."""
    editions = f"also in {', '.join(entry.editions)}" if entry.editions else ""
    return "; ".join(filter(None, [describe_whole(entry.terms), editions]))


def transcript(entry: TranscriptEntry, turns: Sequence[StoredTurn]) -> None:
    """A transcript for reading."""
    OUT.print(Text(entry.title, style="bold"))
    about = [str(entry.date or ""), entry.place, entry.captions, entry.url]
    OUT.print(Text(" · ".join(filter(None, about)), style="dim"))
    if _notes(entry):
        OUT.print(Text(_notes(entry), style="yellow"))
    for stored in turns:
        name = stored.turn.label or "(speaker unknown)"
        who = name if stored.speaker in ("", name) else f"{name} ({stored.speaker})"
        by = probably(stored.questioner)
        OUT.print(f"\n[dim]{stored.number:>4}[/] [bold]{escape(who)}[/]{escape(f', {by}' if by else '')}")
        turn = stored.turn
        OUT.print(
            Padding(
                _corrected(turn.text, shown(corrections(turn.text, turn.struck), turn.struck)), (0, 0, 0, 5)
            )
        )


def health(report: HealthJSON) -> None:
    """The state of the library."""
    OUT.print(f"Library   {escape(report['library'])}")
    OUT.print(f"Encoder   {escape(report['encoder'] or 'none yet')}")
    OUT.print(
        f"Holds     {counted(report['transcripts'], 'transcript')}, {counted(report['turns'], 'turn')}, "
        f"{counted(report['passages'], 'passage')}"
    )
    for problem in report["problems"]:
        OUT.print(f"[bold red]Damaged[/]   {escape(problem)}")
    for skip in report["skipped"]:
        OUT.print(f"[yellow]Skipped[/]   {escape(skip['path'])}: {escape(skip['reason'])}", soft_wrap=True)
    if not report["problems"]:
        OUT.print("[green]Every file is whole.[/]")


def _quotation(citation: Citation) -> None:
    words = _corrected(citation.quote, shown(citation.corrections, citation.struck))
    quote = Text("“", style="bold") + Text(" ").join(words.split("\n\n")) + Text("”")
    quote.stylize("bold")
    OUT.print()
    OUT.print(Padding(quote, (0, 2, 0, 0)))
    OUT.print(Padding(Text(_source(citation), style="cyan"), (0, 0, 0, 4)))
    OUT.print(Padding(Text(f"{citation.title}", style="dim"), (0, 0, 0, 4)))
    if citation.question is not None:
        asked = " ".join(citation.question.text.split())
        short = asked if len(asked) <= 160 else asked[:160].rsplit(" ", 1)[0] + " …"
        by = probably(citation.question.questioner)
        asked = f"asked, {by}: {short}" if by else f"asked: {short}"
        OUT.print(Padding(Text(asked, style="dim italic"), (0, 0, 0, 4)))
    if citation.terms:
        OUT.print(Padding(Text(f"terms: {describe(citation.terms)}", style="yellow"), (0, 0, 0, 4)))
    if citation.editions:
        others = f"edition {citation.transcript}; also: {', '.join(citation.editions)}"
        OUT.print(Padding(Text(others, style="dim", overflow="fold"), (0, 0, 0, 4)))
    OUT.print(Padding(Text(_where(citation), style="dim", overflow="fold"), (0, 0, 0, 4)))


def _corrected(words: str, spans: Sequence[tuple[Span, str]]) -> Text:
    """The words with what was struck through so, and what was meant underlined."""
    text = Text(words)
    for (start, end), element in spans:
        text.stylize("strike" if element == "s" else "underline", start, end)
    return text


def _source(citation: Citation) -> str:
    who = citation.speaker or "Speaker unknown"
    label = f" ({citation.label})" if citation.label not in ("", citation.speaker) else ""
    notes = [
        note for note in (citation.captions, "declined to answer" if citation.declines else None) if note
    ]
    date = [str(citation.date)] if citation.date else []
    return " · ".join([", ".join([f"[{citation.n}] {who}{label}", *date]), *notes])


def _where(citation: Citation) -> str:
    return f"{Path(citation.file).name}, {citation.place}" + (f" · {citation.url}" if citation.url else "")


def _coverage(coverage: Coverage) -> str:
    span = f", {coverage.first_date} to {coverage.last_date}" if coverage.first_date else ""
    transcripts, turns = counted(coverage.transcripts, "transcript"), counted(coverage.turns, "turn")
    return f"Searched: {transcripts}, {turns}{span}."


def _diff(found: QuoteCheck) -> Text:
    styles = {"equal": "", "delete": "red strike", "insert": "green underline"}
    return Text(" ").join(Text(text, style=styles[kind]) for kind, text in found.diff)
