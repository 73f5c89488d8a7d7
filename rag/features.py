"""What is known of each candidate passage beside a question: the columns that the ranking weighs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings import Vectors
from rag.library.derived import Derived
from rag.library.forward import ragged
from rag.library.lexical import content_terms, name_terms, question_stems
from rag.library.snapshot import Snapshot
from rag.windows import windows_around

FEATURES = (
    "cosine", "mapped", "words", "question", "speaker", "title",
    "coverage", "coverage_2", "coverage_5", "mapped_2", "mapped_6",
    "mapped_before", "mapped_behind", "words_before", "words_behind",
    "length", "pairs", "raw_coverage", "raw_cosine", "raw_words",
)  # fmt: skip
"""Columns of `Candidates.columns`. `_2`, `_5`, `_6` look that many passages to either side; `raw_` are
shares and cosines as they are, `length` the logarithm of the terms' number; all others are z-scores over the
candidates."""

_REACH = 6
_K1, _B = 0.9, 0.2
"""BM25's saturation and length normalisation (Robertson and Zaragoza 2009): speech repeats itself, and short
turns answer as well as long ones."""


@dataclass(frozen=True, eq=False, slots=True)
class Candidates:
    """What is known of each candidate, in the order of the rows that were asked for.

    `columns` has shape (candidates, len(FEATURES)). `cosine` is the similarity to the question, `coverage`
    the share of the question's terms, weighed by their rarity, that stand in the passage or within two
    passages of it; both as they are.
    """

    columns: NDArray[np.float32]
    cosine: NDArray[np.float32]
    coverage: NDArray[np.float32]


def describe(
    snapshot: Snapshot, derived: Derived, question: str, vectors: Vectors, rows: NDArray[np.int64]
) -> Candidates:
    """The candidates `rows` (rising) with all their features.

    `vectors` are two unit rows: the question's own and the one that the query map makes of it. Each candidate
    is held against the question's words as its own language has them.
    """
    parts = [
        (places, _described(snapshot, derived, question, vectors, rows[places], language))
        for language, places in _by_language(snapshot, derived, rows)
    ]
    order = np.argsort(np.concatenate([places for places, _ in parts]), kind="stable")
    joined = [
        np.concatenate(column)[order] for column in zip(*(columns for _, columns in parts), strict=True)
    ]
    *scored, length, raw_coverage, raw_cosine, raw_words, pairs = joined
    raw = (raw_coverage - 0.5, raw_cosine - 0.4, raw_words - 0.5)
    standard = standardised(np.stack([*scored, pairs], axis=1))
    columns = np.column_stack([standard[:, :-1], length, standard[:, -1], *raw])
    return Candidates(columns.astype(np.float32), raw_cosine, raw_coverage.astype(np.float32))


def _by_language(
    snapshot: Snapshot, derived: Derived, rows: NDArray[np.int64]
) -> list[tuple[str, NDArray[np.int64]]]:
    """The places in `rows` of the candidates in each language."""
    if len(snapshot.languages) == 1:
        return [(snapshot.languages[0], np.arange(len(rows)))]
    found = np.array([snapshot.language(int(key)) for key in derived.rows.transcript[rows]])
    return [(str(language), np.flatnonzero(found == language)) for language in np.unique(found)]


def _described(
    snapshot: Snapshot,
    derived: Derived,
    question: str,
    vectors: Vectors,
    rows: NDArray[np.int64],
    language: str,
) -> tuple[NDArray[Any], ...]:
    """The features of rows in one language as they are, in the order of FEATURES but for the pairs, last."""
    windows = windows_around(derived.rows.transcript, rows, _REACH)
    here = windows.here
    terms = content_terms(question, language)
    rarity = derived.lexical.rarities("words", terms, language)
    total = float(rarity.sum()) or 1.0
    frequencies = derived.forward.frequencies(windows.rows, terms)
    own = derived.vectors.similarities(vectors[:1], rows)[:, 0]
    mapped = derived.vectors.similarities(vectors[1:], windows.rows)[:, 0]
    words = _bm25(frequencies, derived.forward.lengths(windows.rows), derived.forward.mean_length, rarity)
    held = frequencies > 0
    coverage = [windows.any(held, reach) @ rarity for reach in (0, 2, 5)]
    return (
        own, mapped[here], words[here],
        _question_scores(derived, rows, terms, rarity),
        _speaker_scores(snapshot, derived, rows, terms, language),
        _title_scores(snapshot, derived, rows, terms, language),
        *coverage, windows.mean(mapped, 2), windows.mean(mapped, 6),
        windows.beside(mapped, -1), windows.beside(mapped, 1),
        windows.beside(words, -1), windows.beside(words, 1),
        np.log1p(derived.forward.lengths(rows)) - 2.5,
        coverage[1] / total, own, words[here] / total,
        _pair_scores(derived, rows, question, language),
    )  # fmt: skip


def standardised(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Z-scores along the first axis; zeros where all scores are alike."""
    if not len(scores):
        return scores.astype(np.float32)
    spread = scores.std(axis=0)
    alike = spread < 1e-6
    standard: NDArray[np.float32] = (scores - scores.mean(axis=0)) / np.where(alike, 1.0, spread)
    return np.where(alike, 0.0, standard).astype(np.float32)


def _bm25(
    frequencies: NDArray[np.float32],
    lengths: NDArray[np.int64],
    mean_length: float,
    rarity: NDArray[np.float32],
) -> NDArray[np.float32]:
    """BM25 of each row: `frequencies` (rows, terms), `lengths` in terms."""
    norm = (_K1 * (1 - _B + _B * lengths / max(mean_length, 1.0))).astype(np.float32)
    weights = frequencies * (_K1 + 1) / (frequencies + norm[:, None])
    scores: NDArray[np.float32] = weights @ rarity
    return scores


def _question_scores(
    derived: Derived, rows: NDArray[np.int64], terms: Sequence[str], rarity: NDArray[np.float32]
) -> NDArray[np.float32]:
    """BM25 of the question turn that each row answers; 0 where it answers none."""
    first, last = derived.question_rows(rows)
    asked, owner = ragged(first, last - first)
    frequencies, lengths = np.zeros((len(rows), len(terms)), np.float32), np.zeros(len(rows), np.int64)
    np.add.at(frequencies, owner, derived.forward.frequencies(asked, terms))
    np.add.at(lengths, owner, derived.forward.lengths(asked))
    return _bm25(frequencies, lengths, derived.forward.mean_length, rarity)


def _speaker_scores(
    snapshot: Snapshot, derived: Derived, rows: NDArray[np.int64], terms: Sequence[str], language: str
) -> NDArray[np.float32]:
    """How rare the question's terms are that name the speaker."""
    rarity = _known(terms, derived.lexical.rarities("speaker_name", terms, language))
    names = snapshot.speaker_names()
    return _by_key(derived.rows.speaker[rows], lambda key: names.get(key, ""), rarity, language)


def _title_scores(
    snapshot: Snapshot, derived: Derived, rows: NDArray[np.int64], terms: Sequence[str], language: str
) -> NDArray[np.float32]:
    """How rare the question's terms are that stand in the transcript's title."""
    rarity = _known(terms, derived.lexical.rarities("title", terms, language))
    entries = snapshot.transcripts_by_key
    return _by_key(derived.rows.transcript[rows], lambda key: entries[key].title, rarity, language)


def _known(terms: Sequence[str], rarities: NDArray[np.float32]) -> dict[str, np.float32]:
    """The rarities of the terms that stand anywhere: most questions name no speaker and no title."""
    return {term: rarity for term, rarity in zip(terms, rarities, strict=True) if rarity}


def _by_key(
    keys: NDArray[np.int64], name_of: Callable[[int], str], rarity: dict[str, np.float32], language: str
) -> NDArray[np.float32]:
    if not rarity:
        return np.zeros(len(keys), np.float32)
    distinct, places = np.unique(keys, return_inverse=True)
    held = [name_terms(name_of(int(key)), language) for key in distinct]
    scores = [sum((rare for term, rare in rarity.items() if term in each), np.float32(0)) for each in held]
    return np.array(scores, np.float32)[places]


def _pair_scores(
    derived: Derived, rows: NDArray[np.int64], question: str, language: str
) -> NDArray[np.float32]:
    """How rare the question's pairs of neighbouring words are that stand in each row as neighbours too."""
    words = question_stems(question, language)
    pairs = list(dict.fromkeys(pairwise(words)))
    singles = list(dict.fromkeys(words))
    rarity = dict(zip(singles, derived.lexical.rarities("words", singles, language), strict=True))
    weights = np.array([(rarity[a] + rarity[b]) / 2 for a, b in pairs], np.float32)
    found: NDArray[np.float32] = derived.forward.hold_pairs(rows, pairs) @ weights
    return found
