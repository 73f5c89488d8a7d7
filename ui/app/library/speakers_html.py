"""Who speaks, as HTML: persons, labels without one, suggestions, and what a draft would change."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterator, Sequence

from rag.library.book_preview import BookPreview
from rag.library.library import Library
from rag.library.snapshot import Snapshot
from rag.library.who import LabelUse, NameEvidence, PersonEntry, SpeakerList, UnresolvedLabel
from rag.offices import Tenure
from rag.speaker_book import BookRole
from rag.speaker_evidence import Rule
from rag.speaker_history import versions
from rag.speaker_suggestions import Suggested, suggestions
from rag.speakers import fold
from ui.app.actions import action
from ui.app.html import safe
from ui.app.tables import folded, table
from ui.texts import reason_in, text
from ui.texts.numbers import number

PAGE = 40
_MOST_LABELS, _MOST_CHANGES = 8, 200


def list_html(speakers: SpeakerList, words: str, most: int, language: str, *, editable: bool) -> str:
    """Labels without a person first, since they want doing; then persons, at most so many.

    With `editable`, labels and persons are buttons that take them into the form.
    """
    wanted = fold(words).split()
    open_ = [each for each in speakers.unresolved if _has(wanted, [each.use.label])]
    persons = [p for p in speakers.persons if _has(wanted, [p.name, *(use.label for use in p.labels)])]
    counts = text(
        "library.speaker_counts", language, persons=len(speakers.persons), open=len(speakers.unresolved),
        anonymous=len(speakers.anonymous),
    )  # fmt: skip
    more = (
        action("more", "", text("library.more_persons", language), "or-small") if len(persons) > most else ""
    )
    unresolved = _unresolved(open_, language, editable=editable)
    return (
        f"<p class='or-coverage' role='status'>{safe(counts)}</p>{unresolved}"
        f"{''.join(_person(person, language, editable=editable) for person in persons[:most])}{more}"
    )


def _has(wanted: Sequence[str], names: Sequence[str]) -> bool:
    held = fold(" ".join(names))
    return all(word in held for word in wanted)


def _unresolved(labels: Sequence[UnresolvedLabel], language: str, *, editable: bool) -> str:
    if not labels:
        return ""
    heads = [text(f"library.{key}", language) for key in ("label", "turns", "transcripts_head", "reason")]
    rows = [
        [
            action("label", each.use.label, each.use.label) if editable else safe(each.use.label),
            number(each.use.turns, language),
            number(len(each.use.transcripts), language),
            safe(reason_in(each.why, language)),
        ]
        for each in labels
    ]
    summary = text("library.unresolved", language, n=len(labels))
    return folded(summary, table(heads, rows, summary))


def _person(person: PersonEntry, language: str, *, editable: bool) -> str:
    counts = text("library.person_counts", language, turns=person.turns, transcripts=person.transcripts)
    labels = ", ".join(_label(use, language) for use in person.labels[:_MOST_LABELS])
    more = len(person.labels) - _MOST_LABELS
    labels = text("library.and_more", language, names=labels, n=more) if more > 0 else labels
    offices = "".join(f"<p>{safe(_tenure(tenure, language))}</p>" for tenure in person.offices)
    change = action("person", person.name, text("library.change", language), "or-small") if editable else ""
    return (
        f"<div class='or-person'><p><strong class='or-name'>{safe(person.name)}</strong> "
        f"<span class='or-label'>{safe(counts)}</span> {change}</p>"
        f"<p>{safe(text('library.labels', language))}: {safe(labels)}</p>{offices}"
        f"{_why(person, language)}</div>"
    )


def _label(use: LabelUse, language: str) -> str:
    return f"{use.label} ({number(use.turns, language)})"


def _why(person: PersonEntry, language: str) -> str:
    lines = []
    for each in person.evidence:
        known = text("library.known_by", language, rule=_rule(each, language), n=each.transcripts)
        words = f": “{each.words}” ({each.transcript})" if each.words else ""
        lines.append(f"<p class='or-title'>{safe(known + words)}</p>")
    return folded(text("library.why", language), "".join(lines)) if lines else ""


def _rule(evidence: NameEvidence, language: str) -> str:
    """What a name rests on, in words."""
    return text(f"library.rule_{Rule(evidence.rule).name.lower()}", language)


def _tenure(tenure: Tenure, language: str) -> str:
    days = _days(tenure.first, tenure.last, language)
    return f"{tenure.office}, {days}{' (speakers.yaml)' if tenure.book else ''}"


def _days(first: dt.date | None, last: dt.date | None, language: str) -> str:
    if not first and not last:
        return text("library.no_days", language)
    if first == last:
        return str(first)
    return text("library.from_to", language, first=first or "…", last=last or "…")


def undo_text(library: Library, language: str) -> str:
    """What the button that undoes says: when the change was made; "" where there is none."""
    found = versions(library)
    return text("library.undo_of", language, when=f"{found[0].until:%Y-%m-%d %H:%M}") if found else ""


def draft_html(snapshot: Snapshot, base: str, draft: str, language: str) -> str:
    """What a draft would change, and how the file's text differs. Raises SpeakerBookError."""
    if draft == base:
        return f"<p class='or-coverage'>{safe(text('library.no_draft', language))}</p>"
    found = snapshot.preview_book(draft)
    heads = [text(f"library.{key}", language) for key in ("label", "turns", "transcripts_head", "becomes")]
    rows = [
        [
            safe(each.label),
            number(each.turns, language),
            number(len(each.transcripts), language),
            f"<span class='or-old'>{safe(each.old)}</span> → <span class='or-new'>{safe(each.new)}</span>",
        ]
        for each in found.labels[:_MOST_CHANGES]
    ]
    title = text("library.would_change", language)
    changes = table(heads, rows, title) if rows else ""
    lines = "".join(f"<p>{line}</p>" for line in _lines(found, language))
    diff = folded(text("library.the_diff", language), f"<pre class='or-yaml'>{_diff(base, draft)}</pre>")
    return f"<section role='status'><h3>{safe(title)}</h3>{lines}{changes}{diff}</section>"


def _lines(found: BookPreview, language: str) -> Iterator[str]:
    if not found.changes:
        yield safe(text("library.nothing_changes", language))
    for key, roles in (("library.gained", found.gained), ("library.lost", found.lost)):
        for role in roles:
            yield safe(
                text(key, language, name=role.name, office=role.office, days=_role_days(role, language))
            )
    for name in found.nobody:
        yield f"<span class='or-doubt'>{safe(text('library.nobody', language, name=name))}</span>"


def _role_days(role: BookRole, language: str) -> str:
    return _days(role.first, role.last, language)


def _diff(old: str, new: str) -> str:
    lines = list(difflib.unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=2))[2:]
    classes = {"+": "or-new", "-": "or-label"}
    return "\n".join(f"<span class='{classes.get(line[:1], '')}'>{safe(line)}</span>" for line in lines)


def suggestions_html(snapshot: Snapshot, language: str) -> str:
    """Names that the record offers for labels without a person, each with a button that takes it."""
    found = suggestions(snapshot, snapshot.speaker_list())
    if not found:
        return f"<p class='or-empty'>{safe(text('library.no_suggestions', language))}</p>"
    heads = [text(f"library.{key}", language) for key in ("label", "person", "reason", "take")]
    rows = [_suggestion(each, language) for each in found]
    return table(heads, rows, text("library.suggestions", language))


def _suggestion(each: Suggested, language: str) -> list[str]:
    sent = "\n".join([each.label, each.name, *each.transcripts])
    where = ", ".join(each.transcripts[:3]) or text("library.everywhere", language)
    why = (
        text("library.offered", language, n=each.turns, words=each.words)
        if each.words
        else text("library.offered_known", language)
    )
    return [
        safe(each.label),
        f"{safe(each.name)}<br><span class='or-title'>{safe(where)}</span>",
        safe(why),
        action("use", sent, text("library.use", language), "or-small"),
    ]
