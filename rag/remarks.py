"""Sentences that say why, as data: a key and its values, so that a page may say them in its own language.

What programs get is English: `REMARKS` holds it. In all others they are texts of the page (`ui/texts`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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


def enumerated(names: Sequence[Value], between: str = "and") -> Value:
    """Several values as one: "Ada and Bo and Cy"; `between` is the key of what joins two."""
    return reduce(lambda first, last: remark(between, first=first, last=last), names)


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
    "term_until": "{words}",
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
_RECHECKS: dict[str, Template] = {
    "listed": "{first}; {last}",
    "place": "{title} (turn {turn})",
    "verdict_changed": "The verdict was {was} and is {now}: {note}",
    "places_changed": "The places have changed: {places}.",
    "place_gone": "no longer in {place}",
    "place_new": "now also in {place}",
    "nobody_near": (
        "No speaker in this library matches {wanted!r}. See the speakers with: onrecord list --json"
    ),
    "near": "No speaker in this library matches {wanted!r}. Nearest: {names}.",
}
REASONS: dict[str, str] = {
    "kind_fact_sheet": "a fact sheet",
    "kind_read_out": "a read-out",
    "kind_nominations": "a list of nominations",
    "kind_minutes": "minutes",
    "kind_statement": "a written statement",
    "kind_announcement": "an announcement",
    "kind_agenda": "an agenda",
    "kind_licence": "a licence",
    "kind_machine": "a summary written by a machine",
    "kind_notes": "a list of notes",
    "kind_release": "a release",
    "kind_old_office": "an old Office document; save it as .docx",
    "kind_rich_text": "a rich text file; save it as .docx or as plain text",
    "kind_image": "an image; have its words recognised first",
    "kind_audio": "an audio file; transcribe it first",
    "kind_video": "a video file; transcribe it first",
    "kind_recording": "an audio or video file; transcribe it first",
    "kind_gzip": "a gzip archive; unpack it first",
    "kind_7z": "a 7-Zip archive; unpack it first",
    "kind_rar": "a RAR archive; unpack it first",
    "kind_sqlite": "an SQLite database; export the transcript as text",
    "kind_excel": "an Excel workbook; save the sheet as CSV",
    "kind_powerpoint": "a PowerPoint file; save its notes as text",
    "kind_opendocument": "an OpenDocument or EPUB file; save it as .docx",
    "skip_missing": "no such file or folder; check the spelling",
    "skip_same": "the same content as {path}, which is in the library",
    "skip_all_gone": "its {n} transcripts are all gone; they are kept (see: onrecord remove)",
    "skip_empty": "the file is empty; expected a transcript, so add its text",
    "skip_magic": "is {kind}; expected a transcript",
    "skip_unlabelled_kind": (
        "{kind}: no speaker labels found in {lines} lines ({words} words); expected lines such as "
        "'Chair Abernathy: …'; leave it out, or put each speaker's name and a colon before the words"
    ),
    "skip_release": (
        "{kind}: no speaker labels found in {lines} lines ({words} words); expected lines such as "
        "'MS. PSAKI:' or 'Q'; leave it out, or add the speakers' names"
    ),
    "skip_unlabelled": (
        "no speaker labels found in {lines} lines ({words} words); expected lines such as "
        "'Chair Abernathy: …'; leave it out, or put each speaker's name and a colon before the words"
    ),
    "skip_chat": (
        "a chat log: its messages were typed, nobody says them; expected a transcript; leave it out"
    ),
    "skip_html": "an HTML page without words in it; save the page with its text",
    "skip_captions": "{format} without captions: found {n} timings and no words; add the words",
    "skip_webvtt": "WebVTT without captions; found {n} timings and no words, expected some",
    "skip_json_words": "{format} without words: found {n} pieces of speech, none with text",
    "skip_json_shape": 'JSON without "turns": found {names}; expected {shape}',
    "skip_no_json": "not JSON: {problem}; mend it there",
    "skip_diarization": (
        "a diarization: {n} times of speakers and no words; it goes with its transcript: call it "
        "NAME.diarization.json beside NAME.json, or name it with index --diarization"
    ),
    "skip_hearing": (
        "no speakers found; expected paragraphs such as 'Mr. SMITH. I thank the Chair.'; leave it out"
    ),
    "skip_columns": (
        "a table of the columns {names}: no columns of speakers and words found; name them with "
        "index --columns 'speaker=COLUMN,text=COLUMN', or leave it out"
    ),
    "skip_scan": (
        "is a PDF of {n} pages with no text layer, a scan; expected text, so have it recognised first "
        "(ocrmypdf, or your scanner's program)"
    ),
    "skip_word": "is no Word file that can be read ({problem}); open it in Word and save it again as .docx",
    "skip_zip": "is no ZIP archive that can be opened ({problem}); pack it again",
    "skip_zip_inside": "{name} is an archive inside the archive; unpack it and index the folder",
    "skip_locked": "{name} is locked by a password; unpack it and index the folder",
    "skip_large": "has {n} MB; at most {most} MB are read; split it",
    "skip_binary": (
        "holds control characters like a binary file; expected a transcript as text; save it as UTF-8 text"
    ),
    "skip_nul": "holds NUL bytes like a binary file; expected a transcript as text; save it as UTF-8 text",
    "skip_byte": "byte {byte} is not {encoding}; expected a transcript as text; save it as UTF-8 text",
    "skip_meet_notes": "notes written by Gemini: nobody says them; leave it out",
    "skip_unreadable": "can't be read: {problem}; check the path and permissions",
    "note_encoding": "The text is not Unicode; it was read as {encoding}, which is a guess.",
    "note_left_out": "Left out, since nobody says it: {what}.",
    "doubt_slip": "looks like a slip of {label}",
    "doubt_shape": "is not shaped like a name",
    "doubt_once": "stands once among {n} turns",
    "who_book": "speakers.yaml says that it is not {name}",
    "who_office": "it names an office and nobody",
    "who_initials": "the record has {name} with several initials",
    "who_surname": "others speak under this surname in the same transcript",
    "who_unnamed": "no title and no introduction gives a full name",
    "who_several": "it may be one of {names}",
    "who_other": "it may be somebody else than {name}",
}
"""Why files and labels were left out, as readers and the resolution of speakers say it (`rag.reasons`)."""

REMARKS: Mapping[str, Template] = {
    **_CHECK,
    **_TERMS,
    **_QUESTIONS,
    **_RECHECKS,
    **REASONS,
    "as_told": "{words}",
}
"""Every remark in English, by key."""
