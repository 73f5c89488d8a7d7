"""The lexical index: BM25 over passages and exact word sequences over turns, in tantivy.

English passages and those in other languages have fields of their own: English words are stemmed by tantivy,
all others are written as `rag.analysis` makes them.
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise, product
from pathlib import Path

import numpy as np
import tantivy
from numpy.typing import NDArray

from rag import analysis
from rag.languages import ENGLISH

_HEAP_BYTES = 64_000_000
_MAX_WORD = 60

FIELD_BOOSTS = {"words": 1.0, "question": 0.4, "speaker_name": 0.5, "title": 0.3}
"""BM25 weight of each field: the passage's own words count most."""

_OTHER = "_other"
"""Ends the names of the fields of passages that aren't in English."""

_NAME = re.compile(r"\b[A-Z][\w’'-]+(?:\s+(?:of\s+|the\s+)*[A-Z][\w’'-]+)+")

_CAPITALISED = re.compile(r"\b[A-Z][^\W_]{2,}")
_TOPIC = re.compile(
    r"\b(?:about|on|regarding|concerning) (?:(?:the|an?|his|her|their|its|any|some|this|that) )?"
    r"([^\W\d_]{5,})(?=\s?[?.,!]|\s*$| (?:in|on|last|this|at|during|and|or)\b)"
)

_STOP_WORDS = frozenset(
    """a an and any are as at be been but by can could did do does for from had has have he her him his how
    i if in into is it its me my of on or our say said says she should so that the their them they this to
    told talk talked tell us was we were what when where which who whom whose why will with would you your
    about there then than also just please anything something""".split()
)


@dataclass(frozen=True, slots=True)
class PassageEntry:
    """One passage as the lexical index sees it; `language` is the one by whose rules it is analysed."""

    passage: int
    transcript: int
    speaker: int
    date: int
    words: str
    question: str
    speaker_name: str
    title: str
    language: str = ENGLISH


@dataclass(frozen=True, slots=True)
class TurnEntry:
    """One turn with its folded words (`fold_words`), for finding word sequences."""

    transcript: int
    turn: int
    folded: Sequence[str]


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a lexical search may return; None means everything. `dates` are proleptic ordinals, inclusive."""

    transcripts: Sequence[int] | None = None
    speakers: Sequence[int] | None = None
    dates: tuple[int, int] | None = None


@cache
def _analyzer() -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for step in (
        tantivy.Filter.remove_long(_MAX_WORD),
        tantivy.Filter.lowercase(),
        tantivy.Filter.ascii_fold(),
        tantivy.Filter.stemmer("english"),
    ):
        builder = builder.filter(step)
    return builder.build()


def content_terms(text: str, language: str = ENGLISH) -> list[str]:
    """The stemmed words of a question that carry meaning, in order, each once.

    Where a question has nothing but stop words, they are what it is about, and all are kept.
    """
    if language != ENGLISH:
        return analysis.content_terms(text, language)
    kept = [word for word in re.findall(r"[^\W_]+", text) if word.casefold() not in _STOP_WORDS]
    return list(dict.fromkeys(_analyzer().analyze(" ".join(kept) or text)))


def stems(text: str, language: str = ENGLISH) -> list[str]:
    """All words of `text` as the index stems them, in order."""
    return list(_analyzer().analyze(text)) if language == ENGLISH else analysis.stems(text, language)


def question_stems(text: str, language: str = ENGLISH) -> list[str]:
    """All words of a question as they are looked for, in order."""
    return stems(text) if language == ENGLISH else analysis.question_stems(text, language)


@lru_cache(maxsize=1 << 14)
def name_terms(name: str, language: str = ENGLISH) -> frozenset[str]:
    """The distinct stemmed words of a name or a title."""
    return frozenset(stems(name, language))


def topic_words(question: str) -> list[str]:
    """The single words that an English question is about: "say about monkeypox", "comment on the curfew"."""
    return [match[1] for match in _TOPIC.finditer(question)]


class LexicalIndex:
    """BM25 over passages; opened read-only and safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        self._passages = _open(folder / "passages")
        self._turns = _open(folder / "turns")

    def search(
        self, question: str, k: int, allowed: Allowed, languages: Collection[str] = (ENGLISH,)
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The `k` best passages by BM25 (k1 1.2, b .75; fields summed), best first: keys and scores.

        `languages` are those by whose rules the question is read.
        """
        schema = self._passages.schema
        should = [
            (tantivy.Occur.Should, _term(schema, field, term, boost))
            for suffix, terms in _readings(question, languages)
            for term in terms
            for field, boost in ((name + suffix, boost) for name, boost in FIELD_BOOSTS.items())
        ]
        if not should:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        found = tantivy.Query.boolean_query(should)
        filters = _filters(schema, allowed)
        if filters:
            found = tantivy.Query.boolean_query([(tantivy.Occur.Must, found), *filters])
        searcher = self._passages.searcher()
        hits = searcher.search(found, limit=k, count=False).hits
        keys = searcher.fast_field_values("passage", [address for _, address in hits])
        return np.array(keys, np.int64), np.array([score for score, _ in hits], np.float32)

    def named(
        self, question: str, k: int, allowed: Allowed, languages: Collection[str] = (ENGLISH,)
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Up to `k` passages that hold a name of several words from the question ("One China") as a whole.

        Keys, each once, and how rare the rarest of its names is: 1 for a name that one passage holds, 0 for
        one that all do.
        """
        schema, searcher = self._passages.schema, self._passages.searcher()
        rarest: dict[int, float] = {}
        for name, language in product(_NAME.findall(question), languages):
            words = question_stems(name, language)
            if len(words) < 2 and language != ENGLISH:
                continue  # tantivy has no phrase of one word
            phrase = tantivy.Query.phrase_query(schema, _field("words", language), [*words])
            frequency = searcher.search(phrase, limit=1).count  # type: ignore[attr-defined]  # stubs lack it
            if not 0 < frequency <= k:
                continue
            rarity = (1 - math.log(frequency) / math.log(max(2, searcher.num_docs))) ** 2
            within = [(tantivy.Occur.Must, phrase), *_filters(schema, allowed)]
            hits = searcher.search(tantivy.Query.boolean_query(within), limit=k, count=False).hits
            for key in searcher.fast_field_values("passage", [address for _, address in hits]):
                rarest[int(key or 0)] = max(rarity, rarest.get(int(key or 0), 0.0))
        return np.array([*rarest], np.int64), np.array([*rarest.values()], np.float32)

    def unsaid_names(self, question: str, languages: Collection[str] = (ENGLISH,)) -> list[str]:
        """Names and topics of a question that stand nowhere in the index, as typed.

        Names are its capitalised words, the first one aside; a topic is one word behind "about".
        """
        words = [match.group() for match in _CAPITALISED.finditer(question) if match.start()]
        words += topic_words(question) if ENGLISH in languages else []
        return [
            word
            for word in dict.fromkeys(words)
            if stems(word) and not any(self.holds(word, language) for language in languages)
        ]

    def unheard_names(self, question: str) -> list[str]:
        """Names of several words ("East Palestine") of which no two neighbours stand together anywhere.

        As typed, without a word that begins the question; English only.
        """
        names = [
            match.group() if match.start() else match.group().split(maxsplit=1)[1]
            for match in _NAME.finditer(question)
        ]
        return [name for name in names if " " in name and not self._heard(name)]

    def _heard(self, name: str) -> bool:
        """Whether two neighbouring words of the name stand together in any field."""
        schema, searcher = self._passages.schema, self._passages.searcher()
        pairs = [pair for pair in pairwise(stems(name)) if pair[0] != pair[1]]
        phrases = (tantivy.Query.phrase_query(schema, f, [*pair]) for pair in pairs for f in FIELD_BOOSTS)
        return not pairs or any(searcher.search(each, limit=1).hits for each in phrases)

    def holds(self, word: str, language: str = ENGLISH) -> bool:
        """Whether a word of a question stands anywhere: in what is said, a name or a title."""
        searcher = self._passages.searcher()
        fields = [_field(name, language) for name in FIELD_BOOSTS]
        return any(
            searcher.doc_freq(field, stem) for stem in question_stems(word, language) for field in fields
        )

    def frequency(self, word: str) -> int:
        """In how many passages an English word is said, in any of its forms."""
        searcher = self._passages.searcher()
        return min((searcher.doc_freq("words", stem) for stem in stems(word)), default=0)

    def almost(self, word: str, distance: int, k: int) -> NDArray[np.int64]:
        """Up to `k` passages (keys) that hold an English word whose stem is up to 1 or 2 letters off."""
        schema, searcher = self._passages.schema, self._passages.searcher()
        keys: list[int] = []
        for stem in stems(word):
            near = tantivy.Query.fuzzy_term_query(schema, "words", stem, distance=distance)
            hits = searcher.search(near, limit=k, count=False).hits
            found = searcher.fast_field_values("passage", [address for _, address in hits])
            keys += [int(key or 0) for key in found]
        return np.array(keys, np.int64)

    def rarities(self, field: str, terms: Sequence[str], language: str = ENGLISH) -> NDArray[np.float32]:
        """Inverse document frequency of each term in a field, as in BM25; 0 for one that stands nowhere."""
        searcher = self._passages.searcher()
        counts = np.array([searcher.doc_freq(_field(field, language), term) for term in terms], np.float32)
        idf = np.log1p((searcher.num_docs - counts + 0.5) / (counts + 0.5))
        return np.where(counts > 0, idf, 0.0).astype(np.float32)

    @property
    def passage_count(self) -> int:
        """How many passages the index holds."""
        return int(self._passages.searcher().num_docs)

    def turns_with_sequence(self, folded: Sequence[str], k: int) -> list[tuple[int, int]]:
        """Up to `k` turns, as (transcript, turn), that hold the folded words in exactly this order."""
        schema = self._turns.schema
        if len(folded) == 1:
            query = tantivy.Query.term_query(schema, "folded", folded[0])
        else:
            query = tantivy.Query.phrase_query(schema, "folded", list(folded))
        return self._turn_hits(query, k)

    def turns_with_words(self, folded: Sequence[str], k: int) -> list[tuple[int, int]]:
        """The `k` turns that share most with the folded words, best first."""
        schema = self._turns.schema
        parts = [
            (tantivy.Occur.Should, tantivy.Query.term_query(schema, "folded", word))
            for word in dict.fromkeys(folded)
        ]
        return self._turn_hits(tantivy.Query.boolean_query(parts), k) if parts else []

    def _turn_hits(self, query: tantivy.Query, k: int) -> list[tuple[int, int]]:
        searcher = self._turns.searcher()
        addresses = [address for _, address in searcher.search(query, limit=k, count=False).hits]
        transcripts = searcher.fast_field_values("transcript", addresses)
        turns = searcher.fast_field_values("turn", addresses)
        return [(int(t or 0), int(n or 0)) for t, n in zip(transcripts, turns, strict=True)]


def update(
    folder: Path, passages: Iterable[PassageEntry], turns: Iterable[TurnEntry], gone: Iterable[int]
) -> None:
    """Add passages and turns to the index in `folder` (made if missing) and drop the transcripts `gone`."""
    dropped = list(gone)
    _write(folder / "passages", _passage_schema(), map(_passage_document, passages), dropped)
    _write(folder / "turns", _turn_schema(), map(_turn_document, turns), dropped)


def passage_files(folder: Path) -> list[Path]:
    """The files of the index in `folder` in which passages are searched."""
    return [path for path in (folder / "passages").iterdir() if path.is_file()]


def is_current(folder: Path) -> bool:
    """Whether the index in `folder` has all fields of this version; an older one lacks some."""
    try:
        schema = json.loads((folder / "passages" / "meta.json").read_text(encoding="utf-8"))["schema"]
    except (OSError, ValueError, KeyError):
        return False
    names = {field["name"] for field in schema}
    return names.issuperset(field + _OTHER for field in FIELD_BOOSTS)


def _write(
    folder: Path, schema: tantivy.Schema, documents: Iterable[tantivy.Document], gone: list[int]
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    index = tantivy.Index(schema, path=str(folder))
    index.register_tokenizer("english", _analyzer())
    # One thread: the same input gives the same index.
    writer = index.writer(heap_size=_HEAP_BYTES, num_threads=1)
    for transcript in gone:
        # By query: delete_documents_by_term takes every int for a signed one and deletes nothing here.
        writer.delete_documents_by_query(tantivy.Query.term_query(schema, "transcript", transcript))
    for document in documents:
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()


def _open(folder: Path) -> tantivy.Index:
    index = tantivy.Index.open(str(folder))
    index.register_tokenizer("english", _analyzer())
    index.reload()
    return index


def _passage_schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("passage", fast=True, indexed=True)
    builder.add_unsigned_field("transcript", fast=True, indexed=True)
    builder.add_unsigned_field("speaker", fast=True, indexed=True)
    builder.add_integer_field("date", fast=True, indexed=True)
    for field in FIELD_BOOSTS:
        builder.add_text_field(field, tokenizer_name="english")
        builder.add_text_field(field + _OTHER, tokenizer_name="whitespace")
    return builder.build()


def _turn_schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("transcript", fast=True, indexed=True)
    builder.add_unsigned_field("turn", fast=True, indexed=True)
    builder.add_text_field("folded", tokenizer_name="whitespace")
    return builder.build()


def _passage_document(entry: PassageEntry) -> tantivy.Document:
    document = tantivy.Document()
    document.add_unsigned("passage", entry.passage)
    document.add_unsigned("transcript", entry.transcript)
    document.add_unsigned("speaker", entry.speaker)
    document.add_integer("date", entry.date)
    for field in FIELD_BOOSTS:
        text = getattr(entry, field)
        if entry.language == ENGLISH:
            document.add_text(field, _composed(text))
        else:
            document.add_text(field + _OTHER, " ".join(stems(text, entry.language)))
    return document


def _field(name: str, language: str) -> str:
    return name if language == ENGLISH else name + _OTHER


def _readings(question: str, languages: Collection[str]) -> Iterator[tuple[str, list[str]]]:
    """The question's terms in English, and in all other languages together, with their fields' suffix."""
    if ENGLISH in languages:
        yield "", content_terms(question)
    # Stop words too: BM25 gives what is everywhere no weight, and little else is left of some questions.
    others = [term for each in languages if each != ENGLISH for term in question_stems(question, each)]
    if others:
        yield _OTHER, list(dict.fromkeys(others))


def _turn_document(entry: TurnEntry) -> tantivy.Document:
    document = tantivy.Document()
    document.add_unsigned("transcript", entry.transcript)
    document.add_unsigned("turn", entry.turn)
    document.add_text("folded", " ".join(entry.folded))
    return document


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _term(schema: tantivy.Schema, field: str, term: str, boost: float) -> tantivy.Query:
    query = tantivy.Query.term_query(schema, field, term, index_option="freq")
    return query if boost == 1.0 else tantivy.Query.boost_query(query, boost)


def _filters(schema: tantivy.Schema, allowed: Allowed) -> list[tuple[tantivy.Occur, tantivy.Query]]:
    filters = []
    if allowed.transcripts is not None:
        filters.append(tantivy.Query.term_set_query(schema, "transcript", list(allowed.transcripts)))
    if allowed.speakers is not None:
        filters.append(tantivy.Query.term_set_query(schema, "speaker", list(allowed.speakers)))
    if allowed.dates is not None:
        first, last = allowed.dates
        filters.append(tantivy.Query.range_query(schema, "date", tantivy.FieldType.Integer, first, last))
    # Constant: a filter decides who may be found, never how well.
    return [(tantivy.Occur.Must, tantivy.Query.const_score_query(query, 0.0)) for query in filters]
