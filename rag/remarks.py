"""Sentences that say why, as data: a key and its values, so that a page may say them in its own language.

What programs get is English: `REMARKS` holds it. In all others they are texts of the page (`ui/texts`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce

Template = str | Mapping[str, str]
"""A text with `{name}`s, or one for each of `one` and `other` where it counts `n`."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to say: one of the keys of `REMARKS`, and what stands in it for its `{name}`s, in order.

    A value that is itself a remark is said in the same language.
    """

    key: str
    values: tuple[tuple[str, Value], ...] = ()


Value = str | int | Remark


def remark(key: str, **values: Value) -> Remark:
    """A remark with its values by name."""
    return Remark(key, tuple(values.items()))


def filled(template: Template, values: Mapping[str, object]) -> str:
    """A template with its `{name}`s replaced; whole numbers with their thousands grouped."""
    if not isinstance(template, str):
        template = template["one" if values.get("n") == 1 else "other"]
    shown = {name: f"{value:,}" if isinstance(value, int) else value for name, value in values.items()}
    return template.format(**shown)


def said(found: Remark, template_of: Callable[[str], Template]) -> str:
    """A remark in the language whose templates `template_of` gives by key."""
    values = {
        name: said(value, template_of) if isinstance(value, Remark) else value for name, value in found.values
    }
    return filled(template_of(found.key), values)


def in_english(found: Remark) -> str:
    """A remark as programs get it."""
    return said(found, REMARKS.__getitem__)


def enumerated(names: list[Value]) -> Value:
    """Several values as one: "Ada and Bo and Cy"."""
    return reduce(lambda first, last: remark("and", first=first, last=last), names)


_CHECK: dict[str, Template] = {
    "and": "{first} and {last}",
    "unnamed": "a speaker whom the record doesn't name",
    "nearest_are": "The nearest words are {who}'s, not {claimed}'s.",
    "goes_on": "The sentence goes on: “{words}”.",
    "reported": "They report what somebody else said.",
    "as_delivered": "This is the reading as delivered of an official correction.",
    "as_corrected": "This is the reading as corrected of an official correction.",
    "in_turns": "The words stand in {turns} turns.",
    "common": "It is a common phrase, and no evidence by itself: the words stand in {turns} turns.",
    "it_answers": "It answers: “{words}”",
    "short": "A quotation this short proves little.",
    "joined_in_turn": (
        "The words stand in one turn, but apart or in another order{whose}; the quotation joins them as if "
        "said in one go."
    ),
    "joined_of_turns": (
        "The words stand in {turns} turns{whose}; the quotation joins them as if said in one go."
    ),
    "joined_of_transcripts": (
        "The words stand in {turns} turns of {transcripts} transcripts{whose}; the quotation joins them as "
        "if said in one go."
    ),
    "whose": " of {names}",
    "interrupted": "The record has these words from {who}, interrupted by {words}.",
    "quoted": "“{words}”",
    "no_words": "There are no words in the quotation to look for.",
    "said_by_nobody": "Nobody says these words in the {transcripts} transcripts searched.",
    "in_other_words": "Nobody says it in these words; {who} says something like it in others.",
    "cut_unknown": "The words are exact, but cut out of “{words}”, which can’t be judged.",
    "cut_before": "The words are exact, but the cut turns them: the record has “{words}” before them.",
    "cut_behind": "The words are exact, but the cut turns them: the record has “{words}” behind them.",
    "ellipsis_hides": "The ellipsis hides “{words}”.",
    "more_changes": {"one": "{n} more change like it.", "other": "{n} more changes like it."},
    "replaced": "The record has “{theirs}”; the quotation says “{ours}”.",
    "added": "The quotation adds “{ours}”, which the record hasn't.",
    "left_out": "The quotation leaves out “{theirs}”.",
    "left_out_unmarked": (
        "The quotation leaves out “{theirs}” without an ellipsis, as if the rest were said in one go."
    ),
    "left_out_carrier": "The quotation leaves out “{theirs}”, which only carries the speech.",
    "from_who": "The record has these words from {who}.",
    "asked_by": "The record has these words, asked by a reporter ({who}).",
    "asked_not_said": "These words were asked, not said: they are {who}'s, not {claimed}'s.",
    "from_other": "The record has these words from {who}, not from {claimed}.",
    "claimed_unknown": "The record has these words from {who}; it knows no {claimed}.",
    "hint": "{words}",
    "every_character": (
        "In Japanese every character counts: fillers, and numbers written otherwise, are differences."
    ),
    "language_unexamined": (
        "Fillers, ellipses and cuts within a sentence can't be judged in this language ({code}), so they "
        "count as differences."
    ),
}
_TERMS: dict[str, Template] = {
    "term_on_the_record": "on the record",
    "term_background": "on background",
    "term_deep_background": "on deep background",
    "term_not_for_attribution": "not for attribution",
    "term_off_the_record": "off the record",
    "term_no_direct_quotes": "no direct quotes",
    "term_embargo": "embargoed",
    "term_embargo_lifted": "embargo lifted",
    "term_no_embargo": "no embargo",
    "term_part": "{term} (a part of it)",
    "term_attributable": "attributable to “{who}”",
    "term_changes": "new terms are told in turn {turns}",
}
_QUESTIONS: dict[str, Template] = {
    "day": "{day}",
    "days": "{first} to {last}",
    "days_from": "{first} and later",
    "days_to": "up to {last}",
    "no_speaker": "{name} is no speaker in this library; everybody was searched.",
    "no_such_days": "The library's transcripts are of {first} to {last}; none is of {days}.",
    "other_days": "Nothing quoted here was said in the days asked about ({days}).",
}
REMARKS: Mapping[str, Template] = {**_CHECK, **_TERMS, **_QUESTIONS}
"""Every remark in English, by key."""
