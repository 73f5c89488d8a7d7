"""Sentences that say why, as data: a key and its values, so that a page may say them in its own language.

What programs get is English: `REMARKS` holds it. In all others they are texts of the page (`ui/texts`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from string import Formatter
from typing import Any

from rag.counts import counted

Template = str | Mapping[str, str]
"""A text with `{name}`s, or one for each of `one` and `other` where it counts `n`.

`{name:line}` is a whole number of lines: "1 line", "2,000 lines", as the language has it.
"""


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


Counting = Callable[[int, str], str]
"""How a language says a whole number of something; "" for the number alone."""


def filled(template: Template, values: Mapping[str, object], counting: Counting = counted) -> str:
    """A template with its `{name}`s replaced, whole numbers as the language says them."""
    if not isinstance(template, str):
        template = template["one" if values.get("n") == 1 else "other"]
    return _Filling(counting).vformat(template, (), values)


class _Filling(Formatter):
    def __init__(self, counting: Counting) -> None:
        self._counting = counting

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, int):
            return self._counting(value, format_spec.strip(","))
        return str(super().format_field(value, format_spec))


def said(found: Remark, template_of: Callable[[str], Template], counting: Counting = counted) -> str:
    """A remark in the language whose templates `template_of` gives by key."""
    values = {
        name: said(value, template_of, counting) if isinstance(value, Remark) else value
        for name, value in found.values
    }
    return filled(template_of(found.key), values, counting)


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
    "in_turns": "The words stand in {turns:turn}.",
    "common": "It is a common phrase, and no evidence by itself: the words stand in {turns:turn}.",
    "it_answers": "It answers: “{words}”",
    "short": "A quotation this short proves little.",
    "joined_in_turn": (
        "The words stand in one turn, but apart or in another order{whose}; the quotation joins them as if "
        "said in one go."
    ),
    "joined_of_turns": (
        "The words stand in {turns:turn}{whose}; the quotation joins them as if said in one go."
    ),
    "joined_of_transcripts": (
        "The words stand in {turns:turn} of {transcripts:transcript}{whose}; the quotation joins them as "
        "if said in one go."
    ),
    "whose": " of {names}",
    "interrupted": "The record has these words from {who}, interrupted by {words}.",
    "quoted": "“{words}”",
    "no_words": "There are no words in the quotation to look for.",
    "said_by_nobody": "Nobody says these words in the {transcripts:transcript} searched.",
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
    "skip_all_gone": (
        "all of its files are gone ({n:transcript}); the library keeps them (see: onrecord remove)"
    ),
    "skip_empty": "the file is empty; expected a transcript, so add its text",
    "skip_magic": "is {kind}; expected a transcript",
    "skip_unlabelled_kind": (
        "{kind}: no speaker labels found in {lines:line} ({words:word}); expected lines such as "
        "'Chair Abernathy: …'; leave it out, or put each speaker's name and a colon before the words"
    ),
    "skip_release": (
        "{kind}: no speaker labels found in {lines:line} ({words:word}); expected lines such as "
        "'MS. PSAKI:' or 'Q'; leave it out, or add the speakers' names"
    ),
    "skip_unlabelled": (
        "no speaker labels found in {lines:line} ({words:word}); expected lines such as "
        "'Chair Abernathy: …'; leave it out, or put each speaker's name and a colon before the words"
    ),
    "skip_chat": (
        "a chat log: its messages were typed, nobody says them; expected a transcript; leave it out"
    ),
    "skip_html": "an HTML page without words in it; save the page with its text",
    "skip_captions": "{format} without captions: found {n:timing} and no words; add the words",
    "skip_webvtt": "WebVTT without captions; found {n:timing} and no words, expected some",
    "skip_json_words": "{format} without words: found {n:piece of speech}, none with text",
    "skip_json_shape": 'JSON without "turns": found {names}; expected {shape}',
    "skip_no_json": "not JSON: {problem}; mend it there",
    "skip_diarization": (
        "a diarization: {n:time} of speakers and no words; it goes with its transcript: call it "
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
        "is a PDF of {n:page} with no text layer, a scan; expected text, so have it recognised first "
        "(ocrmypdf, or your scanner's program)"
    ),
    "skip_word": "is no Word file that can be read ({problem}); open it in Word and save it again as .docx",
    "skip_zip": "is no ZIP archive that can be opened ({problem}); pack it again",
    "skip_zip_inside": "{name} is an archive inside the archive; unpack it and index the folder",
    "skip_locked": "{name} is locked by a password; unpack it and index the folder",
    "skip_large": "has {n:,} MB; at most {most:,} MB are read; split it",
    "skip_binary": (
        "holds control characters like a binary file; expected a transcript as text; save it as UTF-8 text"
    ),
    "skip_nul": "holds NUL bytes like a binary file; expected a transcript as text; save it as UTF-8 text",
    "skip_byte": "byte {byte} is not {encoding}; expected a transcript as text; save it as UTF-8 text",
    "skip_meet_notes": "notes written by Gemini: nobody says them; leave it out",
    "skip_unreadable": "can't be read: {problem}; check the path and permissions",
    "skip_signature": "line 1 is {found!r}; expected WEBVTT; put that line at the top",
    "skip_timing": "{found!r} is no timing; expected {shape}; mend it",
    "skip_sbv": "SBV without captions: found no timing such as 0:01:02.000,0:01:04.000; add the captions",
    "skip_ttml": "TTML without captions: found {n:paragraph} and no words; add the words",
    "skip_xml": "not XML: {problem}; mend it there, or save the captions as WebVTT",
    "skip_json_object": "JSON, but not an object; expected {shape}",
    "skip_json_turn": "turn {row:,} is not an object; expected {shape}",
    "skip_json_text": 'turn {row:,} has no "text" in quotation marks; expected {shape}',
    "skip_json_speaker": 'turn {row:,} has a "speaker" that is no string; expected {shape}',
    "skip_json_seconds": (
        'turn {row:,} has a "{key}" that is no number of seconds; write it as 12.5 or leave it out'
    ),
    "skip_json_empty": '"turns" holds no text; expected {shape}',
    "skip_table": "no table that can be read ({problem}); mend it there",
    "skip_table_wide": (
        "a row of more than {most:,} columns; expected one turn in a row; mend its line ends and "
        "quotation marks"
    ),
    "skip_table_words": "a table without words in its column {name!r}",
    "skip_stamped": "names with times, but no words below them; add the words",
    "skip_podcast": "a podcast's HTML without words behind its <cite> elements",
    "skip_front": (
        "the front matter is not YAML: {problem}; mend it or delete the block between the --- lines"
    ),
    "skip_front_long": (
        "the front matter has {n:character}; expected at most {most:,}; end it with a line of --- above "
        "the words"
    ),
    "skip_zip_damaged": "is a damaged ZIP archive or Office document ({problem}); save or pack it again",
    "skip_zip_named": (
        "is a ZIP archive, not one transcript; name it to index with the ending .zip, or unpack it"
    ),
    "skip_zip_out": "{name!r} leads out of the archive; rename it",
    "skip_zip_files": "holds {n:,} files; at most {most:,} are read; unpack it and index the folder",
    "skip_zip_large": "unpacks to {n:,} MB; at most {most:,} MB are read; unpack it and index the folder",
    "skip_unpack": "can't be unpacked ({problem}); pack {name} again",
    "skip_pdf_locked": "is a PDF locked by a password; print it to a new PDF and use that",
    "skip_pdf": "is no PDF that can be read ({problem}); print it to a new PDF and use that",
    "skip_pdf_heavy": (
        "is a PDF that takes more time or memory than any real one, or brings its reader down; print "
        "it to a new PDF and use that"
    ),
    "skip_pdf_damaged": (
        "is a damaged PDF, not understood after reading {n:,} times its size; expected one that is "
        "whole; print it to a new PDF and use that"
    ),
    "skip_pdf_pages": "is a PDF of {n:page}; at most {most:,} are read; split it",
    "skip_pdf_text": "is a PDF with more than {most:,} MB of text; split it",
    "skip_lines": (
        "holds {n:,} lines of {average} characters on average; expected a transcript; take the empty "
        "lines out"
    ),
    "skip_tags": (
        "holds {n:,} tags of {average} characters on average; expected a transcript; save the page as text"
    ),
    "skip_turns": (
        "holds more than {most:,} turns, or names with colons at the beginning of lines, as no event "
        "does; expected the transcript of one event; split the file by events"
    ),
    "skip_short_turns": (
        "holds more than {most:,} turns of fewer than {n:character} on average, like a list of words;"
        " expected turns; join what one speaker says"
    ),
    "skip_caption": (
        "a caption of more than {most:,} lines; expected a line or two; put a blank line between captions"
    ),
    "skip_encoding": "no text encoding fits its bytes; expected a transcript as text; save it as UTF-8 text",
    "note_mac": (
        "Mac Roman letters were saved as if they were another encoding: {found!r} stands in line "
        "{line:,}; the words are kept as they are, so mend the file."
    ),
    "note_utf8": (
        "UTF-8 was saved as if it were Windows-1252: {found!r} stands in line {line:,}; the words are"
        " kept as they are, so mend the file."
    ),
    "note_encoding": "The text is not Unicode; it was read as {encoding}, which is a guess.",
    "note_left_out": "Left out, since nobody says it: {what}.",
    "doubt_slip": "looks like a slip of {label}",
    "doubt_shape": "is not shaped like a name",
    "doubt_once": "stands once among {n:turn}",
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
