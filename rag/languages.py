"""The language of a text: told by the source, or detected from its own words, offline and always the same.

Codes are ISO 639-1. Detection is py3langid's: naive Bayes over byte n-grams, 4.6 MB, no network.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Collection
from functools import cache
from typing import TYPE_CHECKING

from rag.errors import OnRecordError

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

    from rag.transcript import Transcript

UNDETERMINED = "und"
"""The code (ISO 639-2) of a language that the words don't settle."""

ENGLISH = "en"

_ENOUGH = 0.5
"""Chance from which on a detected language is taken for the text's."""

_READ = 20_000
"""Characters of a text that its language is told from."""

_TURNS_READ = 500
"""Turns of a transcript that its language is told from."""

_CLEARLY = 5.0
"""How much likelier than English another language must be."""

_TAG = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]{1,8})*", re.IGNORECASE)
_NAMES = {
    "arabic": "ar", "catalan": "ca", "chinese": "zh", "czech": "cs", "danish": "da", "dutch": "nl",
    "english": "en", "finnish": "fi", "french": "fr", "german": "de", "greek": "el", "hebrew": "he",
    "hindi": "hi", "hungarian": "hu", "indonesian": "id", "italian": "it", "japanese": "ja", "korean": "ko",
    "norwegian": "no", "persian": "fa", "polish": "pl", "portuguese": "pt", "romanian": "ro", "russian": "ru",
    "spanish": "es", "swedish": "sv", "thai": "th", "turkish": "tr", "ukrainian": "uk", "vietnamese": "vi",
}  # fmt: skip


def detect_language(text: str) -> str:
    """The code of the language that most of the text is in; UNDETERMINED where its words don't settle it."""
    if not any(character.isalpha() for character in text[:_READ]):
        return UNDETERMINED
    code, chance = next(found for found in _identifier().rank(text[:_READ]) if len(found[0]) == 2)
    return str(code) if chance >= _ENOUGH else UNDETERMINED


def language_of(transcript: Transcript) -> str:
    """The language that the transcript tells, else that of its words; UNDETERMINED where neither does."""
    if transcript.language is not None:
        return transcript.language
    return detect_language("\n".join(turn.text for turn in transcript.turns[:_TURNS_READ]))


def language_among(text: str, languages: Collection[str]) -> str:
    """That one of `languages` (codes, not none of them) which the text is likeliest to be in.

    Needs few words, since it need not choose among all languages. English unless another is clearly likelier.
    """
    if len(languages) == 1:
        return next(iter(languages))
    chances = dict(_identifier().rank(text[:_READ]))
    likeliest = max(sorted(languages), key=lambda code: chances.get(code, 0.0))
    # A name or two are in any language: then it is English, whose rules look at most signs.
    if ENGLISH in languages and chances.get(likeliest, 0.0) < _CLEARLY * chances[ENGLISH]:
        return ENGLISH
    return likeliest


def language_code(told: object) -> str | None:
    """The code that a source tells: "es", "es-MX", "spanish"; None for anything else, and for "und"."""
    if not isinstance(told, str):
        return None
    word = told.strip().lower()
    if word in _NAMES:
        return _NAMES[word]
    found = _TAG.fullmatch(word)
    return found[1] if found and found[1] in known_languages() else None


@cache
def known_languages() -> frozenset[str]:
    """The codes of two letters that can be detected, and so named."""
    return frozenset(str(code) for code in _identifier().labels if len(code) == 2)


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    try:
        return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    except OSError as error:
        # It unpacks its model into a temporary file; without room for one, no file is to blame.
        raise OnRecordError(
            f"The model that tells languages could not be written to {tempfile.gettempdir()}: "
            f"{error.strerror or error}. Make room there, or set TMPDIR to another folder."
        ) from error
