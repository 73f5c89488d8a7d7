"""A question read as people ask it: whose words, of when, in which order, and what it goes on from."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Container, Iterator, Sequence

from rag.filters import Filters
from rag.library.snapshot import Snapshot
from rag.questions.followups import about_answer, goes_on, is_fragment, new_name, topic_terms
from rag.questions.model import AS_UNDERSTOOD, Days, Part, PartKind, Reading, Understood
from rag.questions.people import has_askers
from rag.questions.sayers import SayerFound, find_sayer, named_sayer
from rag.questions.signs import find_latest, find_over_time, find_questions
from rag.questions.spelling import find_spellings
from rag.questions.times import TimeFound, find_times
from rag.questions.topic import Topic, topic_of, without_frame
from rag.questions.verbs import SAYING
from rag.remarks import Remark, remark

LONGEST = 2_000
"""Characters of a question that are read for more than its topic."""

_EARLIER = 4
_SPEECH = re.compile(rf"\b(?:{SAYING}|tell|told|speak|spoke|spoken)\b", re.IGNORECASE)
# Between a verb of saying and a time that is surely its own: nothing, or a topic that no article makes one
# certain event: "say about inflation in March", but not "about the fall of Kabul in August".
_TOPIC = re.compile(
    r"(?: (?:anything|something|much|more|so|that))?(?: (?:about|on|regarding|to reporters|of))?"
    r"(?: (?!the\b|his\b|her\b|their\b|its\b|a\b|an\b|this\b|that\b)[^\s,.?!’']+){0,5}\s*,?\s*",
    re.IGNORECASE,
)
_INTRODUCES = re.compile(r"\b(?:according to|in the words of|as per|per|by|from)\s*$", re.IGNORECASE)
_POSSESSIVE = re.compile(r"^['’]s?(?= )")
# What is left where the one who says it was: "What did … say about the bridge?".
_EMPTY_FRAME = re.compile(r"\s(?:did|does|has|have|had) (?:ever )?(?:say|said)\b\s?", re.IGNORECASE)
_ASIDE = frozenset({PartKind.SPEAKER, PartKind.DATES, PartKind.LATEST, PartKind.QUESTIONS})
_FIRST = re.compile(r"\W*(?:so |and |but )?$", re.IGNORECASE)


def understand(
    snapshot: Snapshot,
    question: str,
    filters: Filters,
    history: Sequence[str] = (),
    reading: Reading = AS_UNDERSTOOD,
) -> Understood:
    """What a question asks for; `history` holds the earlier questions, oldest first.

    Where `filters` name a speaker or days, the question's own are left as typed.
    """
    own = _read(snapshot, question, filters, reading)
    if not history or not reading.reads(PartKind.FOLLOW_UP) or not history[-1].strip():
        return own
    about = about_answer(question)
    if about is None and not goes_on(question[:LONGEST], _topic(question[:LONGEST], own.parts)):
        return own
    before = understand(snapshot, history[-1], filters, history[-1 - _EARLIER : -1], reading)
    if own.sayer is None and reading.reads(PartKind.SPEAKER) and filters.speaker is None:
        own = _with_new_sayer(snapshot, question, own, only=bool(before.sayer and before.sayer.only))
    return dataclasses.replace(_joined(before, own, history[-1], question), about_answer=about)


def _read(snapshot: Snapshot, question: str, filters: Filters, reading: Reading) -> Understood:
    """The question by itself."""
    text = question[:LONGEST]
    held = _days_held(snapshot)
    today = reading.today or (held[1] if held else None)
    times = []
    if reading.reads(PartKind.DATES) and filters.after is None and filters.before is None and today:
        times = list(find_times(text, today))
    of_speaking = [time for time in times if _is_of_speaking(text, time)]
    if len(of_speaking) == 1 and _rest_is_topic(text, of_speaking[0], times):
        times = of_speaking
    days = _days(times, only=times == of_speaking)
    found = None
    if reading.reads(PartKind.SPEAKER) and filters.speaker is None:
        found = _of_conversation(find_sayer(text, snapshot, days), snapshot, filters)
    signs = {
        kind: match
        for kind, find in (
            (PartKind.LATEST, find_latest),
            (PartKind.QUESTIONS, find_questions),
            (PartKind.OVER_TIME, find_over_time),
        )
        if reading.reads(kind) and (match := find(text)) is not None
    }
    parts = _parts(text, times, found, signs)
    spelled: dict[str, str] = {}
    if reading.reads(PartKind.SPELLING):
        parts, spelled = _respelled(text, snapshot, parts)
    said_by_filters = {PartKind.LATEST, PartKind.QUESTIONS}
    said_by_filters |= {PartKind.DATES} if days and days.only else set()
    said_by_filters |= {PartKind.SPEAKER} if found and found.sayer and found.sayer.only else set()
    left = _spelled(_without(question, parts, said_by_filters), spelled)
    return Understood(
        left if reading.as_typed else without_frame(left),
        sayer=found.sayer if found else None,
        days=days,
        latest=PartKind.LATEST in signs,
        questions=PartKind.QUESTIONS in signs,
        over_time=PartKind.OVER_TIME in signs,
        unknown=found.unknown if found else None,
        parts=parts,
        remarks=tuple(_remarks(found, days, held)),
        spelled=tuple(spelled.items()),
        topic=None if reading.as_typed else _topic_asked(question, parts, spelled),
    )


def _topic_asked(question: str, parts: Sequence[Part], spelled: dict[str, str]) -> Topic | None:
    """The topic that is asked about, where a question asks no more, whoever says it and whenever."""
    if len(question) > LONGEST:
        return None
    aside = [part for part in parts if part.kind is not PartKind.DATES or _stands_apart(question, part)]
    return topic_of(_spelled(_without(question, aside, _ASIDE), spelled))


def _stands_apart(question: str, days: Part) -> bool:
    """Whether days aren't a part of a name, as in "the September 11 attacks"."""
    return re.match(r"\W*$|[,?.!]| (?:about|on|regarding)\b", question[days.end :]) is not None


def _respelled(
    text: str, snapshot: Snapshot, parts: tuple[Part, ...]
) -> tuple[tuple[Part, ...], dict[str, str]]:
    """The parts with those words that the record spells otherwise, and how it spells them."""
    found = [
        each
        for each in find_spellings(text, snapshot)
        if not any(part.start < each.end and each.start < part.end for part in parts)
    ]
    more = [Part(PartKind.SPELLING, text[each.start : each.end], each.start, each.end) for each in found]
    spelled = {part.text: each.found for part, each in zip(more, found, strict=True)}
    return tuple(sorted((*parts, *more), key=lambda part: (part.start, part.end))), spelled


def _spelled(question: str, spelled: dict[str, str]) -> str:
    for word, found in spelled.items():
        question = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", found, question)
    return question


def _remarks(
    found: SayerFound | None, days: Days | None, held: tuple[dt.date, dt.date] | None
) -> Iterator[Remark]:
    if found and found.unknown:
        yield remark("no_speaker", name=found.unknown)
    if days and held and ((days.first or held[0]) > held[1] or (days.last or held[1]) < held[0]):
        yield remark("no_such_days", first=str(held[0]), last=str(held[1]), days=days.remark)


def _parts(
    text: str, times: Sequence[TimeFound], found: SayerFound | None, signs: dict[PartKind, re.Match[str]]
) -> tuple[Part, ...]:
    spans = [(PartKind.DATES, time.start, time.end) for time in times]
    if found and found.sayer:
        spans.append((PartKind.SPEAKER, found.start, found.end))
    spans += [(kind, *match.span()) for kind, match in signs.items()]
    spans.sort(key=lambda span: span[1:])
    return tuple(Part(kind, text[start:end], start, end) for kind, start, end in spans)


def _of_conversation(found: SayerFound | None, snapshot: Snapshot, filters: Filters) -> SayerFound | None:
    """What a name means where people talk with one another and no label stands for those who ask.

    There what somebody said is often told or asked by others: a verb of saying only prefers, and a verb of
    holding tells nothing.
    """
    if found is None or found.sayer is None or has_askers(snapshot, filters):
        return found
    return found._replace(sayer=dataclasses.replace(found.sayer, only=False)) if found.sayer.only else None


def _topic(text: str, parts: Sequence[Part]) -> str:
    """The text without the words that name the speaker or the days."""
    for part in parts:
        if part.kind in (PartKind.SPEAKER, PartKind.DATES):
            text = text.replace(part.text, " ", 1)
    return text


def _with_new_sayer(snapshot: Snapshot, question: str, own: Understood, *, only: bool) -> Understood:
    """A fragment that names nothing but a speaker asks for that speaker's words: "And Fauci?"."""
    match = new_name(question)
    sayer = match and named_sayer(match["name"], snapshot, own.days, only=only)
    if not match or not sayer:
        return own
    part = Part(PartKind.SPEAKER, match["name"], *match.span("name"))
    return dataclasses.replace(own, sayer=sayer, parts=(*own.parts, part))


def _days(times: Sequence[TimeFound], *, only: bool) -> Days | None:
    """The days from the first to the last of several times; all of them may be meant, so they only prefer."""
    if not times:
        return None
    firsts = [time.first for time in times if time.first]
    lasts = [time.last for time in times if time.last]
    return Days(
        min(firsts) if len(firsts) == len(times) else None,
        max(lasts) if len(lasts) == len(times) else None,
        only=only and len(times) == 1 and not times[0].vague,
    )


def _rest_is_topic(text: str, own: TimeFound, times: Sequence[TimeFound]) -> bool:
    """Whether the other times belong to the topic: "say in June about the survey in the autumn"."""
    others = [time for time in times if time is not own]
    return all(re.search(r"\b(?:about|on|regarding)\b", text[own.end : time.start]) for time in others)


def _is_of_speaking(text: str, time: TimeFound) -> bool:
    """Whether the time is surely that of the words asked for, not of what they are about."""
    if _FIRST.match(text[: time.start]):
        return _SPEECH.search(text, time.end) is not None
    verbs = [match.end() for match in _SPEECH.finditer(text, 0, time.start)]
    return any(_TOPIC.fullmatch(text, end, time.start) for end in verbs)


def _without(question: str, parts: Sequence[Part], gone: Container[PartKind]) -> str:
    """The question without its parts of some kinds."""
    left, position = [], 0
    for part in parts:
        if part.kind in gone and part.start >= position:
            before = question[position : part.start]
            left.append(_INTRODUCES.sub("", before) if part.kind is PartKind.SPEAKER else before)
            position = part.end
    if not left:
        return question
    rest = " ".join("".join([*left, _POSSESSIVE.sub("", question[position:])]).split())
    rest = _EMPTY_FRAME.sub(" ", rest)
    rest = re.sub(r"\s+([,.?!])", r"\1", re.sub(r"^[\s,.;:?!]+", "", rest))
    return rest if re.search(r"\w", rest) else question


def _joined(before: Understood, own: Understood, earlier: str, question: str) -> Understood:
    """A question with what it leaves out taken from the one before it."""
    sayer = own.sayer or (None if own.unknown else before.sayer)
    days = own.days or (None if own.latest else before.days)
    replaced = {
        kind
        for kind, changed in ((PartKind.SPEAKER, own.sayer or own.unknown), (PartKind.DATES, own.days))
        if changed
    }
    topic = before.question
    for part in before.parts:
        if part.kind in replaced:
            topic = topic.replace(part.text, " ", 1)
    fragment = is_fragment(question)
    carried = tuple(
        dataclasses.replace(part, carried=True) for part in before.parts if part.kind not in replaced
    )
    return dataclasses.replace(
        own,
        question=" ".join(f"{topic} {own.question}".split()),
        sayer=sayer,
        days=days,
        latest=own.latest or (fragment and before.latest),
        questions=own.questions or (fragment and before.questions),
        over_time=own.over_time or (fragment and before.over_time),
        follow_up=earlier,
        spelled=(*before.spelled, *own.spelled),
        topic=_topic_joined(before, own, question),
        parts=(*own.parts, *carried, Part(PartKind.FOLLOW_UP, earlier, 0, len(earlier), carried=True)),
    )


def _topic_joined(before: Understood, own: Understood, question: str) -> Topic | None:
    """The topic of a question that goes on: its own, or that of the one before if it names no other."""
    if own.topic and own.topic.framed:
        return own.topic
    if not before.topic or not is_fragment(question):
        return None
    return own.topic if topic_terms(_topic(question, own.parts)) else before.topic


def _days_held(snapshot: Snapshot) -> tuple[dt.date, dt.date] | None:
    """The days of the oldest and of the newest transcript; the newest is the record's own today."""
    dates = [entry.date for entry in snapshot.transcripts_by_key.values() if entry.date]
    return (min(dates), max(dates)) if dates else None
