"""Words of languages other than English as they are searched: stems, pairs of characters, stop words.

English is analysed by tantivy itself (`rag/library/lexical.py`). Here, words are stemmed by their language's
Snowball stemmer where there is one (https://snowballstem.org), and lose their accents behind it, so that
"accion" finds "acción". Scripts without spaces become pairs of neighbouring characters, as in Lucene's
CJKAnalyzer. Stop words are those of https://github.com/stopwords-iso.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from rag.languages import ENGLISH, UNDETERMINED
from rag.scripts import HANGUL, UNSPACED, piece_pattern

if TYPE_CHECKING:
    import Stemmer

_LONGEST = 60
_FEWEST_TERMS = 2

_PAIRED = re.compile(f"[{UNSPACED}{HANGUL}]")
_HIRAGANA = re.compile(r"[\u3041-\u309f]")
_LATIN = re.compile(r"[a-z\u00df-\u024f\u1e00-\u1eff]")

_STEMMERS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek",
    "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish",
    "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian",
    "it": "italian", "lt": "lithuanian", "ne": "nepali", "nl": "dutch", "no": "norwegian", "pl": "polish",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil",
    "tr": "turkish",
}  # fmt: skip
_stemming = threading.Lock()


def analysed_as(language: str) -> str:
    """The language by whose rules the words of a transcript are analysed: English where it isn't known."""
    return ENGLISH if language in ("", UNDETERMINED) else language


def stems(text: str, language: str) -> list[str]:
    """All words of a transcript's `text` as they are found in this language, in order.

    A word whose stem hangs on its accents is found without them too: "mercería" also as "merceria".
    """
    found: list[str] = []
    for word in _words(text):
        stem, plain = _stemmed(word, language), _stemmed(_without_accents(word), language)
        found += [stem] if stem == plain else [plain, stem]
    return found


def question_stems(text: str, language: str) -> list[str]:
    """All words of a question as they are looked for in this language, in order."""
    return [_stemmed(word, language) for word in _words(text)]


def content_terms(text: str, language: str) -> list[str]:
    """The stemmed words that carry meaning, in order, each once.

    Pairs with hiragana in them are mostly Japanese endings and particles, and carry none. Where nearly
    nothing is left, all words are kept.
    """
    words = list(_words(text))
    kept = dict.fromkeys(_stemmed(word, language) for word in words if not _is_stop(word, language))
    if len(kept) < _FEWEST_TERMS:
        kept = dict.fromkeys(_stemmed(word, language) for word in words)
    return list(kept)


def _words(text: str) -> Iterator[str]:
    """Words in small letters, and pairs of characters where no space parts them."""
    for match in piece_pattern().finditer(unicodedata.normalize("NFKC", text).casefold()):
        piece = match.group()
        if _PAIRED.match(piece) is None:
            if len(piece) <= _LONGEST:
                yield piece
        elif len(piece) == 1:
            yield piece
        else:
            yield from (piece[place : place + 2] for place in range(len(piece) - 1))


@lru_cache(maxsize=1 << 17)
def _stemmed(word: str, language: str) -> str:
    name = _STEMMERS.get(language)
    if name is not None:
        with _stemming:
            word = _stemmer(name).stemWord(word)
    return _without_accents(word)


@cache
def _stemmer(name: str) -> Stemmer.Stemmer:
    import Stemmer

    # A stemmer keeps a buffer of its own and is no thread's but its caller's.
    return Stemmer.Stemmer(name, 0)


def _without_accents(word: str) -> str:
    """Latin letters without their accents; a kana's voicing and an Indian vowel are no accents."""
    if word.isascii() or _LATIN.search(word) is None:
        return word
    plain = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", plain)


@lru_cache(maxsize=1 << 16)
def _is_stop(word: str, language: str) -> bool:
    if _HIRAGANA.search(word):
        return True
    return word in _stop_words(language) or _without_accents(word) in _stop_words(language)


@cache
def _stop_words(language: str) -> frozenset[str]:
    """The language's stop words, with and without their accents; none where no list is known."""
    import stopwordsiso

    if not stopwordsiso.has_lang(language):
        return frozenset()
    listed = {word.casefold() for word in stopwordsiso.stopwords(language)}
    return frozenset(listed | {_without_accents(word) for word in listed})
